import { type Answer, sortReply } from './answers.js';
import type { BatchBody } from './batch-body.js';
import { isAskedElsewhere } from './batch-state.js';
import type { Standing } from './ledger.js';
import type { Unstamped } from './ledger-record.js';
import { type Addressee, keyLifeMs } from './mailing.js';
import type { Turn } from './pace.js';
import type { Sending } from './send.js';

/** What became of one batch. */
export type Delivered =
  | { kind: 'accepted' }
  | { kind: 'quota'; reason: string; until: Date }
  | { kind: 'stop'; reason: string; remedy: string }
  /** However often it was asked; `notTaken` where Resend said at least that. */
  | { kind: 'unanswered'; reason: string; notTaken: boolean }
  /** An operator paused or cancelled the mailing before the request went out. */
  | { kind: 'held' }
  /** Nothing to do, too late to do it, or told to stop in between. */
  | { kind: 'left' };

/** So many times a batch is tried before its answer counts as lost; the waits between add up to minutes. */
const patience = { unknown: 7, again: 60 };

/** A first “not yet” with a longer wait than this is told of, as every further one is. */
const shortWaitMs = 2000;

/** So far a clock may be put right in between: less than what `keyLifeMs` leaves. */
const clockSlackMs = 10 * 60_000;

/** Builds the batch, anew or as it was attempted, and posts it until it is answered or `over` says stop. */
export async function deliverBatch(
  sending: Sending,
  number: number,
  body: BatchBody,
  over: () => boolean,
): Promise<Delivered> {
  let prepared = await prepare(sending, number, body);
  if (prepared.kind !== 'ready') return prepared;

  const { clock, pace, signal } = sending;
  const tries = { unknown: 0, again: 0 };
  for (;;) {
    const turn = await pace.turn(signal);
    if (over() || (await tooOld(sending, number))) return { kind: 'left' };
    await sending.ledger.refresh();
    if (isHeld(sending.ledger.standing)) return { kind: 'held' };
    if (await someoneLeftMeanwhile(sending, prepared)) {
      const again = await prepare(sending, number, body);
      if (again.kind !== 'ready') return again;
      prepared = again;
    }
    const answer = await attempt(sending, prepared, turn);
    switch (answer.kind) {
      case 'accepted':
        return { kind: 'accepted' };
      case 'conflict':
        return { ...answer, kind: 'stop' };
      case 'stop':
        return answer;
      case 'quota':
        return { kind: 'quota', reason: answer.reason, until: renewal(answer, clock.now()) };
      case 'again':
      case 'unknown': {
        if (answer.kind === 'unknown') body.letGo();
        tries[answer.kind] += 1;
        const wait = backOff(answer, tries[answer.kind]);
        const ofNote = answer.kind === 'unknown' || tries.again > 1 || wait > shortWaitMs;
        if (ofNote) sending.onTrouble?.(answer.reason);
        if (tries[answer.kind] > patience[answer.kind]) {
          return { kind: 'unanswered', reason: answer.reason, notTaken: answer.kind === 'again' };
        }
        if (answer.kind === 'again') pace.hold(wait);
        else await clock.sleep(wait, signal);
      }
    }
  }
}

/** Whether nothing is to be posted for now, or any more. */
function isHeld({ state }: Standing): boolean {
  return state === 'paused' || state === 'cancelled';
}

/** One batch, built and ready to be posted. */
interface Ready {
  kind: 'ready';
  number: number;
  key: string;
  sha256: string;
  body: Buffer;
  withdrawn: string[];
  /** The readers whose messages are in the body, in its order. */
  asked: Addressee[];
  /** When their statuses were looked at. */
  at: Date;
}

/** Whoever leaves within this time before the request is mailed yet: somebody always may. */
const statusesHoldMs = 1000;

async function prepare(
  sending: Sending,
  number: number,
  body: BatchBody,
): Promise<Ready | Extract<Delivered, { kind: 'left' | 'stop' | 'accepted' }>> {
  const { mailing, ledger, readers } = sending;
  const state = ledger.batch(number);
  const before = state?.state === 'attempted' ? state : undefined;
  const repeated = before?.mayBeAccepted ? before : undefined;
  if (await tooOld(sending, number)) return { kind: 'left' };

  if (repeated && isAskedElsewhere(repeated, sending.server)) {
    return {
      kind: 'stop',
      reason: `batch ${number} was asked of ${repeated.server}, which did not answer, and no other server knows whether it was taken`,
      remedy: `Set RESEND_BASE_URL back to the one at ${repeated.server} and send again; or send here once the batch is 23 hours old, and settle it with \`verdicts reconcile\`.`,
    };
  }

  const addressees = await sending.batch(number);
  const at = sending.clock.now();
  await readers.refresh();
  if (!repeated && isAnotherStore(sending, addressees)) {
    return {
      kind: 'stop',
      reason: `not one reader of batch ${number} is in the store any more`,
      remedy:
        'Check SUBSCRIBERS_DIR and put the store back, then send again. If they were all erased, `verdicts cancel` ends the mailing.',
    };
  }
  const withdrawn =
    repeated?.withdrawn ??
    addressees.map(({ reader }) => reader).filter((id) => readers.statusOf(id) !== 'active');
  const out = new Set(withdrawn);
  const asked = addressees.filter(({ reader }) => !out.has(reader));
  if (asked.length === 0) {
    await record(sending, { type: 'accepted', batch: number, ids: [], refused: [], withdrawn });
    return { kind: 'accepted' };
  }

  const { bytes, sha256 } = body.fill(asked.map((addressee) => sending.messageFor(addressee)));
  if (repeated && repeated.sha256 !== sha256) {
    return {
      kind: 'stop',
      reason: `batch ${number} cannot be built again to the bytes that were attempted`,
      remedy:
        'Put SIGNING_SECRET, the mailing’s files and this software’s version back as they were, and send again.',
    };
  }
  const fresh = `${mailing.id}/${number}${before ? `/${before.keys + 1}` : ''}`;
  const key = repeated?.key ?? fresh;
  return { kind: 'ready', number, key, sha256, body: bytes, withdrawn, asked, at };
}

/** A batch's readers do not all go at once: a store that knows none of so many was lost, or is another. */
function isAnotherStore({ readers }: Sending, addressees: Addressee[]): boolean {
  const known = addressees.some(({ reader }) => readers.statusOf(reader) !== undefined);
  return addressees.length >= 10 && !known;
}

/** Whether readers left while the batch waited for its turn. One that may have been taken is repeated as it was. */
async function someoneLeftMeanwhile(
  { ledger, readers, clock }: Sending,
  { number, asked, at }: Ready,
): Promise<boolean> {
  if (Math.abs(clock.now().getTime() - at.getTime()) < statusesHoldMs) return false;
  const state = ledger.batch(number);
  if (state?.state === 'attempted' && state.mayBeAccepted) return false;
  await readers.refresh();
  return asked.some(({ reader }) => readers.statusOf(reader) !== 'active');
}

/**
 * A key that Resend may have forgotten protects nobody from a second message. Looked at before each
 * attempt: the machine may have been asleep since the last.
 */
async function tooOld(sending: Sending, batch: number): Promise<boolean> {
  const state = sending.ledger.batch(batch);
  if (state?.state !== 'attempted' || !state.mayBeAccepted) return false;
  const age = sending.clock.now().getTime() - Date.parse(state.firstAt);
  if (age > -clockSlackMs && age < keyLifeMs) return false;
  const reason = 'no answer, and its idempotency key is too old to be repeated safely';
  await record(sending, { type: 'uncertain', batch, reason });
  return true;
}

/** One request, in the ledger before it goes out and after it is answered. */
async function attempt(sending: Sending, ready: Ready, turn: Turn): Promise<Answer> {
  const { number: batch, key, sha256, withdrawn, asked } = ready;
  const { server } = sending;
  const where = server === undefined ? {} : { server };
  await record(sending, { type: 'attempted', batch, key, sha256, withdrawn, ...where });
  turn.started();
  const reply = await sending.courier.post(ready.body, key);
  turn.learn(reply.headers);
  const answer = sortReply(reply, asked.length);
  if (answer.kind === 'accepted') {
    const refused = answer.refused.map(({ index, message }) => nameRefused(asked, index, message));
    await record(sending, { type: 'accepted', batch, ids: answer.ids, refused, withdrawn });
  } else if (answer.kind === 'conflict') {
    await record(sending, { type: 'uncertain', batch, reason: answer.reason });
  } else {
    const mayBeAccepted = answer.kind === 'unknown';
    await record(sending, { type: 'unanswered', batch, reason: answer.reason, mayBeAccepted });
  }
  return answer;
}

/** Doubles from one second up to a minute, unless Resend named a time. */
function backOff(answer: Extract<Answer, { kind: 'again' | 'unknown' }>, tries: number): number {
  if (answer.kind === 'again' && answer.waitMs !== undefined) return Math.max(answer.waitMs, 50);
  return Math.min(1000 * 2 ** (tries - 1), 60_000);
}

/** Quotas renew with the day or the month, by UTC, unless Resend named a time. */
function renewal({ renews, waitMs }: Extract<Answer, { kind: 'quota' }>, now: Date): Date {
  if (waitMs !== undefined) return new Date(now.getTime() + waitMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return new Date(renews === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1));
}

/** Resend's reason with the reader's id in the place of the address that it may quote. */
function nameRefused(asked: Addressee[], index: number, message: string) {
  const { reader, email } = asked[index] ?? { reader: '', email: '' };
  const safe = message
    .replaceAll(email || '\n', 'the address')
    // From a word's beginning only: a message may be one long word.
    .replace(/(?<!\S)\S+@\S+/g, 'the address');
  return { reader, message: safe.slice(0, 300) };
}

function record({ ledger, clock }: Sending, unstamped: Unstamped): Promise<void> {
  return ledger.append({ ...unstamped, at: clock.now().toISOString() });
}
