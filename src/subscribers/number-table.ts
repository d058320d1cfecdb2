/**
 * A hash table of record numbers, ten bytes a record: the keys stay where the records are, and the caller
 * says which number is the one it looks for. A byte of each hash is kept together, so that who is not
 * there is known to be missing without a look at the records of others, which are all over the memory.
 */
export class NumberTable {
  /** Seven bits of the hash of what a slot holds, and `held`. */
  #tags: Uint8Array;
  #numbers: Int32Array;
  #used = 0;

  constructor(
    readonly hashOf: (number: number) => number,
    expected: number,
  ) {
    const slots = slotsFor(expected);
    this.#tags = new Uint8Array(slots);
    this.#numbers = new Int32Array(slots);
  }

  /** The number under `hash` for which `is` holds, or -1. */
  find(hash: number, is: (number: number) => boolean): number {
    const at = this.#slotOf(hash, is);
    return at < 0 ? -1 : (this.#numbers[at] ?? 0);
  }

  /** Adds a number that is not there yet. */
  add(hash: number, number: number): void {
    if (this.#used * 3 >= this.#tags.length * 2) this.#rebuild();
    this.#place(hash, number);
  }

  remove(hash: number, number: number): void {
    const at = this.#slotOf(hash, (other) => other === number);
    if (at >= 0) this.#tags[at] = removed;
  }

  #slotOf(hash: number, is: (number: number) => boolean): number {
    const mask = this.#tags.length - 1;
    const wanted = tagOf(hash);
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const tag = this.#tags[at];
      if (tag === free) return -1;
      if (tag === wanted && is(this.#numbers[at] ?? 0)) return at;
    }
  }

  #place(hash: number, number: number): void {
    const mask = this.#tags.length - 1;
    let at = hash & mask;
    while (this.#tags[at] !== free) at = (at + 1) & mask;
    this.#tags[at] = tagOf(hash);
    this.#numbers[at] = number;
    this.#used += 1;
  }

  #rebuild(): void {
    const tags = this.#tags;
    const numbers = this.#numbers;
    const kept = tags.reduce((count, tag) => count + (tag & held ? 1 : 0), 0);
    this.#tags = new Uint8Array(slotsFor(kept * 2));
    this.#numbers = new Int32Array(this.#tags.length);
    this.#used = 0;
    numbers.forEach((number, at) => {
      if ((tags[at] ?? free) & held) this.#place(this.hashOf(number), number);
    });
  }
}

const free = 0;
const removed = 1;
const held = 0x80;

/** Of the bits that do not say where in the table it stands. */
function tagOf(hash: number): number {
  return (hash >>> 25) | held;
}

/** A power of two that is at most two thirds full with `expected` numbers. */
function slotsFor(expected: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(expected, 1000) * 1.5 + 1));
}
