import { readSync } from 'node:fs';
import { VerdictsError } from '../errors.js';

const largest = 1 << 18;

/**
 * Reads records of a file, each that is asked for by itself, until they follow one another: then ever larger
 * pieces, whose other records are at hand when they are asked for.
 */
export class ReadAhead {
  bytes = Buffer.allocUnsafe(1 << 12);
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
    const size = this.#until - this.#from;
    // Between two records there is the end of a line, or of a few that were passed over.
    const follows = offset >= this.#from && offset < this.#until + length;
    const wanted = follows ? Math.max(length, Math.min(size * 4, largest)) : length;
    this.#until = this.#from; // Should the disk refuse, nothing is at hand.
    if (wanted > this.bytes.length) this.bytes = Buffer.allocUnsafe(wanted * 2);
    const read = readSync(this.fd, this.bytes, 0, wanted, offset);
    if (read < length) {
      throw new VerdictsError('damaged', `${this.path} is shorter than it was.`, {
        remedy: 'Put the file back from a backup.',
      });
    }
    this.#from = offset;
    this.#until = offset + read;
  }
}
