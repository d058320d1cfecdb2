import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, syncFolder, writeDurably } from '../disk.js';
import { Week } from '../editions/week.js';
import { VerdictsError } from '../errors.js';
import { Letter } from '../letters/letter.js';
import { type Addressee, batchSize, Mailing, mailingId } from './mailing.js';

/** Where the mailings of a data folder are kept, one folder a week. */
export interface MailingShelf {
  /** The frozen mailing of that week, or undefined when it was not frozen to the end. */
  read(week: Week): Promise<Mailing | undefined>;
  /** The weeks that have a frozen mailing, in order. */
  list(): Promise<Week[]>;
  /** The letter that was frozen for this variant of a mailing. */
  readLetter(week: Week, variant: Pick<FrozenVariant, 'id' | 'sha256'>): Promise<Letter>;
  writeLetter(week: Week, variant: string, letter: Letter): Promise<{ sha256: string }>;
  writeAudience(week: Week): AudienceWriter;
  openAudience(mailing: Mailing): Promise<AudienceReader>;
  /** Written last: from then on the mailing is frozen. */
  write(mailing: Mailing): Promise<void>;
  ledgerPath(week: Week): string;
  /** The folder of the lock that whoever sends holds: one at a time, whatever the week. */
  readonly lockFolder: string;
}

/** Appends to the audience; `finish` syncs it and answers its hash. */
interface AudienceWriter {
  add(addressee: Addressee): void;
  finish(): { readers: number; sha256: string };
}

interface AudienceReader {
  /** The addressees of one batch, from 0. */
  batch(number: number): Promise<Addressee[]>;
  close(): Promise<void>;
}

/** The mailings under `dataDir`. Nothing is read or made before it is asked for. */
export function mailingShelf(dataDir: string): MailingShelf {
  const root = join(dataDir, 'mailings');
  const at = (week: Week, ...names: string[]) => join(root, week, ...names);

  return {
    lockFolder: join(root, 'sending.lock'),
    ledgerPath: (week) => at(week, 'ledger.jsonl'),

    async read(week) {
      const path = at(week, 'mailing.json');
      const text = await readIfThere(path);
      if (text === undefined) return undefined;
      const mailing = parse(Mailing, text, path);
      const { id, ...content } = JSON.parse(text);
      if (id !== mailingId(content)) throw damaged(path, 'it is not the mailing that was frozen');
      return mailing;
    },

    async list() {
      const weeks = namesIn(root).filter((name) => Week.safeParse(name).success);
      const frozen = await Promise.all(weeks.map((week) => readIfThere(at(week, 'mailing.json'))));
      return weeks.filter((_, index) => frozen[index] !== undefined).sort();
    },

    async readLetter(week, { id, sha256 }) {
      const path = at(week, 'letters', `${id}.json`);
      const text = await readIfThere(path);
      if (text === undefined) throw damaged(path, 'the letter is not there');
      if (sha256Of(text) !== sha256) throw damaged(path, 'it is not the letter that was frozen');
      return parse(Letter, text, path);
    },

    async writeLetter(week, variant, letter) {
      const folder = at(week, 'letters');
      await mkdir(folder, { recursive: true }).catch((error: unknown) => {
        throw diskError(error, folder);
      });
      const json = JSON.stringify(letter);
      await writeDurably(at(week, 'letters', `${variant}.json`), json);
      return { sha256: sha256Of(json) };
    },

    writeAudience(week) {
      return new AudienceFile(at(week), 'audience.jsonl');
    },

    openAudience: (mailing) => openAudience(at(mailing.week, 'audience.jsonl'), mailing),

    async write(mailing) {
      await writeDurably(at(mailing.week, 'mailing.json'), `${JSON.stringify(mailing, null, 2)}\n`);
      syncFolder(root);
      syncFolder(dataDir);
    },
  };
}

type FrozenVariant = Mailing['variants'][number];

class AudienceFile implements AudienceWriter {
  readonly path: string;
  #fd: number;
  #hash: Hash = createHash('sha256');
  #chunk: string[] = [];
  #readers = 0;

  constructor(folder: string, name: string) {
    this.path = join(folder, name);
    this.#fd = onDisk(this.path, () => {
      mkdirSync(folder, { recursive: true });
      return openSync(this.path, 'w');
    });
  }

  add(addressee: Addressee): void {
    this.#chunk.push(JSON.stringify(addressee));
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

/** Reads the file once, to find where each batch begins and that nothing has changed since it was frozen. */
async function openAudience(path: string, mailing: Mailing): Promise<AudienceReader> {
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
      const rows = chunk.toString('utf8', 0, length).split('\n').filter(Boolean);
      // The hash says that these are the lines that were frozen, each from an Addressee.
      return rows.map((row) => JSON.parse(row) as Addressee);
    },
    close: async () => closeSync(fd),
  };
}

function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw diskError(error, path);
  }
}

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  text: string,
  path: string,
): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(path, 'it is not valid JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw damaged(path, 'it is not as this version writes it');
  return parsed.data;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function damaged(path: string, what: string): VerdictsError {
  return new VerdictsError('damaged', `${path}: ${what}.`, {
    remedy: 'Put the file back from a backup: a mailing is sent from its frozen files only.',
    exit: 3,
  });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw diskError(error, path);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw diskError(error, folder);
  }
}
