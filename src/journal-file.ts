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
import { promisify } from 'node:util';
import type { Clock } from './clock.js';
import { codeOf, diskError, makeFolder, onDisk, syncFolder } from './disk.js';
import { VerdictsError } from './errors.js';
import { type Lines, lineLength, prefixLength, recordIn } from './journal-lines.js';

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

/** The file of a journal: which of its lines are applied, and how more come to be. */
export class JournalFile {
  /** Kept open, so that a file put in this one's place is told apart by its inode. */
  #fd: number | undefined;
  #writable: number | undefined;
  #inode: number | undefined;
  #loaded = false;
  /** Bytes of the lines that are counted in; the last may not be in the file yet. */
  end = 0;
  #lines = 0;
  /** Of the file when it was last looked at: behind `end` there may be half a line. */
  #size = 0;

  constructor(readonly options: JournalOptions) {}

  /** Applies what other processes appended; everything anew where the file is another by now. */
  async catchUp(): Promise<void> {
    const { path } = this.options;
    for (;;) {
      const stat = statSync(path, { throwIfNoEntry: false });
      const same = this.#loaded && stat?.ino === this.#inode;
      this.#size = stat?.size ?? 0;
      if (same && this.#size === this.end) return;
      if (!same || this.#size < this.end) {
        this.forget();
        this.#open();
        const resetting = this.options.reset();
        if (resetting) await resetting;
        this.#loaded = true;
      }
      this.#replay();
      if (statSync(path, { throwIfNoEntry: false })?.ino === this.#inode) return;
    }
  }

  /** Counts a record's line in: from now on it is at the file's end. Answers where its JSON will stand. */
  count(record: Buffer): Place {
    const place = { offset: this.end + prefixLength, length: record.length };
    this.end += lineLength(record);
    this.#lines += 1;
    return place;
  }

  /** Puts lines, which are counted in, at the end that was before them, and syncs them; or nothing of them. */
  async append(lines: Lines, end: number): Promise<void> {
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

  read({ offset, length }: Place): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    if (this.#fd !== undefined) readSync(this.#fd, bytes, 0, length, offset);
    return bytes;
  }

  /** Begins with the file that was just put in the place of this one, whose lines are all in a snapshot. */
  restart(): void {
    this.forget();
    this.#open();
    this.#loaded = true;
  }

  /** Closes the file: what is applied is to be replayed. */
  forget(): void {
    for (const fd of [this.#fd, this.#writable]) if (fd !== undefined) closeSync(fd);
    this.#fd = undefined;
    this.#writable = undefined;
    this.#inode = undefined;
    this.#loaded = false;
    this.end = 0;
    this.#lines = 0;
  }

  #replay(): void {
    const fd = this.#fd;
    if (fd === undefined) return;
    const size = fstatSync(fd).size;
    let chunk = Buffer.allocUnsafe(Math.min(1 << 20, Math.max(size - this.end, 0)));
    while (this.end < size) {
      // A folder in the file's place can be opened, and is refused only here.
      const length = onDisk(this.options.path, () =>
        readSync(fd, chunk, 0, chunk.length, this.end),
      );
      const applied = this.#applyLines(chunk.subarray(0, length));
      if (applied > 0) continue;
      if (length < chunk.length || this.end + length >= size) return;
      chunk = Buffer.allocUnsafe(chunk.length * 2);
    }
  }

  /** Applies the whole lines that `bytes` begins with; returns how many bytes they are. */
  #applyLines(bytes: Buffer): number {
    let start = 0;
    for (;;) {
      const newline = bytes.indexOf(0x0a, start);
      if (newline < 0) return start;
      const record = this.#recordIn(bytes.subarray(start, newline + 1));
      this.options.apply(record, this.count(record));
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
}

const sync = promisify(fdatasync);
