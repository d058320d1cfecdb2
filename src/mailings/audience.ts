import { createHash, type Hash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, makeFolder, onDisk, openIfThere, syncFolder } from '../disk.js';
import { VerdictsError } from '../errors.js';
import { linesHolding } from '../line-search.js';
import { damaged } from './damaged.js';
import { type Addressee, batchSize, type Mailing } from './mailing.js';

/** Where the addressees stand in a mailing's folder, a line each. */
export const audienceFile = 'audience.jsonl';
/** What stays of it once the mailing is over: ids without addresses. */
const readersFile = 'readers.jsonl';

/** Appends to the audience; `finish` syncs it and answers its hash. */
export interface AudienceWriter<Line = Addressee> {
  add(line: Line): void;
  finish(): { readers: number; sha256: string };
}

/** A frozen audience, open to be read batch by batch. */
export interface AudienceReader {
  /** The addressees of one batch, from 0. */
  batch(number: number): Promise<Addressee[]>;
  close(): Promise<void>;
}

/** A file of a mailing's folder that is written line by line, in the place of what was there. */
export class AudienceFile<Line = Addressee> implements AudienceWriter<Line> {
  readonly path: string;
  #fd: number;
  #hash: Hash = createHash('sha256');
  #chunk: string[] = [];
  #readers = 0;

  constructor(folder: string, name: string) {
    this.path = join(folder, name);
    this.#fd = onDisk(this.path, () => {
      makeFolder(folder);
      return openSync(this.path, 'w');
    });
  }

  add(line: Line): void {
    this.#chunk.push(JSON.stringify(line));
    this.#readers += 1;
    if (this.#chunk.length >= 4096) this.#flush();
  }

  finish(): { readers: number; sha256: string } {
    this.#flush();
    onDisk(this.path, () => {
      fsyncSync(this.#fd);
      closeSync(this.#fd);
    });
    return { readers: this.#readers, sha256: this.#hash.digest('hex') };
  }

  #flush(): void {
    if (this.#chunk.length === 0) return;
    const bytes = Buffer.from(`${this.#chunk.join('\n')}\n`);
    this.#chunk = [];
    this.#hash.update(bytes);
    onDisk(this.path, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
    });
  }
}

/**
 * Reads the file once, to find where each batch begins and that nothing has changed since it was frozen.
 * Throws a `VerdictsError` when something has.
 */
export async function openAudience(folder: string, mailing: Mailing): Promise<AudienceReader> {
  const path = join(folder, audienceFile);
  if (!existsSync(path)) {
    if (existsSync(join(folder, readersFile))) return forgottenAudience(path);
    throw damaged(path, 'the audience is not there');
  }
  const fd = onDisk(path, () => openSync(path, 'r'));
  const hash = createHash('sha256');
  const starts: number[] = [0];
  let chunk = Buffer.allocUnsafe(1 << 16);
  let lines = 0;
  let end = 0;
  for (;;) {
    const length = onDisk(path, () => readSync(fd, chunk, 0, chunk.length, end));
    if (length === 0) break;
    const bytes = chunk.subarray(0, length);
    hash.update(bytes);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      lines += 1;
      if (lines % batchSize === 0) starts.push(end + at + 1);
    }
    end += length;
  }
  if (lines !== mailing.audience.readers || hash.digest('hex') !== mailing.audience.sha256) {
    closeSync(fd);
    throw damaged(path, 'the audience is not the one that was frozen');
  }

  return {
    async batch(number) {
      const start = starts[number] ?? end;
      const length = (starts[number + 1] ?? end) - start;
      if (length > chunk.length) chunk = Buffer.allocUnsafe(length);
      // Read at once rather than by the thread pool: it is a few kilobytes that were just looked through.
      onDisk(path, () => readSync(fd, chunk, 0, length, start));
      // The hash says that these are the lines that were frozen, each from an Addressee.
      const rows = chunk.toString('utf8', 0, length).trimEnd().replaceAll('\n', ',');
      return JSON.parse(`[${rows}]`) as Addressee[];
    },
    close: async () => closeSync(fd),
  };
}

/** A reader's place in the audience, from 0, and the position of the letter's variant. */
export interface AudiencePlace {
  place: number;
  variant: number;
}

/** Looks a reader up, the addresses being there or forgotten, without checking the others' lines. */
export async function placeInAudience(
  folder: string,
  reader: string,
): Promise<AudiencePlace | undefined> {
  for (const name of [audienceFile, readersFile]) {
    const path = join(folder, name);
    for await (const { number, line } of linesHolding(path, `"reader":"${reader}"`)) {
      const { variant }: Pick<Addressee, 'variant'> = JSON.parse(line.toString());
      return { place: number, variant };
    }
  }
  return undefined;
}

/**
 * Puts the readers' ids, in the same order, in the place of the audience. A crash leaves the one or both;
 * called again it goes on.
 */
export async function forgetAddresses(folder: string): Promise<void> {
  const path = join(folder, audienceFile);
  let draft: AudienceFile<Kept> | undefined;
  const audience = await openIfThere(path);
  try {
    // Another process has forgotten them.
    if (!audience) return;
    draft = new AudienceFile<Kept>(folder, `${readersFile}.${process.pid}`);
    for await (const line of audience.readLines()) draft.add(withoutAddress(line));
    draft.finish();
    await rename(draft.path, join(folder, readersFile));
    syncFolder(folder);
    await rm(path, { force: true });
    syncFolder(folder);
  } catch (error) {
    if (draft) await rm(draft.path, { force: true });
    throw diskError(error, path);
  } finally {
    await audience?.close();
  }
}

type Kept = Pick<Addressee, 'reader' | 'variant'> | null;

/** Null for a line that is damaged: it must not keep the others' addresses from going. */
function withoutAddress(line: string): Kept {
  try {
    const { reader, variant }: Addressee = JSON.parse(line);
    return { reader, variant };
  } catch {
    return null; // The parser's own words would quote the line.
  }
}

function forgottenAudience(path: string): AudienceReader {
  return {
    async batch() {
      throw new VerdictsError('over', `${path}: the addresses are gone, as the mailing is over.`, {
        remedy: 'Nothing of it can be sent any more; `verdicts status` prints its receipt.',
        exit: 3,
      });
    },
    close: async () => {},
  };
}
