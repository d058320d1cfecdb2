import { z } from 'zod';

export const Status = z.enum(['pending', 'active', 'unsubscribed', 'suppressed']);
export type Status = z.infer<typeof Status>;

/** When, how and from where a reader agreed to be mailed. */
export const Consent = z.strictObject({
  at: z.iso.datetime(),
  how: z.enum(['double-opt-in', 'import', 'operator']),
  /** Such as a file's name, a page's path or a command. Never a network address. */
  from: z.string(),
});
export type Consent = z.infer<typeof Consent>;

/** The kinds of letters that bring a link to press to a mailbox (see `askForLetter`). */
export const LetterKind = z.enum(['confirm', 'change-address', 'new-address', 'download', 'erase']);
export type LetterKind = z.infer<typeof LetterKind>;

/** What `newSubscriberId` makes. */
export const subscriberId = /^[a-z0-9]{16}$/;
/** What `parseAddress` answers: no quote or backslash, because it stands in JSON as it is. */
const normalisedAddress = /^[!#-[\]-~]+@[a-z0-9.-]+$/;

/**
 * A reader in the store. The order of the keys is that of the file: the store finds `id`,
 * `normalised` and `status` in a line without parsing it.
 */
export const Subscriber = z.strictObject({
  id: z.string().regex(subscriberId),
  /** The address as one mailbox has it: trimmed, NFC, lower case, its domain in ASCII. Unique. */
  normalised: z.string().regex(normalisedAddress),
  status: Status,
  /** The address as the reader gave it. */
  email: z.string(),
  name: z.string().optional(),
  format: z.enum(['digest', 'brief']),
  /** Categories the reader asked for; none means all. */
  topics: z.array(z.string()),
  /** Absent while pending, and once a suppressed reader has left. */
  consent: Consent.optional(),
  /** Why a suppressed reader must not be mailed, or what an unsubscribed one gave as a reason. */
  reason: z.string().optional(),
  /** The reader's own time zone, by its IANA name. */
  timeZone: z.string().optional(),
  /** No edition goes to the reader before then. */
  pausedUntil: z.iso.datetime().optional(),
  /** The letters with a link that were asked for in the last day, the oldest first. */
  letters: z.array(z.strictObject({ kind: LetterKind, at: z.iso.datetime() })).optional(),
  /** Where the reader wants to move, until it is confirmed there. */
  movingTo: z
    .strictObject({ email: z.string(), normalised: z.string().regex(normalisedAddress) })
    .optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Subscriber = z.infer<typeof Subscriber>;
