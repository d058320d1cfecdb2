import { z } from 'zod';

/** An ISO 8601 week, `2026-W47`: also the id of the edition that is due in it. */
export const Week = z
  .string()
  .regex(/^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/, 'expected an ISO week like 2026-W47');
export type Week = z.infer<typeof Week>;
