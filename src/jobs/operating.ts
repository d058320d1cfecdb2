import type { App } from '../app.js';
import { requireDataFolder } from '../content/library.js';
import type { Week } from '../editions/week.js';
import { holderOf } from '../lock.js';
import type { Holder } from '../lock-links.js';
import { type Control, type Controlled, control } from '../mailings/control.js';
import { beginLedger, openLedger } from '../mailings/ledger.js';
import type { Mailing } from '../mailings/mailing.js';
import { type Receipt, receiptOf } from '../mailings/receipt.js';

/**
 * The receipt of a week's mailing as its ledger has it now; undefined when there is no mailing. Throws a
 * `VerdictsError` where readers were mailed and only the mailing's own file is gone, as all of these do.
 */
export async function receiptFor(app: App, week: Week): Promise<Receipt | undefined> {
  const mailing = await mailingOf(app, week);
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
    if (mailing) return mailing;
    if (!sender || waited >= freezingMs) return mailingOf(app, week);
    await app.clock.sleep(pause);
  }
}

/** A week's mailing; undefined when there is none. Throws as `receiptFor`. */
export async function mailingOf(app: App, week: Week): Promise<Mailing | undefined> {
  const mailing = await app.mailings.read(week);
  if (mailing) return mailing;
  requireDataFolder(app.config.dataDir);
  try {
    const ledger = await beginLedger(app.mailings.ledgerPath(week), app.clock);
    await ledger.close();
    return undefined;
  } catch (error) {
    // It may have been frozen and begun in between.
    const frozen = await app.mailings.read(week);
    if (frozen) return frozen;
    throw error;
  }
}
