import { setImmediate } from 'node:timers/promises';
import { diskError, writeDurably } from './disk.js';
import { JournalFile, type JournalOptions, type Place } from './journal-file.js';
import { Lines } from './journal-lines.js';
import { type Lock, waitForLock } from './lock.js';
import { Turns } from './turns.js';

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
  readonly #file: JournalFile;
  /** Lines that are counted in, and not yet in the file. */
  #group = new Lines();
  /** The group's last record, until it is applied. */
  #newest: { bytes: Buffer; place: Place } | undefined;
  #waiting: Waiting[] = [];
  /** Whether a turn to drain is waiting. */
  #drainWaits = false;
  #turns = new Turns();

  constructor(readonly options: JournalOptions) {
    this.#file = new JournalFile(options);
  }

  get size(): number {
    return this.#file.end;
  }

  refresh(): Promise<void> {
    return this.#turns.take(() => this.#file.catchUp());
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
        await this.#file.catchUp();
        await write();
        await writeDurably(this.options.path, '');
        this.#file.restart();
      }),
    );
  }

  read({ offset, length }: Place): Buffer {
    const written = this.#file.end - this.#group.length;
    if (offset >= written) return this.#group.slice(offset - written, length);
    return this.#file.read({ offset, length });
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
          await this.#file.catchUp();
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
    const { end } = this.#file;
    const answers = changes.map((change) => this.#decide(change));
    try {
      if (this.#group.length > 0) {
        const syncing = this.#file.append(this.#group, end);
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
      await this.#file.catchUp();
    }
  }

  /** Takes one change in, on top of those before it; returns how to answer it once all are on disk. */
  #decide({ decide, resolve, reject }: Waiting): () => void {
    try {
      this.#applyNewest();
      const { records, result } = decide();
      for (const record of records) {
        this.#applyNewest();
        const bytes = this.#group.add(record);
        this.#newest = { bytes, place: this.#file.count(bytes) };
      }
      return () => resolve(result);
    } catch (error) {
      return () => reject(error);
    }
  }

  /** Applies the group's last record: once the next comes, or else while the disk syncs it. */
  #applyNewest(): void {
    const newest = this.#newest;
    this.#newest = undefined;
    if (newest) this.options.apply(newest.bytes, newest.place);
  }

  #forget(): void {
    this.#file.forget();
    this.#group.clear();
    this.#newest = undefined;
  }
}
