import { cpSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variantId, variantOf } from '../../src/letters/render.js';
import { freezeMailing, type MailingTerms } from '../../src/mailings/freeze.js';
import { openLedger } from '../../src/mailings/ledger.js';
import { type MailingShelf, mailingShelf } from '../../src/mailings/shelf.js';
import type { Subscriber } from '../../src/subscribers/subscriber.js';
import { TestClock } from '../support/clock.js';
import { aLibrary, anEdition } from '../support/editions.js';
import { openFiles, temporaryFolder } from '../support/folder.js';
import { masthead } from '../support/letters.js';
import { addressOf, aSubscriber } from '../support/subscribers.js';

const clock = new TestClock('2026-11-17T09:00:00.000Z');
const edition = anEdition(
  aLibrary(
    { one: { left: 'a', right: 'b' }, two: { left: 'c', right: 'd' } },
    { a: { category: 'Design' }, b: { category: 'Design' } },
  ),
);
const terms: MailingTerms = {
  from: 'Verdicts <verdicts@example.com>',
  replyTo: undefined,
  listId: 'Verdicts <verdicts.example.com>',
  masthead,
  door: 'sandbox',
  signingKey: 'k1',
};

/** Readers whom nobody sees before they are refreshed, two at a time. */
class LateReaders {
  #seen: Subscriber[] = [];

  constructor(readonly all: Subscriber[]) {}

  async refresh(): Promise<void> {
    this.#seen = this.all;
  }

  async *batches(): AsyncGenerator<Subscriber[]> {
    for (let at = 0; at < this.#seen.length; at += 2) yield this.#seen.slice(at, at + 2);
  }

  statusOf() {
    return 'active' as const;
  }
}

function freeze(readers: Subscriber[], shelf: MailingShelf) {
  return freezeMailing(edition, terms, {
    readers: new LateReaders(readers),
    shelf,
    clock,
    render: async (_, variant) => ({ subject: variantId(variant), html: 'h', text: 't' }),
  });
}

function readerNumber(index: number, changes: Partial<Subscriber> = {}): Subscriber {
  const id = `reader${String(index).padStart(10, '0')}`;
  return aSubscriber({ id, ...addressOf(`reader${index}@example.com`), ...changes });
}

const wishes = fc.record({
  format: fc.constantFrom('digest', 'brief'),
  topics: fc.constantFrom<string[]>([], ['Design'], ['Developer Tools', 'Design'], ['Audio']),
  pausedUntil: fc.constantFrom(
    undefined,
    '2026-11-17T08:59:59.999Z',
    '2026-11-17T09:00:00.000Z',
    '2026-11-17T09:00:00.001Z',
  ),
});

describe('freezing a mailing', () => {
  it('gives each active reader the letter they asked for, or says why they get none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wishes, { maxLength: 12 }), async (list) => {
        const readers = list.map(({ pausedUntil, ...wish }, index) =>
          readerNumber(index, { ...wish, ...(pausedUntil && { pausedUntil }) }),
        );
        const shelf = mailingShelf(temporaryFolder());
        const mailing = await freeze(readers, shelf);
        const { audience, variants } = mailing;

        const awake = readers.filter(({ pausedUntil = '' }) => !pausedUntil.endsWith('.001Z'));
        const expected = awake.flatMap((reader) => {
          const variant = variantOf(reader, edition);
          return variant ? [{ reader: reader.id, letter: variantId(variant) }] : [];
        });
        expect(audience).toMatchObject({
          readers: expected.length,
          paused: readers.length - awake.length,
          withoutTopic: awake.length - expected.length,
        });
        const frozen = await shelf.openAudience(mailing);
        const lines = await frozen.batch(0);
        await frozen.close();
        const got = lines.map(({ reader, variant }) => ({ reader, letter: variants[variant]?.id }));
        expect(got).toEqual(expected);
        for (const variant of variants) {
          const count = expected.filter(({ letter }) => letter === variant.id).length;
          expect(variant.readers).toBe(count);
          const { subject } = await shelf.readLetter(edition.week, variant);
          expect(subject).toBe(variant.id);
        }
        expect(await shelf.read(edition.week)).toEqual(mailing);
      }),
      { numRuns: 10 },
    );
  });

  it('says where Resend takes an address otherwise than as the reader gave it', async () => {
    const shelf = mailingShelf(temporaryFolder());
    const plain = addressOf('Ada@example.com');
    const international = addressOf('Ada@bücher.example.com');
    const mailing = await freeze([readerNumber(0, plain), readerNumber(1, international)], shelf);
    const audience = await shelf.openAudience(mailing);
    expect(await audience.batch(0)).toEqual([
      { reader: 'reader0000000000', email: 'Ada@example.com', variant: 0 },
      {
        reader: 'reader0000000001',
        email: 'Ada@bücher.example.com',
        to: 'Ada@xn--bcher-kva.example.com',
        variant: 0,
      },
    ]);
    await audience.close();
  });

  it('writes the mailing itself last: audience, letters and the ledger’s beginning are there', async () => {
    const folder = temporaryFolder();
    const shelf = mailingShelf(folder);
    const readers = [readerNumber(0)];
    const failing: MailingShelf = {
      ...shelf,
      async write(mailing) {
        await (await openLedger(shelf.ledgerPath(mailing.week), mailing, clock)).close();
        await (await shelf.openAudience(mailing)).close();
        for (const variant of mailing.variants) await shelf.readLetter(mailing.week, variant);
        throw new Error('the power fails');
      },
    };
    await expect(freeze(readers, failing)).rejects.toThrow('the power fails');
    expect(await shelf.read(edition.week)).toBeUndefined();
    expect(await shelf.list()).toEqual([]);
    const mailing = await freeze(readers, shelf);
    expect(openFiles(folder)).toBe(0);
    expect(await shelf.read(edition.week)).toEqual(mailing);
    expect(await shelf.list()).toEqual([edition.week]);
  });

  it('is of a week: what else lies beside it, such as a copy, is no mailing', async () => {
    const folder = temporaryFolder();
    const shelf = mailingShelf(folder);
    await freeze([readerNumber(0)], shelf);
    const kept = join(folder, 'mailings', edition.week);
    cpSync(kept, `${kept}.bak`, { recursive: true });
    expect(await shelf.list()).toEqual([edition.week]);
  });
});
