import { z } from 'zod';

/** Who leads a comparison, by which figure, and the sentence that says so. */
export const Outcome = z.strictObject({
  by: z.enum(['panel', 'community', 'entry', 'none']),
  leader: z.enum(['left', 'right']).nullable(),
  sentence: z.string().min(1),
});
export type Outcome = z.infer<typeof Outcome>;
