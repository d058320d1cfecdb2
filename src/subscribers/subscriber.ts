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

export const subscriberId = /^[a-z0-9]{16}$/;
/** No quote or backslash: it stands in JSON as it is. */
export const normalisedAddress = /^[!#-[\]-~]+@[a-z0-9.-]+$/;

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
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** The same subscriber with its keys in the file's order. */
export function inFileOrder(subscriber: Subscriber): Subscriber {
  const { id, normalised, status, email, name, format, topics, consent, reason } = subscriber;
  const { createdAt, updatedAt } = subscriber;
  return {
    id,
    normalised,
    status,
    email,
    ...(name === undefined ? {} : { name }),
    format,
    topics,
    ...(consent === undefined ? {} : { consent }),
    ...(reason === undefined ? {} : { reason }),
    createdAt,
    updatedAt,
  };
}
