import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import { type Holder, holderOf } from '../lock.js';
import { type Control, type Controlled, control } from '../mailings/control.js';
import { openLedger } from '../mailings/ledger.js';
import { lookUp } from '../mailings/listing.js';
import type { Mailing } from '../mailings/mailing.js';
import { type Receipt, receiptOf } from '../mailings/receipt.js';
import {
  giveUpUnanswered,
  type OpenBatch,
  openBatches,
  reviewOpenBatches,
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

/** Puts an operator's word into the ledger of a week's mailing; undefined when there is no mailing. */
export async function controlWeek(
  app: App,
  week: Week,
  verb: Control,
): Promise<{ controlled: Controlled; receipt: Receipt; sender: Holder | undefined } | undefined> {
  const mailing = await app.mailings.read(week);
  if (!mailing) return undefined;
  const ledger = await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
  try {
    const controlled = await control(ledger, verb, app.clock);
    const sender = holderOf(app.mailings.lockFolder, app.clock);
    return { controlled, receipt: receiptOf(mailing, ledger), sender };
  } finally {
    await ledger.close();
  }
}

/** Told now and then for how many of the wanted readers Resend lists a message. */
type Progress = (found: number, wanted: number) => void;

/**
 * The batches of a week's mailing that nobody knows the answer to, with what Resend lists; settled first
 * as the operator says. Undefined when there is no mailing. Nothing is sent. Throws a `VerdictsError` where
 * letters go elsewhere by now.
 */
export async function reconcileWeek(
  app: App,
  week: Week,
  decision?: { batches: readonly number[] | 'all'; as: Settlement },
  onProgress?: Progress,
): Promise<{ open: OpenBatch[]; settled: number[]; receipt: Receipt } | undefined> {
  return holdingTheSendingLock(app, async () => {
    const mailing = await app.mailings.read(week);
    if (!mailing) return undefined;
    checkDoor(app, mailing);
    const ledger = await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
    try {
      await giveUpUnanswered(mailing, ledger, app.clock);
      const uncertain = openBatches(mailing, ledger).filter(({ state }) => state === 'uncertain');
      const all = uncertain.map(({ batch }) => batch);
      const settled = decision ? (decision.batches === 'all' ? all : [...decision.batches]) : [];
      if (decision) await settle(mailing, ledger, settled, decision.as, app.clock);
      const open = await askResend(app, mailing, openBatches(mailing, ledger), onProgress);
      return { open, settled, receipt: receiptOf(mailing, ledger) };
    } finally {
      await ledger.close();
    }
  });
}

async function askResend(
  app: App,
  mailing: Mailing,
  open: OpenBatch[],
  onProgress: Progress | undefined,
): Promise<OpenBatch[]> {
  if (open.length === 0) return open;
  const since = new Date(Math.min(...open.map(({ firstAttemptAt }) => Date.parse(firstAttemptAt))));
  const door = await app.openDoor();
  const audience = await app.mailings.openAudience(mailing);
  try {
    const subjects = new Set<string>();
    for (const variant of mailing.variants) {
      subjects.add((await app.mailings.readLetter(mailing.week, variant)).subject);
    }
    const mailboxesOf = new Map<number, string[]>();
    for (const { batch } of open) {
      const addressees = await audience.batch(batch);
      mailboxesOf.set(
        batch,
        addressees.map(({ email, to = email }) => to.toLowerCase()),
      );
    }
    const mailboxes = new Set([...mailboxesOf.values()].flat());
    const listing = await lookUp(door.courier, { mailboxes, subjects, since }, app.clock, (found) =>
      onProgress?.(found, mailboxes.size),
    );
    return reviewOpenBatches(open, listing, mailboxesOf);
  } finally {
    await audience.close();
    await door.close();
  }
}
