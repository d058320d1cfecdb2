import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { anEmail, resendAt, testSandbox } from '../support/sandbox.js';

const start = Date.parse('2026-11-20T23:30:00Z');

describe.each(['memory', 'counts', 'folder'] as const)(
  'an idempotency key, kept in %s',
  (place) => {
    async function setUp() {
      const now = { ms: start };
      const clock = { now: () => new Date(now.ms), sleep: async () => {} };
      const keep = place === 'folder' ? { folder: temporaryFolder() } : place;
      const sandbox = await testSandbox({ keep, clock });
      return { now, sandbox, resend: resendAt(sandbox) };
    }

    test('gives the same payload the same answer again, and mails once', async () => {
      const { sandbox, resend } = await setUp();
      const emails = [anEmail(), anEmail({ to: 'bob@example.com' })];
      const first = await resend.batch.send(emails, { idempotencyKey: 'week/1' });
      const again = await resend.batch.send(emails, { idempotencyKey: 'week/1' });
      expect(first.error).toBeNull();
      expect(again.data).toEqual(first.data);
      expect(await sandbox.counts()).toEqual(
        new Map([
          ['ada@example.com', 1],
          ['bob@example.com', 1],
        ]),
      );
    });

    test('refuses another payload', async () => {
      const { sandbox, resend } = await setUp();
      await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
      const other = await resend.emails.send(anEmail({ subject: 'Other' }), {
        idempotencyKey: 'k',
      });
      expect(other.error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' });
      expect((await sandbox.counts()).get('ada@example.com')).toBe(1);
    });

    test('is forgotten after 24 hours and not before', async () => {
      const { now, sandbox, resend } = await setUp();
      const day = 24 * 60 * 60 * 1000;
      const first = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
      now.ms = start + day - 1;
      const replayed = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
      expect(replayed.data).toEqual(first.data);
      now.ms = start + day;
      const fresh = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
      expect(fresh.data?.id).not.toBe(first.data?.id);
      expect((await sandbox.counts()).get('ada@example.com')).toBe(2);
      const replayedAgain = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
      expect(replayedAgain.data).toEqual(fresh.data);
    });

    test('stays free when its request was refused', async () => {
      const { resend } = await setUp();
      const bad = await resend.emails.send(anEmail({ to: 'nobody' }), { idempotencyKey: 'k' });
      expect(bad.error?.statusCode).toBe(422);
      const good = await resend.emails.send(anEmail(), { idempotencyKey: 'k' });
      expect(good.error).toBeNull();
    });

    test('is needed for a replay: without one each request mails', async () => {
      const { sandbox, resend } = await setUp();
      await resend.emails.send(anEmail());
      await resend.emails.send(anEmail());
      expect((await sandbox.counts()).get('ada@example.com')).toBe(2);
    });
  },
);

test('two requests at once under one key mail once, and the second is told to wait', async () => {
  const sandbox = await testSandbox({ latency: 200 });
  const resend = resendAt(sandbox);
  const both = await Promise.all([
    resend.emails.send(anEmail(), { idempotencyKey: 'k' }),
    resend.emails.send(anEmail(), { idempotencyKey: 'k' }),
  ]);
  const refused = both.filter(({ error }) => error !== null);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.error).toMatchObject({
    statusCode: 409,
    name: 'concurrent_idempotent_requests',
  });
  expect((await sandbox.counts()).get('ada@example.com')).toBe(1);
});

test('a key of more than 256 characters is refused', async () => {
  const resend = resendAt(await testSandbox());
  const longest = await resend.emails.send(anEmail(), { idempotencyKey: 'k'.repeat(256) });
  expect(longest.error).toBeNull();
  const tooLong = await resend.emails.send(anEmail(), { idempotencyKey: 'k'.repeat(257) });
  expect(tooLong.error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' });
});
