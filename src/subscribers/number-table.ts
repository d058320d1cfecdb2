/**
 * A hash table of record numbers, eight bytes a record: the keys stay where the records are, and the
 * caller says which number is the one it looks for.
 */
export class NumberTable {
  /** 0 is free, -1 was removed, anything else is a number plus one. */
  #slots: Int32Array;
  #used = 0;

  constructor(
    readonly hashOf: (number: number) => number,
    expected: number,
  ) {
    this.#slots = new Int32Array(slotsFor(expected));
  }

  /** The number under `hash` for which `is` holds, or -1. */
  find(hash: number, is: (number: number) => boolean): number {
    const at = this.#slotOf(hash, is);
    return at < 0 ? -1 : (this.#slots[at] ?? 0) - 1;
  }

  /** Adds a number that is not there yet. */
  add(hash: number, number: number): void {
    if (this.#used * 3 >= this.#slots.length * 2) this.#rebuild();
    this.#place(hash, number);
  }

  remove(hash: number, number: number): void {
    const at = this.#slotOf(hash, (other) => other === number);
    if (at >= 0) this.#slots[at] = -1;
  }

  #slotOf(hash: number, is: (number: number) => boolean): number {
    const mask = this.#slots.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const slot = this.#slots[at] ?? 0;
      if (slot === 0) return -1;
      if (slot > 0 && is(slot - 1)) return at;
    }
  }

  #place(hash: number, number: number): void {
    const mask = this.#slots.length - 1;
    let at = hash & mask;
    while (this.#slots[at] !== 0) at = (at + 1) & mask;
    this.#slots[at] = number + 1;
    this.#used += 1;
  }

  #rebuild(): void {
    const old = this.#slots;
    let kept = 0;
    for (const slot of old) if (slot > 0) kept += 1;
    this.#slots = new Int32Array(slotsFor(kept * 2));
    this.#used = 0;
    for (const slot of old) if (slot > 0) this.#place(this.hashOf(slot - 1), slot - 1);
  }
}

/** A power of two that is at most two thirds full with `expected` numbers. */
function slotsFor(expected: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(expected, 1000) * 1.5 + 1));
}
