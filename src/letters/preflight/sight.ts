import type { CheerioAPI } from 'cheerio';
import { cascadeOf, type Element, type Given, type Scheme } from './cascade.js';
import { type Colour, over, parseColour } from './colour.js';

/** How the text that stands right in an element is seen. */
export interface Sight {
  /** Undefined where it cannot be told, such as on a picture. */
  colour: Colour | undefined;
  ground: Colour | undefined;
  /** In CSS px. */
  size: number;
  bold: boolean;
  hidden: boolean;
}

/** How the text of each element is seen in that scheme: what it is given and what it inherits. */
export function sightIn($: CheerioAPI, scheme: Scheme): (element: Element) => Sight {
  const givenTo = cascadeOf($, scheme);
  const known = new Map<Element, Sight>();
  const { canvas, link } = defaultsOf($, scheme);

  return function see(element): Sight {
    const before = known.get(element);
    if (before) return before;
    const around = element.parent?.type === 'tag' ? see(element.parent as Element) : canvas; // a tag is an element
    const given = givenTo(element);
    const own = given.color ?? (isLink(element) ? link : undefined);
    const ground = groundOf(given, around.ground);
    const sight: Sight = {
      colour: colourOf(own, around.colour, ground),
      ground,
      size: sizeOf(given['font-size'], element.name, around.size),
      bold: boldOf(given['font-weight'], element.name, around.bold),
      hidden: around.hidden || isHidden(given, element),
    };
    known.set(element, sight);
    return sight;
  };
}

const unseen = ['head', 'style', 'script', 'noscript', 'template', 'title'];

function isHidden({ display, visibility }: Given, { name }: Element): boolean {
  return display === 'none' || visibility === 'hidden' || unseen.includes(name);
}

function isLink({ name, attribs }: Element): boolean {
  return name === 'a' && attribs.href !== undefined;
}

/** What a client shows without being told: dark only for a letter that says it can be (CSS Color Adjustment 1, 2). */
function defaultsOf($: CheerioAPI, scheme: Scheme): { canvas: Sight; link: string } {
  const supported = $('meta[name="color-scheme"]').attr('content') ?? '';
  const dark = scheme === 'dark' && /\bdark\b/.test(supported);
  return {
    canvas: {
      colour: parseColour(dark ? '#ffffff' : '#000000'),
      ground: parseColour(dark ? '#121212' : '#ffffff'),
      size: 16,
      bold: false,
      hidden: false,
    },
    link: dark ? '#9e9eff' : '#0000ee',
  };
}

function colourOf(
  own: string | undefined,
  inherited: Colour | undefined,
  ground: Colour | undefined,
): Colour | undefined {
  const inherits = own === undefined || /^(?:inherit|currentcolor|unset)$/i.test(own);
  if (inherits) return inherited;
  const colour = parseColour(own);
  return colour && ground ? over(colour, ground) : colour;
}

function groundOf(given: Given, around: Colour | undefined): Colour | undefined {
  // Behind a picture or a gradient it cannot be told what text stands on.
  const pictured = /\burl\(|gradient\(/i;
  if (pictured.test(`${given['background-image']} ${given['background-color']}`)) return undefined;
  const own = given['background-color'];
  if (own === undefined || /^(?:inherit|none|unset|initial)$/i.test(own)) return around;
  const colour = own
    .split(/\s+(?![^(]*\))/)
    .map(parseColour)
    .find((found) => found !== undefined);
  if (!colour || colour.alpha === 1) return colour;
  return around && over(colour, around);
}

const headings: Record<string, number> = { h1: 2, h2: 1.5, h3: 1.17, h4: 1, h5: 0.83, h6: 0.67 };

/** The font size in CSS px. */
function sizeOf(given: string | undefined, name: string, around: number): number {
  const found = /^([\d.]+)(px|pt|em|rem|%)$/i.exec(given?.trim() ?? '');
  if (!found) return given === undefined ? around * (headings[name] ?? 1) : around;
  const value = Number(found[1]);
  switch (found[2]?.toLowerCase()) {
    case 'pt':
      return (value * 4) / 3;
    case 'em':
      return value * around;
    case 'rem':
      return value * 16;
    case '%':
      return (value / 100) * around;
    default:
      return value;
  }
}

function boldOf(given: string | undefined, name: string, around: boolean): boolean {
  if (given === undefined) return around || /^(?:h[1-6]|b|strong|th)$/.test(name);
  return given === 'bold' || given === 'bolder' || Number(given) >= 700;
}
