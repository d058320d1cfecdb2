import { VerdictsError } from '../errors.js';
import {
  type Block,
  COMMUNITY,
  checkCategory,
  ENTRY,
  LINES_ABOVE,
  LINES_OF_BLOCK,
  oneLine,
  PANEL_SHIP,
  readBlock,
  writeBlock,
} from './block.js';
import type { Comparison } from './comparison.js';
import {
  checkProse,
  folded,
  type Line,
  linesOf,
  misspelt,
  type Problem,
  passage,
  type Report,
  shown,
} from './lines.js';
import type { Lens, Panel } from './panel.js';
import { type PageReview, readScorecard, SCORECARD, SIGN_UP, writeScorecard } from './scorecard.js';
import type { Tool } from './tool.js';

/** The lines that every page opens with; the question where a comparison has none of its own. */
export const HEADING = 'AI tool comparison';
export const USUAL_QUESTION =
  'Which one should you ship with? Here is the side-by-side panel verdict, pricing read, reviewer split, and community vote comparison.';

/** The lines that the site writes: none of them is a text of its own. */
const FIXED = [HEADING, PANEL_SHIP, COMMUNITY, ENTRY, SCORECARD, ...SIGN_UP].map(folded);

/** One tool as a page shows it: reviews without verdicts. */
export interface PageTool extends Block {
  reviews: PageReview[];
}

/** A comparison page. `question` is absent where it is the usual one; `unread` stands below the page's end. */
export interface Page {
  left: PageTool;
  right: PageTool;
  question?: string;
  unread: Line[];
}

export type PageReading = { ok: true; page: Page } | { ok: false; problems: Problem[] };

/**
 * Reads the text of a comparison page. Blocks are found by their headings; a byte order mark, line
 * ends of any system, blank lines, white space around lines and a missing sign-up block are
 * accepted. Whatever else is not as expected is a problem. Never throws.
 */
export function readPage(text: string, panel: Panel): PageReading {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const page = read(text, panel, report);
  if (page && problems.length === 0) {
    checkCategory(page.left, report);
    checkCategory(page.right, report);
  }
  if (page && problems.length === 0) return { ok: true, page };
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/**
 * The comparison page as text, without a line end at its end: `readPage` gives the same content
 * back. Throws a VerdictsError where the reviews of the two tools are not by the same first lenses
 * of the panel, because a page tells whose a review is by its place alone.
 */
export function writePage(comparison: Comparison, left: Tool, right: Tool, panel: Panel): string {
  const lenses = panel.slice(0, left.reviews.length).map(({ lens }) => lens);
  expectLenses(left, lenses);
  expectLenses(right, lenses);
  return [
    HEADING,
    titleOf(left, right),
    comparison.question ?? USUAL_QUESTION,
    ...writeBlock(left, comparison.community?.left),
    ...writeBlock(right, comparison.community?.right),
    ...writeScorecard(left, right, lenses),
  ].join('\n');
}

function expectLenses({ name, reviews }: Tool, lenses: readonly Lens[]): void {
  const found = reviews.map(({ lens }) => lens);
  if (found.length === lenses.length && found.every((lens) => lenses.includes(lens))) return;
  throw new VerdictsError(
    'page',
    `A page cannot show the reviews of ${name}: they are by ${found.join(', ')}; expected ${lenses.join(', ')}.`,
    { remedy: 'Give both tools reviews by the same lenses, the first ones of the panel.' },
  );
}

function read(text: string, panel: Panel, report: Report): Page | undefined {
  const lines = linesOf(text);
  const parts = partsOf(lines, report);
  if (!parts) return undefined;
  const leftBlock = readBlock(parts.left, lines, report);
  // Where lines are missing on the left, nobody can tell where the right begins.
  const isWholeLeft = parts.left.length > LINES_OF_BLOCK;
  const rightBlock = isWholeLeft ? readBlock(parts.right, lines, report) : undefined;
  const scorecard = readScorecard(parts.scorecard, lines, panel, report);
  if (!leftBlock || !rightBlock || !scorecard) return undefined;
  checkOwnText(parts.left.slice(LINES_OF_BLOCK), `the description of ${leftBlock.name}`, report);
  checkOwnText(parts.right.slice(LINES_OF_BLOCK), `the description of ${rightBlock.name}`, report);
  const left = { ...leftBlock, reviews: scorecard.left };
  const right = { ...rightBlock, reviews: scorecard.right };
  for (const side of [left, right]) checkShare(side, report);
  const question = readHead(parts.head, lines, left, right, report);
  const { unread } = scorecard;
  return { left, right, unread, ...(question !== USUAL_QUESTION && { question }) };
}

interface Parts {
  head: Line[];
  left: Line[];
  right: Line[];
  scorecard: Line[];
}

/** Cuts a page at its headings, without its blank lines. */
function partsOf(lines: readonly Line[], report: Report): Parts | undefined {
  const written = lines.filter(({ text }) => text !== '');
  const line = written.at(-1)?.number ?? 1;
  const [first, second, third] = written.flatMap(({ text }, at) =>
    folded(text) === folded(PANEL_SHIP) ? [at] : [],
  );
  if (first === undefined || second === undefined) {
    report(
      misspelt(written, PANEL_SHIP) ?? {
        line,
        message: `found ${first === undefined ? 'no line' : 'only one line'} "${PANEL_SHIP}" up to the end; expected one for each of two tools.`,
        remedy: 'Check that the text is a whole comparison page.',
      },
    );
    return undefined;
  }
  if (third !== undefined) {
    report({
      line: written[third]?.number ?? line,
      message: `found a third line "${PANEL_SHIP}"; expected one for each of two tools.`,
      remedy: 'Remove what is doubled, and give every two tools a page of their own.',
    });
    return undefined;
  }
  const end = written.findIndex(
    ({ text }, at) => at > second && folded(text) === folded(SCORECARD),
  );
  if (end === -1) {
    const early = written.slice(0, second).find(({ text }) => folded(text) === folded(SCORECARD));
    report(
      (early && {
        line: early.number,
        message: `found "${SCORECARD}" above the panel share of the second tool; expected it below both tools.`,
        remedy: 'Put the reviews below both tools.',
      }) ??
        misspelt(written.slice(second), SCORECARD) ?? {
          line,
          message: `found no line "${SCORECARD}" up to the end; expected it above the reviews.`,
          remedy: `Put the line "${SCORECARD}" above the reviews.`,
        },
    );
    return undefined;
  }
  const leftStart = Math.max(0, first - LINES_ABOVE);
  const rightStart = Math.max(first + 1, second - LINES_ABOVE);
  return {
    head: written.slice(0, leftStart),
    left: written.slice(leftStart, rightStart),
    right: written.slice(rightStart, end),
    scorecard: written.slice(end),
  };
}

/** Checks heading and title, and gives back the question. */
function readHead(
  [heading, title, ...question]: readonly Line[],
  lines: readonly Line[],
  left: Block,
  right: Block,
  report: Report,
): string {
  const [first, last] = [question[0], question.at(-1)];
  const expected = titleOf(left, right);
  if (folded(heading?.text ?? '') !== folded(HEADING)) {
    report({
      line: heading?.number ?? 1,
      message: `found ${shown(heading)}; expected the heading "${HEADING}".`,
      remedy: `Let the page begin with "${HEADING}", and remove what stands above it.`,
    });
  } else if (!title || !first || !last) {
    report({
      line: (title ?? heading)?.number ?? 1,
      message: `found too few lines up to the panel share on line ${left.panelShipLine}; expected title, question, category, name and tagline.`,
      remedy: `Add the missing one. The usual question is "${USUAL_QUESTION}"`,
    });
  } else if (folded(title.text) !== folded(expected)) {
    report({
      line: title.number,
      message: `found the title ${shown(title)}; expected "${expected}", because the tools are named "${left.name}" (line ${left.nameLine}) and "${right.name}" (line ${right.nameLine}).`,
      remedy:
        'Make title and names agree; a tool has category, name, tagline and panel share, a line each.',
    });
  } else {
    checkOwnText(question, 'the question', report, [expected]);
  }
  if (!first || !last) return USUAL_QUESTION;
  const text = passage(lines, first, last);
  checkProse({ number: first.number, text }, 'question', report);
  return text;
}

/** `A vs B`, on one line. */
export function titleOf(left: Pick<Tool, 'name'>, right: Pick<Tool, 'name'>): string {
  return oneLine(`${left.name} vs ${right.name}`).replace(/\s+/g, ' ');
}

/** A heading within a text tells of a part that is doubled, or is where it does not belong. */
function checkOwnText(
  written: readonly Line[],
  what: string,
  report: Report,
  others: readonly string[] = [],
): void {
  const strange = [...FIXED, ...others.map(folded)];
  const fixed = written.find(({ text }) => strange.includes(folded(text)));
  if (!fixed) return;
  report({
    line: fixed.number,
    message: `found ${shown(fixed)} within ${what}; expected its text alone.`,
    remedy: 'Remove the part of the page that stands there twice or in the wrong place.',
  });
}

function checkShare({ panelShip, panelShipLine, reviews }: PageTool, report: Report): void {
  const shares = [...reviews.keys(), reviews.length].map((ships) =>
    Math.round((100 * ships) / reviews.length),
  );
  if (shares.includes(panelShip)) return;
  report({
    line: panelShipLine,
    message: `found "${panelShip}%", which is no share of ${reviews.length} reviews; expected one of ${shares.map((share) => `${share}%`).join(', ')}.`,
    remedy: 'Correct the panel share, or add the missing reviews.',
  });
}
