import { fstatSync, readSync } from 'node:fs';
import { z } from 'zod';
import { VerdictsError } from '../errors.js';
import { LineSums, linesPerSum } from './line-sums.js';

/**
 * A snapshot is one JSON document with a subscriber a line: the first line is this header, then come the
 * subscribers, the hashes of erased addresses, and a last line with a checksum for every thousand lines
 * before it.
 */
export interface SnapshotHeader {
  /** Hexadecimal; makes the hashes of erased addresses this store's own. */
  salt: string;
  /** How many subscribers follow. */
  count: number;
}

export interface SnapshotContent {
  header(header: SnapshotHeader): void;
  /** A record stands in `bytes` from `start` to `end`, in the file at `offset`. False: it is none. */
  subscriber(bytes: Buffer, start: number, end: number, offset: number): boolean;
  erased(hash: string): void;
}

const bufferSize = 1 << 20;
const newline = 0x0a;
const comma = 0x2c;
const bracket = 0x5d;

/**
 * Reads the snapshot that is open as `fd` from end to end, keeping none of it. Throws a `VerdictsError`
 * that names the line, or the thousand lines, that are not as they were written.
 */
export function readSnapshot(fd: number, path: string, content: SnapshotContent): void {
  new SnapshotReader(path, content).read(fd);
}

class SnapshotReader {
  #section: 'header' | 'subscribers' | 'erased' | 'end' = 'header';
  #sums = new LineSums();
  #missing = 0;

  constructor(
    readonly path: string,
    readonly content: SnapshotContent,
  ) {}

  read(fd: number): void {
    let buffer = Buffer.allocUnsafe(Math.min(fstatSync(fd).size + 1, bufferSize));
    let position = 0;
    let filled = 0;
    for (;;) {
      const length = readSync(fd, buffer, filled, buffer.length - filled, position + filled);
      if (length === 0) break;
      filled += length;
      const used = this.#readLines(buffer.subarray(0, filled), position);
      const next = used === 0 && filled === buffer.length ? Buffer.allocUnsafe(filled * 2) : buffer;
      buffer.copy(next, 0, used, filled);
      buffer = next;
      position += used;
      filled -= used;
    }
    if (filled > 0 || this.#section !== 'end') throw this.#damage('ends too early');
  }

  /** Reads the whole lines that `bytes` begins with; returns how many bytes they are. */
  #readLines(bytes: Buffer, position: number): number {
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(newline, start);
      if (end < 0) break;
      if (this.#section === 'erased' && bytes[start] === bracket) {
        this.#sums.upTo(bytes, start);
        this.#finish(bytes.toString('latin1', start, end));
      } else {
        this.#readLine(bytes, start, end, position);
        this.#sums.line(bytes, end + 1);
      }
      start = end + 1;
    }
    this.#sums.leave(bytes, start);
    return start;
  }

  #readLine(bytes: Buffer, start: number, lineEnd: number, position: number): void {
    const end = bytes[lineEnd - 1] === comma ? lineEnd - 1 : lineEnd;
    if (this.#section === 'subscribers' && bytes[start] === bracket) {
      this.#section = 'erased';
    } else if (this.#section === 'subscribers') {
      this.#missing -= 1;
      const taken = this.content.subscriber(bytes, start, end, position + start);
      if (!taken) throw this.#damage('is not a subscriber');
    } else if (this.#section === 'erased') {
      this.content.erased(bytes.toString('latin1', start + 1, end - 1));
    } else if (this.#section === 'header') {
      this.#begin(bytes.toString('latin1', start, end));
    } else {
      throw this.#damage('stands after the end');
    }
  }

  #begin(line: string): void {
    const header = parsed(Header, `${line}]}`);
    if (!header) throw this.#damage('is not the first line of a subscriber store');
    this.#missing = header.count;
    this.content.header(header);
    this.#section = 'subscribers';
  }

  #finish(line: string): void {
    const last = parsed(Checks, `{"a":[${line}`);
    if (!last) throw this.#damage('is not the last line of a subscriber store');
    const sums = this.#sums.all();
    const wrong = sums.findIndex((sum, index) => sum !== last.checks[index]);
    if (wrong >= 0) {
      const first = wrong * linesPerSum + 1;
      const until = Math.min(first + linesPerSum - 1, this.#sums.lines);
      throw damaged(`${this.path}, lines ${first} to ${until}: they do not match their checksum.`);
    }
    if (this.#missing !== 0 || last.checks.length !== sums.length) {
      throw this.#damage('comes after another number of subscribers than were written');
    }
    this.#section = 'end';
  }

  #damage(what: string): VerdictsError {
    return damaged(`${this.path}, line ${this.#sums.lines + 1}: it ${what}.`);
  }
}

const Header = z.object({ version: z.literal(1), salt: z.string(), count: z.int().min(0) });
const Checks = z.object({ checks: z.array(z.string()) });

function parsed<T>(schema: z.ZodType<T>, json: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined; // Not JSON: for the caller the same as the wrong JSON.
  }
}

function damaged(message: string): VerdictsError {
  return new VerdictsError('damaged', message, {
    remedy:
      'Put the file back from a backup; if it was edited by hand, undo that and use `verdicts subscribers`.',
  });
}
