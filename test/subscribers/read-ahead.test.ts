import { closeSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { ReadAhead } from '../../src/subscribers/read-ahead.js';
import { temporaryFolder } from '../support/folder.js';

function opened(text: string) {
  const path = join(temporaryFolder(), 'records');
  writeFileSync(path, text);
  const fd = openSync(path, 'r');
  onTestFinished(() => closeSync(fd));
  const ahead = new ReadAhead(fd, path);
  const read = (offset: number, length: number) => {
    const start = ahead.reach(offset, length);
    return ahead.bytes.toString('latin1', start, start + length);
  };
  return { path, read };
}

const text = Array.from({ length: 60_000 }, (_, index) => `record ${index};`).join('');

it('records are read as they stand in the file, one after the other or in any order', () => {
  const { read } = opened(text);
  const offset = fc.nat({ max: text.length - 500 });
  const steps = fc.array(fc.tuple(fc.boolean(), offset, fc.integer({ min: 1, max: 500 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (wanted) => {
      let end = 0;
      for (const [follows, anywhere, length] of wanted) {
        const start = follows && end + length <= text.length ? end : anywhere;
        expect(read(start, length)).toBe(text.slice(start, start + length));
        end = start + length;
      }
    }),
  );
});

it('a record that the file no longer holds is refused, and what was at hand is read anew', () => {
  for (let wanted = 0; wanted < 5000; wanted += 100) {
    const { path, read } = opened(text);
    for (let start = 0; start < 5000; start += 100) read(start, 100);
    truncateSync(path, 90_000);
    expect(() => read(89_990, 100)).toThrow('shorter than it was');
    expect(read(wanted, 100)).toBe(text.slice(wanted, wanted + 100));
  }
});
