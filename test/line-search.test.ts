import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../src/journal.js';
import { linesHolding, recordsHolding } from '../src/line-search.js';
import { temporaryFolder } from './support/folder.js';
import { heldClock } from './support/subscribers.js';

async function found(path: string, text: string) {
  const lines: { number: number; text: string }[] = [];
  for await (const { number, line } of linesHolding(path, text)) {
    lines.push({ number, text: line.toString() });
  }
  return lines;
}

describe('A look through a file', () => {
  it('finds the lines that hold a text, each once and with its number', async () => {
    const path = join(temporaryFolder(), 'lines');
    const aLine = fc.stringMatching(/^[abé ]{0,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(aLine), aLine, async (lines, torn) => {
        writeFileSync(path, lines.map((line) => `${line}\n`).join('') + torn);
        const expected = lines.flatMap((line, number) =>
          line.includes('ab') ? { number, text: `${line}\n` } : [],
        );
        expect(await found(path, 'ab')).toEqual(expected);
      }),
    );
  });

  it('finds them across the pieces in which a large file is read', async () => {
    const path = join(temporaryFolder(), 'lines');
    const long = 'x'.repeat(3_000_000);
    const lines = Array.from({ length: 40_000 }, (_, at) => `{"reader":"r${at}","rest":"${at}"}`);
    writeFileSync(path, `${[...lines, `needle ${long}`, 'last needle'].join('\n')}\n`);
    for (const at of [0, 1, 27_113, 39_999]) {
      expect(await found(path, `"reader":"r${at}"`)).toEqual([
        { number: at, text: `${lines[at]}\n` },
      ]);
    }
    expect((await found(path, 'needle')).map(({ number }) => number)).toEqual([40_000, 40_001]);
  });

  it('finds nothing in a file that is not there', async () => {
    expect(await found(join(temporaryFolder(), 'none'), 'a')).toEqual([]);
  });

  it('reads records of a journal, and says which line is damaged', async () => {
    const path = join(temporaryFolder(), 'journal.jsonl');
    const journal = await openJournal({ path, clock: heldClock, apply() {}, reset() {} });
    const records = [{ of: 'ada' }, { of: 'ben' }, { of: 'ada', more: 1 }];
    await journal.change(() => ({ records, result: undefined }));
    await journal.close();
    const read: unknown[] = [];
    for await (const record of recordsHolding(path, '"of":"ada"')) read.push(record);
    expect(read).toEqual([records[0], records[2]]);

    writeFileSync(path, `{"crc":"00000000","record":${JSON.stringify(records[0])}}\n`);
    await expect(recordsHolding(path, 'ada').next()).rejects.toThrow(/line 1: .* damaged/);
  });
});
