import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { widthOf, withoutNeedlessBlanks, wrapped } from '../../src/letters/wrapping.js';
import { editionOf, matchupOf } from '../support/letters.js';
import { foundIn } from '../support/preflight.js';

test.each(['\u00a0', '\u202f'])('breaks a price at no no-break blank (%j)', (blank) => {
  const price = `1${blank}299${blank}€`;
  const lines = wrapped(`${'word '.repeat(14)}${price}`).split('\n');
  expect(lines).toEqual([expect.stringMatching(/^word/), price]);
});

test('keeps every word and its order, and no line is longer than it must be', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'é', '한', '-', '.'),
    minLength: 1,
    maxLength: 90,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.constantFrom('', '  '), (words, indent) => {
      const lines = wrapped(words.join(' '), indent).split('\n');
      expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words);
      for (const line of lines) {
        expect(line.startsWith(indent)).toBe(true);
        expect(widthOf(line) <= 76 || !line.trim().includes(' ')).toBe(true);
      }
    }),
  );
});

const unspaced = {
  Chinese: '欢迎阅读本周的人工智能工具评测，编辑们（四位）比较了两个模型。',
  Japanese: '今週は「文章生成アシスタント」を比較しました。どちらも便利です。',
  Thai: 'คณะผู้วิจารณ์ได้เปรียบเทียบเครื่องมือปัญญาประดิษฐ์สองตัวเพื่อให้คุณไม่ต้องเสียเวลา',
};

describe.each(Object.entries(unspaced))('%s, which has no blanks between words,', (_, sentence) => {
  test('is broken between words, beside no mark that belongs to one', () => {
    const text = sentence.repeat(6);
    const lines = wrapped(text, '  ').split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      expect(widthOf(line)).toBeLessThanOrEqual(76);
      expect(line).not.toMatch(/^ {2}[，。、）」・]|[（「]$/);
    }
    expect(lines.map((line) => line.trim()).join('')).toBe(text);
    expect(withoutNeedlessBlanks(lines.join('\n'))).toBe(`  ${text}`);
  });

  test('says the same in the text part as in the html, says preflight', async () => {
    const tool = { name: sentence, tagline: sentence.repeat(4) };
    const edition = editionOf({
      intro: sentence.repeat(4),
      matchups: [matchupOf({ id: 'a', tool })],
    });
    expect(await foundIn({ edition })).toEqual([]);
  });
});

test('no word of Thai is broken', () => {
  const words = ['ภาษา', 'ปัญญา', 'ประดิษฐ์'];
  const lines = wrapped(words.join('').repeat(9)).split('\n');
  expect(lines.join('\n').replaceAll('\n', '').split(words.join(''))).toHaveLength(10);
  for (const line of lines) expect(line).toMatch(/^(?:ภาษา|ปัญญา|ประดิษฐ์)/);
});

test('a link within such words stays whole', () => {
  const url = `https://verdicts.example/${'a-1/'.repeat(30)}`;
  expect(wrapped(`${unspaced.Chinese.repeat(3)}${url}`)).toContain(url);
});
