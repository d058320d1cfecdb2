import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../src/clock.js';
import { VerdictsError } from '../src/errors.js';
import { type Journal, openJournal } from '../src/journal.js';
import type { Place } from '../src/journal-file.js';
import { openFiles, temporaryFolder } from './support/folder.js';

interface Kept {
  journal: Journal;
  records: unknown[];
  places: Place[];
}

async function open(path: string, snapshot: () => unknown[] = () => []): Promise<Kept> {
  const records: unknown[] = [];
  const places: Place[] = [];
  const journal = await openJournal({
    path,
    clock: systemClock,
    apply(bytes, place) {
      records.push(JSON.parse(bytes.toString()));
      places.push(place);
    },
    reset() {
      records.splice(0, records.length, ...snapshot());
      places.length = 0;
    },
  });
  return { journal, records, places };
}

const append = (journal: Journal, ...records: unknown[]) =>
  journal.change(() => ({ records, result: undefined }));

describe('a journal', () => {
  it('takes bytes for JSON, and writes the same line as for the value', async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()].map((folder) => join(folder, 'j'));
    const record = [{ name: 'Zoë "Z"' }, 1];
    const { journal, records } = await open(one ?? '');
    await append(journal, Buffer.from(JSON.stringify(record)));
    await append((await open(other ?? '')).journal, record);
    expect(records).toEqual([record]);
    expect(readFileSync(one ?? '')).toEqual(readFileSync(other ?? ''));
  });

  it('gives back what was appended, in order, after it is opened again', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const records = fc.array(fc.jsonValue(), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(records, { maxLength: 5 }), async (groups) => {
        writeFileSync(path, '');
        const { journal } = await open(path);
        await Promise.all(groups.map((group) => append(journal, ...group)));
        const again = await open(path);
        expect(again.records).toEqual(JSON.parse(JSON.stringify(groups.flat())));
      }),
      { numRuns: 50 },
    );
  });

  it('is a file with one JSON document a line', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal } = await open(path);
    await append(journal, { a: 1 }, { b: 'ü\n' });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).record)).toEqual([{ a: 1 }, { b: 'ü\n' }]);
  });

  it('gives back records that are longer than what is read at once', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal } = await open(path);
    const records = [1, 'x'.repeat(1 << 20), 'y'.repeat(5 << 20), 2];
    await append(journal, ...records);
    expect((await open(path)).records).toEqual(records);
  });

  it('lets each change see those before it, also within one group', async () => {
    const { journal, records } = await open(join(temporaryFolder(), 'a.journal'));
    const counts = Array.from({ length: 100 }, () =>
      journal.change(() => ({ records: [{ n: records.length }], result: records.length })),
    );
    expect(await Promise.all(counts)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('reads a record back by its place, written or still in the group', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal, places } = await open(path);
    const last = () => JSON.parse(journal.read(places.at(-1) as Place).toString());
    await append(journal, { n: 0 });
    const [seen] = await Promise.all([
      append(journal, { n: 1 }).then(() => last()),
      journal.change(() => ({ records: [{ n: last().n + 1 }], result: undefined })),
    ]);
    expect(seen).toEqual({ n: 2 });
    expect(last()).toEqual({ n: 2 });
  });

  it('rejects a change that throws, and no other of its group', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal, records } = await open(path);
    const answers = await Promise.allSettled([
      append(journal, 1),
      journal.change(() => {
        throw new Error('no');
      }),
      append(journal, 2),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(records).toEqual([1, 2]);
    expect((await open(path)).records).toEqual([1, 2]);
  });

  it('shares its file between two that write at once, each seeing what the other wrote', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const [one, two] = [await open(path), await open(path)];
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => append((n % 2 ? one : two).journal, { n })),
    );
    await Promise.all([one.journal.refresh(), two.journal.refresh()]);
    expect(one.records).toHaveLength(50);
    expect(two.records).toEqual(one.records);
  });

  it('reads only what is new, however often another writes', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    let resets = 0;
    const two = await open(path, () => {
      resets += 1;
      return [];
    });
    const one = await open(path);
    for (let n = 0; n < 5; n += 1) {
      await append(one.journal, n);
      await two.journal.refresh();
    }
    expect(two.records).toEqual([0, 1, 2, 3, 4]);
    // At opening, and when the file came to be.
    expect(resets).toBe(2);
  });

  it('refuses a change for which its lock cannot be had, and takes the next', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal, records } = await open(path);
    writeFileSync(`${path}.lock`, '');
    await expect(append(journal, 1)).rejects.toThrow('a file stands where a folder is expected');
    rmSync(`${path}.lock`);
    await append(journal, 2);
    expect(records).toEqual([2]);
  });
});

describe('a journal with one change after the other', () => {
  it('takes its lock once for all of them', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal } = await open(path);
    await append(journal, 0);
    const holders = new Set<string>();
    for (let n = 1; n <= 20; n += 1) {
      await append(journal, n);
      holders.add(readlinkSync(join(`${path}.lock`, '1')));
    }
    expect(holders.size).toBe(1);
    await journal.close();
    expect(readdirSync(`${path}.lock`)).toEqual([]);
  });

  it('lets another process, and whoever wants to read or to close, in between', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const [one, two] = [await open(path), await open(path)];
    let stop = false;
    let written = 0;
    const writing = (async () => {
      for (; !stop; written += 1) await append(one.journal, { n: written });
    })();
    await append(two.journal, { n: 'two' });
    await one.journal.refresh();
    stop = true;
    await writing;
    expect(one.records).toContainEqual({ n: 'two' });
  });

  it('writes what was asked for before it was closed, and closes', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.journal');
    const { journal } = await open(path);
    await journal.change(() => {
      void append(journal, 2);
      return { records: [1], result: undefined };
    });
    await journal.close();
    expect(openFiles(folder)).toBe(0);
    expect((await open(path)).records).toEqual([1, 2]);
  });
});

describe('a journal after a crash', () => {
  it('keeps every whole record, wherever in the last one it was cut, and goes on', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal } = await open(path);
    await append(journal, { n: 1, text: 'first' });
    const before = readFileSync(path).length;
    await append(journal, { n: 2, text: 'sécond' });
    const whole = readFileSync(path);
    for (let cut = before; cut < whole.length; cut += 1) {
      writeFileSync(path, whole.subarray(0, cut));
      const again = await open(path);
      expect(again.records).toEqual([{ n: 1, text: 'first' }]);
      await append(again.journal, { n: 3 });
      expect((await open(path)).records).toEqual([{ n: 1, text: 'first' }, { n: 3 }]);
    }
  });

  it('refuses a record with a flipped bit, naming file, line and remedy, and leaves nothing open', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.journal');
    const { journal } = await open(path);
    await append(journal, { n: 1 }, { n: 2 }, { n: 3 });
    const whole = readFileSync(path);
    const second = whole.indexOf('\n') + 1;
    const end = whole.indexOf('\n', second);
    const openBefore = openFiles(folder);
    for (let at = second; at < end; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(path, flipped);
      const error = await open(path).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(VerdictsError);
      expect(error).toMatchObject({ message: expect.stringContaining(`${path}, line 2`) });
    }
    expect(openFiles(folder)).toBe(openBefore);
  });

  it('names the place where a folder stands in its stead', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    mkdirSync(path);
    await expect(open(path)).rejects.toMatchObject({
      message: `${path}: a folder stands where a file is expected.`,
    });
  });

  it('starts over when another journal was put in its place', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    let snapshot: unknown[] = [];
    const [one, two] = [await open(path, () => snapshot), await open(path, () => snapshot)];
    await append(one.journal, 1, 2);
    await two.journal.refresh();
    await one.journal.compact(async () => {
      snapshot = [1, 2];
    });
    expect(readFileSync(path, 'utf8')).toBe('');
    await append(one.journal, 3);
    await two.journal.refresh();
    expect(two.records).toEqual([1, 2, 3]);
    await append(two.journal, 4);
    await one.journal.refresh();
    expect(one.records).toEqual([1, 2, 3, 4]);
  });

  it('cuts off the torn line that another process left, before it appends', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const { journal } = await open(path);
    await append(journal, 1);
    appendFileSync(path, '{"crc":"0000');
    await append(journal, 2);
    expect((await open(path)).records).toEqual([1, 2]);
  });

  it('keeps nothing of a group that the disk took only half of, and goes on', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const script = `
      import { openJournal } from ${JSON.stringify(resolve('dist/src/journal.js'))};
      import { systemClock } from ${JSON.stringify(resolve('dist/src/clock.js'))};
      let seen = [];
      const apply = (bytes) => seen.push(JSON.parse(bytes.toString())[0]);
      const reset = () => { seen = []; };
      const path = ${JSON.stringify(path)};
      const journal = await openJournal({ path, clock: systemClock, apply, reset });
      const append = (...record) => journal.change(() => ({ records: [record], result: true }));
      await append('first');
      const group = [append('fits'), append('does not', 'x'.repeat(5000))];
      const answers = await Promise.allSettled(group);
      await append('last');
      const said = answers.map(({ reason }) => reason?.message);
      console.log(JSON.stringify({ said, seen }));`;
    // No file may grow beyond one block.
    const limited = ['-c', 'ulimit -f 1; exec "$0" --input-type=module -e "$1"'];
    const child = spawnSync('sh', [...limited, process.execPath, script], { encoding: 'utf8' });
    const refused = `${path}: the file may not grow that large.`;
    expect(JSON.parse(child.stdout)).toEqual({
      said: [refused, refused],
      seen: ['first', 'last'],
    });
    expect((await open(path)).records).toEqual([['first'], ['last']]);
  });

  it('passes over a file that was cut back beneath it and reads it again', async () => {
    const path = join(temporaryFolder(), 'a.journal');
    const [one, two] = [await open(path), await open(path)];
    await append(one.journal, 1);
    const before = readFileSync(path).length;
    await append(one.journal, 2);
    await two.journal.refresh();
    truncateSync(path, before);
    await two.journal.refresh();
    expect(two.records).toEqual([1]);
  });
});
