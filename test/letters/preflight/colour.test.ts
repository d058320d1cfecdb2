import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrastOf, hexOf, over, parseColour } from '../../../src/letters/preflight/colour.js';

const channel = fc.integer({ min: 0, max: 255 });
const colours = fc.record({
  red: channel,
  green: channel,
  blue: channel,
  alpha: fc.constant(1),
});

describe('a colour', () => {
  test('is the same in every way of writing it', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const { red, green, blue } = colour;
        const hex = hexOf(colour);
        for (const written of [
          hex,
          hex.slice(1).toUpperCase(),
          `rgb(${red}, ${green}, ${blue})`,
          `rgb(${red} ${green} ${blue} / 100%)`,
          `rgba(${red},${green},${blue},1)`,
        ]) {
          expect(parseColour(written)).toEqual(colour);
        }
      }),
    );
    expect(parseColour('#abc')).toEqual(parseColour('#aabbcc'));
    expect(parseColour(' White ')).toEqual(parseColour('#fff'));
    expect(parseColour('transparent')?.alpha).toBe(0);
  });

  test.each(['', 'inherit', 'var(--ink)', '#12', '12345', 'rgb(1, 2)', 'url(a.png)'])(
    'is not read out of “%s”',
    (text) => {
      expect(parseColour(text)).toBeUndefined();
    },
  );
});

describe('contrast', () => {
  test('is between 1 and 21, the same both ways, and 1 with itself', () => {
    fc.assert(
      fc.property(colours, colours, (one, other) => {
        const ratio = contrastOf(one, other);
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(21);
        expect(contrastOf(other, one)).toBe(ratio);
        expect(contrastOf(one, one)).toBe(1);
      }),
    );
  });

  // As WebAIM's contrast checker gives them.
  test.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0000ff', '#ffffff', 8.59],
  ])('of %s on %s is %d', (ink, ground, ratio) => {
    const [one, other] = [parseColour(ink), parseColour(ground)];
    if (!one || !other) throw new Error('no colour');
    expect(contrastOf(one, other)).toBeCloseTo(ratio, 2);
  });

  test('of what is half transparent is that of what is seen', () => {
    const [veil, white] = [parseColour('rgba(0,0,0,.5)'), parseColour('#fff')];
    if (!veil || !white) throw new Error('no colour');
    expect(hexOf(over(veil, white))).toBe('#808080');
  });
});
