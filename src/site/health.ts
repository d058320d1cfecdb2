import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { codeOf } from '../disk.js';
import type { Log } from '../log.js';

/** An answer is good for so long, so that asking often costs nothing. */
const freshMs = 5000;

/** Whether a file can be written, synced and removed in each of the folders; what fails is logged. */
export function writeProbe(
  folders: readonly string[],
  clock: Clock,
  log: Log,
): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now().getTime();
    if (!answer || now - askedAt >= freshMs || now < askedAt) {
      askedAt = now;
      answer = Promise.all(folders.map((folder) => canWrite(folder, log))).then((all) =>
        all.every(Boolean),
      );
    }
    return answer;
  };
}

async function canWrite(folder: string, log: Log): Promise<boolean> {
  const path = join(folder, `.write-probe-${process.pid}`);
  try {
    const file = await open(path, 'w');
    try {
      await file.write('ok');
      await file.sync();
    } finally {
      await file.close();
    }
    await rm(path);
    return true;
  } catch (error) {
    const reason = codeOf(error) ?? String(error);
    log.error({ reason }, `Nothing can be written in ${folder}.`);
    return false;
  }
}
