import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { anEmail, resendAt, testSandbox } from '../support/sandbox.js';

const options = { idempotencyKey: 'k' };

describe('a fault', () => {
  test('happens as often as it says, and then all is well', async () => {
    const sandbox = await testSandbox({
      faults: [{ kind: 'none' }, { kind: 'fail', times: 2 }, { kind: 'fail', status: 503 }],
    });
    const resend = resendAt(sandbox);
    const statuses = [];
    for (let n = 0; n < 5; n += 1) {
      statuses.push((await resend.emails.send(anEmail())).error?.statusCode ?? 200);
    }
    expect(statuses).toEqual([200, 500, 500, 503, 200]);
    expect((await sandbox.counts()).get('ada@example.com')).toBe(2);
  });

  test('may be decided for each request', async () => {
    const sandbox = await testSandbox({
      faults: ({ number, path, key }) =>
        number === 2 && path === '/emails' && key === 'k'
          ? { kind: 'fail', status: 503 }
          : undefined,
    });
    const resend = resendAt(sandbox);
    expect((await resend.emails.send(anEmail(), options)).error).toBeNull();
    expect((await resend.emails.send(anEmail(), options)).error?.statusCode).toBe(503);
  });

  test('that does not exist is refused at once', async () => {
    const sandbox = await testSandbox();
    expect(() => sandbox.fail({ kind: 'fail', status: 200 })).toThrow(ZodError);
  });

  test.each<[string, FaultInput, number | null, string]>([
    [
      'a quota',
      { kind: 'fail', status: 429, name: 'daily_quota_exceeded' },
      429,
      'daily_quota_exceeded',
    ],
    ['a rate limit', { kind: 'rate-limit' }, 429, 'rate_limit_exceeded'],
    ['a lost connection', { kind: 'cut' }, null, 'application_error'],
    ['an error page', { kind: 'html' }, 502, 'application_error'],
    ['a good page that is no JSON', { kind: 'html', status: 200 }, null, 'application_error'],
  ])('of %s reaches the SDK, nothing is mailed, and a retry is', async (_, fault, status, name) => {
    const sandbox = await testSandbox({ faults: [fault] });
    const resend = resendAt(sandbox);
    const { error } = await resend.emails.send(anEmail(), options);
    expect(error).toMatchObject({ statusCode: status, name });
    expect(await sandbox.counts()).toEqual(new Map());
    expect((await resend.emails.send(anEmail(), options)).error).toBeNull();
    expect((await sandbox.counts()).get('ada@example.com')).toBe(1);
  });

  test.each<[string, FaultInput]>([
    ['an error answer', { kind: 'fail', accepted: true }],
    ['a lost connection', { kind: 'cut', accepted: true }],
    ['an error page', { kind: 'html', accepted: true }],
    ['half of the JSON', { kind: 'half' }],
  ])(
    'of %s after acceptance hides it, and a retry under the key learns of it',
    async (_, fault) => {
      const sandbox = await testSandbox({ faults: [fault] });
      const resend = resendAt(sandbox);
      expect((await resend.emails.send(anEmail(), options)).error).not.toBeNull();
      expect((await sandbox.counts()).get('ada@example.com')).toBe(1);
      const again = await resend.emails.send(anEmail(), options);
      expect(again.error).toBeNull();
      expect((await sandbox.counts()).get('ada@example.com')).toBe(1);
    },
  );

  test('of the rate says when to come again, or does not', async () => {
    const resend = resendAt(
      await testSandbox({
        faults: [
          { kind: 'rate-limit', retryAfter: 7 },
          { kind: 'rate-limit', retryAfter: null },
        ],
      }),
    );
    expect((await resend.emails.send(anEmail())).headers?.['retry-after']).toBe('7');
    expect((await resend.emails.send(anEmail())).headers).not.toHaveProperty('retry-after');
  });

  test('of a slow answer still ends in the true one', async () => {
    const resend = resendAt(await testSandbox({ faults: [{ kind: 'drip', pause: 1 }] }));
    const { data, error } = await resend.emails.send(anEmail());
    expect(error).toBeNull();
    expect(data?.id).toHaveLength(36);
  });

  test.each([
    { accepted: false, count: undefined },
    { accepted: true, count: 1 },
  ])('of no answer lasts until the client gives up: $accepted', async ({ accepted, count }) => {
    const sandbox = await testSandbox({ faults: [{ kind: 'hang', accepted }] });
    const resend = resendAt(sandbox);
    const hung = await resend.emails.send(anEmail(), {
      ...options,
      signal: AbortSignal.timeout(150),
    } as typeof options); // The SDK hands further options to fetch.
    expect(hung.error).toMatchObject({ statusCode: null, name: 'application_error' });
    expect((await sandbox.counts()).get('ada@example.com')).toBe(count);
    await expect.poll(async () => (await resend.emails.send(anEmail(), options)).error).toBeNull();
    expect((await sandbox.counts()).get('ada@example.com')).toBe(1);
  });

  test('does not keep a sandbox from closing', async () => {
    const sandbox = await testSandbox({ faults: [{ kind: 'hang' }, { kind: 'drip', pause: 50 }] });
    const hanging = [1, 2].map(() => resendAt(sandbox).emails.send(anEmail()));
    await expect.poll(async () => sandbox.counts()).toEqual(new Map([['ada@example.com', 1]]));
    await sandbox.close();
    for (const { error } of await Promise.all(hanging)) expect(error?.statusCode).toBeNull();
  });
});
