import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { diskError } from '../disk.js';
import { VerdictsError } from '../errors.js';
import { type Journal, openJournal, type Place } from '../journal.js';
import type { Address } from './address.js';
import { Erasures } from './erasures.js';
import { ReadAhead } from './read-ahead.js';
import { Roster } from './roster.js';
import { readSnapshot } from './snapshot.js';
import { SnapshotWriter } from './snapshot-writer.js';
import {
  inFileOrder,
  normalisedAddress,
  type Status,
  type Subscriber,
  subscriberId,
} from './subscriber.js';
import type { Standing, Transition } from './transitions.js';

/** A rule to be applied to whoever has the address. It must not change the address. */
export interface Placement {
  address: Address;
  rule: (standing: Standing) => Transition;
}

/** Answers of a trial run by normalised address: what the readers would be by now. */
export type Trial = Map<string, Subscriber>;

/**
 * The subscribers. What is read is as of the last change, `refresh` or `batches` of this process;
 * changes are decided on the newest state, are on disk when their promise resolves, and are safe beside
 * other processes.
 */
export interface SubscriberStore {
  find(address: Pick<Address, 'normalised'>): Promise<Subscriber | undefined>;
  get(id: string): Promise<Subscriber | undefined>;
  /** Without reading the disk. Undefined when there is no such reader. */
  statusOf(id: string): Status | undefined;
  /** The same, for whoever asks only whether the reader may be mailed. */
  isActive(id: string): boolean;
  counts(): Record<Status, number>;
  /** Visits every active reader in the order of `batches`. */
  eachActive(visit: (reader: Subscriber) => void): Promise<void>;
  /**
   * The readers, at most `size` at a time (default 1000), in the order in which they came. Each who is
   * there all the while comes once, with what is known at that moment.
   */
  batches(filter?: { status?: Status; size?: number }): AsyncIterable<Subscriber[]>;
  /** Applies a rule to whoever has an address. */
  place(placement: Placement): Promise<Transition>;
  /**
   * The same for many, in turn and in one durable record; call `tidy` at the end of all. With a `trial`,
   * nothing is written but in there.
   */
  placeAll(placements: readonly Placement[], trial?: Trial): Promise<Transition[]>;
  /** Applies a transition to one reader. Undefined when there is none with that id. */
  change(
    id: string,
    transition: (subscriber: Subscriber) => Transition,
  ): Promise<Transition | undefined>;
  /**
   * Removes a reader from the files and keeps a salted hash of the address, so that only the reader's own
   * confirmation brings it back. False when there is none with that id.
   */
  erase(id: string): Promise<boolean>;
  /** Catches up on other processes' changes. */
  refresh(): Promise<void>;
  /** Rewrites the snapshot if the journal has grown large beside it; `place` and `change` begin so. */
  tidy(): Promise<void>;
  /** Rewrites the snapshot with everything in it. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the store in `folder`, making an empty one where there is none. Throws a `VerdictsError` that
 * names file and line when a file is damaged.
 */
export async function openStore(options: {
  folder: string;
  clock: Clock;
}): Promise<SubscriberStore> {
  const store = new FileStore(options.folder);
  await store.open(options.clock);
  return store;
}

/** A journal record is a list of subscribers as they now are, or one of these. */
const Mark = z.union([
  z.strictObject({ erase: z.string(), hash: z.string() }),
  z.strictObject({ readmit: z.string() }),
]);
type Mark = z.infer<typeof Mark>;

const listStart = 0x5b;
const betweenRecords = Buffer.from('},{"id":"');
/** A journal smaller than this is replayed in no time. */
const smallJournal = 4 << 20;

class FileStore implements SubscriberStore {
  #roster = new Roster(() => false, 0);
  #snapshot: { fd: number; size: number } | undefined;
  #erasures: Erasures | undefined;
  /** An erased reader may still be in the files. */
  #erasing = false;
  #scratch = Buffer.allocUnsafe(1 << 14);
  #tidying: Promise<void> | undefined;
  #openedJournal: Journal | undefined;
  readonly #path: string;
  readonly #journalPath: string;

  constructor(folder: string) {
    this.#path = join(folder, 'subscribers.json');
    this.#journalPath = join(folder, 'subscribers.journal');
  }

  async open(clock: Clock): Promise<void> {
    this.#openedJournal = await openJournal({
      path: this.#journalPath,
      clock,
      reset: () => this.#load(),
      apply: (bytes, place) => this.#apply(bytes, place),
    });
    if (!this.#erasures && this.#journal.size > 0) throw this.#missing();
    if (!this.#erasures || this.#erasing) await this.compact();
  }

  async find({ normalised }: Pick<Address, 'normalised'>): Promise<Subscriber | undefined> {
    return this.#at(normalised);
  }

  async get(id: string): Promise<Subscriber | undefined> {
    const number = this.#roster.withId(id);
    return number < 0 ? undefined : this.#read(number);
  }

  statusOf(id: string): Status | undefined {
    const number = this.#roster.withId(id);
    return number < 0 ? undefined : this.#roster.statusOf(number);
  }

  isActive(id: string): boolean {
    return this.statusOf(id) === 'active';
  }

  counts(): Record<Status, number> {
    const count = (status: Status) => this.#roster.count(status);
    return {
      pending: count('pending'),
      active: count('active'),
      unsubscribed: count('unsubscribed'),
      suppressed: count('suppressed'),
    };
  }

  async eachActive(visit: (reader: Subscriber) => void): Promise<void> {
    for await (const batch of this.batches({ status: 'active' })) batch.forEach(visit);
  }

  async *batches({ status, size = 1000 }: { status?: Status; size?: number } = {}) {
    await this.refresh();
    let roster = this.#roster;
    let last: Subscriber[] = [];
    for (let number = 0; ; ) {
      if (roster !== this.#roster) {
        roster = this.#roster;
        number = this.#numberAfter(last);
      }
      const numbers: number[] = [];
      for (; number < roster.size && numbers.length < size; number += 1) {
        const its = roster.statusOf(number);
        if (its && (!status || its === status)) numbers.push(number);
      }
      if (numbers.length === 0) return;
      last = this.#readAll(numbers);
      yield last;
      await setImmediate();
    }
  }

  async place(placement: Placement): Promise<Transition> {
    await this.tidy();
    return this.#journal.change(() => {
      const puts: Subscriber[] = [];
      const result = this.#settle(placement, new Map(), puts);
      return { records: puts.length > 0 ? [puts] : [], result };
    });
  }

  async placeAll(placements: readonly Placement[], trial?: Trial): Promise<Transition[]> {
    if (trial) {
      await this.refresh();
      return placements.map((placement) => this.#settle(placement, trial, []));
    }
    return this.#journal.change(() => {
      const ahead: Trial = new Map();
      const puts: Subscriber[] = [];
      const result = placements.map((placement) => this.#settle(placement, ahead, puts));
      return { records: puts.length > 0 ? [puts] : [], result };
    });
  }

  async change(
    id: string,
    transition: (subscriber: Subscriber) => Transition,
  ): Promise<Transition | undefined> {
    await this.tidy();
    return this.#journal.change(() => {
      const number = this.#roster.withId(id);
      if (number < 0) return { records: [], result: undefined };
      const result = this.#unlessTaken(transition(this.#read(number)));
      if (result.kind !== 'changed') return { records: [], result };
      return {
        records: [[writable(result.subscriber)], ...this.#readmission(result.subscriber)],
        result,
      };
    });
  }

  async erase(id: string): Promise<boolean> {
    const there = await this.#journal.change(() => {
      const number = this.#roster.withId(id);
      if (number < 0) return { records: [], result: false };
      const hash = this.#known.hashOf(this.#read(number).normalised);
      return { records: [{ erase: id, hash } satisfies Mark], result: true };
    });
    if (there) await this.compact();
    return there;
  }

  refresh(): Promise<void> {
    return this.#journal.refresh();
  }

  async tidy(): Promise<void> {
    const large = Math.max(smallJournal, (this.#snapshot?.size ?? 0) / 4);
    if (!this.#erasing && this.#journal.size <= large) return;
    this.#tidying ??= this.compact().finally(() => {
      this.#tidying = undefined;
    });
    await this.#tidying;
  }

  compact(): Promise<void> {
    return this.#journal.compact(() => this.#writeSnapshot());
  }

  async close(): Promise<void> {
    await this.#journal.close();
    this.#closeSnapshot();
  }

  /** What the rule says on top of what is `ahead` of the disk; what is to be written goes to `puts`. */
  #settle({ address, rule }: Placement, ahead: Trial, puts: Subscriber[]): Transition {
    const { normalised } = address;
    const subscriber = ahead.get(normalised) ?? this.#at(normalised);
    const transition = rule({ subscriber, erased: this.#known.has(normalised) });
    if (transition.kind === 'added' || transition.kind === 'changed') {
      const put = writable(transition.subscriber);
      ahead.set(normalised, put);
      puts.push(put);
    }
    return transition;
  }

  #unlessTaken(transition: Transition): Transition {
    if (transition.kind !== 'changed') return transition;
    const { id, normalised } = transition.subscriber;
    const holder = this.#at(normalised);
    return !holder || holder.id === id ? transition : { kind: 'refused', why: 'taken' };
  }

  /** The reader's own confirmation undoes an erasure. */
  #readmission({ normalised, status, consent }: Subscriber): Mark[] {
    const own = status === 'active' && consent?.how === 'double-opt-in';
    return own && this.#known.has(normalised) ? [{ readmit: this.#known.hashOf(normalised) }] : [];
  }

  #at(normalised: string): Subscriber | undefined {
    let found: Subscriber | undefined;
    this.#roster.withAddress(normalised, (number) => {
      found = this.#read(number);
      return found.normalised === normalised;
    });
    return found?.normalised === normalised ? found : undefined;
  }

  #numberAfter(last: Subscriber[]): number {
    if (last.length === 0) return 0;
    for (const { id } of last.toReversed()) {
      const number = this.#roster.withId(id);
      if (number >= 0) return number + 1;
    }
    throw new VerdictsError(
      'store-changed',
      'Many readers were erased while they were being read.',
      {
        remedy: 'Run the command again.',
      },
    );
  }

  #read(number: number): Subscriber {
    const { file, offset, length } = this.#roster.locationOf(number);
    if (file === 'journal') {
      const bytes =
        this.#openedJournal?.read({ offset, length }) ?? this.#readUnopened(offset, length);
      return this.#parse(bytes, 0, length, file);
    }
    if (this.#scratch.length < length) this.#scratch = Buffer.allocUnsafe(length * 2);
    readSync(this.#open.fd, this.#scratch, 0, length, offset);
    return this.#parse(this.#scratch, 0, length, file);
  }

  /** A record of the journal while that is being opened. */
  #readUnopened(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    const fd = openSync(this.#journalPath, 'r');
    readSync(fd, bytes, 0, length, offset);
    closeSync(fd);
    return bytes;
  }

  #readAll(numbers: number[]): Subscriber[] {
    const ahead = new ReadAhead(this.#open.fd);
    return numbers.map((number) => {
      const { file, offset, length } = this.#roster.locationOf(number);
      if (file === 'journal') return this.#read(number);
      const start = ahead.reach(offset, length);
      return this.#parse(ahead.bytes, start, start + length, file);
    });
  }

  #parse(bytes: Buffer, start: number, end: number, file: 'snapshot' | 'journal'): Subscriber {
    try {
      // The checksums say that these are the bytes that were written, from a Subscriber.
      return JSON.parse(bytes.toString('utf8', start, end)) as Subscriber;
    } catch {
      // The parser's own message would quote the record.
      throw this.#damaged(file === 'journal' ? this.#journalPath : this.#path);
    }
  }

  #apply(bytes: Buffer, place: Place): void {
    if (bytes[0] === listStart) this.#applyPuts(bytes, place);
    else this.#applyMark(bytes);
  }

  #applyPuts(bytes: Buffer, { offset }: Place): void {
    for (let start = 1; start < bytes.length; ) {
      const next = bytes.indexOf(betweenRecords, start);
      const end = next < 0 ? bytes.length - 1 : next + 1;
      const taken = this.#roster.put(bytes, start, end, {
        file: 'journal',
        offset: offset + start,
      });
      if (!taken) throw this.#damaged(this.#journalPath);
      start = end + 1;
    }
  }

  #applyMark(bytes: Buffer): void {
    const mark = Mark.parse(JSON.parse(bytes.toString()));
    if ('readmit' in mark) {
      this.#erasures?.delete(mark.readmit);
      return;
    }
    this.#roster.erase(mark.erase);
    this.#erasures?.add(mark.hash);
    this.#erasing = true;
  }

  /** Synchronous, so that nobody sees the readers of the snapshot without those of the journal. */
  #load(): void {
    const before = this.#erasures;
    this.#closeSnapshot();
    this.#erasures = undefined;
    this.#erasing = false;
    this.#roster = new Roster(() => false, 0);
    const fd = openIfThere(this.#path);
    if (fd === undefined && before) throw this.#missing();
    if (fd === undefined) return;

    this.#snapshot = { fd, size: fstatSync(fd).size };
    readSnapshot(fd, this.#path, {
      header: ({ salt, count }) => {
        this.#erasures = new Erasures(salt);
        this.#roster = new Roster(
          (number, normalised) => this.#read(number).normalised === normalised,
          count,
        );
      },
      subscriber: (bytes, start, end, offset) =>
        this.#roster.append(bytes, start, end, { file: 'snapshot', offset }),
      erased: (hash) => this.#erasures?.add(hash),
    });
  }

  async #writeSnapshot(): Promise<void> {
    const roster = this.#roster;
    const erasures = this.#erasures ?? new Erasures(randomBytes(32).toString('hex'));
    const offsets = new Float64Array(roster.size);
    const journal = openIfThere(this.#journalPath);
    const header = { salt: erasures.salt, count: roster.count() };
    try {
      const writer = await SnapshotWriter.begin(this.#path, header);
      try {
        const sources = {
          snapshot: new ReadAhead(this.#snapshot?.fd ?? -1),
          journal: new ReadAhead(journal ?? -1),
        };
        for (let number = 0; number < roster.size; number += 1) {
          if (!roster.statusOf(number)) continue;
          const { file, offset, length } = roster.locationOf(number);
          const source = sources[file];
          const start = source.reach(offset, length);
          offsets[number] = writer.subscriber(source.bytes, start, start + length);
          if (writer.full) await writer.drain();
        }
        await writer.finish(erasures.all());
      } catch (error) {
        await writer.abandon();
        throw error;
      }
    } catch (error) {
      throw diskError(error, this.#path);
    } finally {
      if (journal !== undefined) closeSync(journal);
    }
    const fd = openSync(this.#path, 'r');
    this.#closeSnapshot();
    this.#snapshot = { fd, size: fstatSync(fd).size };
    this.#erasures = erasures;
    this.#erasing = false;
    roster.settle(offsets);
  }

  get #journal(): Journal {
    if (!this.#openedJournal) throw new Error('The store is not open.');
    return this.#openedJournal;
  }

  get #open() {
    if (!this.#snapshot) throw new Error('The store is not open.');
    return this.#snapshot;
  }

  get #known(): Erasures {
    if (!this.#erasures) throw new Error('The store is not open.');
    return this.#erasures;
  }

  #closeSnapshot(): void {
    if (this.#snapshot) closeSync(this.#snapshot.fd);
    this.#snapshot = undefined;
  }

  #missing(): VerdictsError {
    return new VerdictsError('missing', `${this.#path} is missing, but its journal is there.`, {
      remedy: 'Put the file back from a backup, or move the journal away to begin with no readers.',
    });
  }

  #damaged(path: string): VerdictsError {
    return new VerdictsError('damaged', `${path}: a record in it is damaged.`, {
      remedy: 'Put the file back from a backup.',
    });
  }
}

/** What the store finds in a record without parsing it must be in its place. */
function writable(subscriber: Subscriber): Subscriber {
  if (!subscriberId.test(subscriber.id) || !normalisedAddress.test(subscriber.normalised)) {
    throw new Error('The subscriber has an id or an address that the store cannot keep.');
  }
  return inFileOrder(subscriber);
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw diskError(error, path);
  }
}
