import type { Clock } from '../clock.js';
import { VerdictsError } from '../errors.js';
import type { Ledger } from './ledger.js';
import type { Listing } from './listing.js';
import { type Addressee, batchReaders, keyLifeMs, type Mailing } from './mailing.js';

/** A batch of which nobody knows whether Resend took it, and what is known of it. */
export interface OpenBatch {
  batch: number;
  /** `uncertain`: an operator decides. `unanswered`: sending again settles it until `safeUntil`. */
  state: 'uncertain' | 'unanswered';
  readers: number;
  withdrawn: number;
  firstAttemptAt: string;
  safeUntil: string | null;
  idempotencyKey: string;
  payloadSha256: string;
  reason: string;
  /** How many of its readers Resend lists a message of this mailing for; null when that is not known. */
  listedByResend: number | null;
}

/** How an operator settles a batch: it was taken after all, or its readers are to be sent it (again). */
export type Settlement = 'accepted' | 'again';

/** What Resend's list has of a batch that was attempted. */
export interface Listed {
  /** In the order of the readers. */
  ids: string[];
  /** The readers for whom it has no message. */
  missing: string[];
}

/**
 * What a listing has of these readers of a batch; undefined where that is not known. Of a listing that is not
 * whole, only a batch whose readers are all in it is known of.
 */
export function listedOf(
  listing: Listing | undefined,
  asked: readonly Addressee[],
): Listed | undefined {
  if (!listing) return undefined;
  const ids: string[] = [];
  const missing: string[] = [];
  for (const addressee of asked) {
    const id = listing.found.get(mailboxOf(addressee));
    if (id === undefined) missing.push(addressee.reader);
    else ids.push(id);
  }
  return listing.whole || missing.length === 0 ? { ids, missing } : undefined;
}

/** The mailbox of an addressee as it is looked for in Resend's list. */
export function mailboxOf({ email, to = email }: Addressee): string {
  return to.toLowerCase();
}

/** The batches of a mailing that are attempted without a known answer, in order. */
export function openBatches(mailing: Mailing, ledger: Ledger): OpenBatch[] {
  const open: OpenBatch[] = [];
  for (const [batch, state] of ledger.batches()) {
    const unanswered = state.state === 'attempted' && state.mayBeAccepted;
    if (!unanswered && state.state !== 'uncertain') continue;
    const safeUntil = new Date(Date.parse(state.firstAt) + keyLifeMs).toISOString();
    open.push({
      batch,
      state: state.state === 'uncertain' ? 'uncertain' : 'unanswered',
      readers: batchReaders(mailing, batch) - state.withdrawn.length,
      withdrawn: state.withdrawn.length,
      firstAttemptAt: state.firstAt,
      safeUntil: state.state === 'uncertain' ? null : safeUntil,
      idempotencyKey: state.key,
      payloadSha256: state.sha256,
      reason: state.state === 'uncertain' ? state.reason : 'no answer yet',
      listedByResend: null,
    });
  }
  return open.sort((a, b) => a.batch - b.batch);
}

/**
 * The batches of a cancelled mailing that were not answered are not asked about again, and so become
 * uncertain. Nobody must be sending it.
 */
export async function giveUpUnanswered(
  mailing: Mailing,
  ledger: Ledger,
  clock: Clock,
): Promise<void> {
  if (ledger.standing.state !== 'cancelled') return;
  const unanswered = openBatches(mailing, ledger).filter(({ state }) => state === 'unanswered');
  for (const { batch } of unanswered) {
    const reason = 'the mailing was cancelled before it was answered';
    await ledger.append({ type: 'uncertain', at: clock.now().toISOString(), batch, reason });
  }
}

/**
 * Puts an operator's decision about uncertain batches on the record. Those to be sent again go out with
 * the next sending, under new keys, to whoever is still a reader. Of an accepted one, `listed` (by its number)
 * tells which messages Resend has, if it has any: the other readers were refused. Throws a `VerdictsError`
 * for a batch that is not uncertain; nothing is changed then.
 */
export async function settle(
  mailing: Mailing,
  ledger: Ledger,
  { batches, as }: { batches: readonly number[]; as: Settlement },
  clock: Clock,
  listed: ReadonlyMap<number, Listed> = new Map(),
): Promise<void> {
  const uncertain = new Map(
    openBatches(mailing, ledger)
      .filter(({ state }) => state === 'uncertain')
      .map((open) => [open.batch, open]),
  );
  const wrong = batches.filter((batch) => !uncertain.has(batch));
  if (wrong.length > 0) {
    const which = wrong.length === 1 ? `Batch ${wrong[0]} is` : `Batches ${wrong.join(', ')} are`;
    throw new VerdictsError('reconcile', `${which} not uncertain.`, {
      remedy: `\`verdicts reconcile ${mailing.week}\` lists those that are; nothing was changed.`,
      exit: 2,
    });
  }
  for (const batch of batches) {
    const { readers } = uncertain.get(batch) ?? { readers: 0 };
    const at = clock.now().toISOString();
    const known = listed.get(batch);
    // Of a batch that Resend has nothing of, it is the operator who knows more.
    const told = as === 'accepted' &&
      known &&
      known.ids.length > 0 && {
        ids: known.ids,
        refused: known.missing.map((reader) => ({ reader, message: notInList })),
      };
    await ledger.append({ type: 'settled', at, batch, as, readers, ...told });
  }
}

/** Why a reader counts as refused whose batch was taken: Resend takes or refuses each message by itself. */
const notInList = 'Resend took the batch and lists no message to the reader';
