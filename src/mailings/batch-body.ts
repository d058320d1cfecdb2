import { createHash } from 'node:crypto';
import type { Constant, MessageTemplate, MessageValues } from './message.js';

/**
 * A batch's JSON, filled message by message into a buffer that is used again for the next batch. What is the
 * same in both, and in the same place, is there already and is not copied again.
 */
export class BatchBody {
  /** More than a batch of digests: what is never written to takes no memory. */
  #bytes = Buffer.allocUnsafe(8 << 20);
  #view = viewOf(this.#bytes);
  #length = 0;
  /** This batch's constants and where they begin, and after the first `#placed` those of the batch before. */
  #constants: Constant[] = [];
  #starts: number[] = [];
  #placed = 0;
  #values = new EncodedValues();
  /** Of each message the hash of its constants, and the values between them. */
  #pieces: string[] = [];

  /** Lets go of the bytes, which a request that was not answered may be sending still: they never change. */
  letGo(): void {
    this.#take(Buffer.allocUnsafe(this.#bytes.length));
    this.#constants = [];
    this.#starts = [];
  }

  /** Empties it: the bytes of the last `finish` are no longer valid. */
  start(): void {
    // Behind what was written last time, the places of earlier batches hold no more.
    this.#constants.length = Math.min(this.#constants.length, this.#placed);
    this.#starts.length = this.#constants.length;
    this.#placed = 0;
    this.#length = 0;
    this.#pieces = [];
  }

  add(template: MessageTemplate, values: MessageValues): void {
    this.#writeMark(this.#length === 0 ? '[' : ',');
    // As they stand in JSON strings, none of them holds a line break.
    const lines = template.values.map((read) => read(values)).join('\n');
    this.#values.encode(lines);
    const beginning = this.#length;
    for (const part of template.parts) {
      if (typeof part === 'number') this.#writeValue(part);
      else this.#place(part, beginning);
    }
    this.#pieces.push(template.sha256, lines);
  }

  /**
   * The JSON array of the messages added since `start`, and the sha256 that stands for it in the ledger. It
   * is taken of the pieces: what is the same in every message, megabytes a batch, is hashed once a mailing,
   * and its hash and the readers' values stand for the bytes. The same hash means the same bytes.
   */
  finish(): { bytes: Buffer; sha256: string } {
    if (this.#length === 0) this.#writeMark('[');
    this.#writeMark(']');
    const sha256 = createHash('sha256').update(this.#pieces.join('\n')).digest('hex');
    return { bytes: this.#bytes.subarray(0, this.#length), sha256 };
  }

  #writeMark(mark: '[' | ',' | ']'): void {
    this.#reserve(1);
    this.#view.setUint8(this.#length, mark.charCodeAt(0));
    this.#length += 1;
  }

  #writeValue(position: number): void {
    this.#reserve(this.#values.lengthOf(position));
    this.#length = this.#values.copy(position, this.#view, this.#length);
  }

  /** Writes the constant, after the blanks that it takes to stand where it belongs. */
  #place(constant: Constant, beginning: number): void {
    const at = Math.max(this.#length, beginning + constant.from);
    const end = at + constant.bytes.length;
    this.#reserve(end - this.#length);
    for (let blank = this.#length; blank < at; blank += 1) this.#view.setUint8(blank, 0x20);
    // All that was written since `start` is before `at`: what stood here stands here.
    if (this.#starts[this.#placed] !== at || this.#constants[this.#placed] !== constant) {
      this.#bytes.set(constant.bytes, at);
      this.#constants[this.#placed] = constant;
      this.#starts[this.#placed] = at;
    }
    this.#placed += 1;
    this.#length = end;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger);
    this.#take(larger);
  }

  #take(bytes: Buffer<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }
}

/** One message's values as bytes, to be written wherever they stand in it. */
class EncodedValues {
  #bytes = Buffer.allocUnsafe(1 << 12);
  #view = viewOf(this.#bytes);
  /** Where each begins, and the next one's line break ends it. */
  #starts: number[] = [0];

  /** Takes a value a line, in the place of those before. */
  encode(lines: string): void {
    const most = lines.length * 3;
    if (most > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafe(most);
      this.#view = viewOf(this.#bytes);
    }
    const length = this.#bytes.write(lines);
    this.#starts.length = 1;
    for (let at = 0; at < length; at += 1) {
      if (this.#bytes[at] === 0x0a) this.#starts.push(at + 1);
    }
    this.#starts.push(length + 1);
  }

  lengthOf(position: number): number {
    return (this.#starts[position + 1] ?? 0) - 1 - (this.#starts[position] ?? 0);
  }

  /** Copies a value to `at` and answers where it ends there. */
  copy(position: number, target: DataView, at: number): number {
    const view = this.#view;
    let from = this.#starts[position] ?? 0;
    let to = at;
    const end = at + this.lengthOf(position);
    // Four bytes at a time: a call of the system's own copying takes longer than what there is to copy.
    for (; to + 4 <= end; from += 4, to += 4) target.setInt32(to, view.getInt32(from));
    for (; to < end; from += 1, to += 1) target.setUint8(to, view.getUint8(from));
    return end;
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
