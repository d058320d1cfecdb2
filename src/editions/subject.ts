import { type Matchup, SUBJECT_MAX } from './edition.js';
import { characters, listed, oneLine } from './wording.js';

/**
 * The subject of a letter with these matchups, at most 60 characters on one line: the headline of
 * the first, else its names, as many opponents as fit. Only of a pair that is too long by itself a name
 * is cut, behind a word, so that both are told. Throws `RangeError` without a matchup.
 */
export function subjectFor([lead]: readonly Matchup[]): string {
  if (!lead) throw new RangeError('a letter without a matchup has no subject');
  const headline = lead.headline ? [oneLine(lead.headline)] : [];
  const pair = lead.tools.slice(0, 2).map(({ name }) => withoutAsides(oneLine(name)));
  const shortest = pair.join(' vs ');
  const candidates = [...headline, ...titlesOf(lead), shortest];
  return candidates.find((text) => characters(text) <= SUBJECT_MAX) ?? cutPair(pair);
}

/**
 * What a card is about, `A vs B, C and D`, the fullest wording first: all names in full, then
 * without the words that all opponents start with, then fewer of them, and `A vs B` last.
 */
export function titlesOf({ tools }: Matchup): string[] {
  const [first, ...others] = tools.map(({ name }) => oneLine(name));
  const opponents = [...new Set(others)];
  const short = withoutSharedStart(opponents);
  const fewer = short
    .slice(1)
    .map((_, index) => [...short.slice(0, -1 - index), `${index + 1} more`]);
  return [opponents, short, ...fewer, opponents.slice(0, 1)].map(
    (names) => `${first} vs ${listed(names)}`,
  );
}

/**
 * `Mistral Medium 3.2, Large 3, Code`: the first name in full, the others without the words that
 * all start with. What is left of a name starts with a letter, so that no bare `3.2` remains.
 */
function withoutSharedStart(names: readonly string[]): string[] {
  const [first = [], ...others] = names.map((name) => name.split(' '));
  let length = 0;
  let shared = 0;
  while (length < first.length && others.every((words) => words[length] === first[length])) {
    length += 1;
    if (others.every((words) => /^\p{L}/u.test(words[length] ?? ''))) shared = length;
  }
  return [first, ...others.map((words) => words.slice(shared))].map((words) => words.join(' '));
}

/** Without what a name adds in brackets: `Mistral Medium 3 (72B Instruct)`. */
function withoutAsides(name: string): string {
  return oneLine(name.replace(/\([^()]*\)/g, ' ')) || name;
}

/** Both names in 60 characters: a short one leaves its room to the other. */
function cutPair([left = '', right = '']: readonly string[]): string {
  const room = SUBJECT_MAX - ' vs '.length;
  const first = cutName(left, Math.max(room / 2, room - characters(right)));
  return `${first} vs ${cutName(right, room - characters(first))}`;
}

/** At most so many characters with the ellipsis; a first word longer than that is cut inside. */
function cutName(name: string, room: number): string {
  if (characters(name) <= room) return name;
  let kept = '';
  for (const word of name.split(' ')) {
    const longer = kept ? `${kept} ${word}` : word;
    if (characters(longer) > room - 1) break;
    kept = longer;
  }
  return `${kept || firstLetters(name, room - 1)}…`;
}

function firstLetters(text: string, room: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (characters(kept + segment) > room) break;
    kept += segment;
  }
  return kept;
}
