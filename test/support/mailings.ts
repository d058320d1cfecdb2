import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/app.js';
import type { Clock } from '../../src/clock.js';
import type { Week } from '../../src/editions/week.js';
import type { Courier, Reply } from '../../src/mailings/courier.js';
import type { Readers } from '../../src/mailings/freeze.js';
import { beginLedger, type Ledger, openLedger } from '../../src/mailings/ledger.js';
import type { LedgerRecord } from '../../src/mailings/ledger-record.js';
import { type Addressee, batchSize, type Mailing } from '../../src/mailings/mailing.js';
import { templateOf } from '../../src/mailings/message.js';
import { createPace, type Pace } from '../../src/mailings/pace.js';
import { type Ending, sendMailing } from '../../src/mailings/send.js';
import type { Trouble } from '../../src/mailings/thresholds.js';
import type { TestClock } from './clock.js';

/** What one request is met with before it is looked at, by the fake Resend. */
export type Mishap =
  | 'accept'
  | 'accept-and-lose-the-answer'
  | 'lose-the-request'
  | 'error-500-before'
  | 'error-500-after'
  | 'rate-limit'
  | 'still-running'
  | 'nonsense';

const lost: Reply = {
  data: null,
  error: { name: 'application_error', statusCode: null, message: 'Unable to fetch data.' },
  headers: {},
};

function failure(statusCode: number, name: string, headers: Reply['headers'] = {}): Reply {
  return { data: null, error: { name, statusCode, message: name }, headers };
}

/** Resend as far as a mailing sees it: takes each key once, and counts what each address gets. */
export class FakeResend implements Courier {
  got = new Map<string, number>();
  requests = 0;
  #answers = new Map<string, { body: string; reply: Reply }>();

  /** `mishap` decides on each request; `refuses` on each address. */
  constructor(
    readonly mishap: (request: number) => Mishap = () => 'accept',
    readonly refuses: (address: string) => boolean = () => false,
  ) {}

  async post(bytes: Uint8Array, key: string): Promise<Reply> {
    await new Promise((resolve) => setImmediate(resolve));
    const mishap = this.mishap(this.requests++);
    switch (mishap) {
      case 'accept':
        return this.#take(bytes, key);
      case 'accept-and-lose-the-answer':
        this.#take(bytes, key);
        return lost;
      case 'lose-the-request':
        return lost;
      case 'error-500-before':
        return failure(500, 'internal_server_error');
      case 'error-500-after':
        this.#take(bytes, key);
        return failure(502, 'application_error');
      case 'rate-limit':
        return failure(429, 'rate_limit_exceeded', { 'retry-after': '1' });
      case 'still-running':
        return failure(409, 'concurrent_idempotent_requests');
      case 'nonsense':
        return { data: { hello: 'world' }, error: null, headers: {} };
    }
  }

  /** Resend forgets every key, as it does after 24 hours. */
  forgetKeys(): void {
    this.#answers.clear();
  }

  #take(bytes: Uint8Array, key: string): Reply {
    const body = Buffer.from(bytes).toString();
    const before = this.#answers.get(key);
    if (before) {
      return before.body === body ? before.reply : failure(409, 'invalid_idempotent_request');
    }
    const messages: { to: string[] }[] = JSON.parse(body);
    const errors: { index: number; message: string }[] = [];
    const data = messages.flatMap(({ to: [address = ''] }, index) => {
      if (this.refuses(address)) {
        errors.push({ index, message: `Invalid \`to\` field: ${address}` });
        return [];
      }
      this.got.set(address, (this.got.get(address) ?? 0) + 1);
      return [{ id: `${key}-${index}` }];
    });
    const reply: Reply = { data: { data, errors }, error: null, headers: {} };
    this.#answers.set(key, { body, reply });
    return reply;
  }
}

/** Readers whose status a test changes at will. */
class FakeReaders implements Readers {
  away = new Set<string>();
  /** Those that the store does not know any more. */
  gone = new Set<string>();

  async refresh(): Promise<void> {}

  async *batches(): AsyncGenerator<never> {}

  statusOf(id: string) {
    if (this.gone.has(id)) return undefined;
    return this.away.has(id) ? 'unsubscribed' : 'active';
  }
}

function addresseesOf(count: number): Addressee[] {
  return Array.from({ length: count }, (_, index) => ({
    reader: `reader${String(index).padStart(10, '0')}`,
    email: `reader${index}@example.com`,
    variant: 0,
  }));
}

export function mailingOf(readers: number): Mailing {
  return {
    id: '2026-W47-0123456789ab',
    week: '2026-W47',
    editionHash: '0'.repeat(64),
    frozenAt: '2026-11-17T09:00:00.000Z',
    from: 'Verdicts <verdicts@example.com>',
    listId: 'Verdicts <verdicts.example.com>',
    masthead: {
      publication: 'Verdicts',
      publicUrl: 'https://verdicts.example.com',
      postalAddress: '1 Example Street',
    },
    signingKey: 'k1',
    variants: [
      {
        id: 'digest',
        variant: { format: 'digest', topics: null },
        readers,
        sha256: '0'.repeat(64),
      },
    ],
    audience: { readers, sha256: '0'.repeat(64), withoutTopic: 0, paused: 0 },
  };
}

/** The ledger of a week's mailing, which is frozen. */
export async function ledgerOf(app: App, week: Week): Promise<Ledger> {
  const mailing = await app.mailings.read(week);
  if (!mailing) throw new Error(`There is no mailing of ${week}.`);
  return openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
}

/** Begins a mailing's ledger, and puts the records into it. */
export async function writeLedger(
  path: string,
  { id }: Pick<Mailing, 'id'>,
  records: readonly LedgerRecord[],
  clock: Clock,
): Promise<void> {
  const ledger = await beginLedger(path, clock);
  await ledger.append({ type: 'frozen', at: clock.now().toISOString(), mailing: id });
  await ledger.close();
  const begun = await openLedger(path, { id }, clock);
  for (const record of records) await begun.append(record);
  await begun.close();
}

/** A mailing to `count` readers over a ledger in `folder`, which may be sent again and again. */
export class MailingRig {
  readonly mailing: Mailing;
  readonly addressees: Addressee[];
  readonly readers = new FakeReaders();
  /** Stands for whatever a message is made of besides the address. */
  wording = 'hello';
  /** What came back of it since it was resumed at that time, or at all. */
  trouble = (_since: string | undefined): Trouble => ({ bounced: 0, complained: 0 });
  server: string | undefined;
  /** What this process knows of the lock that it sends under. */
  stillMine = () => true;

  constructor(
    readonly folder: string,
    readonly count: number,
    readonly clock: TestClock,
  ) {
    this.mailing = mailingOf(count);
    this.addressees = addresseesOf(count);
  }

  async openLedger(): Promise<Ledger> {
    const path = join(this.folder, 'ledger.jsonl');
    if (!existsSync(path)) await writeLedger(path, this.mailing, [], this.clock);
    return openLedger(path, this.mailing, this.clock);
  }

  async send(
    courier: Courier,
    options: { signal?: AbortSignal; onProgress?: () => void; ledger?: Ledger; pace?: Pace } = {},
  ): Promise<Ending> {
    const ledger = options.ledger ?? (await this.openLedger());
    const signal = options.signal ?? new AbortController().signal;
    const constant = (json: string) => ({ bytes: Buffer.from(json), from: 0 });
    const template = templateOf(
      [constant('{"to":["'), 0, constant(`"],"text":"${this.wording}"}`)],
      [({ to }) => to],
    );
    return sendMailing({
      mailing: this.mailing,
      ledger,
      courier,
      server: this.server,
      readers: this.readers,
      pace: options.pace ?? createPace(this.clock),
      clock: this.clock,
      batch: async (number) => this.addressees.slice(number * batchSize, (number + 1) * batchSize),
      messageFor: ({ reader, email }) => {
        const slots = { address: email, unsubscribe: 'u', preferences: 'p', vote: 'v' };
        return { template, values: { reader, to: email, slots } };
      },
      stillMine: () => this.stillMine(),
      thresholds: { refused: 5, bounced: 2, complained: 0.1 },
      trouble: (since) => this.trouble(since),
      signal,
      ...(options.onProgress && { onProgress: options.onProgress }),
    });
  }
}
