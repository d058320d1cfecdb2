import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../clock.js';
import { codeOf, diskError, syncFolder } from '../disk.js';
import { VerdictsError } from '../errors.js';
import { openJournal } from '../journal.js';
import { Lines, recordIn } from '../journal-lines.js';

/** What records add up to. */
export interface Sum {
  clear(): void;
  /** Takes a record in. The same records again, in their order, must end in the same sum. */
  add(record: unknown): void;
  /** The fewest records that make this sum. */
  records(): Iterable<unknown>;
  /** Set while the files hold what must no longer be in them. `clear` and a new snapshot end it. */
  stale: boolean;
}

/** A journal that is kept small: once large, it is summed up in a snapshot beside it. */
export interface KeptJournal {
  /** As `Journal.change`. */
  change<T>(decide: () => { records: readonly unknown[]; result: T }): Promise<T>;
  refresh(): Promise<void>;
  /** Writes everything anew, so that nothing is left of what is no longer part of the sum. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/** A journal smaller than this, in bytes, is replayed in no time. */
const smallJournal = 4 << 20;

/**
 * Opens the journal at `path` over its snapshot, `<path>.snapshot`, whose lines are like the journal's.
 * Throws a `VerdictsError` that names file and line where one is damaged.
 */
export async function openKeptJournal({
  path,
  clock,
  sum,
  small = smallJournal,
}: {
  path: string;
  clock: Clock;
  sum: Sum;
  small?: number;
}): Promise<KeptJournal> {
  const snapshot = `${path}.snapshot`;
  let snapshotSize = 0;
  let compacting: Promise<void> | undefined;
  const journal = await openJournal({
    path,
    clock,
    apply: (bytes) => sum.add(JSON.parse(bytes.toString())),
    async reset() {
      sum.clear();
      snapshotSize = await readSnapshot(snapshot, (record) => sum.add(record));
    },
  });

  async function compact(): Promise<void> {
    await journal.compact(async () => {
      snapshotSize = await writeSnapshot(snapshot, sum.records());
      sum.stale = false;
    });
  }

  if (sum.stale) await compact();

  return {
    async change(decide) {
      if (sum.stale || journal.size > Math.max(small, snapshotSize / 4)) {
        compacting ??= compact().finally(() => {
          compacting = undefined;
        });
        await compacting;
      }
      return journal.change(decide);
    },
    refresh: () => journal.refresh(),
    compact,
    close: () => journal.close(),
  };
}

/** Resolves with the file's size, 0 where there is none. */
async function readSnapshot(path: string, add: (record: unknown) => void): Promise<number> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskError(error, path);
  });
  if (!file) return 0;
  let size = 0;
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of file.createReadStream({ highWaterMark: 1 << 20, autoClose: false })) {
      const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      size += chunk.length;
      let start = 0;
      for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
        number += 1;
        const record = recordIn(bytes.subarray(start, end + 1));
        if (!record) throw damaged(path, number);
        add(JSON.parse(record.toString()));
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    await file.close();
  }
  if (rest.length > 0) throw damaged(path, number + 1);
  return size;
}

/** Puts a new snapshot in the place of the old one; a crash leaves one of the two, whole. */
async function writeSnapshot(path: string, records: Iterable<unknown>): Promise<number> {
  const draft = `${path}.tmp`;
  let size = 0;
  try {
    const fd = openSync(draft, 'w');
    try {
      const lines = new Lines();
      const flush = () => {
        lines.writeTo(fd, size);
        size += lines.length;
        lines.clear();
      };
      for (const record of records) {
        lines.add(record);
        if (lines.length > 1 << 20) flush();
      }
      flush();
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, path);
    syncFolder(dirname(path));
    return size;
  } catch (error) {
    throw diskError(error, path);
  }
}

function damaged(path: string, line: number): VerdictsError {
  return new VerdictsError(
    'damaged',
    `${path}, line ${line}: the record does not match its checksum.`,
    {
      remedy:
        'Put the file back from a backup, or remove that line if you can do without its record.',
    },
  );
}
