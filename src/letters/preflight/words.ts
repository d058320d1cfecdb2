import type { Edition, Matchup } from '../../editions/edition.js';
import { bare } from './proof.js';

/** Everything that the pages of the tools and comparisons say in this edition, the longest first. */
export function pageWords(edition: Edition): string[] {
  const { disagreements = [] } = edition;
  const words = [...edition.matchups, ...edition.moreOnTheWeb].flatMap(wordsOf);
  const more = disagreements.flatMap(({ name, category }) => [name, category]);
  return longestFirst([...words, ...more]);
}

function wordsOf({ category, headline, tools, pairs, quotes }: Matchup): string[] {
  return [
    category,
    headline ?? '',
    ...tools.flatMap(({ name, tagline, entry }) => [name, tagline, entry]),
    ...pairs.map(({ outcome }) => outcome.sentence),
    quotes.for?.text ?? '',
    quotes.against?.text ?? '',
  ];
}

/** The names of the edition's tools, the longest first. */
export function toolNames({ matchups, moreOnTheWeb, disagreements = [] }: Edition): string[] {
  const tools = [...matchups, ...moreOnTheWeb].flatMap((matchup) => matchup.tools);
  return longestFirst([...tools, ...disagreements].map(({ name }) => name));
}

function longestFirst(words: readonly string[]): string[] {
  return [...new Set(words.filter(Boolean))].sort((a, b) => b.length - a.length);
}

/** The text, on one line, without these words wherever they stand by themselves. Give the longest first. */
export function without(text: string, words: readonly string[]): string {
  return words.map(bare).filter(Boolean).reduce(withoutOne, bare(text));
}

/** Of any length: a long text would overflow a regular expression. */
function withoutOne(text: string, word: string): string {
  let left = '';
  let start = 0;
  let at = text.indexOf(word);
  while (at >= 0) {
    const end = at + word.length;
    // Two code units, in case a letter takes both.
    const within =
      /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) ||
      /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
    if (!within) {
      left += `${text.slice(start, at)} `;
      start = end;
    }
    at = text.indexOf(word, within ? at + 1 : end);
  }
  return left + text.slice(start);
}
