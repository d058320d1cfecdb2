import { z } from 'zod';

const At = z.iso.datetime();
const Batch = z.int().min(0);

/** The first record, there before the mailing is: a ledger without it is not that mailing's. */
const Frozen = z.strictObject({ type: z.literal('frozen'), at: At, mailing: z.string() });

/**
 * Written and synced before the request goes out. `withdrawn` names the readers left out of it, `server` the
 * host that it goes to, where there may be another; ledgers of old do not say.
 */
const Attempted = z.strictObject({
  type: z.literal('attempted'),
  at: At,
  batch: Batch,
  key: z.string(),
  sha256: z.string(),
  withdrawn: z.array(z.string()),
  server: z.string().optional(),
});

const Refused = z.strictObject({ reader: z.string(), message: z.string() });

/** Resend took the batch. `ids` are its own, in the order of the readers that are not refused. */
const Accepted = z.strictObject({
  type: z.literal('accepted'),
  at: At,
  batch: Batch,
  ids: z.array(z.string()),
  refused: z.array(Refused),
  withdrawn: z.array(z.string()),
});

/** An answer after which the same request is repeated, or none at all. */
const Unanswered = z.strictObject({
  type: z.literal('unanswered'),
  at: At,
  batch: Batch,
  reason: z.string(),
  /** False when Resend said that it did not take the batch. */
  mayBeAccepted: z.boolean(),
});

/** Nobody can tell any more whether the batch was taken: an operator decides. */
const Uncertain = z.strictObject({
  type: z.literal('uncertain'),
  at: At,
  batch: Batch,
  reason: z.string(),
});

/**
 * An operator decided about an uncertain batch of so many attempted readers. Where Resend's list told of an
 * accepted one, with the ids that it has, and those readers as refused whom it has none for.
 */
const Settled = z.strictObject({
  type: z.literal('settled'),
  at: At,
  batch: Batch,
  as: z.enum(['accepted', 'again']),
  readers: z.int().min(0),
  ids: z.array(z.string()).optional(),
  refused: z.array(Refused).optional(),
});

/** The sending ended because a person must act, or, with `until`, because it is to be tried again then. */
const Stopped = z.strictObject({
  type: z.literal('stopped'),
  at: At,
  reason: z.string(),
  until: At.optional(),
});

/**
 * No batch is begun until the mailing is resumed: an operator wanted it, or too much was refused, or a
 * quota is used up, which it is no more at `until`.
 */
const Paused = z.strictObject({
  type: z.literal('paused'),
  at: At,
  by: z.enum(['operator', 'threshold', 'quota']),
  reason: z.string(),
  until: At.optional(),
});

const Resumed = z.strictObject({ type: z.literal('resumed'), at: At });
const Cancelled = z.strictObject({ type: z.literal('cancelled'), at: At });
const Finished = z.strictObject({ type: z.literal('finished'), at: At });

export const BatchRecord = z.discriminatedUnion('type', [
  Attempted,
  Accepted,
  Unanswered,
  Uncertain,
  Settled,
]);
export type BatchRecord = z.infer<typeof BatchRecord>;

export const MailingRecord = z.discriminatedUnion('type', [
  Stopped,
  Paused,
  Resumed,
  Cancelled,
  Finished,
]);
export type MailingRecord = z.infer<typeof MailingRecord>;

/** A line of the ledger. */
export const LedgerRecord = z.discriminatedUnion('type', [Frozen, BatchRecord, MailingRecord]);
export type LedgerRecord = z.infer<typeof LedgerRecord>;

/** A record before the time is put on it. */
export type Unstamped = LedgerRecord extends infer Records
  ? Records extends { at: string }
    ? Omit<Records, 'at'>
    : never
  : never;
