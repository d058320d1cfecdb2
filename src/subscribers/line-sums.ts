import { crc32 } from 'node:zlib';

/** So many lines have a checksum together. */
export const linesPerSum = 1000;

/** The checksums of the lines that pass through a buffer, one for each thousand and one for the rest. */
export class LineSums {
  lines = 0;
  #sums: string[] = [];
  #sum = 0;
  /** Up to where the buffer's bytes are in `#sum`. */
  #from = 0;

  /** A line ends at `end`. */
  line(buffer: Buffer, end: number): void {
    this.lines += 1;
    if (this.lines % linesPerSum !== 0) return;
    this.upTo(buffer, end);
    this.#close();
  }

  upTo(buffer: Buffer, end: number): void {
    this.#sum = crc32(buffer.subarray(this.#from, end), this.#sum);
    this.#from = end;
  }

  /** The bytes up to `end` leave the buffer. */
  leave(buffer: Buffer, end: number): void {
    this.upTo(buffer, end);
    this.#from = 0;
  }

  /** Closes the last thousand. */
  all(): string[] {
    if (this.lines % linesPerSum !== 0) this.#close();
    return this.#sums;
  }

  #close(): void {
    this.#sums.push(this.#sum.toString(16).padStart(8, '0'));
    this.#sum = 0;
  }
}
