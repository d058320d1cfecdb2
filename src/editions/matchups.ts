import { categoriesOf } from '../content/categories.js';
import type { Library } from '../content/library.js';
import { quotesFor } from '../content/quote.js';
import type { Slug } from '../content/slug.js';
import { panelShip } from '../content/tool.js';
import { outcomeOf } from '../content/verdict.js';
import type { Matchup, MatchupTool, Pair } from './edition.js';
import { type NamedTool, type SideBySide, sideBySide } from './side-by-side.js';

/** Share of readers' votes on a tool that say ship, a whole percent, or null below the quorum. */
export type CommunityOf = (tool: Slug) => number | null;

/**
 * The cards of the picked comparisons, ranked as their best pick is. Each card starts with the best
 * pick that is left, and takes along all others that share a tool with it: the one of its two tools
 * that more of them share, the left one in a tie.
 */
export function matchupsOf(
  library: Library,
  picked: readonly Slug[],
  community: CommunityOf,
): Matchup[] {
  const figure = communityFigures(library, community);
  const comparisons = picked.map((slug) => sideBySide(library, slug));
  return cardsOf(comparisons).map((card) => matchupOf(card, figure));
}

/** What a letter shows as the community's figure: where readers' votes give none, the newest page that carries one does. */
export function communityFigures(library: Library, community: CommunityOf): CommunityOf {
  return (tool) => community(tool) ?? pageFigure(library, tool);
}

interface Card {
  lead: SideBySide;
  others: SideBySide[];
  /** The tool that all of them have. */
  shared: NamedTool;
}

/** A card of more is neither read nor fits a letter: what is left over makes another. */
const MOST_OTHERS = 5;

function cardsOf([lead, ...rest]: readonly SideBySide[]): Card[] {
  if (!lead) return [];
  const withLeft = rest.filter((comparison) => involves(comparison, lead.left));
  const withRight = rest.filter((comparison) => involves(comparison, lead.right));
  const [sharing, shared] =
    withRight.length > withLeft.length ? [withRight, lead.right] : [withLeft, lead.left];
  const card = { lead, others: sharing.slice(0, MOST_OTHERS), shared };
  return [card, ...cardsOf(rest.filter((comparison) => !card.others.includes(comparison)))];
}

function matchupOf({ lead, others, shared }: Card, community: CommunityOf): Matchup {
  const comparisons = [lead, ...others];
  const several = others.length > 0;
  const inOrder = several
    ? [shared, ...comparisons.map(({ left, right }) => (left.slug === shared.slug ? right : left))]
    : [lead.left, lead.right];
  const tools = [...new Map(inOrder.map((tool) => [tool.slug, tool])).values()];
  return {
    category: categoriesOf(tools).join(' / '),
    ...(lead.comparison.headline && { headline: lead.comparison.headline }),
    tools: tools.map((tool) => toolOf(tool, community)),
    ...(several && { shared: shared.slug }),
    pairs: comparisons.map((comparison) => pairOf(comparison, community, several)),
    quotes: quotesFor(tools),
  };
}

function toolOf(tool: NamedTool, community: CommunityOf): MatchupTool {
  const { slug, name, tagline, category, entry, reviews } = tool;
  return {
    slug,
    name,
    tagline,
    category,
    entry,
    panelShip: panelShip(reviews),
    community: community(slug),
    verdicts: reviews.map(({ lens, verdict }) => ({ lens, verdict })),
  };
}

function pairOf(
  { slug, left, right }: SideBySide,
  community: CommunityOf,
  besideOthers: boolean,
): Pair {
  const [a, b] = [toolOf(left, community), toolOf(right, community)];
  const outcome = outcomeOf(a, b, { besideOthers });
  return { slug, left: left.slug, right: right.slug, outcome };
}

function pageFigure({ comparisons }: Library, tool: Slug): number | null {
  const figures = [...comparisons].flatMap(([slug, { left, right, publishedAt, community }]) => {
    const percent = tool === left ? community?.left : tool === right ? community?.right : undefined;
    return percent === undefined ? [] : [{ slug, percent, time: Date.parse(publishedAt) }];
  });
  figures.sort((a, b) => b.time - a.time || (a.slug < b.slug ? -1 : 1));
  return figures[0]?.percent ?? null;
}

function involves({ left, right }: SideBySide, tool: NamedTool): boolean {
  return left.slug === tool.slug || right.slug === tool.slug;
}
