import type { z } from 'zod';
import { Prose } from './prose.js';

/** A line of a page, without white space at its ends. Numbers count from 1, blank lines included. */
export interface Line {
  number: number;
  text: string;
}

/** What is wrong with a page, at which line of the text as it was given, and what to do about it. */
export interface Problem {
  line: number;
  message: string;
  remedy: string;
}

export type Report = (problem: Problem) => void;

/** Blanks at the ends of a line, those without a width among them, which copying from a browser leaves. */
const AT_ENDS = /^[\s\u200b\u2060]+|(?<![\s\u200b\u2060])[\s\u200b\u2060]+$/g;
/** What nobody sees: soft hyphens, blanks without a width, and marks of the direction of writing. */
export const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** The lines of a text with line ends of any system, with or without a byte order mark. */
export function linesOf(text: string): Line[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .map((line, at) => ({ number: at + 1, text: line.replaceAll('\t', ' ').replace(AT_ENDS, '') }));
}

/** The text from one line to another, blank lines between paragraphs kept as one. */
export function passage(lines: readonly Line[], from: Line, to: Line): string {
  return lines
    .slice(from.number - 1, to.number)
    .map(({ text }) => text)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

/** A text as it is compared with another: any case, blanks, quotation marks and dashes alike. */
export function folded(text: string): string {
  return sameKeys(text).toLowerCase();
}

/**
 * A text with blanks, quotation marks and dashes each in one spelling, and without what nobody sees:
 * what one keyboard types another may not.
 */
export function sameKeys(text: string): string {
  return text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A line as a message quotes it. */
export function shown(line: Line | undefined): string {
  if (!line) return 'the end of the page';
  return line.text.length > 60 ? `"${line.text.slice(0, 57)}…"` : `"${line.text}"`;
}

const MOST_MISSPELT = 2;

/** What Markdown and HTML put round the words of a line. */
const MARKUP = /<[^<>]*>|[*_#`|>]/g;

/** The problem of a line that is a heading but for markup or a letter or two, if there is one. */
export function misspelt(lines: readonly Line[], heading: string): Problem | undefined {
  const wrong = lines.find(({ text }) => {
    if (folded(text) === folded(heading)) return false;
    return lettersApart(folded(text.replace(MARKUP, '')), folded(heading)) <= MOST_MISSPELT;
  });
  return (
    wrong && {
      line: wrong.number,
      message: `found ${shown(wrong)}; expected "${heading}".`,
      remedy: 'Correct the heading.',
    }
  );
}

/** How many letters one text has to gain, lose or change to be the other. */
function lettersApart(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MOST_MISSPELT) return Number.POSITIVE_INFINITY;
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const letter of one) {
    const row = [(above[0] ?? 0) + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const changed = (above[at - 1] ?? 0) + (letter === other[at - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[at] ?? 0) + 1, (row[at - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[other.length] ?? 0;
}

/** Reports what in a text a tool or a comparison could not hold, and letters that were lost on the way. */
export function checkProse(
  { number, text }: Line,
  what: string,
  report: Report,
  schema: z.ZodType = Prose,
): void {
  const parsed = schema.safeParse(text);
  for (const { message } of parsed.error?.issues ?? []) {
    report({ line: number, message: `${what}: ${message}.`, remedy: 'Correct the text.' });
  }
  if (!text.includes('\ufffd')) return;
  report({
    line: number,
    message: `${what}: found replacement characters (U+FFFD), which stand where letters were lost.`,
    remedy: 'Copy the text anew, or put the letters back.',
  });
}
