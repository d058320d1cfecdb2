import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Week } from '../editions/week.js';
import { Masthead, Variant } from '../letters/letter.js';

/** At most so many messages in one request (Resend docs, "Send Batch Emails"). */
export const batchSize = 100;

/** Resend keeps idempotency keys for 24 hours (its docs); the last one is left as a margin. */
export const keyLifeMs = 23 * 3_600_000;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * One sending of an edition to its audience, as frozen before the first request. Together with the
 * letters and the audience beside it, it determines every byte that is sent.
 */
export const Mailing = z.strictObject({
  /** The week and the beginning of a hash over all that is frozen; idempotency keys begin with it. */
  id: z.string().regex(/^\d{4}-W\d{2}-[0-9a-f]{12}$/),
  week: Week,
  editionHash: Sha256,
  frozenAt: z.iso.datetime(),
  from: z.string(),
  replyTo: z.string().optional(),
  listId: z.string(),
  masthead: Masthead,
  /** Where it goes, and nowhere else: each would take it for not begun. Mailings of old do not say. */
  door: z.enum(['resend', 'sandbox']).optional(),
  /** Which key signs the readers' links. */
  signingKey: z.string(),
  variants: z.array(
    z.strictObject({
      id: z.string(),
      variant: Variant,
      readers: z.int().min(0),
      sha256: Sha256,
    }),
  ),
  audience: z.strictObject({
    readers: z.int().min(0),
    sha256: Sha256,
    /** Active readers whose topics do not occur in this edition. */
    withoutTopic: z.int().min(0),
    /** Active readers who paused their letters. Mailings of old do not say. */
    paused: z.int().min(0).default(0),
  }),
});
export type Mailing = z.infer<typeof Mailing>;

/** The id of a mailing with this content, in the order of its keys as it is written. */
export function mailingId(content: Omit<Mailing, 'id'>): string {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `${content.week}-${hash.slice(0, 12)}`;
}

/** One line of the frozen audience. `variant` is a position in the mailing's variants. */
export interface Addressee {
  reader: string;
  /** The address as the reader gave it. */
  email: string;
  /** The address as Resend takes it, where it differs: its domain in ASCII. */
  to?: string;
  variant: number;
}

/** How many batches the mailing's audience makes. */
export function batchCount({ audience }: Pick<Mailing, 'audience'>): number {
  return Math.ceil(audience.readers / batchSize);
}

/** How many readers batch `number` (from 0) has. */
export function batchReaders({ audience }: Pick<Mailing, 'audience'>, number: number): number {
  return Math.min(batchSize, audience.readers - number * batchSize);
}
