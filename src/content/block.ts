import { checkProse, folded, type Line, passage, type Report, shown } from './lines.js';
import { panelShip, Tool } from './tool.js';

export const PANEL_SHIP = 'Panel ship';
export const COMMUNITY = 'Community';
export const ENTRY = 'Entry';
const NO_COMMUNITY = '—';
const ANY_DASH = /^(?:[-‐‑‒–—―−]{1,2}|n\/a|no votes(?: yet)?)$/i;
/** A page's block on one tool: the share that says ship, but not which lenses do. */
export interface Block extends Omit<Tool, 'reviews'> {
  nameLine: number;
  categoryLine: number;
  /** Share of the panel that says ship, in percent. */
  panelShip: number;
  panelShipLine: number;
  /** Share of readers' votes that say ship, in percent, or null where the page has a dash. */
  community: number | null;
}

/** How many lines of a block stand above its "Panel ship". */
export const LINES_ABOVE = 4;
/** How many lines of a block stand above its description. */
export const LINES_OF_BLOCK = 9;

/**
 * Reads a tool's block: category, name, tagline and panel share above "Panel ship"; the community
 * figure above "Community", the entry above "Entry", and the description below. `written` are its
 * lines without the blank ones, `lines` all lines of the page.
 */
export function readBlock(
  written: readonly Line[],
  lines: readonly Line[],
  report: Report,
): Block | undefined {
  const [category, name, tagline, share, ship, votes, community, entry, below, ...rest] = written;
  const headings = [
    { line: ship, heading: PANEL_SHIP },
    { line: community, heading: COMMUNITY },
    { line: below, heading: ENTRY },
  ];
  const misplaced = headings.find(
    ({ line, heading }) => folded(line?.text ?? '') !== folded(heading),
  );
  if (misplaced || !category || !name || !tagline || !share || !votes || !entry) {
    report({
      line: (misplaced?.line ?? written.at(-1))?.number ?? 1,
      message: `found ${shown(misplaced?.line)}; expected "${misplaced?.heading}".`,
      remedy: `A line each: category, name, tagline, panel share, "${PANEL_SHIP}", community, "${COMMUNITY}", entry, "${ENTRY}", description.`,
    });
    return undefined;
  }
  const [first] = rest;
  const last = rest.at(-1);
  if (!first || !last) {
    report({
      line: below?.number ?? 1,
      message: `found too few lines below "${ENTRY}"; expected the description of ${name.text} and after it the second tool or the scorecard.`,
      remedy:
        'Check that no description is missing, and that the second tool has category, name, tagline and panel share, a line each.',
    });
    return undefined;
  }
  const description = { number: first.number, text: passage(lines, first, last) };
  checkProse(category, 'category', report, Tool.shape.category);
  checkProse(name, 'name', report, Tool.shape.name);
  checkProse(tagline, 'tagline', report, Tool.shape.tagline);
  checkProse(entry, 'entry', report, Tool.shape.entry);
  checkProse(description, 'description', report);
  return {
    name: name.text,
    nameLine: name.number,
    categoryLine: category.number,
    tagline: tagline.text,
    category: category.text,
    entry: entry.text,
    description: description.text,
    panelShip: readPercent(share, 'a whole percent such as "75%"', report),
    panelShipLine: share.number,
    community: ANY_DASH.test(votes.text)
      ? null
      : readPercent(votes, '"—" or a whole percent such as "62%"', report),
  };
}

/** Reports a category that is a sentence, which tells of a line that is missing. */
export function checkCategory({ category, categoryLine, name }: Block, report: Report): void {
  if (!/\S[.!?]$/.test(category)) return;
  report({
    line: categoryLine,
    message: `found "${category}" as the category of ${name}, which is a sentence.`,
    remedy: 'Add the line that is missing above the name, or take the full stop away.',
  });
}

/** The lines of a tool's block. `community` is in percent. */
export function writeBlock(tool: Tool, community: number | undefined): string[] {
  return [
    oneLine(tool.category),
    oneLine(tool.name),
    oneLine(tool.tagline),
    `${panelShip(tool.reviews)}%`,
    PANEL_SHIP,
    community === undefined ? NO_COMMUNITY : `${community}%`,
    COMMUNITY,
    oneLine(tool.entry),
    ENTRY,
    tool.description,
  ];
}

/** A text that may span lines, on the one line that the page has for it. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function readPercent(line: Line, expected: string, report: Report): number {
  const percent = Number(/^(\d{1,3}) ?%$/.exec(folded(line.text))?.[1] ?? Number.NaN);
  if (percent <= 100) return percent;
  report({
    line: line.number,
    message: `found ${shown(line)}; expected ${expected}.`,
    remedy: 'Correct the figure.',
  });
  return 0;
}
