import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eraseReader } from '../../src/jobs/readers.js';
import { reconcileWeek } from '../../src/jobs/reconciling.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { resendCourier } from '../../src/mailings/courier.js';
import { lookUp } from '../../src/mailings/listing.js';
import type { SandboxOptions } from '../../src/sandbox/sandbox.js';
import { addReaders, testApp } from '../support/app.js';
import { hour, TestClock } from '../support/clock.js';
import { readerIds } from '../support/feedback.js';
import { temporaryFolder } from '../support/folder.js';
import { anEmail, resendAt, testSandbox } from '../support/sandbox.js';

/** A sandbox that took so many emails, a minute after one another; their ids, the newest first. */
async function filledSandbox(count: number, options: SandboxOptions = {}) {
  const clock = new TestClock('2026-11-16T23:00:00.000Z');
  const resend = resendAt(await testSandbox({ clock, ...options }));
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    clock.jump(60_000);
    const { data } = await resend.emails.send(anEmail({ to: `reader${number}@example.com` }));
    ids.unshift(data?.id ?? '');
  }
  return { resend, ids, clock };
}

describe.each([
  ['in memory', () => ({ keep: 'memory' as const })],
  ['in a folder', () => ({ keep: { folder: temporaryFolder() } })],
])('the list of emails %s', (_, keep) => {
  test('has what is sent, newest first, as Resend lists it', async () => {
    const { resend, ids, clock } = await filledSandbox(2, keep());
    clock.jump(60_000);
    const sent = await resend.emails.send(
      anEmail({ to: 'bounced@resend.dev', cc: 'ada@example.com', subject: 'Skip' }),
    );
    const { data, error } = await resend.emails.list();
    expect(error).toBeNull();
    expect(data).toMatchObject({ object: 'list', has_more: false });
    expect(data?.data.map(({ id }) => id).slice(1)).toEqual(ids);
    expect(data?.data[0]).toEqual({
      id: sent.data?.id,
      to: ['bounced@resend.dev'],
      from: 'Weekly AI Tool Verdicts <verdicts@example.com>',
      created_at: '2026-11-16T23:03:00.000Z',
      subject: 'Skip',
      bcc: null,
      cc: ['ada@example.com'],
      reply_to: null,
      last_event: 'bounced',
      scheduled_at: null,
    });
  });

  test('comes in pages that leave nothing out and repeat nothing', async () => {
    const { resend, ids } = await filledSandbox(7, keep());
    const pages: string[][] = [];
    for (let after: string | undefined, more = true; more; after = pages.at(-1)?.at(-1)) {
      const { data } = await resend.emails.list({ limit: 3, ...(after && { after }) });
      pages.push(data?.data.map(({ id }) => id) ?? []);
      more = data?.has_more ?? false;
    }
    expect(pages).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)]);
  });

  test('goes back to what is newer as well', async () => {
    const { resend, ids } = await filledSandbox(5, keep());
    const { data } = await resend.emails.list({ limit: 2, before: ids[3] ?? '' });
    expect(data?.data.map(({ id }) => id)).toEqual(ids.slice(1, 3));
    expect(data?.has_more).toBe(true);
    const first = await resend.emails.list({ limit: 2, before: ids[2] ?? '' });
    expect(first.data?.has_more).toBe(false);
  });
});

test('whatever the size of its pages, the list has each message once', async () => {
  const { resend, ids } = await filledSandbox(23);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 100 }), async (limit) => {
      const listed: string[] = [];
      for (let more = true; more; ) {
        const after = listed.at(-1);
        const { data } = await resend.emails.list({ limit, ...(after && { after }) });
        listed.push(...(data?.data.map(({ id }) => id) ?? []));
        more = data?.has_more ?? false;
      }
      expect(listed).toEqual(ids);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['limit=0', 'validation_error'],
  ['limit=101', 'validation_error'],
  ['limit=many', 'validation_error'],
  ['after=first', 'invalid_parameter'],
  [
    'after=37e4414c-5e25-4dbc-a071-43552a4bd53b&before=37e4414c-5e25-4dbc-a071-43552a4bd53b',
    'validation_error',
  ],
])('a list asked for with %s is refused', async (query, name) => {
  const { url } = await testSandbox();
  const headers = { authorization: 'Bearer re_test' };
  const response = await fetch(`${url}/emails?${query}`, { headers });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ statusCode: 422, name });
});

describe('what was sent since some time', () => {
  test('is found by the courier, over several pages', async () => {
    const clock = new TestClock('2026-11-17T08:00:00.000Z');
    const { url } = await testSandbox({ clock });
    const resend = resendAt({ url });
    await resend.emails.send(anEmail({ to: 'early@example.com' }));
    clock.jump(3_600_000);
    for (let batch = 0; batch < 3; batch += 1) {
      await resend.batch.send(
        Array.from({ length: 90 }, (_, n) => anEmail({ to: `r${batch}.${n}@example.com` })),
      );
    }
    const courier = resendCourier({ to: 'resend', apiKey: 're_test', baseUrl: url }, 10);
    const mailboxes = new Set(['r0.0@example.com', 'r2.89@example.com', 'early@example.com']);
    const wanted = {
      mailboxes,
      subjects: new Set(['Ship or skip?']),
      since: clock.now(),
      until: clock.now(),
    };
    const listing = await lookUp(courier, wanted, clock);
    expect([...(listing?.found.keys() ?? [])].sort()).toEqual([
      'r0.0@example.com',
      'r2.89@example.com',
    ]);
    expect(listing?.whole).toBe(true);
    const others = { ...wanted, subjects: new Set(['Another']) };
    expect((await lookUp(courier, others, clock))?.found.size).toBe(0);
  });

  async function appAt(url: string, clock: TestClock, readers: number) {
    const app = testApp(clock, {
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: url,
      FROM_ADDRESS: 'Verdicts <verdicts@example.com>',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      POSTAL_ADDRESS: '1 Example Street',
      SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    });
    await addReaders(app, readers);
    return app;
  }

  test.each([
    ['was taken', true, 80],
    ['was not taken', false, 0],
  ])('tells an operator that an unanswered batch %s', async (_, accepted, listed) => {
    const stop = new AbortController();
    const clock = new TestClock();
    const { url } = await testSandbox({
      clock,
      // The sender is stopped before it can ask again.
      faults() {
        stop.abort();
        return { kind: 'cut', accepted };
      },
    });
    const app = await appAt(url, clock, 80);
    await sendWeek(app, '2026-W47', { signal: stop.signal, preflight: false });
    const reconciled = await reconcileWeek(app, '2026-W47');
    expect(reconciled?.open).toMatchObject([{ batch: 0, readers: 80, listedByResend: listed }]);
  });

  test('goes on the record with Resend’s ids when an operator settles it, but for who had left', async () => {
    const stop = new AbortController();
    const clock = new TestClock();
    const { url } = await testSandbox({
      clock,
      faults() {
        if (stop.signal.aborted) return undefined;
        stop.abort();
        return { kind: 'cut', accepted: true };
      },
    });
    const app = await appAt(url, clock, 3);
    const week = '2026-W47';
    await sendWeek(app, week, { signal: AbortSignal.abort(), preflight: false });
    const [leaving = ''] = await readerIds(app);
    await eraseReader(app, leaving);
    await sendWeek(app, week, { signal: stop.signal, preflight: false });
    clock.jump(24 * hour);
    await sendWeek(app, week, { signal: new AbortController().signal, preflight: false });

    const result = await reconcileWeek(app, week, { batches: 'all', as: 'accepted' });
    expect(result).toMatchObject({
      open: [],
      settled: [{ batch: 0, readers: 2, listedByResend: 2 }],
      receipt: { accepted: 2, refused: 0, withdrawn: 1, uncertain: 0 },
    });
    const ledger = readFileSync(app.mailings.ledgerPath(week), 'utf8');
    const settled = ledger.split('\n').find((line) => line.includes('"type":"settled"'));
    expect(settled).toMatch(/"ids":\["[\w-]{36}","[\w-]{36}"\],"refused":\[\]/);
  });
});
