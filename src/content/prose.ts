import { z } from 'zod';

/**
 * Text that a page or an editor wrote. The private-use characters U+E000 to U+F8FF are refused,
 * because letters mark their slots with them, and so are control characters, which no mail client shows,
 * and the two that turn round the order of all that follows: `75%` would read `%57`.
 */
export const Prose = z
  .string()
  .trim()
  .min(1, 'expected some text')
  .refine((text) => !/[\u{e000}-\u{f8ff}]/u.test(text), {
    error: 'expected no private-use characters (U+E000 to U+F8FF)',
  })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  .refine((text) => !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202d\u202e]/.test(text), {
    error: 'expected no control characters other than line ends',
  });

/** Text of one line that stands in a card or a table: a name, a tagline, a price. */
export function line(most: number) {
  return Prose.refine((text) => !text.includes('\n'), { error: 'expected one line' }).refine(
    (text) => text.length <= most,
    { error: `expected at most ${most} characters` },
  );
}
