import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio/slim';
import type { Edition } from '../../editions/edition.js';
import { sizeOf } from '../fit.js';
import type { Format, Letter, Masthead } from '../letter.js';
import { compileLetter, fill, type SlotValues } from '../slots.js';
import { withoutNeedlessBlanks } from '../wrapping.js';
import type { Element, Scheme } from './cascade.js';
import { type Sight, sightIn } from './sight.js';

/** A letter as one reader would get it, laid out for the rules to look at. */
export interface Proof {
  format: Format;
  edition: Edition;
  masthead: Masthead;
  subject: string;
  html: string;
  text: string;
  /** As letters/fit.ts counts them. */
  bytes: number;
  document: CheerioAPI;
  /** How text is seen, by scheme. */
  sight: Record<Scheme, (element: Element) => Sight>;
}

interface Origin {
  format: Format;
  edition: Edition;
  masthead: Masthead;
  /** A sample reader's. */
  values: SlotValues;
}

/** Fills and reads the letter. Throws what `compileLetter` and postcss throw. */
export function proofOf(letter: Letter, { values, ...origin }: Origin): Proof {
  const compiled = compileLetter(letter);
  const html = fill(compiled.html, values);
  const document = load(html, { sourceCodeLocationInfo: true });
  return {
    ...origin,
    subject: fill(compiled.subject, values),
    html,
    text: fill(compiled.text, values),
    bytes: sizeOf(letter.html),
    document,
    sight: { light: sightIn(document, 'light'), dark: sightOnDemand(document, 'dark') },
  };
}

/** Working it out takes its time, and most letters are never looked at in that scheme. */
function sightOnDemand(document: CheerioAPI, scheme: Scheme): (element: Element) => Sight {
  let see: ((element: Element) => Sight) | undefined;
  return (element) => {
    see ??= sightIn(document, scheme);
    return see(element);
  };
}

/** The shortest path of child selectors that matches exactly that element. */
export function selectorOf($: CheerioAPI, element: Element): string {
  let selector = '';
  let current: Element | undefined = element;
  while (current) {
    selector = selector === '' ? stepOf(current) : `${stepOf(current)} > ${selector}`;
    if ($(selector).length === 1) return selector;
    current = current.parent?.type === 'tag' ? (current.parent as Element) : undefined; // a tag is an element
  }
  return selector;
}

function stepOf(element: Element): string {
  if (element.name === 'html' || element.name === 'body') return element.name;
  const alike = (element.parent?.children ?? []).filter(
    (sibling) => 'name' in sibling && sibling.name === element.name,
  );
  return `${element.name}:nth-of-type(${alike.indexOf(element) + 1})`;
}

/** The element's words as a reader sees them, on one line; of a link without words, its label. */
export function wordsOf($: CheerioAPI, element: Element): string {
  const pictures = $(element)
    .find('img[alt]')
    .toArray()
    .map((picture) => picture.attribs.alt);
  return bare([$(element).text(), ...pictures].join(' '));
}

/** All that a reader sees, in reading order, on one line. */
export function visibleText({ document: $, sight }: Proof): string {
  const words: string[] = [];
  const read = (element: Element) => {
    if (sight.light(element).hidden) return;
    const inline = /^(?:a|abbr|b|code|em|font|i|small|span|strong|sub|sup|u)$/.test(element.name);
    if (!inline) words.push(' ');
    for (const child of element.children) {
      if (child.type === 'text') words.push(child.data);
      if (child.type === 'tag') read(child);
    }
    if (!inline) words.push(' ');
  };
  for (const body of $('body').toArray()) read(body);
  return bare(words.join(''));
}

/** The text on one line, without characters that are not seen and blanks that nobody misses. */
export function bare(text: string): string {
  const seen = text.replace(/[\u00ad\u200b\u200c\u2060\u2066-\u2069\ufeff]/g, '');
  return withoutNeedlessBlanks(seen).replace(/\s+/g, ' ').trim();
}
