import { createHash } from 'node:crypto';
import type { Constant, MessageTemplate, MessageValues } from './message.js';

/**
 * A batch's JSON, filled message by message into a buffer that is used again for the next batch. What is the
 * same in both, and in the same place, is there already and is not copied again.
 */
export class BatchBody {
  /** More than a batch of digests: what is never written to takes no memory. */
  #bytes = Buffer.allocUnsafe(8 << 20);
  #length = 0;
  /** Where the constants of this batch are, and after the first `#constants` those of the batch before. */
  #places: { bytes: Buffer; at: number }[] = [];
  #constants = 0;
  /** Of each message the hash of its constants, and the values between them. */
  #pieces: string[] = [];

  /** Lets go of the bytes, which a request that was not answered may be sending still: they never change. */
  letGo(): void {
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#places = [];
  }

  /** Empties it: the bytes of the last `finish` are no longer valid. */
  start(): void {
    // Behind what was written last time, the places of earlier batches hold no more.
    this.#places.length = Math.min(this.#places.length, this.#constants);
    this.#constants = 0;
    this.#length = 0;
    this.#pieces = [];
  }

  add(template: MessageTemplate, values: MessageValues): void {
    this.#write(this.#length === 0 ? '[' : ',');
    const filled = template.values.map((read) => read(values));
    const starts: number[] = [];
    const ends: number[] = [];
    const beginning = this.#length;
    for (const part of template.parts) {
      if (typeof part !== 'number') this.#place(part, beginning);
      else if (ends[part] !== undefined) this.#repeat(starts[part] ?? 0, ends[part]);
      else {
        starts[part] = this.#length;
        this.#write(filled[part] ?? '');
        ends[part] = this.#length;
      }
    }
    this.#pieces.push(template.sha256, ...filled);
  }

  /**
   * The JSON array of the messages added since `start`, and the sha256 that stands for it in the ledger. It
   * is taken of the pieces: what is the same in every message, megabytes a batch, is hashed once a mailing,
   * and its hash and the readers' values stand for the bytes. The same hash means the same bytes.
   */
  finish(): { bytes: Buffer; sha256: string } {
    this.#write(this.#length === 0 ? '[]' : ']');
    // As they stand in JSON strings, none of them holds a line break.
    const sha256 = createHash('sha256').update(this.#pieces.join('\n')).digest('hex');
    return { bytes: this.#bytes.subarray(0, this.#length), sha256 };
  }

  #write(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Writes the constant, after the blanks that it takes to stand where it belongs. */
  #place({ bytes, from }: Constant, beginning: number): void {
    const at = Math.max(this.#length, beginning + from);
    this.#reserve(at - this.#length + bytes.length);
    if (at > this.#length) this.#bytes.fill(' ', this.#length, at);
    // All that was written since `start` is before `at`: what stood here stands here.
    const before = this.#places[this.#constants];
    if (before?.at !== at || before.bytes !== bytes) {
      this.#bytes.set(bytes, at);
      this.#places[this.#constants] = { bytes, at };
    }
    this.#constants += 1;
    this.#length = at + bytes.length;
  }

  /** Writes what stands between the two places once more. */
  #repeat(start: number, end: number): void {
    this.#reserve(end - start);
    this.#bytes.copyWithin(this.#length, start, end);
    this.#length += end - start;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}
