import { describe, expect, test } from 'vitest';
import { anEmail, collect, resendAt, testSandbox } from '../support/sandbox.js';

describe('one email', () => {
  test('is accepted and can be asked for by its id', async () => {
    const sandbox = await testSandbox();
    const resend = resendAt(sandbox);
    const sent = await resend.emails.send(
      anEmail({
        to: 'Ada <ada@example.com>',
        replyTo: 'editors@example.com',
        headers: { 'List-Unsubscribe': '<https://example.com/u/1>' },
        tags: [{ name: 'mailing', value: '2026-W47' }],
      }),
    );
    expect(sent.error).toBeNull();
    const { data } = await resend.emails.get(sent.data?.id ?? '');
    expect(data).toMatchObject({
      object: 'email',
      id: sent.data?.id,
      from: 'Weekly AI Tool Verdicts <verdicts@example.com>',
      to: ['Ada <ada@example.com>'],
      reply_to: ['editors@example.com'],
      subject: 'Ship or skip?',
      html: '<p>Ship.</p>',
      text: 'Ship.',
      tags: [{ name: 'mailing', value: '2026-W47' }],
      last_event: 'delivered',
    });
    expect(data).not.toHaveProperty('headers');
  });

  test.each([
    ['bounced@resend.dev', 'bounced'],
    ['complained+week-47@resend.dev', 'complained'],
    ['suppressed@resend.dev', 'suppressed'],
    ['delivered+x@resend.dev', 'delivered'],
    ['bounced@example.com', 'delivered'],
  ])('to %s is %s', async (to, event) => {
    const resend = resendAt(await testSandbox());
    const { data } = await resend.emails.send(anEmail({ to }));
    const got = await resend.emails.get(data?.id ?? '');
    expect(got.data?.last_event).toBe(event);
  });

  test('that nobody sent is not found', async () => {
    const resend = resendAt(await testSandbox());
    const unknown = await resend.emails.get('37e4414c-5e25-4dbc-a071-43552a4bd53b');
    expect(unknown.error).toMatchObject({ statusCode: 404, name: 'not_found' });
    const invalid = await resend.emails.get('37e4414c');
    expect(invalid.error).toMatchObject({ statusCode: 422, name: 'invalid_parameter' });
  });
});

describe('a batch', () => {
  test('gets an id for each message, in order', async () => {
    const sandbox = await testSandbox();
    const resend = resendAt(sandbox);
    const emails = Array.from({ length: 100 }, (_, n) => anEmail({ to: `reader${n}@example.com` }));
    const { data, error } = await resend.batch.send(emails);
    expect(error).toBeNull();
    expect(data).not.toHaveProperty('errors');
    const ids = data?.data.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(100);
    expect((await sandbox.message(ids[42] ?? ''))?.to).toEqual(['reader42@example.com']);
    expect((await collect(sandbox.messages())).map(({ id }) => id)).toEqual(ids);
    expect((await sandbox.counts()).get('reader99@example.com')).toBe(1);
  });

  test('is refused as a whole for one bad message when it is strict', async () => {
    const sandbox = await testSandbox();
    const { data, error } = await resendAt(sandbox).batch.send([
      anEmail(),
      anEmail({ to: 'nobody' }),
    ]);
    expect(data).toBeNull();
    expect(error).toEqual({
      statusCode: 422,
      name: 'validation_error',
      message:
        'Invalid `to` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.',
    });
    expect(await sandbox.counts()).toEqual(new Map());
  });

  test('is accepted but for its bad messages when it is permissive', async () => {
    const sandbox = await testSandbox();
    const { data, error } = await resendAt(sandbox).batch.send(
      [
        anEmail({ to: 'nobody' }),
        anEmail({ to: 'ada@example.com' }),
        anEmail({ tags: [{ name: 'bad tag', value: 'x' }] }),
        anEmail({ to: 'bob@example.com' }),
      ],
      { batchValidation: 'permissive' },
    );
    expect(error).toBeNull();
    expect(data?.errors.map(({ index }) => index)).toEqual([0, 2]);
    expect(data?.data).toHaveLength(2);
    const kept = await Promise.all(data?.data.map(({ id }) => sandbox.message(id)) ?? []);
    expect(kept.map((message) => message?.to)).toEqual([['ada@example.com'], ['bob@example.com']]);
  });

  test('of bad messages only is answered, and leaves nothing behind', async () => {
    const sandbox = await testSandbox();
    const resend = resendAt(sandbox);
    const options = { batchValidation: 'permissive', idempotencyKey: 'k' } as const;
    const bad = await resend.batch.send([anEmail({ to: 'nobody' })], options);
    expect(bad.data).toMatchObject({ data: [], errors: [{ index: 0 }] });
    const good = await resend.batch.send([anEmail()], options);
    expect(good.error).toBeNull();
  });

  test.each([0, 101])('of %i messages is refused', async (length) => {
    const resend = resendAt(await testSandbox());
    const { error } = await resend.batch.send(Array.from({ length }, () => anEmail()));
    expect(error).toMatchObject({ statusCode: 422, name: 'validation_error' });
  });
});

describe('the door', () => {
  test('lets in any key that looks like one of Resend, or only those that are named', async () => {
    const open = await testSandbox();
    expect((await resendAt(open, 're_anything').emails.send(anEmail())).error).toBeNull();
    expect((await resendAt(open, 'sk_other').emails.send(anEmail())).error).toMatchObject({
      statusCode: 401,
      name: 'invalid_api_key',
    });
    const closed = await testSandbox({ apiKeys: ['re_one'] });
    expect((await resendAt(closed, 're_one').emails.send(anEmail())).error).toBeNull();
    expect((await resendAt(closed, 're_two').emails.send(anEmail())).error).toMatchObject({
      name: 'invalid_api_key',
    });
  });

  test.each([
    ['POST', '/emails', {}, 401, 'missing_api_key'],
    ['POST', '/emails', { authorization: 're_test' }, 401, 'missing_api_key'],
    ['DELETE', '/emails', { authorization: 'Bearer re_test' }, 405, 'method_not_allowed'],
    ['GET', '/emails/batch', { authorization: 'Bearer re_test' }, 405, 'method_not_allowed'],
    ['POST', '/broadcasts', { authorization: 'Bearer re_test' }, 404, 'not_found'],
    ['POST', '/emails', { authorization: 'Bearer re_test' }, 400, 'validation_error'],
    ['GET', '/sandbox/counts', {}, 404, 'not_found'],
    ['POST', '/sandbox/faults', {}, 404, 'not_found'],
  ])('answers %s %s %j with %i %s', async (method, path, headers, status, name) => {
    const { url } = await testSandbox();
    const response = await fetch(`${url}${path}`, { method, headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      statusCode: status,
      name,
      message: expect.any(String),
    });
  });
});

describe('the rate limit', () => {
  test('is told with each answer, and a request too many is told when to come again', async () => {
    const now = { ms: Date.parse('2026-11-20T09:00:00Z') };
    const clock = { now: () => new Date(now.ms), sleep: async () => {} };
    const sandbox = await testSandbox({ rateLimit: 2, clock });
    const resend = resendAt(sandbox);
    const first = await resend.emails.send(anEmail());
    expect(first.headers).toMatchObject({
      'ratelimit-limit': '2',
      'ratelimit-remaining': '1',
      'ratelimit-reset': '1',
    });
    now.ms += 400;
    expect((await resend.emails.send(anEmail())).headers?.['ratelimit-remaining']).toBe('0');
    const third = await resend.emails.send(anEmail());
    expect(third.error).toMatchObject({ statusCode: 429, name: 'rate_limit_exceeded' });
    expect(third.headers).toMatchObject({ 'retry-after': '1', 'ratelimit-remaining': '0' });
    now.ms += 600;
    expect((await resend.emails.send(anEmail())).error).toBeNull();
    expect(sandbox.answers()).toEqual(
      new Map([
        [200, 3],
        [429, 1],
      ]),
    );
  });

  test('can be changed while it runs', async () => {
    const clock = { now: () => new Date('2026-11-20T09:00:00Z'), sleep: async () => {} };
    const sandbox = await testSandbox({ rateLimit: 1, clock });
    const resend = resendAt(sandbox);
    await resend.emails.send(anEmail());
    expect((await resend.emails.send(anEmail())).error?.statusCode).toBe(429);
    sandbox.limit(5);
    expect((await resend.emails.send(anEmail())).headers?.['ratelimit-limit']).toBe('5');
    sandbox.limit(null);
    expect((await resend.emails.send(anEmail())).headers).not.toHaveProperty('ratelimit-limit');
  });
});
