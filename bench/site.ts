import { randomBytes } from 'node:crypto';
import { paths } from '../src/letters/links.js';
import { mailboxEvent } from '../src/sandbox/mailbox-event.js';
import { signDelivery } from '../src/sandbox/webhooks.js';
import { inChild, startChild } from './child.js';
import { median, quantile } from './cost.js';
import type { LoadAnswer, LoadRequest } from './processes/load.js';
import type { SandboxReport } from './processes/sandbox.js';
import type { ServeAnswer, ServeOrder } from './processes/serve.js';
import { Room, week } from './room.js';
import { withSandbox } from './sandbox-child.js';
import type { Figure, Report } from './table.js';

const connections = 32;
const proxyHops = 2;
/** So many sign-ups come from one address: what it may send an hour without the proof of work. */
const signUpsPerClient = 20;
/** Of so many webhooks one is a permanent bounce, which suppresses its reader. */
const bounceOf = 100;
const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;

const pages = ['/compare/<slug>', 'sign-up', 'one-click unsubscribe', 'webhook'] as const;
type Page = (typeof pages)[number];

export interface SiteOptions {
  readers: number;
  runs: number;
}

/** How fast the site answers what comes in numbers after a mailing, beside the least that hono can answer. */
export async function site({ readers, runs }: SiteOptions): Promise<Report> {
  const room = await Room.open(readers);
  try {
    const count = Math.floor(readers / 2 / runs);
    const rounds: Round[] = [];
    for (let run = 0; run < runs; run += 1) {
      rounds.push(await round(room, await requestsOf(room, run, count)));
    }
    return { bench: 'site', notes: notesOf(readers, runs, count), figures: figuresOf(rounds) };
  } finally {
    room.close();
  }
}

interface Measured {
  perSecond: number;
  p99: number;
}

interface Round extends Record<Page | 'hello', Measured> {
  /** Confirmation letters a second, from the first sign-up until all are accepted. */
  letters: number;
}

async function round(room: Room, requests: Record<Page, LoadRequest[]>): Promise<Round> {
  const hello = await measuredHello(requests['/compare/<slug>'].length);
  return withSandbox({}, async ({ url, tell }) => {
    const server = startChild('serve');
    const order = (to: ServeOrder) => server.ask<ServeAnswer>(to);
    try {
      const { port } = await order({ start: settingsOf(room, url) });
      const comparison = await measured(port, requests['/compare/<slug>']);
      const start = performance.now();
      const signUp = await measured(port, requests['sign-up']);
      await order({ settle: true });
      const signUps = requests['sign-up'].length;
      const letters = (1000 * signUps) / (performance.now() - start);
      mustBe(signUps, lettersIn(await tell({ report: true })), 'confirmation letters');
      const unsubscribe = await measured(port, requests['one-click unsubscribe']);
      const webhook = await measured(port, requests.webhook);
      await order({ stop: true });
      return {
        hello,
        '/compare/<slug>': comparison,
        'sign-up': signUp,
        'one-click unsubscribe': unsubscribe,
        webhook,
        letters,
      };
    } finally {
      await server.end();
    }
  });
}

async function measuredHello(count: number): Promise<Measured> {
  const server = startChild('hello');
  try {
    const { port } = await server.ask<ServeAnswer>({});
    return await measured(port, Array(count).fill({ method: 'GET', path: '/' }));
  } finally {
    await server.end();
  }
}

async function measured(port: number, requests: LoadRequest[]): Promise<Measured> {
  const warmUp = Math.floor(requests.length / 10);
  const order = { port, connections, warmUp, requests };
  const { seconds, milliseconds, statuses } = await inChild<LoadAnswer>('load', order);
  mustBe(requests.length, statuses[200] ?? 0, `answers of 200 (${JSON.stringify(statuses)})`);
  return {
    perSecond: milliseconds.length / seconds,
    p99: quantile([...milliseconds], 0.99),
  };
}

function settingsOf(room: Room, sandbox: string): Record<string, string> {
  return {
    ...room.settings(sandbox),
    PORT: '0',
    METRICS_PORT: '0',
    TRUST_PROXY: String(proxyHops),
    RESEND_WEBHOOK_SECRET: webhookSecret,
  };
}

/** So many requests of each kind; no two rounds share a reader, an address or an event. */
async function requestsOf(
  room: Room,
  run: number,
  count: number,
): Promise<Record<Page, LoadRequest[]>> {
  const app = room.app();
  const [library, signer, store] = await Promise.all([
    app.library(),
    app.signer(),
    app.subscribers(),
  ]);
  const readers: string[] = [];
  for await (const batch of store.batches()) readers.push(...batch.map(({ id }) => id));
  await store.close();
  const slugs = [...library.comparisons.keys()];
  const numbers = Array.from({ length: count }, (_, index) => index);
  const reader = (number: number) => readers[run * count + number] ?? '';
  const other = (number: number) => readers[room.readers - 1 - run * count - number] ?? '';
  return {
    '/compare/<slug>': numbers.map((number) => ({
      method: 'GET',
      path: paths.comparison(slugs[number % slugs.length] ?? ''),
    })),
    'sign-up': numbers.map((number) => signUp(run * count + number)),
    'one-click unsubscribe': numbers.map((number) => ({
      method: 'POST',
      path: paths.unsubscribe(signer.sign('unsubscribe', reader(number))),
      headers: form,
      body: 'List-Unsubscribe=One-Click',
    })),
    webhook: numbers.map((number) => webhook(other(number), number % bounceOf === 0)),
  };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** As the form sends it where no JavaScript runs, through proxies that tell whom they were called from. */
function signUp(number: number): LoadRequest {
  const client = Math.floor(number / signUpsPerClient);
  const address = `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`;
  return {
    method: 'POST',
    path: '/subscribe',
    headers: { ...form, 'x-forwarded-for': `${address}, 192.0.2.1` },
    body: String(new URLSearchParams({ email: `new.${number}@mail.example.com`, website: '' })),
  };
}

/** As Resend posts it, with an id of its own. */
function webhook(reader: string, bounces: boolean): LoadRequest {
  const at = new Date();
  const event = mailboxEvent(bounces ? 'bounced' : 'delivered', messageTo(reader, at), { at });
  const { payload, headers } = signDelivery(webhookSecret, JSON.stringify(event));
  return {
    method: 'POST',
    path: '/webhooks/resend',
    headers: {
      'content-type': 'application/json',
      'svix-id': headers.id,
      'svix-timestamp': headers.timestamp,
      'svix-signature': headers.signature,
    },
    body: payload,
  };
}

function messageTo(reader: string, at: Date) {
  return {
    id: randomBytes(16).toString('hex'),
    message_id: `<${reader}@example.com>`,
    created_at: at.toISOString(),
    from: 'Weekly AI Tool Verdicts <verdicts@example.com>',
    to: [`${reader}@mail.example.com`],
    cc: [],
    bcc: [],
    reply_to: [],
    subject: 'The verdicts of the week',
    tags: [
      { name: 'mailing', value: `${week}-0123456789ab` },
      { name: 'reader', value: reader },
    ],
  };
}

function lettersIn({ messages }: SandboxReport): number {
  return Object.entries(messages).reduce((sum, [each, people]) => sum + Number(each) * people, 0);
}

function mustBe(expected: number, found: number, what: string): void {
  if (found !== expected) throw new Error(`There are ${found} of ${expected} ${what}.`);
}

function figuresOf(rounds: Round[]): Figure[] {
  const of = (page: Page | 'hello', part: keyof Measured) =>
    median(rounds.map((each) => each[page][part]));
  const figure = (page: Page, part: keyof Measured, unit: string): Figure => ({
    name: part === 'p99' ? `${page}, p99` : page,
    value: of(page, part),
    unit,
    against: { name: 'hello', value: of('hello', part) },
  });
  return [
    ...pages.map((page) => figure(page, 'perSecond', 'requests/s')),
    {
      name: 'sign-up, until its letter is accepted',
      value: median(rounds.map(({ letters }) => letters)),
      unit: 'letters/s',
    },
    ...pages.map((page) => figure(page, 'p99', 'ms')),
  ];
}

function notesOf(readers: number, runs: number, count: number): string[] {
  return [
    `A store of ${readers.toLocaleString('en-US')} readers; ${count.toLocaleString('en-US')} requests of each kind over ${connections} kept connections, each with one under way, so that p99 is at full load. The first tenth is not measured. Medians of ${runs} runs.`,
    'Server, load and sandbox are processes of their own on the same machine, without TLS and without a proxy. Hello is hono’s shortest answer through the same server.',
    `Sign-ups are the form’s without the proof of work, ${signUpsPerClient} from each client through ${proxyHops} proxies; they are answered before the address is entered. Its letter goes to the sandbox, without a rate limit: with Resend’s limit of 10 requests a second it is at most 1,000 letters a second.`,
    `Unsubscribing and webhooks are answered when they are on disk and synced. Webhooks are deliveries, each with an id and signature of its own, and one of ${bounceOf} a bounce that suppresses its reader.`,
  ];
}
