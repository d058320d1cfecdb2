import type { Clock } from '../clock.js';
import { VerdictsError } from '../errors.js';
import { openJournal } from '../journal.js';
import { type BatchState, stateAfter } from './batch-state.js';
import { type BatchRecord, LedgerRecord, type MailingRecord } from './ledger-record.js';
import type { Mailing } from './mailing.js';

/** What the records say of the mailing as a whole. */
export type Standing =
  | { state: 'unfinished' | 'cancelled' | 'finished' }
  | { state: 'stopped'; reason: string; until?: string }
  | { state: 'paused'; by: 'operator' | 'threshold' | 'quota'; reason: string; until?: string };

/** Readers whose messages were answered: all of them, or those since the last `resumed`. */
export interface Answered {
  accepted: number;
  refused: number;
}

/** A batch was answered for so many readers; `at` in ms since 1970. */
export interface TimedAnswer {
  at: number;
  readers: number;
}

const mostReasons = 20;
/** So far back answers are remembered with their times, in ms. */
const rememberedMs = 10_000;

/**
 * The append-only record of every attempt and answer of a mailing. Status is what the records say when
 * they are read; nothing is ever overwritten.
 */
export interface Ledger {
  /** Resolves when the record is on disk, synced. */
  append(record: LedgerRecord): Promise<void>;
  batch(number: number): BatchState | undefined;
  batches(): Iterable<[number, BatchState]>;
  readonly standing: Standing;
  readonly answeredSinceResumed: Answered;
  /** How many readers were refused for what reason; of reasons the first twenty. */
  readonly refusals: ReadonlyMap<string, number>;
  /** When the mailing was last resumed, ISO 8601. */
  readonly resumedAt: string | undefined;
  /** The answers of at least the ten seconds before the last one, oldest first. */
  readonly latestAnswers: readonly TimedAnswer[];
  /** Catches up on what other processes appended. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the ledger of a mailing. Throws a `VerdictsError`, as does what is asked of it later, where it is
 * damaged, missing, cut off at its beginning or another mailing's: then nobody knows who was mailed.
 */
export function openLedger(
  path: string,
  { id }: Pick<Mailing, 'id'>,
  clock: Clock,
): Promise<Ledger> {
  return openRecords(path, clock, ({ mailing }) => {
    if (mailing !== id) throw notOf(path, mailing);
  });
}

/**
 * Opens the ledger of a mailing that is to be frozen, or an empty one; its first record is to say of which.
 * Throws a `VerdictsError` where a mailing was sent by it, whose own file must be gone.
 */
export function beginLedger(path: string, clock: Clock): Promise<Ledger> {
  return openRecords(path, clock, ({ used }) => {
    if (used) throw usedBefore(path);
  });
}

/** `check` throws unless the ledger may be used. */
async function openRecords(
  path: string,
  clock: Clock,
  check: (found: { mailing: string | undefined; used: boolean }) => void,
): Promise<Ledger> {
  let mailing: string | undefined;
  const batches = new Map<number, BatchState>();
  let standing: Standing = { state: 'unfinished' };
  let answered: Answered = { accepted: 0, refused: 0 };
  const refusals = new Map<string, number>();
  let resumedAt: string | undefined;
  let latestAnswers: TimedAnswer[] = [];
  /** The record that is being appended, which need not be read from its own bytes. */
  let own: LedgerRecord | undefined;

  function applyToMailing(record: MailingRecord): void {
    if (record.type === 'resumed') {
      answered = { accepted: 0, refused: 0 };
      resumedAt = record.at;
    }
    standing = standingAfter(standing, record);
  }

  function stateWith(record: BatchRecord): BatchState {
    const next = stateAfter(batches.get(record.batch), record);
    if (!next) throw impossible(path, record);
    return next;
  }

  function applyToBatch(record: BatchRecord): void {
    const answeredBefore = batches.get(record.batch)?.state === 'accepted';
    batches.set(record.batch, stateWith(record));
    const reopens = record.type === 'attempted' || record.type === 'settled';
    const over = standing.state === 'stopped' || standing.state === 'finished';
    if (reopens && over) standing = { state: 'unfinished' };
    if (answeredBefore) return;
    for (const { message } of 'refused' in record ? (record.refused ?? []) : []) {
      const before = refusals.get(message) ?? 0;
      if (before > 0 || refusals.size < mostReasons) refusals.set(message, before + 1);
    }
    if (record.type === 'accepted') {
      answered.accepted += record.ids.length;
      answered.refused += record.refused.length;
      const answer = {
        at: Date.parse(record.at),
        readers: record.ids.length + record.refused.length,
      };
      latestAnswers.push(answer);
      const [oldest = answer] = latestAnswers;
      if (oldest.at < answer.at - 2 * rememberedMs) {
        latestAnswers = latestAnswers.filter(({ at }) => at >= answer.at - rememberedMs);
      }
    }
  }

  const journal = await openJournal({
    path,
    clock,
    apply(bytes) {
      const record = own ?? parseRecord(bytes, path);
      own = undefined;
      if (record.type === 'frozen') mailing = record.mailing;
      else if ('batch' in record) applyToBatch(record);
      else applyToMailing(record);
    },
    reset() {
      mailing = undefined;
      batches.clear();
      refusals.clear();
      standing = { state: 'unfinished' };
      answered = { accepted: 0, refused: 0 };
      resumedAt = undefined;
      latestAnswers = [];
    },
  });

  const checkAll = () => check({ mailing, used: batches.size > 0 });
  try {
    checkAll();
  } catch (error) {
    await journal.close();
    throw error;
  }

  return {
    append: (record) =>
      journal.change(() => {
        checkAll();
        // What cannot be must not be written: nobody could read the ledger any more.
        if ('batch' in record) stateWith(record);
        own = record;
        return { records: [record], result: undefined };
      }),
    batch: (number) => batches.get(number),
    batches: () => batches,
    get standing() {
      return standing;
    },
    get answeredSinceResumed() {
      return answered;
    },
    refusals,
    get resumedAt() {
      return resumedAt;
    },
    get latestAnswers() {
      return latestAnswers;
    },
    async refresh() {
      await journal.refresh();
      checkAll();
    },
    close: () => journal.close(),
  };
}

/** What is over stays so, and only resuming ends a pause, whatever else was under way. */
function standingAfter(before: Standing, record: MailingRecord): Standing {
  if (before.state === 'cancelled' || before.state === 'finished') return before;
  switch (record.type) {
    case 'resumed':
      return before.state === 'paused' ? { state: 'unfinished' } : before;
    case 'paused': {
      const { by, reason, until } = record;
      // A quota's pause ends by itself: it takes no other's place.
      if (by === 'quota' && before.state === 'paused') return before;
      return { state: 'paused', by, reason, ...(until !== undefined && { until }) };
    }
    case 'stopped': {
      const { reason, until } = record;
      if (before.state === 'paused') return before;
      return { state: 'stopped', reason, ...(until !== undefined && { until }) };
    }
    case 'cancelled':
    case 'finished':
      return { state: record.type };
  }
}

function parseRecord(bytes: Buffer, path: string): LedgerRecord {
  const parsed = LedgerRecord.safeParse(JSON.parse(bytes.toString()));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerdictsError(
    'damaged',
    `${path}: a record is not as this version writes it (${issue?.path.join('.')}: ${issue?.message}).`,
    {
      remedy: 'Use the version of this software that wrote it, or put the file back from a backup.',
    },
  );
}

function impossible(path: string, { type, batch }: BatchRecord): VerdictsError {
  return new VerdictsError(
    'damaged',
    `${path}: batch ${batch} is ${type} although the records before do not allow it.`,
    { remedy: 'Put the ledger back from a backup; it was changed by hand.', exit: 3 },
  );
}

function notOf(path: string, other: string | undefined): VerdictsError {
  const what =
    other === undefined
      ? 'the ledger is missing or its beginning is, and nobody knows who was mailed'
      : `this is the ledger of another mailing, ${other}`;
  return new VerdictsError('damaged', `${path}: ${what}.`, {
    remedy:
      'Put the file back from a backup. Where there is none, leave it so: the rest of the mailing is not sent, and nobody gets it twice.',
    exit: 3,
  });
}

function usedBefore(path: string): VerdictsError {
  return new VerdictsError(
    'damaged',
    `${path}: readers were mailed by this ledger, but the mailing itself, mailing.json beside it, is gone.`,
    {
      remedy:
        'Put that file back from a backup. Move the folder away only if that week may be sent once more to everybody.',
      exit: 3,
    },
  );
}
