import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Clock } from './clock.js';
import { codeOf, diskError, makeFolder, onDisk, syncFolder, writeDurably } from './disk.js';
import { VerdictsError } from './errors.js';
import { Lines, lineLength, prefixLength, recordIn } from './journal-lines.js';
import { type Lock, waitForLock } from './lock.js';
import { Turns } from './turns.js';

/** Where a record's JSON bytes stand in the journal file. */
export interface Place {
  offset: number;
  length: number;
}

/** Where a journal is, and what keeps the sum of its records. */
export interface JournalOptions {
  path: string;
  clock: Clock;
  /**
   * Called for each record in file order: at opening, for what other processes appended, and for
   * one's own. `bytes` is a view that is valid during the call only.
   */
  apply(bytes: Buffer, place: Place): void;
  /**
   * Drop what was applied and load the snapshot, if there is one: at opening, and when another process
   * compacted. The journal is then replayed from its start.
   */
  reset(): void | Promise<void>;
}

/**
 * The durable append-only log under everything that changes: one JSON record a line, each with its
 * checksum, synced in groups, safe under several processes. Replaying it again over a snapshot that
 * already holds its records must do no harm.
 */
export interface Journal {
  /** Catches up on what other processes appended. One `stat` when there is nothing. */
  refresh(): Promise<void>;
  /**
   * Calls `decide` under the lock, with everything known applied; its records are applied at once, and
   * are on disk, synced together with the other changes that were waiting, when the promise resolves.
   * When `decide` throws, that change alone is rejected; when the disk refuses, the whole group is.
   * What must happen together belongs in one record: a crash may keep the first of two.
   */
  change<T>(decide: () => Change<T>): Promise<T>;
  /** Under the lock: `write` puts everything into a new snapshot, durably; then the journal starts empty. */
  compact(write: () => Promise<void>): Promise<void>;
  /** The JSON bytes of one record that was applied from `place`. */
  read(place: Place): Buffer;
  /** Bytes in the journal. */
  readonly size: number;
  close(): Promise<void>;
}

interface Change<T> {
  /** Values to be put into JSON, or bytes that are JSON already, on one line. */
  records: readonly unknown[];
  result: T;
}

/**
 * Opens the journal and replays it. A torn last line, as a crash leaves it, is passed over, and cut off
 * by the next change. Throws a `VerdictsError` naming file and line when a record is damaged elsewhere.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const journal = new FileJournal(options);
  try {
    await journal.refresh();
    return journal;
  } catch (error) {
    await journal.close();
    throw error;
  }
}

interface Waiting {
  decide: () => Change<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

class FileJournal implements Journal {
  /** Kept open, so that a journal put in this one's place is told apart by its inode. */
  #fd: number | undefined;
  #writable: number | undefined;
  #inode: number | undefined;
  #loaded = false;
  /** Bytes and lines that are applied; the last `#group.length` bytes of them are not yet in the file. */
  #end = 0;
  #lines = 0;
  #group = new Lines();
  /** The group's last record, until it is applied. */
  #newest: { bytes: Buffer; place: Place } | undefined;
  /** Of the file when it was last looked at: behind `#end` there may be half a line. */
  #size = 0;
  #waiting: Waiting[] = [];
  /** Whether a turn to drain is waiting. */
  #drainWaits = false;
  #turns = new Turns();

  constructor(readonly options: JournalOptions) {}

  get size(): number {
    return this.#end;
  }

  refresh(): Promise<void> {
    return this.#turns.take(() => this.#catchUp());
  }

  change<T>(decide: () => Change<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // The queue holds changes of many result types; each is resolved by its own `decide`.
      this.#waiting.push({ decide, resolve: (result) => resolve(result as T), reject });
      if (this.#drainWaits) return;
      this.#drainWaits = true;
      void this.#turns.take(() => this.#drain());
    });
  }

  compact(write: () => Promise<void>): Promise<void> {
    return this.#turns.take(() =>
      this.#locked(async () => {
        await this.#catchUp();
        await write();
        await writeDurably(this.options.path, '');
        this.#forget();
        this.#open();
        this.#loaded = true;
      }),
    );
  }

  read({ offset, length }: Place): Buffer {
    const written = this.#end - this.#group.length;
    if (offset >= written) return this.#group.slice(offset - written, length);
    const bytes = Buffer.allocUnsafe(length);
    if (this.#fd !== undefined) readSync(this.#fd, bytes, 0, length, offset);
    return bytes;
  }

  close(): Promise<void> {
    return this.#turns.take(async () => this.#forget());
  }

  async #locked(work: (lock: Lock) => Promise<void>): Promise<void> {
    const lock = await waitForLock(`${this.options.path}.lock`, this.options.clock);
    try {
      await work(lock);
    } finally {
      lock.release();
    }
  }

  /**
   * Commits what waits. Whoever is answered by that may have the next change at hand: it is taken in under
   * the same lock, unless somebody else waits for that, or for a turn here.
   */
  async #drain(): Promise<void> {
    this.#drainWaits = false;
    if (this.#waiting.length === 0) return;
    try {
      await this.#locked(async (lock) => {
        do {
          await this.#catchUp();
          const changes = this.#waiting.splice(0);
          await this.#commit(changes);
          if (this.#othersWait()) return;
          if (changes.length === 1) await this.#nextOfTheSame();
          if (this.#waiting.length === 0) await setImmediate();
        } while (this.#waiting.length > 0 && !this.#othersWait() && lock.isMineAlone());
      });
    } catch (error) {
      const said = diskError(error, this.options.path);
      for (const { reject } of this.#waiting.splice(0)) reject(said);
    }
  }

  /** Whoever is answered alone has the next change at hand long before a turn of the event loop is over. */
  async #nextOfTheSame(): Promise<void> {
    for (let step = 0; step < 16 && this.#waiting.length === 0; step += 1) await null;
  }

  #othersWait(): boolean {
    return this.#turns.waiting > (this.#drainWaits ? 1 : 0);
  }

  async #commit(changes: Waiting[]): Promise<void> {
    const end = this.#end;
    const answers = changes.map((change) => this.#decide(change));
    try {
      if (this.#group.length > 0) {
        const syncing = this.#write(this.#group, end);
        try {
          this.#applyNewest();
        } finally {
          await syncing;
        }
      }
      this.#group.clear();
      for (const answer of answers) answer();
    } catch (error) {
      const said = diskError(error, this.options.path);
      for (const { reject } of changes) reject(said);
      this.#forget();
      await this.#catchUp();
    }
  }

  /** Takes one change in, on top of those before it; returns how to answer it once all are on disk. */
  #decide({ decide, resolve, reject }: Waiting): () => void {
    try {
      this.#applyNewest();
      const { records, result } = decide();
      for (const record of records) {
        this.#applyNewest();
        this.#newest = this.#counted(this.#group.add(record));
      }
      return () => resolve(result);
    } catch (error) {
      return () => reject(error);
    }
  }

  async #write(lines: Lines, end: number): Promise<void> {
    const fd = this.#openToWrite();
    try {
      if (this.#size > end) ftruncateSync(fd, end);
      lines.writeTo(fd, end);
      await sync(fd);
      this.#size = end + lines.length;
    } catch (error) {
      ftruncateSync(fd, end);
      throw error;
    }
  }

  async #catchUp(): Promise<void> {
    const { path } = this.options;
    for (;;) {
      const stat = statSync(path, { throwIfNoEntry: false });
      const same = this.#loaded && stat?.ino === this.#inode;
      this.#size = stat?.size ?? 0;
      if (same && this.#size === this.#end) return;
      if (!same || this.#size < this.#end) {
        this.#forget();
        this.#open();
        const resetting = this.options.reset();
        if (resetting) await resetting;
        this.#loaded = true;
      }
      this.#replay();
      if (statSync(path, { throwIfNoEntry: false })?.ino === this.#inode) return;
    }
  }

  #replay(): void {
    const fd = this.#fd;
    if (fd === undefined) return;
    const size = fstatSync(fd).size;
    let chunk = Buffer.allocUnsafe(Math.min(1 << 20, Math.max(size - this.#end, 0)));
    while (this.#end < size) {
      // A folder in the file's place can be opened, and is refused only here.
      const length = onDisk(this.options.path, () =>
        readSync(fd, chunk, 0, chunk.length, this.#end),
      );
      const applied = this.#applyLines(chunk.subarray(0, length));
      if (applied > 0) continue;
      if (length < chunk.length || this.#end + length >= size) return;
      chunk = Buffer.allocUnsafe(chunk.length * 2);
    }
  }

  /** Applies the whole lines that `bytes` begins with; returns how many bytes they are. */
  #applyLines(bytes: Buffer): number {
    let start = 0;
    for (;;) {
      const newline = bytes.indexOf(0x0a, start);
      if (newline < 0) return start;
      this.#apply(this.#recordIn(bytes.subarray(start, newline + 1)));
      start = newline + 1;
    }
  }

  #recordIn(line: Buffer): Buffer {
    const record = recordIn(line);
    if (record) return record;
    throw new VerdictsError(
      'damaged',
      `${this.options.path}, line ${this.#lines + 1}: the record does not match its checksum.`,
      {
        remedy:
          'Put the file back from a backup, or remove that line if you can do without its record.',
      },
    );
  }

  #apply(record: Buffer): void {
    const { bytes, place } = this.#counted(record);
    this.options.apply(bytes, place);
  }

  /** Applies the group's last record: once the next comes, or else while the disk syncs it. */
  #applyNewest(): void {
    const newest = this.#newest;
    this.#newest = undefined;
    if (newest) this.options.apply(newest.bytes, newest.place);
  }

  #counted(bytes: Buffer): { bytes: Buffer; place: Place } {
    const place = { offset: this.#end + prefixLength, length: bytes.length };
    this.#end += lineLength(bytes);
    this.#lines += 1;
    return { bytes, place };
  }

  #open(): void {
    try {
      this.#fd = openSync(this.options.path, 'r');
      this.#inode = fstatSync(this.#fd).ino;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      throw diskError(error, this.options.path);
    }
  }

  #openToWrite(): number {
    const { path } = this.options;
    if (this.#fd === undefined) {
      makeFolder(dirname(path));
      closeSync(openSync(path, 'a'));
      syncFolder(dirname(path));
      this.#open();
    }
    this.#writable ??= openSync(path, 'r+');
    return this.#writable;
  }

  #forget(): void {
    for (const fd of [this.#fd, this.#writable]) if (fd !== undefined) closeSync(fd);
    this.#fd = undefined;
    this.#writable = undefined;
    this.#inode = undefined;
    this.#loaded = false;
    this.#end = 0;
    this.#lines = 0;
    this.#group.clear();
    this.#newest = undefined;
  }
}

const sync = promisify(fdatasync);
