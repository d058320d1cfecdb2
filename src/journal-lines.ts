import { writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Bytes of a line before its record. */
export const prefixLength = '{"crc":"00000000","record":'.length;
const suffixLength = '}\n'.length;

/** Bytes of the whole line of a record, its end included. */
export function lineLength(record: Buffer): number {
  return prefixLength + record.length + suffixLength;
}

/** The record's bytes within a line, or undefined when they are not what was written. */
export function recordIn(line: Buffer): Buffer | undefined {
  const record = line.subarray(prefixLength, -suffixLength);
  const crc = hex(crc32(record));
  const whole =
    line.toString('latin1', 0, prefixLength) === `{"crc":"${crc}","record":` &&
    line.toString('latin1', line.length - suffixLength) === '}\n';
  return whole ? record : undefined;
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

/** The lines of one group, put together in a buffer that is used again. */
export class Lines {
  #bytes = Buffer.allocUnsafe(1 << 14);
  length = 0;

  /**
   * Adds a record's line; bytes are taken for JSON. Returns a view of the record's bytes that is valid
   * until the next is added.
   */
  add(record: unknown): Buffer {
    const json = record instanceof Uint8Array ? record : Buffer.from(JSON.stringify(record));
    this.#reserve(prefixLength + json.length + suffixLength);
    const start = this.length + prefixLength;
    const end = start + json.length;
    this.#bytes.write(`{"crc":"${hex(crc32(json))}","record":`, this.length, 'latin1');
    this.#bytes.set(json, start);
    this.length = end + this.#bytes.write('}\n', end, 'latin1');
    return this.#bytes.subarray(start, end);
  }

  slice(offset: number, length: number): Buffer {
    return Buffer.from(this.#bytes.subarray(offset, offset + length));
  }

  writeTo(fd: number, position: number): void {
    for (let done = 0; done < this.length; ) {
      done += writeSync(fd, this.#bytes, done, this.length - done, position + done);
    }
  }

  clear(): void {
    this.length = 0;
    if (this.#bytes.length > 1 << 22) this.#bytes = Buffer.allocUnsafe(1 << 14);
  }

  #reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, needed));
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
  }
}
