import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from './clock.js';
import { diskError, makeFolder, writeDurably } from './disk.js';
import { waitForLock } from './lock.js';

/**
 * The signing secret of an installation that was not given one, kept at `path`: made once, at random, so
 * that links in old letters go on working. Readable by its owner alone.
 */
export async function keptSecret(path: string, clock: Clock): Promise<string> {
  const kept = await readSecret(path);
  if (kept) return kept;
  makeFolder(dirname(path));
  const lock = await waitForLock(`${path}.lock`, clock);
  try {
    const secret = (await readSecret(path)) ?? randomBytes(32).toString('hex');
    await writeDurably(path, `${secret}\n`, { mode: 0o600 });
    return secret;
  } finally {
    lock.release();
  }
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw diskError(error, path);
  }
}
