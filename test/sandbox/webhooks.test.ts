import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { webhookVerifier } from '../../src/mailings/courier.js';
import { mailboxEvent } from '../../src/sandbox/mailbox-event.js';
import type { KeptMessage } from '../../src/sandbox/message.js';
import { createWebhooks, type Webhooks } from '../../src/sandbox/webhooks.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { readerIds, webhookSecret as secret } from '../support/feedback.js';
import { listen } from '../support/listen.js';
import { anEmail, resendAt, testSandbox } from '../support/sandbox.js';

interface Told {
  type: string;
  data: { email_id: string; to: string[]; tags?: Record<string, string>; bounce?: object };
}

/** An endpoint that verifies what it is told; the first `failures` requests are answered with 503. */
async function endpoint({ failures = 0, waits = 0 } = {}) {
  const told: { id: string; event: Told }[] = [];
  const verify = webhookVerifier(secret);
  let left = failures;
  const { url } = await listen(async (request, payload, response) => {
    await sleep(waits);
    left -= 1;
    response.statusCode = left >= 0 ? 503 : 200;
    response.end();
    if (left >= 0) return;
    const header = (name: string) => String(request.headers[`svix-${name}`]);
    const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map(header);
    const headers = { id: id ?? '', timestamp: timestamp ?? '', signature: signature ?? '' };
    const verified = verify({ payload, headers });
    if (verified.kind !== 'genuine') throw new Error(`the webhook is ${verified.kind}`);
    told.push({ id: headers.id, event: verified.payload as Told }); // Checked by the tests.
  });
  return { url, told };
}

function kept(id: string): KeptMessage {
  return {
    id,
    message_id: `<${id}@example.com>`,
    created_at: '2026-11-17T09:00:00.000Z',
    from: 'verdicts@example.com',
    to: ['ada@example.com'],
    cc: [],
    bcc: [],
    reply_to: [],
    subject: 'Ship or skip?',
    headers: {},
    tags: [],
    text: 'Ship.',
    html: null,
  };
}

async function toldOf(to: string): Promise<Told[]> {
  const { url, told } = await endpoint();
  const sandbox = await testSandbox({ webhooks: { url, secret } });
  await resendAt(sandbox).emails.send(anEmail({ to, tags: [{ name: 'reader', value: 'ada' }] }));
  await sandbox.close().catch(() => undefined);
  return told.map(({ event }) => event);
}

describe('the sandbox tells an endpoint, signed as Resend does,', () => {
  it.each([
    ['ada@example.com', ['email.sent', 'email.delivered']],
    ['delivered+x@resend.dev', ['email.sent', 'email.delivered']],
    ['bounced@resend.dev', ['email.sent', 'email.bounced']],
    ['bounced+ada@resend.dev', ['email.sent', 'email.bounced']],
    ['complained@resend.dev', ['email.sent', 'email.delivered', 'email.complained']],
    ['suppressed@resend.dev', ['email.suppressed']],
  ])('what becomes of a message to %s', async (to, types) => {
    const told = await toldOf(to);
    expect(told.map(({ type }) => type)).toEqual(types);
    expect(new Set(told.map(({ data }) => data.email_id)).size).toBe(1);
    expect(told.every(({ data }) => data.tags?.reader === 'ada' && data.to[0] === to)).toBe(true);
    const bounced = told.find(({ type }) => type === 'email.bounced');
    if (bounced) expect(bounced.data.bounce).toMatchObject({ type: 'Permanent' });
  });

  it('once for a message, also when the request is repeated under its key', async () => {
    const { url, told } = await endpoint();
    const sandbox = await testSandbox({ webhooks: { url, secret } });
    const resend = resendAt(sandbox);
    for (let time = 0; time < 3; time += 1) {
      await resend.batch.send([anEmail()], { idempotencyKey: 'the same' });
    }
    await sandbox.close();
    expect(told).toHaveLength(2);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  it('again when it fails, under the same id', async () => {
    const { url, told } = await endpoint({ failures: 2 });
    const webhooks = createWebhooks({ url, secret }, new TestClock());
    const message = kept('x');
    const at = new Date();
    expect(await webhooks.send(mailboxEvent('opened', message, { at }))).toBe(true);
    const link = 'https://verdicts.example.com/compare/a-vs-b';
    expect(await webhooks.send(mailboxEvent('clicked', message, { at, link }))).toBe(true);
    expect(told.map(({ event }) => event.type)).toEqual(['email.opened', 'email.clicked']);
    expect(told[1]?.event.data).toMatchObject({ click: { link } });
  });
});

describe('telling an endpoint', () => {
  it('keeps nobody waiting: neither the acceptance nor, for long, the end', async () => {
    // Longer than a test may take.
    const { url } = await endpoint({ waits: 60_000 });
    const sandbox = await testSandbox({ webhooks: { url, secret } });
    const { error } = await resendAt(sandbox).batch.send([anEmail(), anEmail()]);
    expect(error).toBeNull();
    await sandbox.close();
  });

  it('goes on after the end as long as somebody takes it, and not for ever', async () => {
    const slow = await endpoint({ waits: 100 });
    const accepted = (webhooks: Webhooks) =>
      webhooks.accepted(Array.from({ length: 160 }, (_, number) => kept(`reader${number}`)));
    const patient = createWebhooks({ url: slow.url, secret }, systemClock);
    accepted(patient);
    // In all it takes longer than it may wait for a single one, which a busy machine may hold up.
    await patient.close({ patience: 2_000, most: 60_000 });
    expect(slow.told.filter(({ event }) => event.type === 'email.delivered')).toHaveLength(160);

    const busy = await endpoint({ waits: 100 });
    const hurried = createWebhooks({ url: busy.url, secret }, systemClock);
    accepted(hurried);
    await hurried.close({ patience: 300, most: 500 });
    expect(busy.told.length).toBeGreaterThan(0);
    expect(busy.told.length).toBeLessThan(160);
  });

  it('is given up at once where nobody listens', async () => {
    const closed = await testSandbox();
    await closed.close();
    for (const url of [closed.url, 'http://127.0.0.1:9/a-port-that-fetch-refuses']) {
      const clock = new TestClock();
      const webhooks = createWebhooks({ url, secret }, clock);
      expect(await webhooks.send({ type: 'email.sent', created_at: '', data: {} })).toBe(false);
      expect(clock.slept).toEqual([]);
    }
  });

  it('closes the circle: the readers’ side knows what became of a mailing', async () => {
    const { url } = await listen(async (request, payload, response) => {
      const header = (name: string) => String(request.headers[`svix-${name}`]);
      const headers = {
        id: header('id'),
        timestamp: header('timestamp'),
        signature: header('signature'),
      };
      const outcome = await (await app.receiver())({ payload, headers });
      response.statusCode = outcome === 'counted' ? 200 : 500;
      response.end();
    });
    const app = testApp(new TestClock(), { PUBLIC_URL: url });
    await addReaders(app, 3);
    await sendWeek(app, '2026-W47', { signal: new AbortController().signal, preflight: false });
    const mailing = await app.mailings.read('2026-W47');
    const events = await app.events.of(mailing?.id ?? '');
    expect(events.counts()).toMatchObject({ sent: 3, delivered: 3 });
    expect(await readerIds(app)).toHaveLength(3);
  });
});
