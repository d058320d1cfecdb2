import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { App } from '../app.js';
import type { Clock } from '../clock.js';
import { holdersOf } from '../lock.js';
import { type Diagnosis, ok, warning } from './diagnosis.js';

/** A process that is written down as a lock's holder. */
export interface FoundHolder {
  /** The lock's folder, within the data or subscribers' folder. */
  lock: string;
  pid: number;
  /** False where the process is known to be gone. */
  alive: boolean;
  /** False on another machine, in another container, or before this machine's last start. */
  sameMachine: boolean;
  /** Since its last sign of life, which holders give every ten seconds. */
  silentMs: number;
}

/** Silent for so long, a living holder is stopped, suspended or hangs. */
const silence = 60_000;

/** Who holds a lock, or died holding one. Pure. */
export function checkLocks(holders: readonly FoundHolder[]): Diagnosis[] {
  if (holders.length === 0) return [ok('locks', 'No lock is held.')];
  return holders.map(({ lock, pid, alive, sameMachine, silentMs }) => {
    const place = sameMachine
      ? ''
      : ' elsewhere (another machine or container, or before a restart)';
    if (!alive) {
      return ok(
        'locks',
        `${lock}: left behind by process ${pid}${place}, which is gone. Harmless: the next one takes it over.`,
      );
    }
    if (silentMs > silence) {
      return warning(
        'locks',
        `${lock}: held by process ${pid}${place}, which has given no sign of life for ${Math.round(silentMs / 1000)} s.`,
        'See whether that process is suspended or hangs; once it has ended, the lock is free.',
      );
    }
    return ok('locks', `${lock}: held by process ${pid}${place}, which lives.`);
  });
}

/** The holders of every lock under the data and the subscribers' folder. Changes nothing. */
export function findHolders({ config, clock }: Pick<App, 'config' | 'clock'>): FoundHolder[] {
  const { dataDir, subscribersDir } = config;
  const mailings = join(dataDir, 'mailings');
  const weeks = foldersIn(mailings).filter((path) => !path.endsWith('.lock'));
  const feedback = ['events', 'votes'].map((name) => join(dataDir, name));
  return [
    ...[dataDir, mailings, ...weeks, ...feedback].flatMap((folder) =>
      locksIn(folder, dataDir, clock),
    ),
    ...locksIn(subscribersDir, subscribersDir, clock),
  ];
}

function locksIn(folder: string, root: string, clock: Clock): FoundHolder[] {
  const locks = foldersIn(folder).filter((path) => path.endsWith('.lock'));
  return locks.flatMap((path) =>
    holdersOf(path, clock).map(({ holder, alive, sameMachine, seenAt }) => ({
      lock: relative(root, path),
      pid: holder.pid,
      alive,
      sameMachine,
      silentMs: clock.now().getTime() - seenAt.getTime(),
    })),
  );
}

function foldersIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
