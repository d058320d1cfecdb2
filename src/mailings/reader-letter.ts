import { recordsHolding } from '../line-search.js';
import { type BatchState, stateAfter } from './batch-state.js';
import { type BatchRecord, LedgerRecord } from './ledger-record.js';
import { batchSize, type Mailing } from './mailing.js';
import type { MailingShelf } from './shelf.js';

/** What became of one reader's letter of a mailing, as far as the ledger knows. */
export interface ReaderLetter {
  week: string;
  mailing: string;
  frozenAt: string;
  /** The variant's id, such as `digest`. */
  variant: string;
  fate: 'pending' | 'uncertain' | 'accepted' | 'refused' | 'withdrawn';
  /** When the ledger last heard of it; undefined while nothing was tried. */
  at: string | undefined;
  /** What Resend said when it refused the letter. */
  why: string | undefined;
}

/** Undefined when the reader is not in the mailing's audience. Neither audience nor ledger is read whole. */
export async function readerLetter(
  shelf: MailingShelf,
  mailing: Mailing,
  reader: string,
): Promise<ReaderLetter | undefined> {
  const found = await shelf.placeInAudience(mailing.week, reader);
  if (!found) return undefined;
  const { week, id, frozenAt, variants } = mailing;
  const batch = Math.floor(found.place / batchSize);
  return {
    week,
    mailing: id,
    frozenAt,
    variant: variants[found.variant]?.id ?? '',
    ...(await fateOf(shelf.ledgerPath(week), batch, reader)),
  };
}

async function fateOf(ledger: string, batch: number, reader: string) {
  let state: BatchState | undefined;
  let last: BatchRecord | undefined;
  let withdrawn = false;
  let refusal: string | undefined;
  for await (const json of recordsHolding(ledger, `"batch":${batch},`)) {
    const record = LedgerRecord.parse(json);
    if (!('batch' in record) || record.batch !== batch) continue;
    state = stateAfter(state, record);
    last = record;
    if ('withdrawn' in record) withdrawn = record.withdrawn.includes(reader);
    if ('refused' in record) {
      refusal = record.refused?.find((refused) => refused.reader === reader)?.message;
    }
  }
  const fate = withdrawn ? 'withdrawn' : refusal !== undefined ? 'refused' : fateIn(state);
  return { fate, at: last?.at, why: refusal } as const;
}

function fateIn(state: BatchState | undefined): ReaderLetter['fate'] {
  if (state?.state === 'attempted') return state.mayBeAccepted ? 'uncertain' : 'pending';
  return state?.state ?? 'pending';
}
