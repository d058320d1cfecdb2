import type { Comparison } from './comparison.js';
import { type Doubt, doubtsAbout } from './doubts.js';
import {
  contradictedSkip,
  inferReviews,
  type Side,
  type StatedSkip,
  unusedSkip,
} from './inference.js';
import type { Library } from './library.js';
import { type Line, type Problem, sameKeys } from './lines.js';
import { comparisonSlug, toolSlug } from './naming.js';
import { type Page, type PageTool, readPage } from './page.js';
import type { Slug } from './slug.js';
import { panelShip, type Tool } from './tool.js';

export interface IntakeOptions {
  /** What the page is called in messages, such as its file's name. */
  source: string;
  /** When the comparison was published, an ISO 8601 time. */
  publishedAt: string;
  skips: readonly StatedSkip[];
}

/** A tool of the page: `stored` already, or to be written. */
interface IntakeTool {
  slug: Slug;
  tool: Tool;
  stored: boolean;
  /** A stored tool of the same name that differs in so little that this may be its correction. */
  alike?: { slug: Slug; differsIn: string[] };
  /** What an editor had better look at in a tool to be written. */
  doubts?: Doubt[];
}

interface Taken {
  kind: 'added' | 'updated' | 'unchanged';
  /** The slug of the comparison. */
  slug: Slug;
  comparison: Comparison;
  left: IntakeTool;
  right: IntakeTool;
  /** The lines of the page that were not read, because they stand below its end. */
  unread: readonly Line[];
}

/**
 * What an import does with a page. `added`: write the tools that are not stored, then the
 * comparison. `updated`: the page has a new community figure, write the comparison. `unchanged` and
 * `refused`: write nothing. `library` is what is stored after that, for the next page.
 */
export type Intake = { source: string; library: Library } & (
  | Taken
  | { kind: 'refused'; problems: Problem[] }
);

/**
 * Decides what an import does with the text of a page. A tool whose write-up is stored is taken
 * from there, with the verdicts it has there; and so is a comparison of the same two tools.
 */
export function takeIn(library: Library, pageText: string, options: IntakeOptions): Intake {
  const { source, skips } = options;
  const refused = (problems: Problem[]): Intake => ({ kind: 'refused', source, problems, library });
  const reading = readPage(pageText, library.panel);
  if (!reading.ok) return refused(reading.problems);
  const { page } = reading;

  const left = takeTool(library, 'left', page, skips);
  const withLeft = left.ok ? withTool(library, left.taken) : library;
  const right = takeTool(withLeft, 'right', page, skips);
  const unused = unusedSkip(page, skips);
  if (!left.ok || !right.ok || unused) {
    const sides = [left, right].flatMap((side) => (side.ok ? [] : [side.problem]));
    return refused(unused ? [unused, ...sides] : sides);
  }
  if (left.taken.slug === right.taken.slug) return refused([sameTwice(page)]);
  const stored = withTool(withLeft, right.taken);
  const told = toldApart(left.taken, right.taken);
  return { source, ...takeComparison(stored, page, left.taken, told, options.publishedAt) };
}

/** The right tool, with a doubt about its name where readers would take it for the left one. */
function toldApart(left: IntakeTool, right: IntakeTool): IntakeTool {
  if (!isSameText(left.tool.name, right.tool.name)) return right;
  const message = 'is the name of both tools, which readers could not tell apart';
  return { ...right, doubts: [{ field: 'name', message }, ...(right.doubts ?? [])] };
}

type ToolIntake = { ok: true; taken: IntakeTool } | { ok: false; problem: Problem };

function takeTool(
  library: Library,
  side: Side,
  page: Page,
  skips: readonly StatedSkip[],
): ToolIntake {
  const pageTool = page[side];
  for (const [slug, tool] of library.tools) {
    if (!isSameWriteUp(tool, pageTool)) continue;
    const problem = contradictedSkip(side, pageTool, skips, slug, tool);
    return problem ? { ok: false, problem } : { ok: true, taken: { slug, tool, stored: true } };
  }
  const other = page[side === 'left' ? 'right' : 'left'];
  const inference = inferReviews(side, pageTool, skips, other);
  if (!inference.ok) return inference;
  const { name, tagline, category, entry, description } = pageTool;
  const tool = { name, tagline, category, entry, description, reviews: inference.reviews };
  const slug = toolSlug(name, (taken) => library.tools.has(taken));
  const alike = alikeIn(library, pageTool);
  const doubts = doubtsAbout(tool, other, library.panel);
  const notes = { ...(alike && { alike }), ...(doubts.length > 0 && { doubts }) };
  return { ok: true, taken: { slug, tool, stored: false, ...notes } };
}

/** Two write-ups of one product differ in nearly everything, a corrected one in a place or two. */
const MOST_CORRECTED = 2;

function alikeIn(library: Library, page: PageTool): IntakeTool['alike'] {
  for (const [slug, tool] of library.tools) {
    if (!isSameText(tool.name, page.name)) continue;
    const differsIn = differences(tool, page);
    if (differsIn.length <= MOST_CORRECTED) return { slug, differsIn };
  }
  return undefined;
}

function isSameWriteUp(tool: Tool, page: PageTool): boolean {
  return isSameText(tool.name, page.name) && differences(tool, page).length === 0;
}

/**
 * Where a stored tool is not as the write-up of a page. The page does not say whose the skips are, so
 * their number has to do; white space and the kind of quotation marks and dashes do not count.
 */
function differences(tool: Tool, page: PageTool): string[] {
  const fields = (['name', 'tagline', 'category', 'entry', 'description'] as const).filter(
    (field) => !isSameText(tool[field], page[field]),
  );
  const lenses = new Set([...tool.reviews, ...page.reviews].map(({ lens }) => lens));
  const reviews = [...lenses].filter((lens) => {
    const quotes = [tool, page].map(
      ({ reviews: all }) => all.find((review) => review.lens === lens)?.quote,
    );
    const [one, other] = quotes;
    return one === undefined || other === undefined || !isSameText(one, other);
  });
  return [
    ...fields,
    ...(panelShip(tool.reviews) === page.panelShip ? [] : ['panel ship']),
    ...reviews.map((lens) => `review by ${lens}`),
  ];
}

function isSameText(one: string, other: string): boolean {
  return one === other || sameKeys(one) === sameKeys(other);
}

function withTool(library: Library, { slug, tool, stored }: IntakeTool): Library {
  return stored ? library : { ...library, tools: new Map([...library.tools, [slug, tool]]) };
}

function takeComparison(
  library: Library,
  page: Page,
  left: IntakeTool,
  right: IntakeTool,
  publishedAt: string,
): Taken & { library: Library } {
  const found = [...library.comparisons].find(
    ([, comparison]) =>
      (comparison.left === left.slug && comparison.right === right.slug) ||
      (comparison.left === right.slug && comparison.right === left.slug),
  );
  const [slug, stored] = found ?? [
    comparisonSlug(left.slug, right.slug, (taken) => library.comparisons.has(taken)),
    undefined,
  ];
  const base: Comparison = stored ?? {
    left: left.slug,
    right: right.slug,
    publishedAt,
    ...(page.question !== undefined && { question: page.question }),
  };
  const turned = base.left === right.slug;
  const comparison = withCommunity(
    base,
    turned ? page.right.community : page.left.community,
    turned ? page.left.community : page.right.community,
  );
  const kind = !stored ? 'added' : comparison === stored ? 'unchanged' : 'updated';
  const comparisons = new Map([...library.comparisons, [slug, comparison]]);
  const { unread } = page;
  return { kind, slug, comparison, left, right, unread, library: { ...library, comparisons } };
}

/** The comparison with the figures that a page carries; itself where that changes nothing. */
function withCommunity(
  comparison: Comparison,
  left: number | null,
  right: number | null,
): Comparison {
  const before = comparison.community ?? {};
  const community = {
    ...before,
    ...(left !== null && { left }),
    ...(right !== null && { right }),
  };
  const changes = community.left !== before.left || community.right !== before.right;
  return changes ? { ...comparison, community } : comparison;
}

function sameTwice({ left, right }: Page): Problem {
  return {
    line: right.nameLine,
    message: `${right.name} is the tool of line ${left.nameLine} once more, word for word; expected two different tools.`,
    remedy: 'Correct the write-up of one of them.',
  };
}
