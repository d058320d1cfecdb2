import { VerdictsError } from '../errors.js';
import { type HtmlRegion, regionsOf } from './html-regions.js';
import type { Letter } from './letter.js';

/**
 * The values of one reader that a letter has places for: the address it goes to, and the signed
 * tokens of that reader's links; `link` is the one of a letter that is about one link.
 */
export const slotNames = ['address', 'unsubscribe', 'preferences', 'vote', 'link'] as const;
export type SlotName = (typeof slotNames)[number];

/** One reader's values, of the slots that the letter has. */
export type SlotValues = Partial<Record<SlotName, string>>;

/** Where in a letter a slot stands, and so how its value is escaped. */
export type SlotContext = 'html-text' | 'attribute' | 'url' | 'plain';

/** Constant text, or a place for a reader's value. */
export type LetterPart = string | { slot: SlotName; context: SlotContext };

/** A letter taken apart at its slots, ready to be filled. */
export interface CompiledLetter {
  subject: LetterPart[];
  html: LetterPart[];
  text: LetterPart[];
}

// Private-use characters, which content is refused (content/prose.ts): nothing can forge a slot.
const opening = '\u{e000}';
const closing = '\u{e001}';
const marker = new RegExp(`${opening}([^${opening}${closing}]*)${closing}`, 'g');
const stray = new RegExp(`[${opening}${closing}]`);

/** The marker of a slot, as a template writes it. */
export function slot(name: SlotName): string {
  return opening + name + closing;
}

/** Whether the text holds a slot marker or a piece of one. */
export function hasMarker(text: string): boolean {
  return stray.test(text);
}

/**
 * Takes a letter apart at its slots and finds out where each stands. Throws `VerdictsError` on an
 * unknown slot, on a piece of a marker, and on a slot where no value is safe: in a comment, a style,
 * a script, a tag, an event handler, or before the path of a URL.
 */
export function compileLetter({ subject, html, text }: Letter): CompiledLetter {
  const regions = regionsOf(html);
  return {
    subject: partsOf('subject', subject, () => 'plain'),
    html: partsOf('html', html, (name, index) => htmlContext(html, regions, name, index)),
    text: partsOf('text', text, (_, index) =>
      /https?:\/\/\S*$/.test(text.slice(0, index)) ? 'url' : 'plain',
    ),
  };
}

/**
 * The text with each slot's value in its place, escaped for where it stands. Throws `VerdictsError`
 * when a value is missing or empty.
 */
export function fill(parts: readonly LetterPart[], values: SlotValues): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = values[part.slot];
      if (!value) throw unfilled(`slot "${part.slot}"`);
      return escapeFor(part.context, value);
    })
    .join('');
}

/**
 * The value as it is safe in that place. Control characters, line breaks among them, become blanks
 * and broken or private-use characters U+FFFD, so that no value adds a line, a header or a slot.
 * Throws `VerdictsError` on an empty value.
 */
export function escapeFor(context: SlotContext, value: string): string {
  if (value === '') throw unfilled('slots');
  if (standsForItself[context].test(value)) return value;
  const clean = value.replace(unsafe, (character) => (isBreak.test(character) ? ' ' : '\ufffd'));
  if (context === 'plain') return clean;
  if (context === 'url') return encodeURIComponent(clean).replace(/[!'()*]/g, percentEncoded);
  return clean.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

// Nearly every value is such a one, and a regular expression with Unicode classes takes its time.
const bare = /^[\w.-]+$/;
const withAt = /^[\w.@-]+$/;
const standsForItself = { url: bare, plain: withAt, 'html-text': withAt, attribute: withAt };
const isBreak = /[\p{Cc}\u2028\u2029]/u;
const unsafe = /[\p{Cc}\u2028\u2029\p{Cs}\u{e000}-\u{f8ff}]/gu;
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function partsOf(
  field: keyof Letter,
  text: string,
  contextAt: (name: SlotName, index: number) => SlotContext,
): LetterPart[] {
  const parts: LetterPart[] = [];
  let end = 0;
  for (const match of text.matchAll(marker)) {
    const name = slotNames.find((candidate) => candidate === match[1]);
    if (name === undefined) {
      throw faulty(`has an unknown slot "${match[1]}"`, `Use one of ${slotNames.join(', ')}`);
    }
    parts.push(text.slice(end, match.index), { slot: name, context: contextAt(name, match.index) });
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  if (parts.some((part) => typeof part === 'string' && stray.test(part))) {
    throw faulty('holds a piece of a slot marker', 'Write slots with slot() alone');
  }
  return parts.filter((part) => part !== '');

  function faulty(what: string, remedy: string): VerdictsError {
    return new VerdictsError('slot-invalid', `The ${field} of the letter ${what}.`, {
      remedy: `${remedy} in the template in emails/.`,
    });
  }
}

function htmlContext(
  html: string,
  regions: readonly HtmlRegion[],
  name: SlotName,
  index: number,
): SlotContext {
  const region = regions.find(({ start, end }) => start <= index && index < end);
  const context = region?.context ?? null;
  const before = html.slice(region?.start ?? index, index);
  const fault = context === null ? `in ${region?.place ?? 'a tag'}` : faultBefore(context, before);
  if (context !== null && fault === undefined) return context;
  throw new VerdictsError(
    'slot-misplaced',
    `The html of the letter has the slot "${name}" ${fault}.`,
    { remedy: 'Move it into text, a quoted attribute or the path of a link in emails/.' },
  );
}

/** What makes a value unsafe behind this constant text, or undefined. */
function faultBefore(context: SlotContext, before: string): string | undefined {
  // With the value they could become a tag or an entity.
  if (/[<&][\w#/!?]*$/.test(before)) return 'right behind a bare < or &';
  // A value there could lead to another site.
  const inPath = context !== 'url' || /^https?:\/\/[^/?#\s]+\//.test(before);
  return inPath ? undefined : 'before the path of a URL';
}

function unfilled(what: string): VerdictsError {
  return new VerdictsError('slot-unfilled', `The letter has no value for its ${what}.`, {
    remedy: 'Give every slot of the letter a value that is not empty.',
  });
}
