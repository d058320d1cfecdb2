import { z } from 'zod';
import type { Format } from '../letter.js';

/** An error keeps an edition from being sent; a warning is for an editor to judge; a note is good to know. */
export const Severity = z.enum(['error', 'warning', 'note']);
export type Severity = z.infer<typeof Severity>;

/** One thing that preflight found. */
export interface Finding {
  severity: Severity;
  /** A stable name, such as `size`, `link-text` or `contrast`. */
  rule: string;
  /** Which letter, and which part of it. */
  letter: Format;
  /** Of the letter for some topics only, the first that has it; absent for the one for all. */
  topics?: readonly string[];
  part: 'subject' | 'preheader' | 'html' | 'text' | 'headers';
  /** The spot in the HTML, where there is one: a CSS selector that matches exactly that element. */
  selector?: string;
  /** One sentence: what is wrong, quoting the words concerned. */
  what: string;
  /** One sentence: what to do. */
  remedy: string;
}

/** What a rule finds in the letter that it is given. */
export type Fault = Omit<Finding, 'letter'>;

/** The findings, errors first, then warnings and notes, each in the order in which they were found. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return Severity.options.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
}

/** Those that no letter of the same format is known to have, and each once. */
export function newFindings(findings: readonly Finding[], known: readonly Finding[]): Finding[] {
  const said = new Set(known.map(keyOf));
  return findings.filter((finding) => {
    const key = keyOf(finding);
    return !said.has(key) && said.add(key);
  });
}

function keyOf({ letter, rule, part, what }: Finding): string {
  return JSON.stringify([letter, rule, part, what]);
}

/** The words as a finding quotes them: on one line, at most 60 characters. */
export function quoted(words: string): string {
  const letters = [...words.replace(/\s+/g, ' ').trim()];
  return letters.length > 60 ? `“${letters.slice(0, 59).join('')}…”` : `“${letters.join('')}”`;
}

/** Whether something keeps the edition from being sent. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
