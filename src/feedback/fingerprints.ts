/**
 * Numbers texts from 0 in the order in which they come, and keeps of each but 64 bits: some 15 to 30 bytes
 * a text. That two of ten million share their bits has a chance of about one in half a million.
 */
export class Fingerprints {
  size = 0;
  /** Two words a text. */
  #prints = new Uint32Array(2048);
  /** A text's number plus one, or 0 where a slot is free. */
  #slots = new Int32Array(4096);

  /** The text's number, or -1. */
  find(text: string): number {
    const [first, second] = printOf(text);
    return (this.#slots[this.#slotOf(first, second)] ?? 0) - 1;
  }

  /** The text's number, which is `size` as it was before if the text is new. */
  add(text: string): number {
    const [first, second] = printOf(text);
    const slot = this.#slotOf(first, second);
    const known = (this.#slots[slot] ?? 0) - 1;
    if (known >= 0) return known;
    const number = this.size;
    this.size += 1;
    if (number * 2 === this.#prints.length) this.#prints = larger(this.#prints);
    this.#prints[number * 2] = first;
    this.#prints[number * 2 + 1] = second;
    this.#slots[slot] = number + 1;
    if (this.size * 3 > this.#slots.length * 2) this.#rebuild();
    return number;
  }

  /** Where the print stands, or the free slot where it would. */
  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    for (let at = first & mask; ; at = (at + 1) & mask) {
      const number = (this.#slots[at] ?? 0) - 1;
      const same = this.#prints[number * 2] === first && this.#prints[number * 2 + 1] === second;
      if (number < 0 || same) return at;
    }
  }

  #rebuild(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let number = 0; number < this.size; number += 1) {
      const slot = this.#slotOf(this.#prints[number * 2] ?? 0, this.#prints[number * 2 + 1] ?? 0);
      this.#slots[slot] = number + 1;
    }
  }
}

function larger(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(words.length * 2);
  copy.set(words);
  return copy;
}

/** cyrb53 by bryc, with all of its 64 bits (github.com/bryc/code, PRNGs and hashes, public domain). */
function printOf(text: string): [number, number] {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 2654435761);
    second = Math.imul(second ^ code, 1597334677);
  }
  first =
    Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
  second =
    Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return [first >>> 0, second >>> 0];
}
