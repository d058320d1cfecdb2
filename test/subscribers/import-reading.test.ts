import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CsvSource } from '../../src/subscribers/csv.js';
import { type ImportBatch, readBatches } from '../../src/subscribers/import-batches.js';
import { readInThread } from '../../src/subscribers/import-reading.js';
import { at, csvOf } from '../support/subscribers.js';

const built = pathToFileURL(resolve('dist/src/subscribers/import-thread.js'));

/** What was read, but for the ids, which are drawn. */
async function everything(batches: AsyncIterable<ImportBatch>) {
  const read = [];
  for await (const { newcomers, ...rest } of batches) {
    const { distinct, hashes } = newcomers;
    const addresses = [...hashes.keys()].map((index) => newcomers.addressOf(index));
    const readers = newcomers.readers().map(({ id, ...reader }) => reader);
    const listed: object[] = JSON.parse(Buffer.from(newcomers.list()).toString());
    read.push({ distinct, hashes, addresses, readers, listed: listed.length, ...rest });
  }
  return read;
}

/** A file that tells whether its reader has let go of it. */
function watched({ name, bytes }: CsvSource) {
  const file = { name, released: false };
  const pieces = (async function* () {
    try {
      yield* bytes;
    } finally {
      file.released = true;
    }
  })();
  return Object.assign(file, { bytes: pieces });
}

const rows = Array.from(
  { length: 5000 },
  (_, index) => `r${index % 4990}@example.com,Zoë ${index}`,
);

describe('A file that is read in a thread', () => {
  it('brings the same as one that is read here, its faulty rows and notes included', async () => {
    const text = ['email,name', ...rows, 'none,', 'eve@example.com,"a\nb"'].join('\n');
    for (const name of ['readers.csv', 'unsubscribed.csv']) {
      const [here, there] = [csvOf(text, 9000, name), csvOf(text, 9000, name)];
      const read = await everything(readInThread(there, at, built));
      expect(read).toEqual(await everything(readBatches(here, at)));
      expect(read.flatMap(({ readers }) => readers)).toHaveLength(5001);
    }
  });

  it('is refused in the same words, with the same exit code, and let go of', async () => {
    for (const text of ['name\nAda\n', `email\n${rows.join('\n')}\n"never closed`]) {
      const error = await everything(readBatches(csvOf(text, 9000), at)).catch((thrown) => thrown);
      const file = watched(csvOf(text, 9000));
      const { code, message, remedy, exit } = error;
      await expect(everything(readInThread(file, at, built))).rejects.toMatchObject({
        name: 'VerdictsError',
        code,
        message,
        remedy,
        exit,
      });
      expect(file.released).toBe(true);
    }
  });

  it('is let go of when whoever reads it has had enough', async () => {
    const file = watched(csvOf(`email\n${rows.join('\n')}\n`, 9000));
    for await (const { lines } of readInThread(file, at, built)) {
      expect(lines.length).toBeGreaterThanOrEqual(1000);
      break;
    }
    expect(file.released).toBe(true);
  });

  it('ends with the error of whatever brings it', async () => {
    const broken = (async function* () {
      yield Buffer.from(`email\n${rows.join('\n')}\n`);
      throw new Error('the disk is gone');
    })();
    const reading = everything(readInThread({ name: 'readers.csv', bytes: broken }, at, built));
    await expect(reading).rejects.toThrow('the disk is gone');
  });

  it('ends with an error where the thread cannot run', async () => {
    const nowhere = pathToFileURL(resolve('dist/src/subscribers/no-such-thread.js'));
    const reading = everything(readInThread(csvOf('email\n'), at, nowhere));
    await expect(reading).rejects.toThrow('no-such-thread');
  });
});
