import { z } from 'zod';
import type { Edition } from './edition.js';

/** What editors approved: the content with that hash, and no other. */
export const Approval = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});
export type Approval = z.infer<typeof Approval>;

/** Whether the approval is of this very content: a draft made anew needs another. */
export function isApproved(edition: Edition, approval: Approval | undefined): boolean {
  return approval?.hash === edition.hash;
}
