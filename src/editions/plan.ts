import { z } from 'zod';
import type { Library } from '../content/library.js';
import { Prose } from '../content/prose.js';
import { Slug } from '../content/slug.js';
import { VerdictsError } from '../errors.js';
import { Subject } from './edition.js';
import type { Week } from './week.js';

const Slugs = z.array(Slug).refine((slugs) => new Set(slugs).size === slugs.length, {
  error: 'expected each comparison once',
});

/** How editors steer one week, `data/plans/<week>.json`. Everything is optional. */
export const Plan = z
  .strictObject(
    {
      /** Comparisons that are in, in this order, before all others. */
      pin: Slugs.default([]),
      /** Comparisons that stay out this week. */
      exclude: Slugs.default([]),
      subject: Subject.optional(),
      intro: Prose.optional(),
      /** A note after the last matchup. */
      closing: Prose.optional(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `expected pin, exclude, subject, intro or closing, found "${issue.keys?.join('", "')}"`
          : undefined,
    },
  )
  .superRefine(({ pin, exclude }, context) => {
    for (const [index, slug] of exclude.entries()) {
      if (pin.includes(slug)) {
        context.addIssue({
          code: 'custom',
          path: ['exclude', index],
          message: `expected a comparison that is not pinned as well: "${slug}" is`,
        });
      }
    }
  });
export type Plan = z.infer<typeof Plan>;

/** Where the plan of a week stands in the data folder. */
export function planFile(week: Week): string {
  return `plans/${week}.json`;
}

/** Throws `VerdictsError`, naming file and field, when the plan names a comparison that there is not. */
export function checkPlan(plan: Plan, week: Week, { comparisons }: Library): void {
  for (const field of ['pin', 'exclude'] as const) {
    const index = plan[field].findIndex((slug) => !comparisons.has(slug));
    if (index >= 0) {
      throw new VerdictsError(
        'unknown-comparison',
        `${planFile(week)}: ${field}[${index}] names "${plan[field][index]}", and there is no such comparison.`,
        { remedy: 'Write the slug of a file in comparisons/, or take the entry out.' },
      );
    }
  }
}
