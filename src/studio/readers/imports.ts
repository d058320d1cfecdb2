import { randomBytes } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { App } from '../../app.js';
import { diskError, makeFolder, statIfThere } from '../../disk.js';
import { VerdictsError } from '../../errors.js';
import { importReaders } from '../../jobs/importing-readers.js';
import type { Log } from '../../log.js';
import type { ImportReport } from '../../subscribers/import.js';
import type { UploadedFile } from './upload.js';

/** A file of readers on its way in: first looked through, then, if somebody wants it, imported. */
export interface ReaderImport {
  id: string;
  /** The file's name. */
  name: string;
  stage: ImportStage;
}

export type ImportStage =
  | { at: 'checking' | 'importing'; rows: number; share: number }
  | { at: 'checked' | 'imported'; report: ImportReport }
  | { at: 'failed'; during: 'checking' | 'importing'; what: string; remedy: string };

/** The files that wait or are being worked on, of this process. One is worked on at a time. */
export interface Imports {
  /**
   * Keeps the file and begins to look it through. Throws a `VerdictsError` when it is empty or too large,
   * or another is being worked on.
   */
  take(file: UploadedFile): Promise<ReaderImport>;
  find(id: string): ReaderImport | undefined;
  /** Begins to import a file that was looked through. */
  begin(id: string): void;
  forget(id: string): Promise<void>;
  /** Ends what is under way, and forgets every file. */
  close(): Promise<void>;
}

/** The largest file, in bytes: some four million readers. */
export const largestFile = 200 * 1024 * 1024;
/** A file waits so long for somebody to decide; then its addresses are removed. */
const keptMs = 3_600_000;
const sweepEveryMs = 600_000;
/** So many problems are listed one by one. */
export const mostProblems = 50;

interface Kept extends ReaderImport {
  path: string;
  since: number;
}

export function createImports(app: App, log: Log, { largest = largestFile } = {}): Imports {
  const folder = join(app.config.subscribersDir, 'uploads');
  const kept = new Map<string, Kept>();
  const stop = new AbortController();
  let taking = false;
  let working: Promise<void> = Promise.resolve();
  const sweeping = setInterval(() => {
    sweep().catch((error: unknown) => {
      const what = error instanceof Error ? error.message : String(error);
      log.warn({ state: 'imports' }, `Uploaded files could not be cleared away: ${what}`);
    });
  }, sweepEveryMs);
  sweeping.unref();

  /** Also removes what a studio that was killed left behind. */
  async function sweep(): Promise<void> {
    const old = app.clock.now().getTime() - keptMs;
    for (const each of kept.values()) {
      if (each.since < old && !isWorking(each)) await forget(each.id);
    }
    for (const name of statIfThere(folder) ? await readdir(folder) : []) {
      const known = kept.has(name.replace(/\.csv$/, ''));
      const found = known ? undefined : statIfThere(join(folder, name));
      if (found && found.mtimeMs < old) await rm(join(folder, name), { force: true });
    }
  }

  async function forget(id: string): Promise<void> {
    const found = kept.get(id);
    if (!found || isWorking(found)) return;
    kept.delete(id);
    await discard(found.path);
  }

  async function write({ bytes }: UploadedFile, path: string): Promise<number> {
    const counted = new Counted(bytes, largest);
    try {
      makeFolder(folder, 0o700);
      // Opened first: a stream that fails while it opens its file would make it after it was removed.
      const file = await open(path, 'w', 0o600);
      await pipeline(counted, file.createWriteStream(), { signal: stop.signal });
      return counted.size;
    } catch (error) {
      await rm(path, { force: true });
      throw diskError(error, folder);
    }
  }

  function work(on: Kept, at: 'checking' | 'importing'): void {
    on.stage = { at, rows: 0, share: 0 };
    working = run(on, at);
  }

  async function run(on: Kept, at: 'checking' | 'importing'): Promise<void> {
    const stage = await read(on, at);
    // The page says that the file is gone.
    if (stage.at !== 'checked') await discard(on.path);
    on.since = app.clock.now().getTime();
    on.stage = stage;
  }

  async function read(on: Kept, at: 'checking' | 'importing'): Promise<ImportStage> {
    const { id, name, path } = on;
    const dryRun = at === 'checking';
    try {
      const report = await importReaders(app, path, {
        name,
        problems: mostProblems,
        signal: stop.signal,
        ...(dryRun && { dryRun }),
        onProgress({ rows, bytes, size }) {
          // A batch that was under way when the import failed is told of later.
          if (on.stage.at === at) on.stage = { at, rows, share: bytes / Math.max(size, 1) };
        },
      });
      const { rows, added, changed } = report;
      if (!dryRun) log.info({ import: id, rows, added, changed }, 'Readers were imported.');
      return { at: dryRun ? 'checked' : 'imported', report };
    } catch (error) {
      const code = error instanceof VerdictsError ? error.code : 'unexpected';
      if (!stop.signal.aborted) log.error({ import: id, code }, 'A file of readers was not read.');
      return { at: 'failed', during: at, ...said(error) };
    }
  }

  async function discard(path: string): Promise<void> {
    await rm(path, { force: true }).catch(() => {
      log.error({ file: basename(path) }, `A file of readers could not be removed from ${folder}.`);
    });
  }

  return {
    async take(file) {
      if (taking || [...kept.values()].some(isWorking)) throw busy();
      taking = true;
      try {
        await sweep();
        const id = randomBytes(8).toString('hex');
        const path = join(folder, `${id}.csv`);
        const size = await write(file, path);
        const since = app.clock.now().getTime();
        const taken: Kept = {
          id,
          name: plainName(file.name),
          path,
          since,
          stage: { at: 'checking', rows: 0, share: 0 },
        };
        if (size === 0) {
          await rm(path, { force: true });
          throw empty();
        }
        kept.set(id, taken);
        work(taken, 'checking');
        return taken;
      } finally {
        taking = false;
      }
    },
    find(id) {
      const found = kept.get(id);
      const old = app.clock.now().getTime() - keptMs;
      return found && (isWorking(found) || found.since >= old) ? found : undefined;
    },
    begin(id) {
      const found = kept.get(id);
      if (found?.stage.at !== 'checked') return;
      if (taking || [...kept.values()].some(isWorking)) throw busy();
      work(found, 'importing');
    },
    forget,
    async close() {
      clearInterval(sweeping);
      stop.abort();
      await working;
      for (const { path } of kept.values()) await discard(path);
      kept.clear();
    },
  };
}

/** A stream that ends with an error where it becomes too long, once the sender has been heard out. */
class Counted implements AsyncIterable<Uint8Array> {
  size = 0;

  constructor(
    readonly bytes: AsyncIterable<Uint8Array>,
    readonly largest: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.bytes) {
      this.size += chunk.length;
      // A browser shows no answer before it has sent everything.
      if (this.size <= this.largest) yield chunk;
    }
    if (this.size > this.largest) throw tooLarge(this.largest);
  }
}

function isWorking({ stage }: ReaderImport): boolean {
  return stage.at === 'checking' || stage.at === 'importing';
}

/** The name without folders and without what no screen shows; it is kept as where a consent is from. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu, ' ').trim();
  return [...plain].slice(0, 100).join('') || 'a file';
}

function said(error: unknown): { what: string; remedy: string } {
  if (error instanceof VerdictsError) return { what: error.message, remedy: error.remedy };
  const stopped = error instanceof Error && error.name === 'AbortError';
  return {
    what: stopped ? 'The studio was closed meanwhile.' : 'Something went wrong while it was read.',
    remedy: 'Send the file again: who is there already is left as they are.',
  };
}

function busy(): VerdictsError {
  return new VerdictsError('busy', 'Another file of readers is being read at this moment.', {
    remedy: 'Wait until that is done, then send this one.',
  });
}

function empty(): VerdictsError {
  return new VerdictsError('empty', 'The file is empty.', {
    remedy: 'Choose a CSV file with a reader a line.',
  });
}

function tooLarge(largest: number): VerdictsError {
  const most = Math.floor(largest / 1024 / 1024);
  return new VerdictsError('too-large', `The file is larger than ${most} MB.`, {
    remedy: 'Send it in parts, or use `verdicts subscribers import`, which takes any length.',
  });
}
