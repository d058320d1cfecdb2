import { randomBytes } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from './clock.js';
import { diskError } from './disk.js';
import { VerdictsError } from './errors.js';
import {
  type Entry,
  entriesOf,
  type Holder,
  isAlive,
  isNumber,
  namesIn,
  newTarget,
  readTarget,
  removeIfThere,
  self,
  targetOf,
  touch,
  tryLink,
  unlinkIf,
} from './lock-links.js';

/** A lock that this process has taken. */
export interface Lock {
  /** False when another process took the lock over, say because this one was suspended for long. */
  stillHeld(): boolean;
  /** Whether it is still held, and nobody waits for it; as it was a few milliseconds ago, at the most. */
  isMineAlone(): boolean;
  release(): void;
}

export type Attempt = { taken: true; lock: Lock } | { taken: false; holder: Holder };

/**
 * Tries to take the lock kept in `folder`, once. A holder that died is replaced: at once on the same
 * machine, after a minute without a sign of life on another (a shared disk, another container).
 *
 * A lock is a numbered symbolic link whose target names its holder, because making one is atomic and
 * exclusive in a single call. Taking over the lock of a dead holder makes the next number, and counts
 * only if, after that, nothing stands beside it but the dead ones that were seen before. So of several
 * processes that find the same dead holder one wins, and nobody ever removes a lock unseen.
 */
export function tryLock(folder: string, clock: Clock): Attempt {
  return tryInTurn(folder, clock, '');
}

/**
 * Takes the lock, waiting for its holder, and for those who have waited longer: who takes it again and
 * again must not keep others out. Throws after `patience` milliseconds.
 */
export async function waitForLock(folder: string, clock: Clock, patience = 60_000): Promise<Lock> {
  let attempt = tryInTurn(folder, clock, undefined);
  if (attempt.taken) return attempt.lock;
  const ticket = queue(folder, clock);
  try {
    for (let waited = 0, pause = 1; waited < patience; pause = Math.min(pause * 2, 5)) {
      await clock.sleep(pause);
      waited += pause;
      touch(join(folder, ticket), clock);
      attempt = tryInTurn(folder, clock, ticket);
      if (attempt.taken) return attempt.lock;
    }
  } finally {
    removeIfThere(join(folder, ticket));
  }
  throw new VerdictsError(
    'locked',
    `${folder} has been held by process ${attempt.holder.pid} for over ${Math.round(patience / 1000)} s.`,
    { remedy: 'Wait for that process to end, or stop it, and run the command again.', exit: 3 },
  );
}

/** One attempt. Whoever waits with an earlier ticket comes first; the ticket '' is before all. */
function tryInTurn(folder: string, clock: Clock, ticket: string | undefined): Attempt {
  try {
    // Who waits already knows that it is not free.
    const free = ticket ? undefined : takeFree(folder, clock);
    if (free) return { taken: true, lock: free };
    for (;;) {
      const names = namesIn(folder);
      const seen = entriesOf(folder, names.filter(isNumber));
      const living = seen.find((entry) => isAlive(entry, clock));
      if (living) return { taken: false, holder: living.holder };
      const first = ticket === '' ? undefined : firstInQueue(folder, names, clock);
      if (first && first.name !== ticket) return { taken: false, holder: first.holder };
      const lock = take(folder, seen, clock);
      if (lock) return { taken: true, lock };
    }
  } catch (error) {
    throw diskError(error, folder);
  }
}

/** A ticket is a link like a lock's, named after when it was drawn. */
function queue(folder: string, clock: Clock): string {
  const time = clock.now().getTime().toString().padStart(15, '0');
  const name = `waiting-${time}-${randomBytes(4).toString('hex')}`;
  symlinkSync(targetOf('waiting'), join(folder, name));
  return name;
}

/** Who waits does so awake: a ticket that was not touched for two seconds no longer counts. */
function firstInQueue(folder: string, names: string[], clock: Clock): Entry | undefined {
  const tickets = entriesOf(folder, names.filter((name) => !isNumber(name)).sort());
  const living = tickets.filter((ticket) => isAlive(ticket, clock));
  for (const ticket of tickets) if (!living.includes(ticket)) unlinkIf(ticket.path, ticket.target);
  return living.find(({ seenAt }) => clock.now().getTime() - seenAt < 2000);
}

/** The holder of the lock kept in `folder`, if one lives. Changes nothing. */
export function holderOf(folder: string, clock: Clock): Holder | undefined {
  return list(folder).find((entry) => isAlive(entry, clock))?.holder;
}

/** Everyone who is written down as a holder of the lock kept in `folder`, dead or alive. Changes nothing. */
export function holdersOf(
  folder: string,
  clock: Clock,
): { holder: Holder; alive: boolean; sameMachine: boolean; seenAt: Date }[] {
  return list(folder).map((entry) => ({
    holder: entry.holder,
    alive: isAlive(entry, clock),
    sameMachine: entry.holder.place === self.place,
    seenAt: new Date(entry.seenAt),
  }));
}

/**
 * Takes a lock that nobody holds, waits for or has left behind: mostly it is such a one, and then it is
 * enough to look after the link is made, which is what counts. Undefined when anything stands beside it.
 */
function takeFree(folder: string, clock: Clock): Lock | undefined {
  const path = join(folder, '1');
  const target = newTarget();
  if (!tryLink(folder, target, path)) return undefined;
  if (namesIn(folder).join() === '1') return heldLock(path, target, clock);
  unlinkIf(path, target);
  return undefined;
}

/** Makes the next link; undefined when another process was quicker, and the caller looks again. */
function take(folder: string, dead: Entry[], clock: Clock): Lock | undefined {
  const number = Math.max(0, ...dead.map((entry) => Number(entry.name))) + 1;
  const path = join(folder, String(number));
  const target = newTarget();
  if (!tryLink(folder, target, path)) return undefined;

  const beside = namesIn(folder).filter(isNumber);
  const known = new Set(dead.map((entry) => entry.target)).add(target);
  const now = dead.length > 0 ? entriesOf(folder, beside).map((entry) => entry.target) : [];
  const alone = dead.length > 0 ? now.includes(target) : beside.join() === String(number);
  if (!alone || now.some((other) => !known.has(other))) {
    unlinkIf(path, target);
    return undefined;
  }
  for (const entry of dead) unlinkIf(entry.path, entry.target);
  return heldLock(path, target, clock);
}

function heldLock(path: string, target: string, clock: Clock): Lock {
  const timer = setInterval(() => touch(path, clock), 10_000).unref();
  const stillHeld = () => readTarget(path) === target;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    stillHeld,
    isMineAlone() {
      const now = clock.now().getTime();
      // Who waits can for so long, and nobody takes over from one that was silent for no longer.
      if (now >= lookedAt && now - lookedAt < 5) return true;
      const alone = stillHeld() && namesIn(dirname(path)).length === 1;
      if (alone) lookedAt = now;
      return alone;
    },
    release() {
      clearInterval(timer);
      unlinkIf(path, target);
    },
  };
}

function list(folder: string): Entry[] {
  return entriesOf(folder, namesIn(folder).filter(isNumber));
}
