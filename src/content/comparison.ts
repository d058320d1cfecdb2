import { z } from 'zod';
import { line, Prose } from './prose.js';
import { Slug } from './slug.js';

export const Percent = z.int().min(0).max(100);
export type Percent = z.infer<typeof Percent>;

/** Two tools side by side, `data/comparisons/<slug>.json`. `left` and `right` are slugs of tools. */
export const Comparison = z
  .strictObject({
    left: Slug,
    right: Slug,
    publishedAt: z.iso.datetime({
      offset: true,
      error: 'expected a time like 2026-11-17T09:00:00Z',
    }),
    headline: line(200).optional(),
    /** The page's own question, where it is not the usual one. */
    question: Prose.optional(),
    /** The community figures that the page carried; readers' own votes take their place. */
    community: z.strictObject({ left: Percent.optional(), right: Percent.optional() }).optional(),
  })
  .refine(({ left, right }) => left !== right, { error: 'expected two different tools' });
export type Comparison = z.infer<typeof Comparison>;
