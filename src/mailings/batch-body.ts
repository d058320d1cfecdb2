import { createHash } from 'node:crypto';
import type { Constant, Message } from './message.js';

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
  #lines = new EncodedLines();

  /** Lets go of the bytes, which a request that was not answered may be sending still: they never change. */
  letGo(): void {
    this.#take(Buffer.allocUnsafe(this.#bytes.length));
    this.#constants = [];
    this.#starts = [];
  }

  /**
   * Answers the JSON array of the messages, valid until the next call, and the sha256 that stands for it in
   * the ledger. It is taken of each template's own and of the readers' values: what is the same in every
   * message, megabytes a batch, is hashed once a mailing. The same hash means the same bytes.
   */
  fill(messages: readonly Message[]): { bytes: Buffer; sha256: string } {
    const lines: string[] = [];
    for (const { template, values } of messages) {
      lines.push(template.sha256);
      // As they stand in JSON strings, none of them holds a line break.
      for (const read of template.values) lines.push(read(values));
    }
    this.#lines.encode(lines);
    // Behind what was written last time, the places of earlier batches hold no more.
    this.#constants.length = Math.min(this.#constants.length, this.#placed);
    this.#starts.length = this.#constants.length;
    this.#placed = 0;
    this.#length = 0;
    this.#writeMark('[');
    let line = 0;
    for (const { template } of messages) {
      if (line > 0) this.#writeMark(',');
      this.#write(template.parts, line + 1);
      line += 1 + template.values.length;
    }
    this.#writeMark(']');
    return { bytes: this.#bytes.subarray(0, this.#length), sha256: this.#lines.sha256() };
  }

  /** One message, whose values are the lines from `first` on. */
  #write(parts: readonly (Constant | number)[], first: number): void {
    const beginning = this.#length;
    for (const part of parts) {
      if (typeof part === 'number') this.#writeLine(first + part);
      else this.#place(part, beginning);
    }
  }

  #writeMark(mark: '[' | ',' | ']'): void {
    this.#reserve(1);
    this.#view.setUint8(this.#length, mark.charCodeAt(0));
    this.#length += 1;
  }

  #writeLine(number: number): void {
    this.#reserve(this.#lines.lengthOf(number));
    this.#length = this.#lines.copy(number, this.#view, this.#length);
  }

  /** Writes the constant, after the blanks that it takes to stand where it belongs. */
  #place(constant: Constant, beginning: number): void {
    const at = Math.max(this.#length, beginning + constant.from);
    const end = at + constant.bytes.length;
    this.#reserve(end - this.#length);
    for (let blank = this.#length; blank < at; blank += 1) this.#view.setUint8(blank, 0x20);
    // All that was written of this batch is before `at`: what stood here stands here.
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

/** Lines as bytes, put together once: each is written as often as a message says so. */
class EncodedLines {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #view = viewOf(this.#bytes);
  #length = 0;
  /** Where each begins: a line break before the next. */
  #starts: number[] = [];

  /** Takes these in the place of those before. */
  encode(lines: readonly string[]): void {
    const text = lines.join('\n');
    const most = text.length * 3;
    if (most > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafe(most);
      this.#view = viewOf(this.#bytes);
    }
    this.#length = this.#bytes.write(text);
    const ascii = this.#length === text.length;
    let start = 0;
    this.#starts = lines.map((line) => {
      const its = start;
      start += 1 + (ascii ? line.length : Buffer.byteLength(line));
      return its;
    });
    this.#starts.push(start);
  }

  sha256(): string {
    return createHash('sha256').update(this.#bytes.subarray(0, this.#length)).digest('hex');
  }

  lengthOf(number: number): number {
    return (this.#starts[number + 1] ?? 0) - 1 - (this.#starts[number] ?? 0);
  }

  /**
   * Copies a line to `at` and answers where it ends there. Eight bytes at a time, as a number that nothing is
   * done with: no call of a system's copying, which takes longer than what there is to copy. UTF-8 has no
   * eight bytes that are no number, whose bits might change: nothing from 0xf0 on stands before 0x7f or 0xff.
   */
  copy(number: number, target: DataView, at: number): number {
    const view = this.#view;
    let from = this.#starts[number] ?? 0;
    let to = at;
    const end = at + this.lengthOf(number);
    for (; to + 8 <= end; from += 8, to += 8) {
      target.setFloat64(to, view.getFloat64(from, true), true);
    }
    for (; to < end; from += 1, to += 1) target.setUint8(to, view.getUint8(from));
    return end;
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
