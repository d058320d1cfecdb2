import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../disk.js';
import { LineSums } from './line-sums.js';
import type { SnapshotHeader } from './snapshot.js';

const bufferSize = 1 << 20;
const newline = 0x0a;
const comma = 0x2c;

/** Writes a snapshot beside the one at `path`, and puts it in its place at the end. */
export class SnapshotWriter {
  #buffer = Buffer.allocUnsafe(bufferSize);
  /** What was in it last is being written while `#buffer` is filled. */
  #other = Buffer.allocUnsafe(bufferSize);
  #writing: Promise<void> = Promise.resolve();
  #used = 0;
  #flushed = 0;
  #sums = new LineSums();
  #items = 0;

  private constructor(
    readonly path: string,
    readonly file: FileHandle,
  ) {}

  static async begin(path: string, { salt, count }: SnapshotHeader): Promise<SnapshotWriter> {
    const writer = new SnapshotWriter(path, await open(`${path}.tmp`, 'w'));
    writer.#text(`{"version":1,"salt":"${salt}","count":${count},"subscribers":[`);
    writer.#endLine();
    return writer;
  }

  /** Adds the record that stands in `bytes`; returns its offset. Call `drain` when `full`. */
  subscriber(bytes: Buffer, start: number, end: number): number {
    this.#beginItem();
    this.#reserve(end - start);
    const offset = this.#flushed + this.#used;
    this.#used += bytes.copy(this.#buffer, this.#used, start, end);
    return offset;
  }

  get full(): boolean {
    return this.#used > bufferSize / 2;
  }

  async drain(): Promise<void> {
    this.#sums.leave(this.#buffer, this.#used);
    await this.#writing;
    this.#writing = this.file.writeFile(this.#buffer.subarray(0, this.#used));
    this.#writing.catch(() => {}); // Whoever waits for it next is told.
    [this.#buffer, this.#other] = [this.#other, this.#buffer];
    this.#flushed += this.#used;
    this.#used = 0;
  }

  /** Writes the rest, and resolves once the snapshot is in its place for good. */
  async finish(erased: Iterable<string>): Promise<void> {
    this.#endItems();
    this.#text('],"erased":[');
    this.#endLine();
    for (const hash of erased) {
      this.#beginItem();
      this.#text(`"${hash}"`);
      if (this.full) await this.drain();
    }
    this.#endItems();
    this.#sums.upTo(this.#buffer, this.#used);
    this.#text(`],"checks":${JSON.stringify(this.#sums.all())}}\n`);
    await this.drain();
    await this.#writing;
    await this.file.sync();
    await this.file.close();
    await rename(`${this.path}.tmp`, this.path);
    syncFolder(dirname(this.path));
  }

  /** Leaves the old snapshot as it is, and nothing of the new one. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => {}); // It is thrown away.
    await this.file.close();
    await rm(`${this.path}.tmp`, { force: true });
  }

  #beginItem(): void {
    if (this.#items > 0) {
      this.#byte(comma);
      this.#endLine();
    }
    this.#items += 1;
  }

  #endItems(): void {
    if (this.#items > 0) this.#endLine();
    this.#items = 0;
  }

  #endLine(): void {
    this.#byte(newline);
    this.#sums.line(this.#buffer, this.#used);
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#buffer[this.#used] = byte;
    this.#used += 1;
  }

  #text(text: string): void {
    this.#reserve(text.length);
    this.#used += this.#buffer.write(text, this.#used, 'latin1');
  }

  #reserve(length: number): void {
    if (this.#used + length <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe((this.#used + length) * 2);
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#buffer = larger;
  }
}
