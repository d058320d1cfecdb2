import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Row, readRows } from '../../src/subscribers/csv.js';
import { csvOf } from '../support/subscribers.js';

async function rowsOf(content: string | Buffer, chunkSize?: number): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of readRows(csvOf(content, chunkSize))) rows.push(...some);
  return rows;
}

describe('a CSV file', () => {
  it('is read the same with any line ends, with and without a byte order mark', async () => {
    const expected = [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['ä', 'x,y'] },
    ];
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      for (const mark of ['', '\ufeff']) {
        for (const last of ['', lineEnd]) {
          expect(await rowsOf(`${mark}a,b${lineEnd}ä,"x,y"${last}`)).toEqual(expected);
        }
      }
    }
  });

  it.each([',', ';', '\t'])('may have its cells separated by %j', async (delimiter) => {
    const text = `email${delimiter}"a,b;c\td"${delimiter}name\n1${delimiter}2;2${delimiter}3\n`;
    const [first] = await rowsOf(text);
    expect(first?.cells).toEqual(['email', 'a,b;c\td', 'name']);
  });

  it('is read the same in chunks of any size, and each row knows its line', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.constantFrom('', 'a\nb', 'a\r\nb\n', '"', '","', "'=1"),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (cells, chunkSize) => {
        const text = stringify([['first', 'row'], ...cells], { quoted: true });
        const rows = await rowsOf(text, chunkSize);
        expect(rows.map((row) => row.cells)).toEqual([['first', 'row'], ...cells]);
        let line = 1;
        for (const row of rows) {
          expect(row.line).toBe(line);
          line += 1 + (row.cells.join('').match(/\r\n|\r|\n/g)?.length ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('may have blank lines, which are left out but counted', async () => {
    const rows = await rowsOf('\na\n\n\nb');
    expect(rows).toEqual([
      { line: 2, cells: ['a'] },
      { line: 5, cells: ['b'] },
    ]);
  });

  it('that is empty has no rows', async () => {
    expect(await rowsOf('')).toEqual([]);
    expect(await rowsOf('\ufeff')).toEqual([]);
    expect(await rowsOf(Buffer.from('\ufeff', 'utf16le'))).toEqual([]);
  });

  it('may be in UTF-16, in either order, with and without a byte order mark', async () => {
    const text = 'email,name\r\nada@example.com,"Ada 🦊, Łukasz"\r\n';
    for (const marked of [text, `\ufeff${text}`]) {
      const littleEndian = Buffer.from(marked, 'utf16le');
      for (const bytes of [littleEndian, Buffer.from(littleEndian).swap16()]) {
        for (const chunkSize of [1, 3, 1000]) {
          expect(await rowsOf(bytes, chunkSize)).toEqual([
            { line: 1, cells: ['email', 'name'] },
            { line: 2, cells: ['ada@example.com', 'Ada 🦊, Łukasz'] },
          ]);
        }
      }
    }
  });

  it.each([
    ['sep=;', ';'],
    ['SEP=,', ','],
    ['sep=\t', '\t'],
    ['"sep=|"', '|'],
  ])(
    'may begin with the line %j, which is no row and tells the delimiter',
    async (line, delimiter) => {
      for (const mark of ['', '\ufeff']) {
        for (const chunkSize of [1, 1000]) {
          const text = `${mark}${line}\r\nemail${delimiter}a,b;c\r\n`;
          const [first, ...others] = await rowsOf(text, chunkSize);
          expect(first).toMatchObject({ line: 2 });
          expect(first?.cells.slice(0, 2)).toEqual(
            ['email', ...'a,b;c'.split(delimiter)].slice(0, 2),
          );
          expect(others).toEqual([]);
        }
      }
    },
  );

  it.each([
    [
      'in another encoding',
      Buffer.from('a\nb\nJos\xe9\n', 'latin1'),
      'line 3: the text is not UTF-8',
    ],
    [
      'in another encoding far down',
      Buffer.from(`${'ada@example.com\n'.repeat(20_000)}Jos\xe9\n`, 'latin1'),
      'line 20001: the text is not UTF-8',
    ],
    [
      'in UTF-16 with half a character',
      Buffer.concat([Buffer.from('email\nada', 'utf16le'), Buffer.from([0x00, 0xd8, 0x61, 0x00])]),
      'the UTF-16 text is damaged',
    ],
    ['that is a workbook', Buffer.from('PK\x03\x04aaaa'), 'line 1: this is a spreadsheet'],
    [
      'with a quote that never closes',
      `a\n"b${'x\n'.repeat(1 << 17)}`,
      'line 2: a cell begins with',
    ],
    ['that ends in a quote', 'a\nb\n"c', 'line 3: a cell begins with a quote that never closes'],
    ['without lines', 'x'.repeat(1 << 18), 'line 1: the line never ends'],
  ])('%s is refused with file and line', async (_what, content, said) => {
    await expect(rowsOf(content, 1 << 12)).rejects.toThrow(said);
    await expect(rowsOf(content, 1 << 12)).rejects.toThrow('readers.csv, line ');
  });
});
