import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainRecords } from '../../src/subscribers/plain-csv.js';

/** What the parser, to which other texts are left, makes of one. */
function parsed(text: string, delimiter: string): string[][] {
  return parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
  });
}

const piece = fc.constantFrom('a', 'bc', ' ', 'ä', '', '"', '""', ',', ';', '\n', '\r\n', '\r');
const plainCell = fc.constantFrom('a', '', ' b c ', 'ä', '""', '"a,b"', '"say ""no"""', '"a;b"');

describe('the records of a text', () => {
  it('are those that csv-parse finds, or are left to it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom(',', ';'), (pieces, by) => {
        const text = pieces.join('');
        const records = plainRecords(text, by);
        if (records) expect(records).toEqual(parsed(text, by));
      }),
      { numRuns: 5000 },
    );
  });

  it('are found in every plain text, whatever its line ends', () => {
    const table = fc.array(fc.array(plainCell, { minLength: 1, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, lineEnd) => {
        const text = rows.map((cells) => cells.join(',') + lineEnd).join('');
        expect(plainRecords(text, ',')).toEqual(parsed(text, ','));
      }),
    );
  });

  it.each(['a"b,c\n', '"a\nb",c\n', '"a" ,b\n', '"a', `${'x'.repeat(1 << 15)}\n`])(
    'are left to it where a line is not plain: %j',
    (text) => {
      expect(plainRecords(text, ',')).toBeUndefined();
    },
  );
});
