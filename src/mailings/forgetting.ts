import type { Clock } from '../clock.js';
import { VerdictsError } from '../errors.js';
import { openLedger } from './ledger.js';
import type { Mailing } from './mailing.js';
import { openBatches } from './reconcile.js';
import type { MailingShelf } from './shelf.js';

/**
 * Takes the addresses out of every mailing that is over: finished or cancelled, and with no batch whose
 * answer is unknown, for which an operator may yet have to look readers up. What proves who was mailed
 * stays: ids, ledger and receipt. Throws a `VerdictsError` where the disk refuses.
 */
export async function forgetAddresses(shelf: MailingShelf, clock: Clock): Promise<void> {
  for (const week of await shelf.list()) {
    if (shelf.hasAddresses(week) && (await isOver(shelf, week, clock))) {
      await shelf.forgetAddresses(week);
    }
  }
}

/** False where a damaged file leaves that open: doctor names it, and no other mailing waits for it. */
async function isOver(shelf: MailingShelf, week: Mailing['week'], clock: Clock): Promise<boolean> {
  try {
    const mailing = await shelf.read(week);
    if (!mailing) return false;
    const ledger = await openLedger(shelf.ledgerPath(week), mailing, clock);
    const { state } = ledger.standing;
    const settled = openBatches(mailing, ledger).length === 0;
    await ledger.close();
    return settled && (state === 'finished' || state === 'cancelled');
  } catch (error) {
    if (error instanceof VerdictsError && error.code === 'damaged') return false;
    throw error;
  }
}
