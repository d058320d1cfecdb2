import { NumberTable } from './number-table.js';
import {
  addressEnd,
  addressIn,
  hashOfAddress,
  type IdWords,
  idWords,
  mix,
  statusNumber,
  wordsOfId,
} from './record-bytes.js';
import { Status, subscriberId } from './subscriber.js';

/** Where a record's JSON stands, in bytes. */
export interface Location extends Place {
  length: number;
}

interface Place {
  file: 'snapshot' | 'journal';
  offset: number;
}

const erased = 0;
const inJournal = 0x80;

/**
 * Who is in the store and where, 49 bytes a reader: the records stay on disk. Readers are numbered in
 * the order in which they came, and keep their number until the next load.
 */
export class Roster {
  /** Numbers given so far, those of erased readers included. */
  size = 0;
  #counts = Status.options.map(() => 0);
  #ids: Uint32Array;
  #hashes: Uint32Array;
  #offsets: Float64Array;
  #lengths: Uint32Array;
  /** The status's place in `Status.options` plus one, and whether the record is in the journal. */
  #states: Uint8Array;
  #byId: NumberTable;
  #byAddress: NumberTable;

  /** `hasAddress` reads from disk whether that is the reader's: hashes only say which to compare. */
  constructor(
    readonly hasAddress: (number: number, normalised: string) => boolean,
    expected: number,
  ) {
    const capacity = Math.ceil(expected * 1.05) + 1000;
    this.#ids = new Uint32Array(capacity * 3);
    this.#hashes = new Uint32Array(capacity);
    this.#offsets = new Float64Array(capacity);
    this.#lengths = new Uint32Array(capacity);
    this.#states = new Uint8Array(capacity);
    this.#byId = new NumberTable((number) => this.#hashOfId(number), capacity);
    this.#byAddress = new NumberTable((number) => this.#hashes[number] ?? 0, capacity);
  }

  /** The reader's number, or -1. */
  withId(id: string): number {
    if (!subscriberId.test(id)) return -1;
    return this.#withWords(wordsOfId(id));
  }

  /** The reader's number, or -1. `is` reads from disk whether one with that hash of the address is the one. */
  withHash(hash: number, is: (number: number) => boolean): number {
    return this.#byAddress.find(hash, (number) => this.#hashes[number] === hash && is(number));
  }

  /** Undefined for an erased reader. */
  statusOf(number: number): Status | undefined {
    return Status.options[this.#state(number) - 1];
  }

  /** Readers who are there, of one status or of all. */
  count(status?: Status): number {
    if (status === undefined) return this.#counts.reduce((sum, count) => sum + count, 0);
    return this.#counts[Status.options.indexOf(status)] ?? 0;
  }

  locationOf(number: number): Location {
    return {
      file: (this.#states[number] ?? 0) & inJournal ? 'journal' : 'snapshot',
      offset: this.#offsets[number] ?? 0,
      length: this.#lengths[number] ?? 0,
    };
  }

  /**
   * Takes in a reader of whom nothing is known yet, nor of the address: the record stands in `bytes` from
   * `start` to `end`. False when the bytes are not a record's.
   */
  append(bytes: Buffer, start: number, end: number, location: Place): boolean {
    const last = addressEnd(bytes, start, end);
    if (last < 0) return false;
    const hash = hashOfAddress(bytes, start, last);
    const number = this.#numberFor(idWords(bytes, start));
    this.#hashes[number] = hash;
    this.#byAddress.add(hash, number);
    this.#locate(number, statusNumber(bytes, last), location, end - start);
    return true;
  }

  /**
   * The same for a reader who may be known. Two readers have one address only for a while, when a journal
   * is replayed over a snapshot that holds it already; then the one of the snapshot is found.
   */
  put(bytes: Buffer, start: number, end: number, location: Place): boolean {
    const last = addressEnd(bytes, start, end);
    if (last < 0) return false;
    const hash = hashOfAddress(bytes, start, last);
    const words = idWords(bytes, start);
    const known = this.#withWords(words);
    const holder = this.#byAddress.find(
      hash,
      (other) =>
        this.#hashes[other] === hash &&
        (other === known || this.hasAddress(other, addressIn(bytes, start, last))),
    );
    if (known >= 0 && this.#hashes[known] !== hash) {
      this.#byAddress.remove(this.#hashes[known] ?? 0, known);
    }
    const number = known >= 0 ? known : this.#numberFor(words);
    this.#hashes[number] = hash;
    if (holder < 0) this.#byAddress.add(hash, number);
    this.#locate(number, statusNumber(bytes, last), location, end - start);
    return true;
  }

  erase(id: string): void {
    const number = this.withId(id);
    if (number < 0) return;
    this.#byId.remove(this.#hashOfId(number), number);
    this.#byAddress.remove(this.#hashes[number] ?? 0, number);
    this.#setState(number, erased);
  }

  /** A new snapshot holds everyone: `offsets` has each one's place in it. */
  settle(offsets: Float64Array): void {
    for (let number = 0; number < this.size; number += 1) {
      if (this.#state(number) === erased) continue;
      this.#states[number] = this.#state(number);
      this.#offsets[number] = offsets[number] ?? 0;
    }
  }

  #state(number: number): number {
    return (this.#states[number] ?? erased) & ~inJournal;
  }

  #setState(number: number, state: number): void {
    const before = this.#state(number);
    if (before !== erased) this.#counts[before - 1] = (this.#counts[before - 1] ?? 0) - 1;
    if (state !== erased) this.#counts[state - 1] = (this.#counts[state - 1] ?? 0) + 1;
    this.#states[number] = state;
  }

  #locate(number: number, state: number, { file, offset }: Place, length: number): void {
    this.#setState(number, state);
    if (file === 'journal') this.#states[number] = state | inJournal;
    this.#offsets[number] = offset;
    this.#lengths[number] = length;
  }

  #numberFor(words: IdWords): number {
    const number = this.size;
    if (number === this.#hashes.length) this.#grow();
    this.#ids[number * 3] = words[0];
    this.#ids[number * 3 + 1] = words[1];
    this.#ids[number * 3 + 2] = words[2];
    this.#byId.add(this.#hashOfId(number), number);
    this.size += 1;
    return number;
  }

  #withWords([first, second, third]: IdWords): number {
    const ids = this.#ids;
    return this.#byId.find(
      mix(first, second, third),
      (number) =>
        ids[number * 3] === first &&
        ids[number * 3 + 1] === second &&
        ids[number * 3 + 2] === third,
    );
  }

  #hashOfId(number: number): number {
    const ids = this.#ids;
    return mix(ids[number * 3] ?? 0, ids[number * 3 + 1] ?? 0, ids[number * 3 + 2] ?? 0);
  }

  #grow(): void {
    const capacity = Math.ceil(this.#hashes.length * 1.5);
    this.#ids = larger(this.#ids, new Uint32Array(capacity * 3));
    this.#hashes = larger(this.#hashes, new Uint32Array(capacity));
    this.#offsets = larger(this.#offsets, new Float64Array(capacity));
    this.#lengths = larger(this.#lengths, new Uint32Array(capacity));
    this.#states = larger(this.#states, new Uint8Array(capacity));
  }
}

function larger<T extends Uint32Array | Float64Array | Uint8Array>(old: T, array: T): T {
  array.set(old);
  return array;
}
