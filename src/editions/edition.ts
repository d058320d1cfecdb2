import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Percent } from '../content/comparison.js';
import { Lens, Panel } from '../content/panel.js';
import { Prose } from '../content/prose.js';
import { Slug } from '../content/slug.js';
import { Verdict } from '../content/tool.js';
import { Outcome } from '../content/verdict.js';
import { Week } from './week.js';
import { characters } from './wording.js';

/** The limits of a subject and a preheader, in characters (code points). */
export const SUBJECT_MAX = 60;
export const PREHEADER_MIN = 40;
export const PREHEADER_MAX = 110;

/** A tool as a card shows it: the figures are frozen, the reviews reduced to their verdicts. */
export const MatchupTool = z.strictObject({
  slug: Slug,
  name: Prose,
  tagline: Prose,
  category: Prose,
  entry: Prose,
  panelShip: Percent,
  /** Share of readers' votes that say ship, or null below the quorum. */
  community: Percent.nullable(),
  verdicts: z.array(z.strictObject({ lens: Lens, verdict: Verdict })),
});
export type MatchupTool = z.infer<typeof MatchupTool>;

/** One sentence of one review. */
export const PulledQuote = z.strictObject({ lens: Lens, tool: Slug, text: Prose });
export type PulledQuote = z.infer<typeof PulledQuote>;

/** One pair within a card: which of the card's tools, and who leads. */
export const Pair = z.strictObject({ slug: Slug, left: Slug, right: Slug, outcome: Outcome });
export type Pair = z.infer<typeof Pair>;

/**
 * One card of the digest. With one pair, `tools` are its left and right; with several, the tool
 * that they share stands first and once (`shared`), then its opponents in the pairs' order.
 */
export const Matchup = z.strictObject({
  category: Prose,
  /** The editor's line on the first pair. */
  headline: Prose.optional(),
  tools: z.array(MatchupTool).min(2),
  shared: Slug.optional(),
  pairs: z.array(Pair).min(1),
  /** A sentence that speaks for a tool and one that speaks against, where the reviews have one. */
  quotes: z.strictObject({ for: PulledQuote.optional(), against: PulledQuote.optional() }),
});
export type Matchup = z.infer<typeof Matchup>;

/** A tool that readers see otherwise than the panel: the figures are frozen. */
export const Disagreement = z.strictObject({
  tool: Slug,
  name: Prose,
  category: Prose,
  /** The newest comparison that it is in. */
  comparison: Slug,
  panelShip: Percent,
  community: Percent,
  /** How many readers voted. */
  votes: z.int().min(1),
});
export type Disagreement = z.infer<typeof Disagreement>;

/** A line of at most 60 characters (code points), which mail clients show whole. */
export const Subject = Prose.refine((text) => !text.includes('\n'), {
  error: 'expected one line',
}).refine((text) => characters(text) <= SUBJECT_MAX, {
  error: `expected at most ${SUBJECT_MAX} characters`,
});

/** What a mailbox shows after the subject: 40 to 110 characters (code points). */
export const Preheader = Prose.refine(
  (text) => characters(text) >= PREHEADER_MIN && characters(text) <= PREHEADER_MAX,
  { error: `expected ${PREHEADER_MIN} to ${PREHEADER_MAX} characters` },
);

/** One week's frozen content. `matchups` are ranked; `moreOnTheWeb` did not fit the size budget. */
export const Edition = z.strictObject({
  week: Week,
  dueAt: z.iso.datetime(),
  timeZone: z.string(),
  /** The due time's day in `timeZone`, `2026-11-17`. */
  date: z.iso.date(),
  subject: Subject,
  preheader: Preheader,
  intro: Prose,
  closing: Prose.optional(),
  panel: Panel,
  matchups: z.array(Matchup).min(1),
  moreOnTheWeb: z.array(Matchup),
  /** The widest first; absent when there is nothing to say. */
  disagreements: z.array(Disagreement).min(1).optional(),
  /** sha256 of everything else, as `sealed` computes it. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Edition = z.infer<typeof Edition>;

const Content = Edition.omit({ hash: true });

/**
 * The edition with `hash` set to the sha256 of its content, so that an approval can name it. The
 * content is checked and its keys are put into the schema's order first: same content, same hash.
 */
export function sealed(content: Omit<Edition, 'hash'>): Edition {
  const ordered = Content.parse(content);
  const hash = createHash('sha256').update(JSON.stringify(ordered)).digest('hex');
  return { ...ordered, hash };
}

/** What an edition brought to its readers, in the letter or on the web. */
export interface Carried {
  week: Week;
  comparisons: Slug[];
  tools: Slug[];
}

/** What may not come again once this edition is mailed. */
export function carriedBy({ week, matchups, moreOnTheWeb }: Edition): Carried {
  const all = [...matchups, ...moreOnTheWeb];
  return {
    week,
    comparisons: all.flatMap(({ pairs }) => pairs.map(({ slug }) => slug)),
    tools: all.flatMap(({ tools }) => tools.map(({ slug }) => slug)),
  };
}
