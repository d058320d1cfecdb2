import type { Comparison } from '../content/comparison.js';
import type { Library } from '../content/library.js';
import type { Slug } from '../content/slug.js';
import type { Carried } from './edition.js';
import { checkPlan, type Plan } from './plan.js';
import type { Window } from './schedule.js';
import { type Parts, partsOf, scoreOf, type Votes } from './score.js';
import { sideBySide } from './side-by-side.js';
import type { Week } from './week.js';

const DAY = 86_400_000;

/** One comparison of the library, in the edition or not, and why. */
export interface Candidate {
  slug: Slug;
  title: string;
  publishedAt: string;
  parts: Parts;
  score: number;
  in: boolean;
  reason: string;
}

/** The week's comparisons in order of rank, then those left out. None in is a valid pick. */
export interface Pick {
  week: Week;
  candidates: Candidate[];
}

export interface PickInput {
  library: Library;
  week: Week;
  /** Its end is the due time. */
  window: Window;
  plan: Plan;
  /**
   * What may not come again, as `carriedBy` tells it: the editions of earlier weeks, and later ones
   * that were mailed already. The week's own is passed over, so that a draft can be remade.
   */
  earlier: readonly Carried[];
  votes: ReadonlyMap<Slug, Votes>;
  /** How many comparisons an edition holds; more only when more are pinned. */
  max?: number;
  /** How long before the due time an older comparison may have been published. */
  maxAgeDays?: number | undefined;
}

/**
 * Ranks every comparison of the library for one week: the pinned ones in the plan's order, then
 * those published in the window, then older ones; within each by score, then the newer, then by
 * slug. A pin overrides dates, age and maximum, but nothing comes twice. Throws `VerdictsError`
 * when the plan names a comparison that there is not.
 */
export function pickWeek(input: PickInput): Pick {
  const { library, week, plan, max = 5 } = input;
  checkPlan(plan, week, library);
  const all = standings(input);
  const ranked = all.filter(({ tier }) => tier !== 'out').sort(byRank);
  const room = Math.max(max, ranked.filter(({ tier }) => tier === 'pinned').length);
  const held = Math.min(room, ranked.length);
  const candidates = [
    ...ranked.slice(0, held).map(({ candidate, why }, index) => ({
      ...candidate,
      in: true,
      reason: `${why}, rank ${index + 1} of ${held}`,
    })),
    ...ranked.slice(held).map(({ candidate }, index) => ({
      ...candidate,
      in: false,
      reason: `no room: rank ${held + index + 1}, and the edition holds ${held}`,
    })),
    ...all
      .filter(({ tier }) => tier === 'out')
      .sort(byTime)
      .map(({ candidate, why }) => ({ ...candidate, in: false, reason: why })),
  ];
  return { week, candidates };
}

/** The slugs of the comparisons that are in, in order of rank. */
export function pickedSlugs({ candidates }: Pick): Slug[] {
  return candidates.filter((candidate) => candidate.in).map(({ slug }) => slug);
}

const TIERS = ['pinned', 'window', 'older', 'out'] as const;

interface Standing {
  tier: (typeof TIERS)[number];
  why: string;
  /** Position in the plan's pins, or -1. */
  pin: number;
  time: number;
  candidate: Omit<Candidate, 'in' | 'reason'>;
}

function standings(input: PickInput): Standing[] {
  const { library, week, window, plan, votes } = input;
  const carried = input.earlier
    .filter((edition) => edition.week !== week)
    .sort((a, b) => (a.week < b.week ? 1 : -1));
  return [...library.comparisons.keys()].map((slug) => {
    const { comparison, left, right } = sideBySide(library, slug);
    const publishedAt = new Date(comparison.publishedAt);
    const parts = partsOf({ publishedAt, dueAt: window.to, left, right, carried, votes });
    return {
      ...tierOf(slug, comparison, carried, input),
      pin: plan.pin.indexOf(slug),
      time: publishedAt.getTime(),
      candidate: {
        slug,
        title: `${left.name} vs ${right.name}`,
        publishedAt: comparison.publishedAt,
        parts,
        score: scoreOf(parts),
      },
    };
  });
}

function tierOf(
  slug: Slug,
  { publishedAt }: Comparison,
  carried: readonly Carried[],
  { window, plan, maxAgeDays }: PickInput,
): { tier: Standing['tier']; why: string } {
  const pinned = plan.pin.includes(slug);
  const before = carried.find(({ comparisons }) => comparisons.includes(slug));
  if (before) {
    const pin = pinned ? ', and a pin does not bring it back' : '';
    return { tier: 'out', why: `already in ${before.week}${pin}` };
  }
  if (pinned) return { tier: 'pinned', why: 'pinned by the plan' };
  if (plan.exclude.includes(slug)) return { tier: 'out', why: 'excluded by the plan' };
  const published = new Date(publishedAt);
  if (published > window.to) return { tier: 'out', why: "published after this week's due time" };
  if (published > window.from) return { tier: 'window', why: 'published in this window' };
  if (maxAgeDays !== undefined && window.to.getTime() - published.getTime() > maxAgeDays * DAY) {
    return { tier: 'out', why: `older than ${maxAgeDays} ${maxAgeDays === 1 ? 'day' : 'days'}` };
  }
  return { tier: 'older', why: 'published before this window' };
}

function byRank(a: Standing, b: Standing): number {
  return (
    TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) ||
    a.pin - b.pin ||
    b.candidate.score - a.candidate.score ||
    byTime(a, b)
  );
}

function byTime(a: Standing, b: Standing): number {
  return b.time - a.time || (a.candidate.slug < b.candidate.slug ? -1 : 1);
}
