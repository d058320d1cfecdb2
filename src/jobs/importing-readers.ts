import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { App } from '../app.js';
import { statIfThere } from '../disk.js';
import { VerdictsError } from '../errors.js';
import type { ImportOptions, ImportReport } from '../subscribers/import.js';

export interface ImportReadersOptions
  extends Pick<ImportOptions, 'dryRun' | 'onRow' | 'problems' | 'signal'> {
  /** What the file is called in messages, and where the consent of its readers is from; default: its name. */
  name?: string;
  /** Told now and then how far the import is. */
  onProgress?: (progress: ImportProgress) => void;
}

interface ImportProgress {
  rows: number;
  /** Bytes of the file that are read, of `size`. */
  bytes: number;
  size: number;
}

/**
 * Imports a file of readers, or a stream of its bytes. Throws a `VerdictsError` when there is no such file or
 * it cannot be read, which then has been imported up to there.
 */
export async function importReaders(
  app: App,
  file: string | AsyncIterable<Uint8Array>,
  { name, onProgress, signal, ...options }: ImportReadersOptions = {},
): Promise<ImportReport> {
  const { importCsv } = await import('../subscribers/import.js');
  const size = typeof file === 'string' ? sizeOf(file) : 0;
  const bytes =
    typeof file === 'string'
      ? createReadStream(file, { highWaterMark: 1 << 18, ...(signal && { signal }) })
      : file;
  const called = name ?? (typeof file === 'string' ? basename(file) : 'standard input');
  return importCsv(
    await app.subscribers(),
    { name: called, bytes, size },
    {
      ...options,
      ...(signal && { signal }),
      at: app.clock.now(),
      onProgress: ({ rows, bytes: done }) =>
        onProgress?.({ rows, bytes: done, size: Math.max(size, done) }),
    },
  );
}

function sizeOf(file: string): number {
  const found = statIfThere(file);
  if (found?.isDirectory()) {
    throw new VerdictsError('file', `${file} is a folder.`, {
      remedy: 'Name a CSV file in it; nothing was imported.',
      exit: 2,
    });
  }
  if (found) return found.size;
  throw new VerdictsError('file', `There is no file ${file}.`, {
    remedy: 'Check the path; nothing was imported.',
    exit: 2,
  });
}
