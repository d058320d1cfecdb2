import { describe, expect, test } from 'vitest';
import { dark, light, type Palette } from '../../emails/theme.js';

const onPageAndCard = ['ink', 'muted', 'ship', 'skip'] as const;
const pairs: [text: keyof Palette, ground: keyof Palette][] = [
  ...onPageAndCard.flatMap((text): [keyof Palette, keyof Palette][] => [
    [text, 'page'],
    [text, 'card'],
  ]),
  ['ship', 'shipGround'],
  ['skip', 'skipGround'],
  ['buttonInk', 'button'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s scheme', (_, palette) => {
  // WCAG 2.2, 1.4.3.
  test.each(pairs)('%s reads on %s at 4.5:1 or better', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  // WCAG 2.2, 1.4.11.
  test('the filled part of a bar stands out from the empty one and the card at 3:1', () => {
    expect(contrast(palette.bar, palette.card)).toBeGreaterThanOrEqual(3);
    expect(contrast(palette.bar, palette.barRest)).toBeGreaterThanOrEqual(3);
  });
});

/** WCAG 2.2's contrast ratio of two colours. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((index) => {
    const value = Number.parseInt(colour.slice(index, index + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
