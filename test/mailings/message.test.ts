import fc from 'fast-check';
import { Resend } from 'resend';
import { describe, expect, it } from 'vitest';
import type { CompiledLetter } from '../../src/letters/slots.js';
import { resendCourier } from '../../src/mailings/courier.js';
import { BatchBody, compileMessage } from '../../src/mailings/message.js';
import { listen } from '../support/listen.js';
import { mailingOf } from '../support/mailings.js';

const letter: CompiledLetter = {
  subject: ['A "subject" — ünïcode'],
  html: [
    '<p title="',
    { slot: 'address', context: 'attribute' },
    '">\n',
    { slot: 'address', context: 'html-text' },
    '</p>',
  ],
  text: [
    'To ',
    { slot: 'address', context: 'plain' },
    '\n',
    { slot: 'vote', context: 'url' },
    '\\',
  ],
};

const values = (address: string) => ({
  reader: 'reader0000000001',
  to: address,
  slots: { address, unsubscribe: 'U-1', preferences: 'P_1', vote: 'V1' },
});

describe('a batch’s bytes', () => {
  it('are the very request that the SDK’s batch.send makes of the same messages', async () => {
    const seen: { body: string; headers: Record<string, unknown> }[] = [];
    const server = await listen((request, body, response) => {
      seen.push({ body, headers: request.headers });
      response.end(JSON.stringify({ data: [{ id: 'a' }, { id: 'b' }], errors: [] }));
    });
    const mailing = { ...mailingOf(2), replyTo: 'editors@example.com' };
    const template = compileMessage(letter, mailing);
    const body = new BatchBody();
    body.start();
    body.add(template, values('o\'hara+"x"&<y>@example.com'));
    body.add(template, values('ada@example.com'));
    const { bytes } = body.finish();
    const door = { to: 'resend', apiKey: 're_1', baseUrl: server.url } as const;
    await resendCourier(door, 5).post(bytes, 'key/1');

    const messages = JSON.parse(bytes.toString()).map(
      ({ reply_to: replyTo, ...rest }: { reply_to: string }) => ({ ...rest, replyTo }),
    );
    const sdk = new Resend('re_1', { baseUrl: server.url });
    await sdk.batch.send(messages, { idempotencyKey: 'key/1', batchValidation: 'permissive' });

    const [ours, theirs] = seen;
    expect(JSON.parse(ours?.body ?? '')).toEqual(JSON.parse(theirs?.body ?? ''));
    expect(ours?.headers).toEqual({
      ...theirs?.headers,
      'content-length': ours?.headers['content-length'],
    });
  });

  it('carry what mail clients need for one-click unsubscribe', () => {
    const body = new BatchBody();
    body.start();
    body.add(compileMessage(letter, mailingOf(1)), values('ada@example.com'));
    const [message] = JSON.parse(body.finish().bytes.toString());
    expect(message).toMatchObject({
      to: ['ada@example.com'],
      headers: {
        'List-Unsubscribe': '<https://verdicts.example.com/unsubscribe/U-1>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'List-Id': 'Verdicts <verdicts.example.com>',
      },
      tags: [
        { name: 'mailing', value: '2026-W47-0123456789ab' },
        { name: 'reader', value: 'reader0000000001' },
      ],
    });
    expect(message).not.toHaveProperty('reply_to');
  });

  it('are JSON with one message a reader, whatever the addresses hold, batch after batch', () => {
    const body = new BatchBody();
    const template = compileMessage(letter, mailingOf(1));
    const address = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 100 }), (addresses) => {
        body.start();
        for (const each of addresses) body.add(template, values(each));
        const messages: { to: string[] }[] = JSON.parse(body.finish().bytes.toString());
        expect(messages.map(({ to }) => to[0])).toEqual(addresses);
      }),
    );
  });

  it('have a hash that is the same when they are built again, and that no others have', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom('a', 'aa', '1:a', 'value 0\n', '1 bytes\n'),
      fc.constant({ slot: 'address', context: 'plain' } as const),
      fc.constant({ slot: 'vote', context: 'url' } as const),
    );
    const batch = fc.record({
      html: fc.array(piece, { maxLength: 4 }),
      readers: fc.array(fc.constantFrom('a', 'aa', '1:a', 'ü', '"', 'a@example.com'), {
        minLength: 1,
        maxLength: 3,
      }),
    });
    const body = new BatchBody();
    const built = ({ html, readers }: { html: CompiledLetter['html']; readers: string[] }) => {
      const template = compileMessage({ ...letter, html }, mailingOf(1));
      body.start();
      for (const each of readers) body.add(template, values(each));
      const { bytes, sha256 } = body.finish();
      return { text: bytes.toString(), sha256 };
    };
    fc.assert(
      fc.property(batch, batch, (one, other) => {
        const [first, second] = [built(one), built(other)];
        expect(built(one)).toEqual(first);
        if (first.text !== second.text) expect(first.sha256).not.toBe(second.sha256);
      }),
      { numRuns: 1000 },
    );
  });
});
