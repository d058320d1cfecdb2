import type { Disagreement, Edition, Matchup, MatchupTool, Pair } from '../src/editions/edition.js';
import type { Masthead } from '../src/letters/letter.js';

/** How many of the comparisons that did not fit are named; the web version has them all. */
const listedOnTheWeb = 12;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `Week 47 · 17 November 2026 · 5 comparisons, 2 more on the web`. */
export function dateline(edition: Edition): string {
  const week = Number(edition.week.slice(-2));
  const here = counted(pairsOf(edition.matchups).length, 'comparison');
  const elsewhere = pairsOf(edition.moreOnTheWeb).length;
  const count = elsewhere === 0 ? here : `${here}, ${elsewhere} more on the web`;
  return `Week ${week} · ${dateInWords(edition.date)} · ${count}`;
}

/** `17 November 2026` for `2026-11-17`. */
export function dateInWords(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** A moment as it is read: `Tuesday 17 November 2026, 09:00 UTC`, in that time zone. */
export function momentInWords(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((each) => each.type === type)?.value ?? '';
  const day = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
  return `${day}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

/** One pair with its tools, and with the card that it stands on. */
export interface Standing {
  pair: Pair;
  left: MatchupTool;
  right: MatchupTool;
}

/** Every pair of these matchups, in order, its tools looked up. Throws when a card lacks a tool. */
export function pairsOf(matchups: readonly Matchup[]): Standing[] {
  return matchups.flatMap((matchup) =>
    matchup.pairs.map((pair) => ({
      pair,
      left: toolOf(matchup, pair.left),
      right: toolOf(matchup, pair.right),
    })),
  );
}

/** The tool of a card by its slug. Throws when the card has none such: the edition is broken. */
export function toolOf(matchup: Matchup, slug: string): MatchupTool {
  const tool = matchup.tools.find((candidate) => candidate.slug === slug);
  if (tool === undefined) throw new Error(`The edition has a card without its tool ${slug}.`);
  return tool;
}

/** The two sides of a card's title: `A` against `B`, or the shared tool against its opponents. */
export function sidesOf(matchup: Matchup): { first: MatchupTool; opponents: MatchupTool[] } {
  const [first, ...opponents] = matchup.tools;
  if (first === undefined) throw new Error('The edition has a card without tools.');
  return { first, opponents };
}

/** `A vs B`, or `A vs B, C and D`. */
export function titleOf(matchup: Matchup): string {
  const { first, opponents } = sidesOf(matchup);
  return `${first.name} vs ${listed(opponents.map(({ name }) => name))}`;
}

/** The tool that meets the card's first one in this pair. */
export function opponentIn(matchup: Matchup, pair: Pair): MatchupTool {
  const { first } = sidesOf(matchup);
  return toolOf(matchup, pair.left === first.slug ? pair.right : pair.left);
}

/** `B`, `B and C`, `B, C and D`. */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What stands between one name of a list of `length` and the next. */
export function separatorAfter(index: number, length: number): string {
  if (index === length - 1) return '';
  return index === length - 2 ? ' and ' : ', ';
}

/** The comparisons named under "More on the web", and how many are not. */
export function moreOnTheWeb(edition: Edition): { listed: Standing[]; unlisted: number } {
  const all = pairsOf(edition.moreOnTheWeb);
  return {
    listed: all.slice(0, listedOnTheWeb),
    unlisted: Math.max(0, all.length - listedOnTheWeb),
  };
}

/** `And 3 more comparisons in the web version.` */
export function unlistedLine(count: number): string {
  return `And ${count} more ${count === 1 ? 'comparison' : 'comparisons'} in the web version.`;
}

/** What stands above the tools that readers see otherwise than the panel. */
export const disagreementsTitle = 'Where you and the panel disagree';

/** `Would ship it: you 30%, panel 100% · 12 votes`. */
export function disagreementLine(disagreement: Disagreement): string {
  const { community, panelShip } = disagreement;
  return `Would ship it: you ${share(community)}, panel ${share(panelShip)} · ${voteCount(disagreement)}`;
}

/** `12 votes`. */
export function voteCount({ votes }: Disagreement): string {
  return counted(votes, 'vote');
}

/**
 * Who sends the letter from where, on one line: `Weekly AI Tool Verdicts, 1 Example Street`. An address
 * that begins with the publication's name keeps it once.
 */
export function senderLine({
  publication,
  postalAddress,
}: Pick<Masthead, 'publication' | 'postalAddress'>): string {
  const address = postalAddress
    .trim()
    .split(/\s*\n\s*/)
    .join(', ');
  if (address === '') return publication;
  const named =
    address.toLowerCase().startsWith(publication.toLowerCase()) &&
    !/^[\p{L}\p{N}]/u.test(address.slice(publication.length));
  return named ? address : `${publication}, ${address}`;
}

/** What an editor wrote, a paragraph for each block between blank lines, and for each item of a list. */
export function paragraphsOf(prose: string): string[] {
  return prose
    .split(/\n\s*\n|\n(?=\s*(?:[-–—*•]|\d{1,2}[.)])\s)/)
    .flatMap((block) => block.trim() || []);
}

/** Whether the text holds letters that are read from right to left: they carry figures beside them along. */
export function readsRightToLeft(text: string): boolean {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(
    text,
  );
}

/**
 * The text in pieces, each second one a name that is read from right to left: it would carry along the
 * figures that follow it.
 */
export function splitAtNames(text: string, tools: readonly Pick<MatchupTool, 'name'>[]): string[] {
  const names = tools
    .map(({ name }) => name)
    .filter(readsRightToLeft)
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return names.length === 0 ? [text] : text.split(new RegExp(`(${names.join('|')})`));
}

/** A share as text: `62%`, or a dash where there is none. */
export function share(percent: number | null): string {
  return percent === null ? '—' : `${percent}%`;
}

/** The reviewer's label on the panel, `Builder`, or the lens itself where the panel has none. */
export function labelOf(edition: Edition, lens: string): string {
  return edition.panel.find((member) => member.lens === lens)?.label ?? lens;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
