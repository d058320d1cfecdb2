import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompiledLetter } from '../../src/letters/slots.js';
import { BatchBody } from '../../src/mailings/batch-body.js';
import { compileMessage, type MessageTemplate } from '../../src/mailings/message.js';
import { mailingOf } from '../support/mailings.js';
import { letter, valuesOf } from '../support/messages.js';

describe('a batch’s body', () => {
  it('is JSON with one message a reader, whatever the addresses hold, batch after batch', () => {
    const body = new BatchBody();
    const template = compileMessage(letter, mailingOf(1));
    const address = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom('\u007f', '\u{10ffff}', '😀', 'a', 'ü'),
        minLength: 1,
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 100 }), (addresses) => {
        const messages: { to: string[] }[] = parsed(body, template, addresses);
        expect(messages.map(({ to }) => to[0])).toEqual(addresses);
      }),
    );
  });

  it('is the same whether its buffer is new or has held other batches', () => {
    const templates = ['', 'Another variant', 'long '.repeat(300_000)].map((words) =>
      compileMessage({ ...letter, html: [words, ...letter.html] }, mailingOf(1)),
    );
    const message = fc.record({
      template: fc.constantFrom(...templates),
      // Some longer than the room that is left for one.
      address: fc.string({ minLength: 1, maxLength: 60 }),
    });
    const batch = fc.record({
      messages: fc.array(message, { minLength: 1, maxLength: 8 }),
      letGo: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(batch, { minLength: 2, maxLength: 6 }), (batches) => {
        const used = new BatchBody();
        for (const { messages, letGo } of batches) {
          const filling = messages.map(({ template, address }) => ({
            template,
            values: valuesOf(address),
          }));
          const { bytes, sha256 } = used.fill(filling);
          const fresh = new BatchBody().fill(filling);
          expect(bytes.equals(fresh.bytes)).toBe(true);
          expect(sha256).toBe(fresh.sha256);
          if (letGo) used.letGo();
        }
      }),
    );
  });

  it('holds every message of a batch that is larger than any before', () => {
    const words = 'long '.repeat(50_000);
    const template = compileMessage({ ...letter, html: [words, ...letter.html] }, mailingOf(1));
    const addresses = Array.from({ length: 100 }, (_, reader) => `reader${reader}@example.com`);
    const messages: { to: string[]; html: string }[] = parsed(new BatchBody(), template, addresses);
    expect(messages.map(({ to }) => to[0])).toEqual(addresses);
    expect(messages.every(({ html }) => html.startsWith(words))).toBe(true);
  });

  it('says a reader’s own value wherever a letter has it, however often', () => {
    const address = { slot: 'address', context: 'plain' } as const;
    const html = ['to ', address, ' and to ', address, address, '.'];
    const template = compileMessage({ ...letter, html }, mailingOf(1));
    const addresses = ['ada@example.com', 'grace.hopper@example.com'];
    const messages: { html: string }[] = parsed(new BatchBody(), template, addresses);
    expect(messages.map((message) => message.html)).toEqual([
      'to ada@example.com and to ada@example.comada@example.com.',
      'to grace.hopper@example.com and to grace.hopper@example.comgrace.hopper@example.com.',
    ]);
  });

  it('is left as it was by the next batch once it was let go', () => {
    const template = compileMessage(letter, mailingOf(1));
    const body = new BatchBody();
    const built = (address: string) => body.fill([{ template, values: valuesOf(address) }]).bytes;
    const first = built('ada@example.com');
    const asItWas = Buffer.from(first);
    body.letGo();
    built('grace.hopper@example.com');
    expect(first).toEqual(asItWas);
  });

  it('has a hash that is the same when it is built again, and that no others have', () => {
    const address = { slot: 'address', context: 'plain' } as const;
    const vote = { slot: 'vote', context: 'url' } as const;
    const piece = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom('a', 'aa', '1:a', 'value 0\n', '1 bytes\n'),
      fc.constantFrom(address, vote),
    );
    type Batch = { html: CompiledLetter['html']; readers: string[] };
    const batch: fc.Arbitrary<Batch> = fc.record({
      html: fc.array(piece, { maxLength: 4 }),
      readers: fc.array(fc.constantFrom('a', 'aa', '1:a', 'ü', '"', 'a@example.com'), {
        minLength: 1,
        maxLength: 3,
      }),
    });
    const otherOrder: [Batch, Batch] = [
      { html: [address, vote, address, vote], readers: ['a'] },
      { html: [address, vote, vote, address], readers: ['a'] },
    ];
    const body = new BatchBody();
    const built = ({ html, readers }: Batch) => {
      const template = compileMessage({ ...letter, html }, mailingOf(1));
      const { bytes, sha256 } = filled(body, template, readers);
      return { text: bytes.toString(), sha256 };
    };
    fc.assert(
      fc.property(batch, batch, (one, other) => {
        const [first, second] = [built(one), built(other)];
        expect(built(one)).toEqual(first);
        if (first.text !== second.text) expect(first.sha256).not.toBe(second.sha256);
      }),
      { numRuns: 1000, examples: [otherOrder] },
    );
  });

  it('has the hash that it had when the ledger’s attempts were written', () => {
    const template = compileMessage(letter, mailingOf(1));
    const { sha256 } = filled(new BatchBody(), template, ['ada@example.com', 'zoë@example.com']);
    const lines = ['ada@example.com', 'zoë@example.com'].flatMap((address) => [
      template.sha256,
      ...template.values.map((read) => read(valuesOf(address))),
    ]);
    expect(sha256).toBe(createHash('sha256').update(lines.join('\n')).digest('hex'));
  });
});

function filled(body: BatchBody, template: MessageTemplate, addresses: string[]) {
  return body.fill(addresses.map((address) => ({ template, values: valuesOf(address) })));
}

function parsed(body: BatchBody, template: MessageTemplate, addresses: string[]) {
  return JSON.parse(filled(body, template, addresses).bytes.toString());
}
