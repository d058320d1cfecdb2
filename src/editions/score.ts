import type { Slug } from '../content/slug.js';
import type { Review } from '../content/tool.js';
import type { Carried } from './edition.js';

/** Readers' votes on one tool. */
export interface Votes {
  ship: number;
  skip: number;
}

/** What a comparison's score is made of: each from 0 to 1, three decimals. */
export interface Parts {
  /** 1 when published at the due time, a half a week before it, a quarter three weeks before. */
  freshness: number;
  /**
   * How clear the panel is: the mean of the gap between the two shares of ships, and of how far
   * each share is from an even split. All against none is 1, two even splits are 0.
   */
  decisiveness: number;
  /** Share of the lenses on both tools that ship one and skip the other. */
  disagreement: number;
  /** 1 for tools that none of the last 8 editions carried, 0 for those of the last one. */
  novelty: number;
  /** How many readers voted on the two tools: a half at 20 votes. */
  votes: number;
}

/** How much each part counts. The weights add up to 1, so that a score is from 0 to 1. */
export const WEIGHTS: Readonly<Record<keyof Parts, number>> = {
  freshness: 0.3,
  decisiveness: 0.25,
  disagreement: 0.15,
  novelty: 0.2,
  votes: 0.1,
};

const MEMORY = 8;
const WEEK_IN_MS = 7 * 86_400_000;
const HALF_OF_VOTES = 20;

interface Side {
  slug: Slug;
  reviews: readonly Review[];
}

interface Scoring {
  publishedAt: Date;
  dueAt: Date;
  left: Side;
  right: Side;
  /** Other editions, the newest first. */
  carried: readonly Carried[];
  votes: ReadonlyMap<Slug, Votes>;
}

/** What a comparison is scored by, each part rounded to three decimals. */
export function partsOf({ publishedAt, dueAt, left, right, carried, votes }: Scoring): Parts {
  return {
    freshness: freshness(dueAt.getTime() - publishedAt.getTime()),
    decisiveness: decisiveness(left.reviews, right.reviews),
    disagreement: disagreement(left.reviews, right.reviews),
    novelty: rounded((novelty(left.slug, carried) + novelty(right.slug, carried)) / 2),
    votes: interest(count(votes.get(left.slug)) + count(votes.get(right.slug))),
  };
}

/** The weighted sum of the parts as they are printed, three decimals. */
export function scoreOf(parts: Parts): number {
  return rounded(
    WEIGHTS.freshness * parts.freshness +
      WEIGHTS.decisiveness * parts.decisiveness +
      WEIGHTS.disagreement * parts.disagreement +
      WEIGHTS.novelty * parts.novelty +
      WEIGHTS.votes * parts.votes,
  );
}

function freshness(age: number): number {
  return rounded(WEEK_IN_MS / (WEEK_IN_MS + Math.max(0, age)));
}

function decisiveness(left: readonly Review[], right: readonly Review[]): number {
  const [a, b] = [shareOfShips(left), shareOfShips(right)];
  const gap = Math.abs(a - b);
  const agreement = (Math.abs(2 * a - 1) + Math.abs(2 * b - 1)) / 2;
  return rounded((gap + agreement) / 2);
}

function disagreement(left: readonly Review[], right: readonly Review[]): number {
  const verdicts = new Map(right.map(({ lens, verdict }) => [lens, verdict]));
  const onBoth = left.filter(({ lens }) => verdicts.has(lens));
  const differing = onBoth.filter(({ lens, verdict }) => verdicts.get(lens) !== verdict);
  return onBoth.length === 0 ? 0 : rounded(differing.length / onBoth.length);
}

function novelty(tool: Slug, carried: readonly Carried[]): number {
  const editionsSince = carried.slice(0, MEMORY).findIndex(({ tools }) => tools.includes(tool));
  return editionsSince < 0 ? 1 : editionsSince / MEMORY;
}

function interest(votes: number): number {
  return rounded(votes / (votes + HALF_OF_VOTES));
}

function count(votes: Votes | undefined): number {
  return votes ? votes.ship + votes.skip : 0;
}

function shareOfShips(reviews: readonly Review[]): number {
  return reviews.filter(({ verdict }) => verdict === 'ship').length / reviews.length;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
