import { once } from 'node:events';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/app.js';
import type { Week } from '../../src/editions/week.js';
import { type Sent, sendWeek } from '../../src/jobs/weekly.js';
import { createLog } from '../../src/log.js';
import type { KeptMessage } from '../../src/sandbox/message.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { openSite, startService } from '../../src/site/serving.js';
import type { Purpose } from '../../src/subscribers/links.js';
import type { Subscriber } from '../../src/subscribers/subscriber.js';
import { addReaders, testApp } from './app.js';
import { hour, TestClock } from './clock.js';

/** A site over a fresh folder, to which requests are handed without a network. */
export interface TestSite {
  app: App;
  clock: TestClock;
  /** What was logged, a JSON object a line. */
  logged: string[];
  request(path: string, init?: RequestInit): Promise<Response>;
  fetch(request: Request): Promise<Response>;
  /** Sends a form as a browser without JavaScript does. */
  post(path: string, fields?: Record<string, string>): Promise<Response>;
  /** Waits for what goes on behind the answers; the letters that the sandbox has taken by then, oldest first. */
  letters(): Promise<KeptMessage[]>;
  metric(name: string): Promise<string>;
}

/** `ip` is where requests come from, unless a header of a trusted proxy says otherwise. */
export async function testSite(
  settings: Record<string, string> = {},
  { clock = new TestClock(), ip = '192.0.2.1' } = {},
): Promise<TestSite> {
  const app = testApp(clock, {
    SIGN_UPS_PER_HOUR: '1000',
    PENDING_PER_CLIENT: '1000',
    ...settings,
  });
  const logged: string[] = [];
  const log = createLog({ json: true, clock, stream: { write: (text) => logged.push(text) } });
  const { site, metrics, settled, close } = await openSite(app, log, () => ip);
  onTestFinished(async () => {
    await settled();
    await close();
  });
  const fetch = async (asked: Request) => site.fetch(asked);
  const request = async (path: string, init?: RequestInit) =>
    site.request(`http://127.0.0.1:3000${path}`, init);
  return {
    app,
    clock,
    logged,
    fetch,
    request,
    post: (path, fields = {}) =>
      request(path, { method: 'POST', body: new URLSearchParams(fields) }),
    async letters() {
      await settled();
      return lettersIn(app);
    },
    metric: (name) => metrics.registry.getSingleMetricAsString(name),
  };
}

/** Every message that the app's sandbox has taken, the oldest first. */
async function lettersIn(app: App): Promise<KeptMessage[]> {
  const sandbox = await startSandbox({ keep: { folder: app.outboxFolder }, clock: app.clock });
  try {
    const letters: KeptMessage[] = [];
    for await (const message of sandbox.messages()) letters.push(message);
    return letters.sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  } finally {
    await sandbox.close();
  }
}

/** The path of the first link in a letter that begins so. */
export function linkIn(letter: Pick<KeptMessage, 'text'> | undefined, prefix: string): string {
  const found = new RegExp(`https?://[^/\\s]+(${prefix}\\S*)`).exec(letter?.text ?? '');
  if (!found?.[1]) throw new Error(`The letter has no link to ${prefix}.`);
  return found[1];
}

/** The site on a port of this machine, as `verdicts serve` starts it. */
export async function servedSite(
  settings: Record<string, string> = {},
): Promise<Pick<TestSite, 'app' | 'clock' | 'letters'> & { url: string }> {
  const clock = new TestClock();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const app = testApp(clock, {
    PORT: String(port),
    PUBLIC_URL: url,
    METRICS_PORT: '0',
    ...settings,
  });
  const log = createLog({ json: true, clock, stream: { write: () => {} } });
  const service = await startService(app, log);
  onTestFinished(() => service.close());
  const letters = async () => {
    await service.settled();
    return lettersIn(app);
  };
  return { app, clock, url, letters };
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

/** The letter that was written to an address last, of those whose subject begins so. */
export async function letterTo(
  site: Pick<TestSite, 'letters'>,
  address: string,
  subject: string,
): Promise<KeptMessage> {
  const letters = (await site.letters()).filter((each) => each.to.includes(address));
  const found = letters.findLast((each) => each.subject.startsWith(subject));
  if (found) return found;
  throw new Error(`No letter "${subject}" came; there are: ${letters.map((each) => each.subject)}`);
}

/** Signs an address up, presses the button in the letter, and answers the reader. */
export async function confirmedReader(site: TestSite, email: string): Promise<Subscriber> {
  await site.post('/subscribe', { email });
  const letter = await letterTo(site, email, 'Confirm your subscription');
  await site.post(linkIn(letter, '/confirm/'));
  return readerAt(site.app, email);
}

export async function readerAt(app: App, email: string): Promise<Subscriber> {
  const store = await app.subscribers();
  await store.refresh();
  const reader = await store.find({ normalised: email.toLowerCase() });
  if (!reader) throw new Error('There is no such reader.');
  return reader;
}

/** Mails this week's edition to all who get it. */
export async function mailEdition(app: App, week: Week): Promise<Sent> {
  if ((await app.subscribers()).counts().active === 0) await addReaders(app, 1);
  return sendWeek(app, week, { signal: new AbortController().signal, preflight: false });
}

/** Every page that the site shows, by name, as it was answered. */
export async function everyPage(site: TestSite): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const keep = async (name: string, response: Promise<Response>) => {
    pages.set(name, await (await response).text());
  };
  const get = (name: string, path: string) => keep(name, site.request(path));
  const post = (name: string, path: string, fields?: Record<string, string>) =>
    keep(name, site.post(path, fields));

  await get('the home page before the first edition', '/');
  await get('the archive before the first edition', '/editions');
  const reader = await confirmedReader(site, 'ada@example.com');
  await mailEdition(site.app, '2026-W47');
  site.clock.jump(60_000);
  await get('the home page', '/');
  await get('the archive', '/editions');
  await get('an edition', '/editions/2026-W47');
  await get('the comparisons', '/compare');
  await get('a comparison', '/compare/smolvlm2-2b-vs-mistral-medium-3-2');
  await get('the sign-up form', '/subscribe');
  await post('the sign-up form refused', '/subscribe', { email: '<b>"nobody"' });
  await post('the sign-up taken', '/subscribe', { email: 'bob@example.com' });
  await get('a missing page', '/nothing');
  await get('a dead link', '/vote/nothing');
  await keep('a body too long', site.post('/subscribe', { email: 'x'.repeat(20_000) }));

  const pending = linkIn(await letterTo(site, 'bob@example.com', 'Confirm'), '/confirm/');
  await get('a confirmation', pending);
  site.clock.jump(8 * 24 * hour);
  await get('an expired confirmation', pending);
  await post('a fresh confirmation', pending, { send: 'fresh' });

  const signer = await site.app.signer();
  const token = (purpose: Purpose) => signer.sign(purpose, reader.id);
  await post('a confirmation done', `/confirm/${token('confirm')}`);
  await get('the vote', `/vote/${token('vote')}?tool=smolvlm2&choice=skip`);
  await post('the vote counted', `/vote/${token('vote')}?tool=smolvlm2&choice=skip`);
  await get('the preferences', `/preferences/${token('preferences')}`);
  await site.post(`/preferences/${token('preferences')}`, {
    format: 'brief',
    'time-zone': 'Europe/Berlin',
    'paused-until': '2026-12-24',
  });
  await get('the preferences saved', `/preferences/${token('preferences')}?saved`);
  await post('the preferences refused', `/preferences/${token('preferences')}`, {
    'time-zone': '"<Nowhere>',
  });
  await post('a letter asked for', `/preferences/${token('preferences')}`, { ask: 'erase' });
  await post('a letter asked for twice', `/preferences/${token('preferences')}`, { ask: 'erase' });
  await get('the change of address', `/change-address/${token('change-address')}`);
  await post('the change of address refused', `/change-address/${token('change-address')}`, {
    email: '"><i>',
  });
  await post('the change of address asked for', `/change-address/${token('change-address')}`, {
    email: 'countess@example.com',
  });
  const move = linkIn(
    await letterTo(site, 'countess@example.com', 'Confirm your new address'),
    '/new-address/',
  );
  await get('the new address', move);
  await post('the new address confirmed', move);
  await get('the download', `/download/${token('download')}`);
  await get('the way out', `/unsubscribe/${token('unsubscribe')}`);
  await post('a pause instead', `/unsubscribe/${token('unsubscribe')}`, { instead: 'pause' });
  await post('the brief instead', `/unsubscribe/${token('unsubscribe')}`, { instead: 'brief' });
  await post('unsubscribed', `/unsubscribe/${token('unsubscribe')}`, { reason: 'Too much' });
  await get('the way out, gone', `/unsubscribe/${token('unsubscribe')}`);
  await get('the preferences of one who left', `/preferences/${token('preferences')}`);
  await get('the erasure', `/erase/${token('erase')}`);
  await post('erased', `/erase/${token('erase')}`);
  return pages;
}
