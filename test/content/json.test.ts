import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/content/json.js';

test('gives the value of a JSON text, with or without a byte order mark', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, mark) => {
      const text = JSON.stringify(value);
      const reading = parseJson(mark ? `\ufeff${text}` : text);
      expect(reading).toEqual({ ok: true, value: JSON.parse(text) });
    }),
  );
});

test.each([
  ['{\n  "a": 1,\n}', 3, 1],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{\n  "a": oops\n}', 2, 8],
  ["{\n  'a': 1\n}", 2, 3],
  ['[1,]', 1, 4],
  ['{"a": "one\ntwo"}', 1, 11],
  ['{"a": 1} trailing', 1, 10],
  ['{\n  "a": [1, 2', 2, 13],
  ['', 1, 1],
])('names line and column of what is wrong in %j', (text, line, column) => {
  expect(parseJson(text)).toMatchObject({ ok: false, line, column });
});

test('names the place of a stray character wherever it is', () => {
  const list = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(
    fc.property(list, fc.nat(), (numbers, chosen) => {
      const lines = JSON.stringify(numbers, null, 2).split('\n');
      const at = chosen % lines.length;
      const text = lines.with(at, `@${lines[at]}`).join('\n');
      expect(parseJson(text)).toMatchObject({ ok: false, line: at + 1, column: 1 });
    }),
  );
});
