import { withMatchupsMoved } from '../editions/compose.js';
import type { Edition } from '../editions/edition.js';
import { VerdictsError } from '../errors.js';
import type { Format, Masthead } from './letter.js';
import { htmlOf } from './markup.js';
import { sizeBudget } from './size-budget.js';
import { type SlotName, slot, slotNames } from './slots.js';

/** What click tracking adds to a link, in characters. */
const trackingLength = 120;

/**
 * The longest value that each slot gets, in characters: an address has at most 254 (RFC 5321,
 * 4.5.3.1 with its erratum 1690), a token 47 (subscribers/links.ts).
 */
const longestValues: Record<SlotName, number> = {
  address: 254,
  unsubscribe: 47,
  preferences: 47,
  vote: 47,
  link: 47,
};

/**
 * The bytes (UTF-8) that the HTML of a letter takes in a mailbox: every link 120 characters longer
 * for click tracking, every slot filled with a value of the greatest length.
 */
export function sizeOf(html: string): number {
  const links = html.match(/\shref=/g)?.length ?? 0;
  const filled = slotNames.reduce(
    (text, name) => text.replaceAll(slot(name), 'x'.repeat(longestValues[name])),
    html,
  );
  return Buffer.byteLength(filled) + links * trackingLength;
}

export interface FittedEdition {
  edition: Edition;
  /** What each letter takes, in bytes as `sizeOf` counts them. */
  sizes: Record<Format, number>;
}

/**
 * The edition with its lowest-ranked matchups moved to "More on the web", as few as it takes for the
 * digest to stay within `sizeBudget`. Throws `VerdictsError` when even the first matchup alone is too large.
 */
export function fitEdition(edition: Edition, masthead: Masthead): Promise<FittedEdition> {
  const key = JSON.stringify([edition.hash, masthead]);
  const fitting = lately.get(key) ?? fitBoth(edition, masthead);
  lately.delete(key);
  lately.set(key, fitting);
  fitting.catch(() => lately.delete(key));
  for (const oldest of [...lately.keys()].slice(0, -mostKept)) lately.delete(oldest);
  return fitting;
}

/** What was fitted, the latest last: rendering takes its time, and the studio asks for the same again. */
const lately = new Map<string, Promise<FittedEdition>>();
const mostKept = 8;

async function fitBoth(edition: Edition, masthead: Masthead): Promise<FittedEdition> {
  const digest = await fitted(edition, 'digest', masthead);
  const brief = await fitted(digest.edition, 'brief', masthead);
  return { edition: brief.edition, sizes: { digest: digest.size, brief: brief.size } };
}

interface Fitted {
  edition: Edition;
  html: string;
  size: number;
}

/** The fullest form of the edition whose letter in this format stays within the budget. */
export async function fitted(
  edition: Edition,
  format: Format,
  masthead: Masthead,
): Promise<Fitted> {
  const movedBy = async (count: number): Promise<Fitted> => {
    const shorter = count === 0 ? edition : withMatchupsMoved(edition, count);
    const html = await htmlOf(shorter, format, masthead);
    return { edition: shorter, html, size: sizeOf(html) };
  };
  const whole = await movedBy(0);
  if (whole.size <= sizeBudget) return whole;
  let most = edition.matchups.length - 1;
  let best = most === 0 ? whole : await movedBy(most);
  if (best.size > sizeBudget) throw tooLarge(best);
  // Each matchup that moves makes the letter smaller: halve what is left to search.
  let least = 1;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    const tried = await movedBy(middle);
    if (tried.size <= sizeBudget) {
      best = tried;
      most = middle;
    } else {
      least = middle + 1;
    }
  }
  return best;
}

function tooLarge({ edition, size }: Fitted): VerdictsError {
  const slugs = edition.matchups.flatMap(({ pairs }) => pairs.map(({ slug }) => slug));
  const { path, length } = longestText(edition, 'edition');
  return new VerdictsError(
    'letter-too-large',
    `The letter of ${edition.week} takes ${size} bytes with ${slugs.join(', ')} alone; ${sizeBudget} are allowed.`,
    {
      remedy: `Shorten its longest text, ${path} with ${length} characters, or exclude the comparison in data/plans/${edition.week}.json.`,
    },
  );
}

function longestText(value: unknown, path: string): { path: string; length: number } {
  if (typeof value === 'string') return { path, length: value.length };
  if (typeof value !== 'object' || value === null) return { path, length: 0 };
  return Object.entries(value)
    .map(([key, child]) => longestText(child, `${path}.${key}`))
    .reduce((longest, text) => (text.length > longest.length ? text : longest), {
      path,
      length: 0,
    });
}
