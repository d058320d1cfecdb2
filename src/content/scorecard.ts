import {
  checkProse,
  folded,
  type Line,
  type Problem,
  passage,
  type Report,
  shown,
} from './lines.js';
import type { Lens, Panel } from './panel.js';
import type { Review, Tool } from './tool.js';

export const SCORECARD = 'Reviewer scorecard';
/** The lines that close a page: whose newsletter, its heading, its promise. */
export const SIGN_UP = [
  'Weekly AI Tool Verdicts',
  'Get the next comparison in your inbox',
  'New AI tools ship daily. We compare them before you waste an afternoon.',
] as const;
const OPENS = /^[“"]/;
const CLOSES = /[”"]$/;

/** A review as a page shows it: whose it is follows from its place, its verdict is not said. */
export interface PageReview extends Pick<Review, 'lens' | 'quote'> {
  line: number;
}

export interface Scorecard {
  left: PageReview[];
  right: PageReview[];
  /** The lines below the sign-up block, which are not the page's. */
  unread: Line[];
}

/**
 * Reads the reviews between the heading "Reviewer scorecard" and the sign-up block or the end.
 * They alternate left, right, lens by lens in the panel's order. One ends where a line closes its
 * quotation mark and the next line opens another. `written` are the scorecard's lines without the
 * blank ones, `lines` all lines of the page.
 */
export function readScorecard(
  written: readonly Line[],
  lines: readonly Line[],
  panel: Panel,
  report: Report,
): Scorecard | undefined {
  const below = written.slice(1);
  const { groups, rest } = groupsOf(below);
  const problem =
    groups.map(quotationProblem).find((found) => found !== undefined) ??
    lateProblem(rest) ??
    countProblem(groups, panel, written[0]?.number ?? 1);
  if (problem) {
    report(problem);
    return undefined;
  }
  const unread = rest.filter(({ text }) => !isSignUp(text));
  const scorecard: Scorecard = { left: [], right: [], unread };
  for (const [at, group] of groups.entries()) {
    const [first] = group;
    const last = group.at(-1);
    const lens = panel[Math.floor(at / 2)]?.lens;
    if (!first || !last || !lens) continue;
    const quote = passage(lines, first, last).replace(OPENS, '').replace(CLOSES, '').trim();
    checkProse({ number: first.number, text: quote }, `review by ${lens}`, report);
    scorecard[at % 2 === 0 ? 'left' : 'right'].push({ lens, quote, line: first.number });
  }
  return scorecard;
}

/** The lines from the heading "Reviewer scorecard" to the end of the page, with the sign-up block. */
export function writeScorecard(left: Tool, right: Tool, lenses: readonly Lens[]): string[] {
  const quotes = lenses.flatMap((lens) =>
    [left, right].map((tool) => tool.reviews.find((review) => review.lens === lens)?.quote ?? ''),
  );
  return [SCORECARD, ...quotes.map((quote) => `“${quote}”`), ...SIGN_UP];
}

/**
 * The lines review by review, and the rest: the sign-up block with what follows it. A line that
 * closes a quotation inside a review does not end it.
 */
function groupsOf(below: readonly Line[]): { groups: Line[][]; rest: Line[] } {
  const groups: Line[][] = [];
  for (const [at, line] of below.entries()) {
    const current = groups.at(-1) ?? [];
    const signsUp = isSignUp(line.text);
    const closes = CLOSES.test(current.at(-1)?.text ?? '');
    const ended = closes && (signsUp || OPENS.test(line.text) || marksPair(current));
    if (signsUp && (ended || current.length === 0)) return { groups, rest: below.slice(at) };
    if (ended || current.length === 0) groups.push([line]);
    else current.push(line);
  }
  return { groups, rest: [] };
}

function isSignUp(text: string): boolean {
  return SIGN_UP.some((line) => folded(line) === folded(text));
}

function quotationProblem(group: readonly Line[]): Problem | undefined {
  const [first] = group;
  if (!first) return undefined;
  if (!OPENS.test(first.text)) return strayProblem(first);
  // What opens anew behind a pair of marks is another review, whatever stands between them.
  const isClosed = group.some(({ text }, at) => OPENS.test(text) && marksPair(group.slice(0, at)));
  if (isClosed) {
    return {
      line: first.number,
      message: `the review ${shown(first)} runs into the one below it.`,
      remedy: 'Let each review end with ”, with nothing behind it on its line.',
    };
  }
  const closing = group.findLastIndex(({ text }) => CLOSES.test(text));
  const beyond = group[closing + 1];
  if (beyond && beyond !== first) return strayProblem(beyond);
  const isWhole = group.length === 1 ? first.text.length > 1 : marksPair(group);
  if (!beyond && isWhole) return undefined;
  return {
    line: first.number,
    message: `the review ${shown(first)} opens a quotation mark that nothing closes.`,
    remedy: 'Close it with ” at the end of the review.',
  };
}

function marksPair(group: readonly Line[]): boolean {
  const marks = group.flatMap(({ text }) => text.match(/[“”"]/g) ?? []);
  return marks.length > 0 && marks.length % 2 === 0;
}

function strayProblem(line: Line): Problem {
  return {
    line: line.number,
    message: `found ${shown(line)}; expected a review in quotation marks or the sign-up block.`,
    remedy: 'Put each review between “ and ”, and remove what is none.',
  };
}

function lateProblem(rest: readonly Line[]): Problem | undefined {
  const late = rest.find(({ text }) => OPENS.test(text) && CLOSES.test(text));
  return (
    late && {
      line: late.number,
      message: `found the review ${shown(late)} below the sign-up block; expected it above.`,
      remedy: `Put every review between "${SCORECARD}" and "${SIGN_UP[0]}".`,
    }
  );
}

function countProblem(
  groups: readonly Line[][],
  panel: Panel,
  headingLine: number,
): Problem | undefined {
  const most = 2 * panel.length;
  if (groups.length > 0 && groups.length % 2 === 0 && groups.length <= most) return undefined;
  const last = (groups.length > most ? groups[most] : groups.at(-1))?.[0]?.number;
  return {
    line: last ?? headingLine,
    message: `found ${groups.length} reviews; expected two for each lens, left and right, for at most ${panel.length} lenses.`,
    remedy: 'Check that no review is missing, doubled or joined to another.',
  };
}
