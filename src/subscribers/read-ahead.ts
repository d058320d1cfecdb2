import { readSync } from 'node:fs';
import { VerdictsError } from '../errors.js';

/** Reads records of a file that mostly follow one another, a large piece at a time. */
export class ReadAhead {
  bytes = Buffer.allocUnsafe(1 << 18);
  #from = 0;
  #until = 0;

  constructor(
    readonly fd: number,
    readonly path: string,
  ) {}

  /** Where in `bytes` the file's bytes from `offset` on now stand, `length` of them at least. */
  reach(offset: number, length: number): number {
    if (offset < this.#from || offset + length > this.#until) this.#fill(offset, length);
    return offset - this.#from;
  }

  #fill(offset: number, length: number): void {
    if (length > this.bytes.length) this.bytes = Buffer.allocUnsafe(length * 2);
    const read = readSync(this.fd, this.bytes, 0, this.bytes.length, offset);
    if (read < length) {
      throw new VerdictsError('damaged', `${this.path} is shorter than it was.`, {
        remedy: 'Put the file back from a backup.',
      });
    }
    this.#from = offset;
    this.#until = offset + read;
  }
}
