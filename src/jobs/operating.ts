import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import { type Holder, holderOf } from '../lock.js';
import { type Control, type Controlled, control } from '../mailings/control.js';
import { type Ledger, openLedger } from '../mailings/ledger.js';
import { lookUp } from '../mailings/listing.js';
import type { Addressee, Mailing } from '../mailings/mailing.js';
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
import { checkDoor } from './sending-door.js';
import { holdingTheSendingLock } from './sending-lock.js';

/** The receipt of a week's mailing as its ledger has it now; undefined when there is no mailing. */
export async function receiptFor(app: App, week: Week): Promise<Receipt | undefined> {
  const mailing = await app.mailings.read(week);
  if (!mailing) return undefined;
  const ledger = await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
  try {
    return receiptOf(mailing, ledger);
  } finally {
    await ledger.close();
  }
}

/** So long an operator's word waits for a mailing that may be being frozen, in ms. */
const freezingMs = 10_000;

/**
 * Puts an operator's word into the ledger of a week's mailing; undefined when there is no mailing. Where
 * somebody drafts or sends, it may be this week's that is being frozen: that is waited for.
 */
export async function controlWeek(
  app: App,
  week: Week,
  verb: Control,
): Promise<{ controlled: Controlled; receipt: Receipt; sender: Holder | undefined } | undefined> {
  const mailing = await frozenSoon(app, week);
  if (!mailing) return undefined;
  const ledger = await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
  try {
    const controlled = await control(ledger, verb, app.clock);
    return { controlled, receipt: receiptOf(mailing, ledger), sender: senderNow(app) };
  } finally {
    await ledger.close();
  }
}

/** The process that is drafting or sending, whatever the week. */
export function senderNow(app: App): Holder | undefined {
  return holderOf(app.mailings.lockFolder, app.clock);
}

async function frozenSoon(app: App, week: Week): Promise<Mailing | undefined> {
  const pause = 20;
  for (let waited = 0; ; waited += pause) {
    const sender = senderNow(app);
    const mailing = await app.mailings.read(week);
    if (mailing || !sender || waited >= freezingMs) return mailing;
    await app.clock.sleep(pause);
  }
}

/** What an operator says of batches whose answer is unknown; `all` that are uncertain. */
interface Decision {
  batches: readonly number[] | 'all';
  as: Settlement;
}

/** Told now and then for how many of the wanted readers Resend lists a message. */
type Progress = (found: number, wanted: number) => void;

/** A batch that an operator has just settled; `listedByResend` as in `OpenBatch`. */
export type SettledBatch = Pick<OpenBatch, 'batch' | 'readers' | 'listedByResend'>;

/**
 * The batches of a week's mailing that nobody knows the answer to, with what Resend lists, and those settled
 * as the operator says. Undefined when there is no mailing. Nothing is sent. Throws a `VerdictsError` where
 * letters go elsewhere by now, or what the operator says cannot be (see `settle`).
 */
export async function reconcileWeek(
  app: App,
  week: Week,
  decision?: Decision,
  onProgress?: Progress,
): Promise<{ open: OpenBatch[]; settled: SettledBatch[]; receipt: Receipt } | undefined> {
  return holdingTheSendingLock(app, async () => {
    const mailing = await app.mailings.read(week);
    if (!mailing) return undefined;
    checkDoor(app, mailing);
    const ledger = await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
    try {
      await giveUpUnanswered(mailing, ledger, app.clock);
      const unknown = openBatches(mailing, ledger);
      const listed = await askResend(app, mailing, ledger, unknown, onProgress);
      const batches = unknown.map((batch) => {
        return { ...batch, listedByResend: listed.get(batch.batch)?.ids.length ?? null };
      });
      const settled = decision ? decidedOf(batches, decision) : [];
      if (decision)
        await settle(mailing, ledger, { ...decision, batches: settled }, app.clock, listed);
      const open = batches.filter(({ batch }) => !settled.includes(batch));
      const done = batches.filter(({ batch }) => settled.includes(batch));
      return { open, settled: done.map(settledBatch), receipt: receiptOf(mailing, ledger) };
    } finally {
      await ledger.close();
    }
  });
}

function decidedOf(open: readonly OpenBatch[], { batches }: Decision): number[] {
  if (batches !== 'all') return [...batches];
  return open.filter(({ state }) => state === 'uncertain').map(({ batch }) => batch);
}

function settledBatch({ batch, readers, listedByResend }: OpenBatch): SettledBatch {
  return { batch, readers, listedByResend };
}

/** What Resend lists of each batch, by its number; nothing of those where that is not known. */
async function askResend(
  app: App,
  mailing: Mailing,
  ledger: Ledger,
  open: readonly OpenBatch[],
  onProgress: Progress | undefined,
): Promise<Map<number, Listed>> {
  const listed = new Map<number, Listed>();
  if (open.length === 0) return listed;
  const since = new Date(Math.min(...open.map(({ firstAttemptAt }) => Date.parse(firstAttemptAt))));
  const door = await app.openDoor();
  const audience = await app.mailings.openAudience(mailing);
  try {
    const subjects = new Set<string>();
    for (const variant of mailing.variants) {
      subjects.add((await app.mailings.readLetter(mailing.week, variant)).subject);
    }
    const asked = new Map<number, Addressee[]>();
    for (const { batch } of open) {
      const state = ledger.batch(batch);
      const out = new Set(state && 'key' in state ? state.withdrawn : []);
      const addressees = await audience.batch(batch);
      asked.set(
        batch,
        addressees.filter(({ reader }) => !out.has(reader)),
      );
    }
    const mailboxes = new Set([...asked.values()].flat().map(mailboxOf));
    const listing = await lookUp(door.courier, { mailboxes, subjects, since }, app.clock, (found) =>
      onProgress?.(found, mailboxes.size),
    );
    for (const [batch, addressees] of asked) {
      const known = listedOf(listing, addressees);
      if (known) listed.set(batch, known);
    }
    return listed;
  } finally {
    await audience.close();
    await door.close();
  }
}
