import type { Ledger, Standing } from './ledger.js';
import { batchCount, batchReaders, type Mailing } from './mailing.js';

/**
 * The reconciliation of a mailing, in readers:
 * audience = accepted + refused + withdrawn + uncertain + pending.
 */
export interface Receipt {
  mailing: string;
  week: string;
  state: Standing['state'];
  /** Why it is stopped or paused. */
  reason: string | null;
  /** When a pause for a quota ends, or an unanswered request is to be repeated; ISO 8601. */
  until: string | null;
  audience: number;
  accepted: number;
  refused: number;
  withdrawn: number;
  uncertain: number;
  pending: number;
  /** Why readers were refused, in Resend's words, the most frequent first. */
  refusals: { reason: string; readers: number }[];
}

/** Adds up what the ledger says of each batch. Pure: the same records, the same receipt. */
export function receiptOf(
  mailing: Mailing,
  ledger: Pick<Ledger, 'batch' | 'standing' | 'refusals'>,
): Receipt {
  const sums = { accepted: 0, refused: 0, withdrawn: 0, uncertain: 0, pending: 0 };
  for (let number = 0; number < batchCount(mailing); number += 1) {
    const readers = batchReaders(mailing, number);
    const batch = ledger.batch(number);
    switch (batch?.state) {
      case 'accepted':
        sums.accepted += batch.accepted;
        sums.refused += batch.refused;
        sums.withdrawn += batch.withdrawn;
        break;
      case 'attempted':
      case 'uncertain': {
        const asked = readers - batch.withdrawn.length;
        const unknown = batch.state === 'uncertain' || batch.mayBeAccepted;
        sums.withdrawn += batch.withdrawn.length;
        sums[unknown ? 'uncertain' : 'pending'] += asked;
        break;
      }
      default:
        sums.pending += readers;
    }
  }
  const { standing } = ledger;
  return {
    mailing: mailing.id,
    week: mailing.week,
    state: standing.state,
    reason: 'reason' in standing ? standing.reason : null,
    until: 'until' in standing ? (standing.until ?? null) : null,
    audience: mailing.audience.readers,
    ...sums,
    refusals: [...ledger.refusals]
      .map(([reason, count]) => ({ reason, readers: count }))
      .sort((a, b) => b.readers - a.readers),
  };
}

/** Whether every reader of the audience is accounted for. */
export function addsUp(receipt: Receipt): boolean {
  const { audience, accepted, refused, withdrawn, uncertain, pending } = receipt;
  return audience === accepted + refused + withdrawn + uncertain + pending;
}
