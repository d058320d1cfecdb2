import type { App } from '../app.js';
import { requireDataFolder } from '../content/library.js';
import { VerdictsError } from '../errors.js';
import { tryLock } from '../lock.js';

/**
 * Does work that only one process may do at a time, whatever the week: drafting and sending. Throws a
 * `VerdictsError` (code `sending`) when another process is at it, or there is no data folder. `stillMine` turns false if the lock is
 * lost, say because this process was suspended for long.
 */
export async function holdingTheSendingLock<T>(
  app: App,
  work: (stillMine: () => boolean) => Promise<T>,
): Promise<T> {
  requireDataFolder(app.config.dataDir);
  const attempt = tryLock(app.mailings.lockFolder, app.clock);
  if (!attempt.taken) {
    throw new VerdictsError(
      'sending',
      `Process ${attempt.holder.pid} is drafting or sending already.`,
      {
        remedy: 'Wait for it to end; `verdicts status` shows how far it is.',
      },
    );
  }
  try {
    return await work(() => attempt.lock.stillHeld());
  } finally {
    attempt.lock.release();
  }
}
