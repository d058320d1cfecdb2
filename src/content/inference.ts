import { VerdictsError } from '../errors.js';
import { verdictIn } from './cues.js';
import type { Problem } from './lines.js';
import { withoutVerdictsOn } from './mentions.js';
import type { Page, PageTool } from './page.js';
import type { Lens, Panel } from './panel.js';
import type { PageReview } from './scorecard.js';
import type { Slug } from './slug.js';
import type { Review, Tool, Verdict } from './tool.js';

export type Side = 'left' | 'right';

/** A skip that an editor stated: for one side of a page, or for each side that leaves a choice. */
export interface StatedSkip {
  lens: Lens;
  side?: Side;
}

/**
 * The skips that the values of `--skip` state: a lens or its label, alone or as `left:founder`.
 * Throws a VerdictsError (exit 2) for a value that is none.
 */
export function readSkips(values: readonly string[], panel: Panel): StatedSkip[] {
  return values.map((value) => {
    const [, side, name = ''] = /^(?:(left|right):)?(.*)$/.exec(value.trim().toLowerCase()) ?? [];
    const member = panel.find(({ lens, label }) => lens === name || label.toLowerCase() === name);
    if (!member) {
      const lenses = panel.map(({ lens }) => lens).join(', ');
      throw new VerdictsError('skip', `"--skip ${value}" names no lens of the panel: ${lenses}.`, {
        remedy: `State a skip as --skip ${panel[0]?.lens} or, for one side, as --skip left:${panel[0]?.lens}.`,
        exit: 2,
      });
    }
    const { lens } = member;
    return side === 'left' || side === 'right' ? { lens, side } : { lens };
  });
}

export type Inference = { ok: true; reviews: Review[] } | { ok: false; problem: Problem };

/**
 * Gives each review on one side of a page its verdict. Where the panel's share is neither 0 nor
 * 100 % the page does not say who skipped: stated skips come first, the rest is read out of the
 * quotes, checked against the share, and marked `inferred`. What cannot be told for sure is a problem.
 * What a quote says of the `other` tool of the page is no verdict on this one.
 */
export function inferReviews(
  side: Side,
  tool: PageTool,
  skips: readonly StatedSkip[],
  other?: Pick<PageTool, 'name'>,
): Inference {
  const stated = statedFor(side, tool, skips);
  const problem = checkStated(side, tool, stated);
  if (problem) return { ok: false, problem };

  const open = tool.reviews.filter(({ lens }) => !stated.has(lens));
  const skipsLeft = skipsIn(tool) - stated.size;
  const read = readOpen(side, tool, open, skipsLeft, other);
  if (!read.ok) return read;
  const inferred = skipsLeft > 0 && skipsLeft < open.length;
  const reviews = tool.reviews.map(({ lens, quote }): Review => {
    if (stated.has(lens)) return { lens, verdict: 'skip', quote };
    const verdict = read.skips.has(lens) ? 'skip' : 'ship';
    return { lens, verdict, quote, ...(inferred && { inferred }) };
  });
  return { ok: true, reviews };
}

/** The problem of a skip stated for a tool that is stored with other verdicts, if there is one. */
export function contradictedSkip(
  side: Side,
  tool: PageTool,
  skips: readonly StatedSkip[],
  slug: Slug,
  stored: Tool,
): Problem | undefined {
  const found = stored.reviews.filter(({ verdict }) => verdict === 'skip').map(({ lens }) => lens);
  const strange = [...statedFor(side, tool, skips)].find((lens) => !found.includes(lens));
  if (!strange) return undefined;
  return {
    line: tool.panelShipLine,
    message: `${side} (${tool.name}): --skip states ${strange}, but the tool is stored as ${slug} with ${found.join(', ') || 'nobody'} as its skips.`,
    remedy: `Correct the verdicts in tools/${slug}.json, or state the skip of the other side alone.`,
  };
}

/** The problem of a skip stated for no side in particular where neither side can take it. */
export function unusedSkip(page: Page, skips: readonly StatedSkip[]): Problem | undefined {
  const skip = skips.find(({ side }) => side === undefined);
  const allShip = page.left.panelShip === 100 && page.right.panelShip === 100;
  if (!skip || !allShip) return undefined;
  return {
    line: page.left.panelShipLine,
    message: `--skip ${skip.lens} states a skip, but both panel shares are 100%.`,
    remedy: 'Import this page without --skip, or correct the panel share.',
  };
}

/** Whom a side's skips were stated for. One that names no side counts where the share leaves a choice. */
function statedFor(side: Side, tool: PageTool, skips: readonly StatedSkip[]): Set<Lens> {
  const leavesChoice = tool.panelShip > 0 && tool.panelShip < 100;
  const stated = skips.filter((skip) => skip.side === side || (!skip.side && leavesChoice));
  return new Set(stated.map(({ lens }) => lens));
}

type OpenReading = { ok: true; skips: Set<Lens> } | { ok: false; problem: Problem };

/**
 * Which of the reviews that nobody stated are the skips, of which the share leaves `skipsLeft`.
 * Heard skips that are all of them settle it. Heard ships settle it only where they leave one review
 * over: a word of praise mistaken for a ship would else make skips of all who did not say.
 */
function readOpen(
  side: Side,
  tool: PageTool,
  open: readonly PageReview[],
  skipsLeft: number,
  other: Pick<PageTool, 'name'> | undefined,
): OpenReading {
  const shipsLeft = open.length - skipsLeft;
  if (skipsLeft === 0) return { ok: true, skips: new Set() };
  if (shipsLeft === 0) return { ok: true, skips: lensesOf(open) };

  const heard = open.map((review) => {
    const own = other ? withoutVerdictsOn(other.name, tool.name, review.quote) : review.quote;
    return { review, verdict: verdictIn(own) };
  });
  const reviewsThat = (verdict: Verdict | null) =>
    heard.filter((one) => one.verdict === verdict).map(({ review }) => review);
  const ships = reviewsThat('ship');
  const skips = reviewsThat('skip');
  const unclear = reviewsThat(null);
  if (skips.length === skipsLeft) return { ok: true, skips: lensesOf(skips) };
  if (ships.length === shipsLeft && unclear.length === 1) {
    return { ok: true, skips: lensesOf([...skips, ...unclear]) };
  }

  const [candidates, reading] =
    skips.length > skipsLeft
      ? [skips, 'these read as skips']
      : ships.length > shipsLeft
        ? [ships, 'these read as ships']
        : [unclear, 'these quotes do not tell'];
  return {
    ok: false,
    problem: {
      line: tool.panelShipLine,
      message: `${side} (${tool.name}): ${tool.panelShip}% of ${tool.reviews.length} reviews leaves ${counted(skipsLeft, 'skip')} to find, but ${reading}: ${named(candidates)}.`,
      remedy: `State who skipped, an option for each: ${candidates.map(({ lens }) => `--skip ${side}:${lens}`).join(' or ')}.`,
    },
  };
}

function checkStated(side: Side, tool: PageTool, stated: ReadonlySet<Lens>): Problem | undefined {
  const lenses = tool.reviews.map(({ lens }) => lens);
  const strange = [...stated].find((lens) => !lenses.includes(lens));
  const most = skipsIn(tool);
  if (!strange && stated.size <= most) return undefined;
  return {
    line: tool.panelShipLine,
    message: strange
      ? `${side} (${tool.name}): --skip names ${strange}, but the reviews are by ${lenses.join(', ')}.`
      : `${side} (${tool.name}): --skip states ${counted(stated.size, 'skip')} (${[...stated].join(', ')}), but ${tool.panelShip}% of ${lenses.length} reviews is ${counted(most, 'skip')}.`,
    remedy:
      most === 0
        ? 'State no skip for this side, or correct the panel share.'
        : `State the skips of this side alone, as --skip ${side}:${lenses.at(-1)}, or correct the panel share.`,
  };
}

/** How many reviews say skip, by the panel's share. */
function skipsIn({ panelShip, reviews }: PageTool): number {
  return reviews.length - Math.round((panelShip * reviews.length) / 100);
}

function lensesOf(reviews: readonly PageReview[]): Set<Lens> {
  return new Set(reviews.map(({ lens }) => lens));
}

function named(reviews: readonly PageReview[]): string {
  return reviews.map(({ lens, line }) => `${lens} (line ${line})`).join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
