import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Clock } from './clock.js';
import { makeFolder, readIfThere, writeDurably } from './disk.js';
import { waitForLock } from './lock.js';

/**
 * A secret of an installation that was not given one, kept at `path`: made once, at random, so that what was
 * signed with it before, such as the links in old letters, goes on working. Readable by its owner alone.
 * Throws a `VerdictsError` when the disk refuses.
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
  return (await readIfThere(path))?.trim() || undefined;
}
