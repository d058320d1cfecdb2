import type { Library } from '../content/library.js';
import type { Slug } from '../content/slug.js';
import { panelShip, type Tool } from '../content/tool.js';
import type { Disagreement } from '../editions/edition.js';
import { community, type Tally } from './community.js';

/** So many points between readers and panel, out of a hundred, are a disagreement. */
export const disagreementPoints = 25;

/** So many are told in one letter at most. */
const mostTold = 5;

interface Question {
  library: Library;
  tallies: ReadonlyMap<Slug, Tally>;
  /** How many votes it takes. */
  quorum: number;
  /** Comparisons that come out later cannot be linked to yet. */
  dueAt: Date;
  /** Tools whose disagreement was told before. */
  told: ReadonlySet<Slug>;
}

/** The tools on which readers and panel differ most and nobody was told so yet, at most five, the widest first. */
export function disagreementsOf({
  library,
  tallies,
  quorum,
  dueAt,
  told,
}: Question): Disagreement[] {
  const found = [...tallies].flatMap(([slug, tally]) => {
    const tool = library.tools.get(slug);
    const comparison = newestComparison(library, slug, dueAt);
    const gap = tool && gapOf(tool, tally, quorum);
    if (!tool || !comparison || !gap || told.has(slug)) return [];
    const { name, category } = tool;
    return [{ tool: slug, name, category, comparison, ...gap }];
  });
  return found
    .filter((each) => pointsOf(each) >= disagreementPoints)
    .sort((a, b) => pointsOf(b) - pointsOf(a) || b.votes - a.votes || (a.tool < b.tool ? -1 : 1))
    .slice(0, mostTold);
}

/** Both shares, in percent; undefined below the quorum. */
function gapOf(tool: Tool, tally: Tally, quorum: number): Gap | undefined {
  const share = community(tally, quorum);
  if (share === null) return undefined;
  return {
    panelShip: panelShip(tool.reviews),
    community: share,
    votes: tally.ship + tally.skip,
  };
}

interface Gap {
  panelShip: number;
  community: number;
  votes: number;
}

/** How far apart readers and panel are. */
export function pointsOf({ panelShip, community }: Pick<Gap, 'panelShip' | 'community'>): number {
  return Math.abs(community - panelShip);
}

function newestComparison({ comparisons }: Library, tool: Slug, dueAt: Date): Slug | undefined {
  const having = [...comparisons].flatMap(([slug, { left, right, publishedAt }]) => {
    const time = Date.parse(publishedAt);
    const shown = time <= dueAt.getTime() && (left === tool || right === tool);
    return shown ? [{ slug, time }] : [];
  });
  having.sort((a, b) => b.time - a.time || (a.slug < b.slug ? -1 : 1));
  return having[0]?.slug;
}
