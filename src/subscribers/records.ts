import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { z } from 'zod';
import { codeOf, diskError, onDisk } from '../disk.js';
import { VerdictsError } from '../errors.js';
import type { Journal } from '../journal.js';
import type { Place } from '../journal-file.js';
import { Erasures } from './erasures.js';
import type { Newcomers } from './newcomers.js';
import { ReadAhead } from './read-ahead.js';
import { eachRecord, hashOfText } from './record-bytes.js';
import { Roster } from './roster.js';
import { readSnapshot } from './snapshot.js';
import { SnapshotWriter } from './snapshot-writer.js';
import type { Subscriber } from './subscriber.js';

/** A record of the journal is a list of subscribers as they now are, or one of these. */
export const Mark = z.union([
  z.strictObject({ erase: z.string(), hash: z.string() }),
  z.strictObject({ readmit: z.string() }),
]);
export type Mark = z.infer<typeof Mark>;

interface Loaded {
  roster: Roster;
  erasures: Erasures;
  /** The snapshot, kept open: it may be replaced by another process. */
  fd: number;
  size: number;
  reading: ReadAhead;
}

const listStart = 0x5b;

/** The readers' records in the snapshot and the journal, and the roster that says where each stands. */
export class Records {
  /** Set once the journal is open; until then its records are read from its file. */
  journal: Pick<Journal, 'read'> | undefined;
  /** Whether an erased reader may still be in the files. */
  erasing = false;
  #loaded: Loaded | undefined;

  constructor(
    readonly path: string,
    readonly journalPath: string,
  ) {}

  get loaded(): boolean {
    return this.#loaded !== undefined;
  }

  get roster(): Roster {
    return this.#now.roster;
  }

  get erasures(): Erasures {
    return this.#now.erasures;
  }

  get snapshotSize(): number {
    return this.#now.size;
  }

  get #now(): Loaded {
    if (!this.#loaded) throw new Error('The subscriber store is not open.');
    return this.#loaded;
  }

  at(normalised: string): Subscriber | undefined {
    let reader: Subscriber | undefined;
    const number = this.roster.withHash(hashOfText(normalised), (candidate) => {
      reader = this.read(candidate);
      return reader.normalised === normalised;
    });
    return number < 0 ? undefined : reader;
  }

  read(number: number): Subscriber {
    const { file, offset, length } = this.roster.locationOf(number);
    if (file === 'journal') return this.#readJournal(offset, length);
    const { reading } = this.#now;
    const start = reading.reach(offset, length);
    return this.#parse(reading.bytes, start, start + length, this.path);
  }

  /** Whether none of them is there, was erased, or has the address of another. */
  areNew(newcomers: Newcomers): boolean {
    const { roster, erasures } = this.#now;
    const { hashes } = newcomers;
    const has = (number: number, index: number) => this.#has(number, newcomers.addressOf(index));
    return (
      newcomers.distinct &&
      hashes.every((hash, index) => roster.withHash(hash, (number) => has(number, index)) < 0) &&
      (erasures.none || hashes.every((_, index) => !erasures.has(newcomers.addressOf(index))))
    );
  }

  /** Takes in a record of the journal. */
  apply(bytes: Buffer, { offset }: Place): void {
    if (bytes[0] !== listStart) this.#applyMark(Mark.parse(JSON.parse(bytes.toString())));
    else this.#applyPuts(bytes, offset);
  }

  /**
   * Reads the snapshot, if there is one. Synchronous, so that nobody sees the readers of the snapshot
   * without those of the journal.
   */
  load(): void {
    const hadOne =
      this.loaded || (statSync(this.journalPath, { throwIfNoEntry: false })?.size ?? 0) > 0;
    this.close();
    this.erasing = false;
    const fd = openIfThere(this.path);
    if (fd === undefined && hadOne) throw this.#missing();
    if (fd === undefined) return;
    try {
      this.#loaded = this.#read(fd);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  /** Writes a snapshot of everyone, and reads from that from now on. */
  async writeSnapshot(): Promise<void> {
    const roster = this.#loaded?.roster ?? this.#newRoster(0);
    const erasures = this.#loaded?.erasures ?? new Erasures(randomBytes(32).toString('hex'));
    const offsets = new Float64Array(roster.size);
    const journal = openIfThere(this.journalPath);
    try {
      const header = { salt: erasures.salt, count: roster.count() };
      const writer = await SnapshotWriter.begin(this.path, header);
      try {
        await this.#copyAll(roster, journal, writer, offsets);
        await writer.finish(erasures.all());
      } catch (error) {
        await writer.abandon();
        throw error;
      }
      const fd = openSync(this.path, 'r');
      this.close();
      this.#loaded = this.#opened(fd, roster, erasures);
      this.erasing = false;
      roster.settle(offsets);
    } catch (error) {
      throw diskError(error, this.path);
    } finally {
      if (journal !== undefined) closeSync(journal);
    }
  }

  close(): void {
    if (this.#loaded) closeSync(this.#loaded.fd);
    this.#loaded = undefined;
  }

  async #copyAll(
    roster: Roster,
    journal: number | undefined,
    writer: SnapshotWriter,
    offsets: Float64Array,
  ): Promise<void> {
    const sources = {
      snapshot: this.#loaded?.reading ?? new ReadAhead(-1, this.path),
      journal: new ReadAhead(journal ?? -1, this.journalPath),
    };
    for (let number = 0; number < roster.size; number += 1) {
      if (!roster.statusOf(number)) continue;
      const { file, offset, length } = roster.locationOf(number);
      const source = sources[file];
      const start = source.reach(offset, length);
      offsets[number] = writer.subscriber(source.bytes, start, start + length);
      if (writer.full) await writer.drain();
    }
  }

  #read(fd: number): Loaded {
    let roster = this.#newRoster(0);
    let erasures = new Erasures('');
    onDisk(this.path, () =>
      readSnapshot(fd, this.path, {
        header: ({ salt, count }) => {
          erasures = new Erasures(salt);
          roster = this.#newRoster(count);
        },
        subscriber: (bytes, start, end, offset) =>
          roster.append(bytes, start, end, { file: 'snapshot', offset }),
        erased: (hash) => erasures.add(hash),
      }),
    );
    return this.#opened(fd, roster, erasures);
  }

  #opened(fd: number, roster: Roster, erasures: Erasures): Loaded {
    const reading = new ReadAhead(fd, this.path);
    return { roster, erasures, fd, size: fstatSync(fd).size, reading };
  }

  #newRoster(expected: number): Roster {
    return new Roster((number, normalised) => this.#has(number, normalised), expected);
  }

  #has(number: number, normalised: string): boolean {
    return this.read(number).normalised === normalised;
  }

  #applyPuts(bytes: Buffer, offset: number): void {
    const taken = eachRecord(bytes, (start, end) =>
      this.roster.put(bytes, start, end, { file: 'journal', offset: offset + start }),
    );
    if (!taken) throw this.#damaged(this.journalPath);
  }

  #applyMark(mark: Mark): void {
    if ('readmit' in mark) {
      this.erasures.delete(mark.readmit);
      return;
    }
    this.roster.erase(mark.erase);
    this.erasures.add(mark.hash);
    this.erasing = true;
  }

  #readJournal(offset: number, length: number): Subscriber {
    if (this.journal) {
      return this.#parse(this.journal.read({ offset, length }), 0, length, this.journalPath);
    }
    const fd = openSync(this.journalPath, 'r');
    try {
      const bytes = Buffer.allocUnsafe(length);
      return this.#parse(bytes, 0, readSync(fd, bytes, 0, length, offset), this.journalPath);
    } finally {
      closeSync(fd);
    }
  }

  #parse(bytes: Buffer, start: number, end: number, path: string): Subscriber {
    try {
      // The checksums say that these are the bytes that were written, from a Subscriber.
      return JSON.parse(bytes.toString('utf8', start, end)) as Subscriber;
    } catch {
      throw this.#damaged(path); // The parser's own message would quote the record.
    }
  }

  #missing(): VerdictsError {
    return new VerdictsError('missing', `${this.path} is missing, but its journal is there.`, {
      remedy: 'Put the file back from a backup, or move the journal away to begin with no readers.',
    });
  }

  #damaged(path: string): VerdictsError {
    return new VerdictsError('damaged', `${path}: a record in it is damaged.`, {
      remedy: 'Put the file back from a backup.',
    });
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskError(error, path);
  }
}
