import { z } from 'zod';

export const Format = z.enum(['digest', 'brief']);
export type Format = z.infer<typeof Format>;

/**
 * What one set of preferences asks for. `topics` are the categories of the edition that the reader
 * wants, sorted; null stands for all of them.
 */
export const Variant = z.strictObject({
  format: Format,
  topics: z.array(z.string()).nullable(),
});
export type Variant = z.infer<typeof Variant>;

/** An email rendered but not yet anyone's: each text may hold slot markers (see slots.ts). */
export const Letter = z.strictObject({
  subject: z.string().min(1),
  html: z.string().min(1),
  text: z.string().min(1),
});
export type Letter = z.infer<typeof Letter>;

/** What every letter says of the publication itself. `publicUrl` has no trailing slash. */
export const Masthead = z.strictObject({
  publication: z.string(),
  publicUrl: z.string(),
  postalAddress: z.string(),
});
export type Masthead = z.infer<typeof Masthead>;
