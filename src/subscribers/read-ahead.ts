import { readSync } from 'node:fs';

/** Reads records of a file that mostly follow one another, a large piece at a time. */
export class ReadAhead {
  bytes: Buffer;
  #from = 0;
  #until = 0;

  constructor(
    readonly fd: number,
    size = 1 << 18,
  ) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Where in `bytes` the file's bytes from `offset` on now stand, `length` of them at least. */
  reach(offset: number, length: number): number {
    if (offset < this.#from || offset + length > this.#until) this.#fill(offset, length);
    return offset - this.#from;
  }

  #fill(offset: number, length: number): void {
    if (length > this.bytes.length) this.bytes = Buffer.allocUnsafe(length * 2);
    this.#from = offset;
    this.#until = offset + readSync(this.fd, this.bytes, 0, this.bytes.length, offset);
  }
}
