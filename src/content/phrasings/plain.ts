import { UNSEEN } from '../lines.js';
import { ARTICLE, raw, SURELY } from './wording.js';

const ADJECTIVE = raw`(?:${SURELY}|\w+(?:ful|ous|able|ible|less|ant|ic|al)|easy|hard|clear|clean|solid|strong|weak|soft|firm|cautious|confident|qualified|unqualified|tentative|begrudging|grudging|respectful|polite|gentle|warm|quiet|sad|happy|honest|early|plain|flat|blunt|wholehearted|narrow|light|real|genuine|legitimate|decisive|definite|straightforward|simple|quick|immediate|rare|full|complete|outright|permanent|temporary|better|very|pretty|no-brainer|high-conviction|but|and)`;
const ADJECTIVES = new RegExp(
  raw`(?<=^|[.;:—–(] ?|\b(?:${ARTICLE}|no|is) )(?:${ADJECTIVE},? ){1,4}(?=(?:ship|skip)\b)`,
  'g',
);
const COMPOUND =
  /\b(?:ship|skip)(?= (?:dates?|buttons?|lists?|connections?|logic|rates?|cadence|cycles?|layers?|steps?)\b)/g;
/** What leaves open whether it is a skip at all. */
const HALF =
  /(?<=\b(?:not|never) an? |n't an? )(?:hard|full|total|complete|permanent|outright) skip\b/g;

/** "Ship 👎": a mark against the word before it, so that it says neither. A cross before it marks a list. */
const CROSSED =
  /(?<![\p{L}\p{N}])ship(?=(?: it| this)?[^\p{L}\p{N}\n]{0,3}[👎❌🚫⛔])|(?<=👎[^\p{L}\p{N}\n]{0,3})ship(?![\p{L}\p{N}])/giu;

/**
 * Without emphasis, emoji, list marks, what nobody sees and what is struck out, and with each dash, full stop
 * and ellipsis in one spelling.
 */
export function withoutMarks(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(/~~[^~\n]+~~/g, ' ')
    .replace(CROSSED, blank)
    .replace(/[。．｡]/g, '. ')
    .replace(/！/g, '! ')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, ' ')
    .replace(/\*+|(?<!\w)_+|_+(?!\w)|~~/g, '')
    .replace(/^[\s>#•·+-]+/gm, '')
    .replace(/ -{1,2} /g, ' — ')
    .replaceAll('…', '...');
}

/**
 * A statement as the phrasings want it: in lower case, quotations and the ship of "ship date"
 * blanked, and the adjectives left out of "a hard, unambiguous skip".
 */
export function inPlainWords(statement: string): string {
  return withoutQuotations(statement.toLowerCase().replaceAll('’', "'"))
    .replace(COMPOUND, blank)
    .replace(HALF, blank)
    .replace(ADJECTIVES, '');
}

/** The words of others, blanked: "the 'ship it' crowd" is no verdict. */
function withoutQuotations(text: string): string {
  return text.replace(
    /“[^”]{0,1000}”|"[^"]*"|(?<=^|[\s(—–])'(?=\S)[^"]{1,160}?(?<=\S)'(?=$|[\s.,;:!?)—–])/g,
    blank,
  );
}

function blank(text: string): string {
  return '_'.repeat(text.length);
}
