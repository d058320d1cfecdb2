import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentencesOf } from '../../src/content/sentences.js';

test.each([
  ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
  ['Against Moondream2, MiniCPM-V 2.0, and PaliGemma 3B. Next.', 2],
  ['Use a small model, e.g. SmolVLM2, i.e. The cheap one. Next.', 2],
  ['It is OpenAI vs. Mistral in the E.U. Parliament. Next.', 2],
  ['Made by Acme Inc. Software it is not.', 1],
  ['We asked Dr. Jane B. Smith. Next.', 2],
  ['It runs on Node.js and .NET Core. Next.', 2],
  ['Mail by Yahoo! is fine. Next.', 2],
  ['That\'s different from "we made a wrapper." The bet is correct.', 2],
  ['The pitch is “Ship faster. Sleep better.” and it holds. Next.', 2],
  ["The pitch is 'Ship faster. Sleep better.' and it holds. Next.", 2],
  ['It works (mostly. See the docs.) as promised. Next.', 2],
  ["The teams' docs aren't great. They're honest. It's fine.", 3],
  ['A 13" screen is enough. Next. Last.', 3],
  ['It costs $0.50/M tokens. Next.', 2],
  ['A line\nbreak is a space.  So are two. ', ['A line break is a space.', 'So are two.']],
])('%s', (text, expected) => {
  const sentences = sentencesOf(text);
  expect(typeof expected === 'number' ? sentences.length : sentences).toEqual(expected);
});

test.each([
  ['A. ', 1],
  ['(Ab. ', 80_000],
  ['“Ab. ', 80_000],
  ['‘Ab. ', 80_000],
])('a text that is long beyond reason is cut as well: %j over and over', (piece, sentences) => {
  expect(sentencesOf(piece.repeat(400_000 / 5))).toHaveLength(sentences);
});

test('sentences lose nothing but white space', () => {
  const text = fc.array(
    fc.constantFrom(
      'One.',
      'e.g.',
      '(a.',
      'b.)',
      '“c.',
      'd.”',
      "'e.",
      "f.'",
      '2.0',
      'Why?',
      '"',
      '.',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        text.map((words) => words.join(' ')),
        fc.string(),
      ),
      (given) => {
        const plain = given.replace(/\s+/g, ' ').trim();
        expect(sentencesOf(given).join(' ').replace(/\s+/g, '')).toBe(plain.replace(/\s+/g, ''));
      },
    ),
  );
});
