import type { Clock } from '../clock.js';
import { VerdictsError } from '../errors.js';
import { openJournal } from '../journal.js';
import { type BatchRecord, LedgerRecord, type MailingRecord } from './ledger-record.js';

/** What the records say of one batch. A batch without records is pending. */
export type BatchState =
  | {
      state: 'attempted';
      firstAt: string;
      key: string;
      /** How many keys the batch has been attempted under, this one included. */
      keys: number;
      sha256: string;
      withdrawn: string[];
      /** Some attempt under this key had no answer, or none yet, so that it may have been taken. */
      mayBeAccepted: boolean;
      /** The same of the attempts before the last. */
      mayBeAcceptedBefore: boolean;
    }
  | { state: 'accepted'; accepted: number; refused: number; withdrawn: number }
  | {
      state: 'uncertain';
      firstAt: string;
      key: string;
      keys: number;
      sha256: string;
      withdrawn: string[];
      reason: string;
    };

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

/** Opens the ledger at `path`, or an empty one. Throws a `VerdictsError` where it is damaged. */
export async function openLedger(path: string, clock: Clock): Promise<Ledger> {
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

  function applyToBatch(record: BatchRecord): void {
    const next = stateAfter(batches.get(record.batch), record);
    if (!next) throw impossible(path, record);
    batches.set(record.batch, next);
    const reopens = record.type === 'attempted' || record.type === 'settled';
    const over = standing.state === 'stopped' || standing.state === 'finished';
    if (reopens && over) standing = { state: 'unfinished' };
    if (record.type === 'accepted') {
      answered.accepted += record.ids.length;
      answered.refused += record.refused.length;
      for (const { message } of record.refused) {
        const before = refusals.get(message) ?? 0;
        if (before > 0 || refusals.size < mostReasons) refusals.set(message, before + 1);
      }
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
      if ('batch' in record) applyToBatch(record);
      else applyToMailing(record);
    },
    reset() {
      batches.clear();
      refusals.clear();
      standing = { state: 'unfinished' };
      answered = { accepted: 0, refused: 0 };
      resumedAt = undefined;
      latestAnswers = [];
    },
  });

  return {
    append: (record) =>
      journal.change(() => {
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
    refresh: () => journal.refresh(),
    close: () => journal.close(),
  };
}

/** A cancelled mailing stays so, and only resuming ends a pause, whatever else was under way. */
function standingAfter(before: Standing, record: MailingRecord): Standing {
  if (before.state === 'cancelled') return before;
  switch (record.type) {
    case 'resumed':
      return before.state === 'paused' ? { state: 'unfinished' } : before;
    case 'paused': {
      const { by, reason, until } = record;
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

/** The one rule of how a batch's state follows from its records; undefined when it cannot. */
export function stateAfter(
  before: BatchState | undefined,
  record: BatchRecord,
): BatchState | undefined {
  switch (record.type) {
    case 'attempted': {
      const { key, sha256, withdrawn } = record;
      const earlier = before?.state === 'attempted' ? before : undefined;
      const again = earlier?.key === key ? earlier : undefined;
      return {
        state: 'attempted',
        firstAt: again?.firstAt ?? record.at,
        key,
        keys: again?.keys ?? (earlier?.keys ?? 0) + 1,
        sha256,
        withdrawn,
        mayBeAccepted: true,
        mayBeAcceptedBefore: again?.mayBeAccepted ?? false,
      };
    }
    case 'accepted':
      return {
        state: 'accepted',
        accepted: record.ids.length,
        refused: record.refused.length,
        withdrawn: record.withdrawn.length,
      };
    case 'unanswered':
      return before?.state === 'attempted'
        ? { ...before, mayBeAccepted: record.mayBeAccepted || before.mayBeAcceptedBefore }
        : undefined;
    case 'uncertain': {
      if (before?.state !== 'attempted') return undefined;
      const { firstAt, key, keys, sha256, withdrawn } = before;
      return { state: 'uncertain', firstAt, key, keys, sha256, withdrawn, reason: record.reason };
    }
    case 'settled':
      return before?.state === 'uncertain' ? settled(before, record) : undefined;
  }
}

/** Sent again means under a new key, with whoever is still a reader: as if it never had been taken. */
function settled(
  before: Extract<BatchState, { state: 'uncertain' }>,
  { as, readers }: Extract<BatchRecord, { type: 'settled' }>,
): BatchState {
  const { reason: _, ...attempted } = before;
  return as === 'accepted'
    ? { state: 'accepted', accepted: readers, refused: 0, withdrawn: before.withdrawn.length }
    : { ...attempted, state: 'attempted', mayBeAccepted: false, mayBeAcceptedBefore: false };
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
