import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import { isAskedElsewhere } from '../mailings/batch-state.js';
import { type Ledger, openLedger } from '../mailings/ledger.js';
import { lookUp } from '../mailings/listing.js';
import { type Addressee, keyLifeMs, type Mailing } from '../mailings/mailing.js';
import { type Receipt, receiptOf } from '../mailings/receipt.js';
import {
  giveUpUnanswered,
  type Listed,
  listedOf,
  mailboxOf,
  type OpenBatch,
  openBatches,
  type Settlement,
  settle,
} from '../mailings/reconcile.js';
import { mailingOf } from './operating.js';
import { checkDoor, serverOf } from './sending-door.js';
import { holdingTheSendingLock } from './sending-lock.js';

/** What an operator says of batches whose answer is unknown; `all` that are uncertain. */
export interface Decision {
  batches: readonly number[] | 'all';
  as: Settlement;
}

/** What Resend lists of batches, by their idempotency keys; undefined where it was asked and that is not known. */
export type Listings = ReadonlyMap<string, Listed | undefined>;

/** How far Resend's list is read: pages of a hundred messages, and how many of the wanted ones are found. */
export interface AskingProgress {
  pages: number;
  found: number;
  wanted: number;
}

interface AskingOptions {
  /** Told at the beginning, and with each page. */
  onProgress?: (progress: AskingProgress) => void;
  /** Ends it between two pages: it rejects then. */
  signal?: AbortSignal;
}

/** A batch that an operator has just settled; `listedByResend` as in `OpenBatch`. */
export type SettledBatch = Pick<OpenBatch, 'batch' | 'readers' | 'listedByResend'>;

/**
 * The batches of a week's mailing that nobody knows the answer to, with what Resend lists, and those settled
 * as the operator says. Undefined when there is no mailing. Nothing is sent. Resend is asked unless `listed` says
 * what it lists. Throws a `VerdictsError` where letters go elsewhere by now, or what the operator says cannot be
 * (see `settle`).
 */
export async function reconcileWeek(
  app: App,
  week: Week,
  decision?: Decision,
  { listed: known, ...asking }: AskingOptions & { listed?: Listings } = {},
): Promise<{ open: OpenBatch[]; settled: SettledBatch[]; receipt: Receipt } | undefined> {
  // Reading the list takes minutes, in which others may draft and send.
  const listed = known ?? (await askResend(app, week, asking));
  return withOpenBatches(app, week, async (mailing, ledger, unknown) => {
    const batches = unknown.map((batch) => {
      return { ...batch, listedByResend: listed.get(batch.idempotencyKey)?.ids.length ?? null };
    });
    const settled = decision ? decidedOf(batches, decision) : [];
    if (decision) {
      const byNumber = batches.flatMap(({ batch, idempotencyKey }) => {
        const found = listed.get(idempotencyKey);
        return found ? [[batch, found] as const] : [];
      });
      const settlement = { ...decision, batches: settled };
      await settle(mailing, ledger, settlement, app.clock, new Map(byNumber));
    }
    const open = batches.filter(({ batch }) => !settled.includes(batch));
    const done = batches.filter(({ batch }) => settled.includes(batch));
    return { open, settled: done.map(settledBatch), receipt: receiptOf(mailing, ledger) };
  });
}

/**
 * Asks Resend what it lists of a week's batches that nobody knows the answer to; nothing when there is no mailing.
 * Of what another server was asked, it is not known.
 * Throws a `VerdictsError` where letters go elsewhere by now, or somebody is sending.
 */
export async function askResend(
  app: App,
  week: Week,
  { onProgress, signal }: AskingOptions = {},
): Promise<Listings> {
  const asked = await withOpenBatches(app, week, async (mailing, ledger, open) => ({
    mailing,
    open: open.map((batch) => {
      const state = ledger.batch(batch.batch);
      const attempted = state && 'key' in state ? state : undefined;
      const elsewhere = attempted && isAskedElsewhere(attempted, serverOf(app.config));
      return { ...batch, out: new Set(attempted?.withdrawn), elsewhere };
    }),
  }));
  const listed = new Map<string, Listed | undefined>();
  if (!asked) return listed;
  const { mailing } = asked;
  for (const { idempotencyKey } of asked.open) listed.set(idempotencyKey, undefined);
  const open = asked.open.filter(({ elsewhere }) => !elsewhere);
  if (open.length === 0) return listed;
  const attempts = open.map(({ firstAttemptAt }) => Date.parse(firstAttemptAt));
  const since = new Date(Math.min(...attempts));
  const until = (await isNewest(app, mailing))
    ? undefined
    : new Date(Math.max(...attempts) + keyLifeMs);
  const door = await app.openDoor();
  const audience = await app.mailings.openAudience(mailing);
  try {
    const subjects = new Set<string>();
    for (const variant of mailing.variants) {
      subjects.add((await app.mailings.readLetter(mailing.week, variant)).subject);
    }
    const addressees = new Map<string, Addressee[]>();
    for (const { batch, idempotencyKey, out } of open) {
      const all = await audience.batch(batch);
      addressees.set(
        idempotencyKey,
        all.filter(({ reader }) => !out.has(reader)),
      );
    }
    const mailboxes = new Set([...addressees.values()].flat().map(mailboxOf));
    let pages = 0;
    const tell = (found: number) => onProgress?.({ pages, found, wanted: mailboxes.size });
    tell(0);
    const courier = {
      async list(after?: string) {
        signal?.throwIfAborted();
        return door.courier.list(after);
      },
    };
    const clock = {
      now: () => app.clock.now(),
      sleep: (milliseconds: number) => app.clock.sleep(milliseconds, signal),
    };
    const listing = await lookUp(courier, { mailboxes, subjects, since, until }, clock, (found) => {
      pages += 1;
      tell(found);
    });
    for (const [key, of] of addressees) listed.set(key, listedOf(listing, of));
    return listed;
  } finally {
    await audience.close();
    await door.close();
  }
}

/** Whether no mailing was frozen after this one. */
async function isNewest(app: App, { frozenAt }: Mailing): Promise<boolean> {
  const mailings = await Promise.all((await app.mailings.list()).map(app.mailings.read));
  return mailings.every((mailing) => mailing === undefined || mailing.frozenAt <= frozenAt);
}

/** Works on the batches of a mailing that nobody knows the answer to while nobody sends; undefined without a mailing. */
async function withOpenBatches<T>(
  app: App,
  week: Week,
  work: (mailing: Mailing, ledger: Ledger, open: OpenBatch[]) => Promise<T>,
): Promise<T | undefined> {
  const mailing = await mailingOf(app, week);
  if (!mailing) return undefined;
  checkDoor(app, mailing);
  const ledger = await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
  try {
    return await holdingTheSendingLock(app, async () => {
      await ledger.refresh();
      await giveUpUnanswered(mailing, ledger, app.clock);
      return work(mailing, ledger, openBatches(mailing, ledger));
    });
  } finally {
    await ledger.close();
  }
}

function decidedOf(open: readonly OpenBatch[], { batches }: Decision): number[] {
  if (batches !== 'all') return [...batches];
  return open.filter(({ state }) => state === 'uncertain').map(({ batch }) => batch);
}

function settledBatch({ batch, readers, listedByResend }: OpenBatch): SettledBatch {
  return { batch, readers, listedByResend };
}
