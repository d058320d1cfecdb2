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

/** The lines of a text with line ends of any system, with or without a byte order mark. */
export function linesOf(text: string): Line[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .map((line, index) => ({ number: index + 1, text: line.replaceAll('\t', ' ').trim() }));
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

/** A text with blanks, quotation marks and dashes each in one spelling: what one keyboard types another may not. */
export function sameKeys(text: string): string {
  return text
    .normalize('NFKC')
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
