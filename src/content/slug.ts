import { z } from 'zod';

/** A name fit for a file, a URL and a tag: lower-case ASCII letters, digits and single hyphens. */
export const Slug = z
  .string()
  .max(100, 'expected at most 100 characters')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single hyphens');
export type Slug = z.infer<typeof Slug>;
