import { closeSync, fsyncSync, mkdirSync, openSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { VerdictsError } from './errors.js';

/**
 * Replaces the file at `path` by `contents` so that a crash leaves the old file or the new one,
 * whole, and the new one stays once this resolves: the folder's entry is synced as well.
 * Throws a `VerdictsError` when the disk refuses, and an `AbortError` when `signal` is aborted before
 * all of it is there; the old file is then as it was.
 */
export async function writeDurably(
  path: string,
  contents: string | Buffer | AsyncIterable<string>,
  { signal, ...options }: { mode?: number; signal?: AbortSignal } = {},
): Promise<void> {
  try {
    // The package itself takes a disk that fills up in the middle of a write for one that wrote all.
    const tmpfileCreated = (temporary: string) => writeFile(temporary, contents, { signal });
    await writeFileAtomic(path, '', { ...options, tmpfileCreated });
    syncFolder(dirname(path));
  } catch (error) {
    throw diskError(error, path);
  }
}

/**
 * Makes the folder at `path` and those above it, where they are missing; true when it was not there. Node's
 * own way to do so never returns when a relative path is asked for and the working folder itself is gone.
 */
export function makeFolder(path: string, mode?: number): boolean {
  try {
    return makeInFolder(path, mode);
  } catch (error) {
    const above = dirname(path);
    if (codeOf(error) !== 'ENOENT' || above === path || above === '.') throw error;
    makeFolder(above, mode);
    // Once only: in some folders, such as /proc, nothing can be made, which they say with ENOENT as well.
    return makeInFolder(path, mode);
  }
}

function makeInFolder(path: string, mode?: number): boolean {
  try {
    mkdirSync(path, mode);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && statSync(path).isDirectory()) return false;
    throw error;
  }
}

/** Makes renames and new names in `folder` survive a loss of power. Throws a `VerdictsError` when the disk refuses. */
export function syncFolder(folder: string): void {
  onDisk(folder, () => {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  });
}

/** Does what touches the disk at `path`. Throws a `VerdictsError` when the disk refuses. */
export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw diskError(error, path);
  }
}

/** What is known of a file, or undefined where there is none. Throws a `VerdictsError` when the disk refuses. */
export function statIfThere(path: string): Stats | undefined {
  return onDisk(path, () => statSync(path, { throwIfNoEntry: false }));
}

/** The text of a file, or undefined where there is none. Throws a `VerdictsError` when the disk refuses. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskError(error, path);
  }
}

/** A file opened to be read, or undefined where there is none. Throws a `VerdictsError` when the disk refuses. */
export async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskError(error, path);
  }
}

/** The names in a folder, none where there is no folder. Throws a `VerdictsError` when the disk refuses. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw diskError(error, folder);
  }
}

/** What the disk said, as a sentence with a remedy; an error that is none of the disk's comes back as it is. */
export function diskError(error: unknown, path: string): unknown {
  const known = sentences[codeOf(error) ?? ''];
  if (!known) return error;
  return new VerdictsError('disk', `${path}: ${known.said}.`, {
    remedy: known.remedy,
    cause: error,
  });
}

/** The code by which Node names what went wrong, such as `ENOENT`; undefined for an error without one. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const again = 'then run the command again.';
const sentences: Record<string, { said: string; remedy: string }> = {
  ENOSPC: { said: 'the disk is full', remedy: `Free some space, ${again}` },
  EDQUOT: { said: 'the disk quota is used up', remedy: `Free some space, ${again}` },
  EROFS: { said: 'the disk is read-only', remedy: `Make the folder writable, ${again}` },
  EACCES: { said: 'permission denied', remedy: `Give this user access to the file, ${again}` },
  EPERM: { said: 'operation not permitted', remedy: `Give this user access to the file, ${again}` },
  EIO: { said: 'the disk reported an input/output error', remedy: `Check the disk, ${again}` },
  EINVAL: {
    said: 'its file system cannot do that, as some network disks cannot',
    remedy: `Keep it on a disk of this machine, ${again}`,
  },
  ENOENT: {
    said: 'it is not there, or nothing can be made there',
    remedy: `Name another place, or put the folder back, ${again}`,
  },
  EMFILE: { said: 'too many files are open', remedy: `Raise the limit (ulimit -n), ${again}` },
  EEXIST: { said: 'a file stands where a folder is expected', remedy: `Move it away, ${again}` },
  EISDIR: { said: 'a folder stands where a file is expected', remedy: `Move it away, ${again}` },
  ENOTDIR: { said: 'a file stands where a folder is expected', remedy: `Move it away, ${again}` },
  ENAMETOOLONG: { said: 'the name is too long', remedy: `Name something shorter, ${again}` },
  EFBIG: {
    said: 'the file may not grow that large',
    remedy: `Raise the limit (ulimit -f), ${again}`,
  },
  ELOOP: { said: 'symbolic links lead in a circle', remedy: `Correct the links, ${again}` },
};
