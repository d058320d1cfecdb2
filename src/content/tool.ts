import { z } from 'zod';
import { sameKeys } from './lines.js';
import { Lens } from './panel.js';
import { line, Prose } from './prose.js';

export const Verdict = z.enum(['ship', 'skip']);
export type Verdict = z.infer<typeof Verdict>;

/** One lens on one tool. `pull` is the sentence an editor chose to quote from it, `…` where words are left out. */
export const Review = z
  .strictObject({
    lens: Lens,
    verdict: Verdict,
    quote: Prose,
    /** The page did not say which lens skipped: the verdict was read out of the quote. */
    inferred: z.literal(true).optional(),
    pull: line(1000).optional(),
  })
  .refine(({ quote, pull }) => pull === undefined || isQuoted(quote, pull), {
    path: ['pull'],
    error: 'expected words of the quote: readers would take them for the reviewer’s',
  });
export type Review = z.infer<typeof Review>;

/** One AI tool as the panel reviewed it, `data/tools/<slug>.json`. */
export const Tool = z.strictObject({
  name: line(200),
  tagline: line(1000),
  category: line(200),
  /** What it costs to start: `Free`, `Paid`, or a price as text. */
  entry: line(200),
  description: Prose,
  reviews: z
    .array(Review)
    .min(1)
    .refine((reviews) => new Set(reviews.map(({ lens }) => lens)).size === reviews.length, {
      error: 'expected one review a lens',
    }),
});
export type Tool = z.infer<typeof Tool>;

/** An ellipsis is folded to three full stops. */
function isQuoted(quote: string, pull: string): boolean {
  const said = sameKeys(quote);
  const parts = sameKeys(pull).split('...');
  return parts.every((part) => said.includes(part.trim()));
}

/** Share of the reviews that say ship, a whole percent from 0 to 100. */
export function panelShip(reviews: readonly Pick<Review, 'verdict'>[]): number {
  const ships = reviews.filter(({ verdict }) => verdict === 'ship').length;
  return Math.round((100 * ships) / reviews.length);
}
