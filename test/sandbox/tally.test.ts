import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tally } from '../../src/sandbox/tally.js';
import { anEmail, resendAt, testSandbox } from '../support/sandbox.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(',"to":["x"]', '{"to":"x"}', '\\","to":"', '\\\\', '","to":["', '"'),
);
const email = fc
  .record({ from: text, html: text, subject: text })
  .chain((fields) =>
    fc
      .oneof(text, fc.array(text, { maxLength: 4 }))
      .chain((to) =>
        fc.constantFrom({ to, ...fields }, { ...fields, to, text: fields.html }, { ...fields, to }),
      ),
  );

test('the recipients are those that JSON.parse finds, however the body is cut into pieces', () => {
  fc.assert(
    fc.property(
      fc.array(email, { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (emails, lengths) => {
        const body = Buffer.from(JSON.stringify(emails));
        const tally = new Tally();
        for (let at = 0, piece = 0; at < body.length; piece += 1) {
          const length = lengths[piece % lengths.length] ?? 1;
          tally.push(body.subarray(at, at + length));
          at += length;
        }
        expect(tally.messages).toEqual(emails.map(({ to }) => (Array.isArray(to) ? to : [to])));
      },
    ),
    { numRuns: 2000 },
  );
});

test('a sandbox that tallies counts per address and mails once per key', async () => {
  const sandbox = await testSandbox({ keep: 'tally' });
  const resend = resendAt(sandbox);
  const emails = Array.from({ length: 100 }, (_, n) =>
    anEmail({ to: [`"Reader, ${n}" <Reader${n}@example.com>`], html: '","to":["x"]'.repeat(2000) }),
  );
  const first = await resend.batch.send(emails, { idempotencyKey: 'k' });
  const again = await resend.batch.send(emails, { idempotencyKey: 'k' });
  expect(first.data?.data).toHaveLength(100);
  expect(again.data).toEqual(first.data);
  const counts = await sandbox.counts();
  expect(counts.size).toBe(100);
  expect(counts.get('reader7@example.com')).toBe(1);
});

test('a sandbox that tallies refuses what it cannot read instead of miscounting it', async () => {
  const { url, counts } = await testSandbox({ keep: 'tally' });
  for (const body of [JSON.stringify([anEmail()], null, 2), '[{"to":null}]', '']) {
    const response = await fetch(`${url}/emails/batch`, {
      method: 'POST',
      headers: { authorization: 'Bearer re_test' },
      body,
    });
    expect(response.ok).toBe(false);
  }
  expect(await counts()).toEqual(new Map());
});
