import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { openKeptJournal, type Sum } from '../../src/feedback/kept-journal.js';
import { temporaryFolder } from '../support/folder.js';

/** The last value under each key. */
class LastValues implements Sum {
  stale = false;
  values = new Map<string, number>();
  clear() {
    this.stale = false;
    this.values.clear();
  }
  add(record: unknown) {
    const [key, value] = record as [string, number]; // As `put` below writes it.
    this.values.set(key, value);
  }
  records() {
    return this.values;
  }
}

async function open(path: string) {
  const sum = new LastValues();
  const journal = await openKeptJournal({ path, clock: systemClock, sum, small: 200 });
  const put = (key: string, value: number) =>
    journal.change(() => ({ records: [[key, value]], result: undefined }));
  return { sum, journal, put };
}

describe('a journal that is kept small', () => {
  it('is summed up in a snapshot once it is large, and loses nothing by it', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const { put } = await open(path);
    for (let value = 0; value < 100; value += 1) await put(`key${value % 7}`, value);
    expect(existsSync(`${path}.snapshot`)).toBe(true);
    expect(readFileSync(path).length).toBeLessThan(400);
    const { sum } = await open(path);
    expect([...sum.values.values()].sort()).toEqual([93, 94, 95, 96, 97, 98, 99]);
  });

  it('adds up to the same when a crash left the journal beside its snapshot', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const { journal, put } = await open(path);
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const)
      await put(key, value);
    copyFileSync(path, `${path}.before`);
    await journal.compact();
    copyFileSync(`${path}.before`, path);
    const { sum } = await open(path);
    expect(sum.values).toEqual(
      new Map([
        ['a', 3],
        ['b', 2],
      ]),
    );
  });

  it('tells other processes that the journal was summed up', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const [one, other] = [await open(path), await open(path)];
    await one.put('a', 1);
    await other.put('b', 2);
    await one.journal.compact();
    await one.put('c', 3);
    await other.journal.refresh();
    expect(other.sum.values).toEqual(
      new Map([
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ]),
    );
  });

  it('refuses a damaged snapshot with file and line', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const { journal, put } = await open(path);
    for (const key of ['a', 'b', 'c']) await put(key, 1);
    await journal.compact();
    const snapshot = `${path}.snapshot`;
    const whole = readFileSync(snapshot, 'utf8');
    for (const [damage, line] of [
      [whole.replace('["b"', '["x"'), 2],
      [whole.slice(0, -5), 3],
    ] as const) {
      writeFileSync(snapshot, damage);
      await expect(open(path)).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringContaining(`a.jsonl.snapshot, line ${line}:`),
      });
    }
  });
});
