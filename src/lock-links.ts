import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  lutimesSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Clock } from './clock.js';
import { codeOf, makeFolder } from './disk.js';

/** Who holds a lock: enough to tell an operator, and to see whether that process still lives. */
export interface Holder {
  pid: number;
  /** Distinguishes two processes that had the same pid, where the system tells. */
  born: string;
  /** The machine, its boot and its process namespace: within one, a pid means something. */
  place: string;
}

/** A link in the folder of a lock. */
export interface Entry {
  name: string;
  path: string;
  target: string;
  holder: Holder;
  /** When the holder last gave a sign of life, in ms since 1970. */
  seenAt: number;
}

/** Of a link that is to be a lock; no two are the same. */
export function newTarget(): string {
  return targetOf(`${mark}-${taken++}`);
}

/** What a link of this process points at; `mark` says what it is for. */
export function targetOf(mark: string): string {
  return [self.pid, self.born, self.place, mark].join('|');
}

/** The links with those names that are there. */
export function entriesOf(folder: string, names: string[]): Entry[] {
  return names.flatMap((name) => {
    const path = join(folder, name);
    const target = readTarget(path);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (target === undefined || !stat) return [];
    const [pid = '', born = '', place = ''] = target.split('|');
    const holder = { pid: Number(pid), born, place };
    return [{ name, path, target, holder, seenAt: stat.mtimeMs }];
  });
}

/** Whether a link of that name is a lock, and not a ticket of one who waits. */
export function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

/** Whether the process that made the link lives, as far as can be told from here. */
export function isAlive({ holder, seenAt }: Entry, clock: Clock): boolean {
  if (holder.place !== self.place) return clock.now().getTime() - seenAt < 60_000;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return birthOf(holder.pid) === holder.born;
}

/**
 * The process's start in clock ticks since boot (proc(5), field 22). '' where there is no /proc, and of one
 * that has died but whose parent has not heard of it (its state, field 3, is Z).
 */
function birthOf(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? '' : (fields[19] ?? '');
}

/** The folders that this process has made. */
const made = new Set<string>();

/** With a number, tells one taking of this process from another. */
const mark = randomBytes(4).toString('hex');
let taken = 0;

/** This process. */
export const self: Holder = {
  pid: process.pid,
  born: birthOf(process.pid),
  // In short, because a link's target of up to 59 bytes takes no block of its own: ten times faster.
  place: createHash('sha256')
    .update(
      [
        hostname(),
        readIfThere('/proc/sys/kernel/random/boot_id'),
        readTarget('/proc/self/ns/pid'),
      ].join('/'),
    )
    .digest('hex')
    .slice(0, 12),
};

/** Makes a link; false where there is one. Makes the lock's folder, if it was never there. */
export function tryLink(folder: string, target: string, path: string): boolean {
  try {
    symlinkSync(target, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // A folder that was there before and is gone takes what it protected with it.
    if (codeOf(error) !== 'ENOENT' || made.has(folder)) throw error;
    made.add(folder);
    makeFolder(folder);
    return tryLink(folder, target, path);
  }
}

/** Gives a sign of life, unless the link is gone. */
export function touch(path: string, clock: Clock): void {
  try {
    lutimesSync(path, clock.now(), clock.now());
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** The names of all links of a lock. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What a link points at; undefined where there is none. */
export function readTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return '';
    throw error;
  }
}

/** Removes a link, whoever made it. */
export function removeIfThere(path: string): void {
  const target = readTarget(path);
  if (target !== undefined) unlinkIf(path, target);
}

/** Removes a link that still has that target. */
export function unlinkIf(path: string, target: string): void {
  try {
    if (readTarget(path) === target) unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
