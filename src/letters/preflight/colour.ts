/** Red, green and blue from 0 to 255, and how opaque it is, from 0 to 1. */
export interface Colour {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

/** The 16 colours of HTML 4 and the few others that letters are written with, by their names in CSS. */
const named: Record<string, string> = {
  black: '#000000',
  silver: '#c0c0c0',
  gray: '#808080',
  grey: '#808080',
  white: '#ffffff',
  maroon: '#800000',
  red: '#ff0000',
  purple: '#800080',
  fuchsia: '#ff00ff',
  green: '#008000',
  lime: '#00ff00',
  olive: '#808000',
  yellow: '#ffff00',
  navy: '#000080',
  blue: '#0000ff',
  teal: '#008080',
  aqua: '#00ffff',
  orange: '#ffa500',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  darkgray: '#a9a9a9',
  darkgrey: '#a9a9a9',
  dimgray: '#696969',
  dimgrey: '#696969',
  whitesmoke: '#f5f5f5',
  transparent: '#00000000',
};

/** A colour as CSS or `bgcolor` writes it: in hex, as `rgb()`, or by name. Undefined for any other. */
export function parseColour(text: string): Colour | undefined {
  const value = text.trim().toLowerCase();
  return hexColour(named[value] ?? value) ?? functionColour(value);
}

function hexColour(value: string): Colour | undefined {
  const digits = /^#?([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.exec(value)?.[1];
  if (digits === undefined) return undefined;
  const full = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
  const [red = 0, green = 0, blue = 0, alpha = 255] = (full.match(/../g) ?? []).map((pair) =>
    Number.parseInt(pair, 16),
  );
  return { red, green, blue, alpha: alpha / 255 };
}

function functionColour(value: string): Colour | undefined {
  const inside = /^rgba?\(([^()]+)\)$/.exec(value)?.[1];
  if (inside === undefined) return undefined;
  const parts = inside.split(/[\s,/]+/).filter(Boolean);
  const amount = (part: string, whole: number) =>
    part.endsWith('%') ? (Number(part.slice(0, -1)) / 100) * whole : Number(part);
  const [red, green, blue] = parts.slice(0, 3).map((part) => amount(part, 255));
  const alpha = parts[3] === undefined ? 1 : amount(parts[3], 1);
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [red, green, blue, alpha].some(Number.isNaN) ? undefined : { red, green, blue, alpha };
}

/** What is seen where the colour lies on an opaque ground. */
export function over(colour: Colour, ground: Colour): Colour {
  const mixed = (top: number, below: number) => top * colour.alpha + below * (1 - colour.alpha);
  return {
    red: mixed(colour.red, ground.red),
    green: mixed(colour.green, ground.green),
    blue: mixed(colour.blue, ground.blue),
    alpha: 1,
  };
}

/** The contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminanceOf({ red, green, blue }: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colour in hex, as a finding names it. */
export function hexOf({ red, green, blue }: Colour): string {
  const pairs = [red, green, blue].map((channel) =>
    Math.round(channel).toString(16).padStart(2, '0'),
  );
  return `#${pairs.join('')}`;
}
