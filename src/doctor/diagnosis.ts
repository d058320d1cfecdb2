import { VerdictsError } from '../errors.js';

/** What doctor looks at. */
type Check =
  | 'software'
  | 'settings'
  | 'content'
  | 'subscribers'
  | 'mailings'
  | 'locks'
  | 'clock'
  | 'disk'
  | 'resend'
  | 'from domain';

/** One thing that doctor found: an error keeps the weekly job from doing its work. */
export interface Diagnosis {
  check: Check;
  level: 'ok' | 'warning' | 'error';
  /** A sentence. Never holds a reader's address, a token or a key. */
  what: string;
  /** What to do about it; null where there is nothing to do. */
  remedy: string | null;
}

/** All is well there. */
export function ok(check: Check, what: string): Diagnosis {
  return { check, level: 'ok', what, remedy: null };
}

/** Somebody should look at it, and the weekly job does its work all the same. */
export function warning(check: Check, what: string, remedy: string): Diagnosis {
  return { check, level: 'warning', what, remedy };
}

/** The weekly job cannot do its work until this is mended. */
export function error(check: Check, what: string, remedy: string): Diagnosis {
  return { check, level: 'error', what, remedy };
}

/** What `look` finds, or, where it throws, that: a check that fails never keeps the others from being made. */
export async function found(
  check: Check,
  look: () => Diagnosis[] | Promise<Diagnosis[]>,
): Promise<Diagnosis[]> {
  try {
    return await look();
  } catch (thrown) {
    return [failure(check, thrown)];
  }
}

/** What was thrown, as an error. */
export function failure(check: Check, thrown: unknown): Diagnosis {
  if (thrown instanceof VerdictsError) return error(check, thrown.message, thrown.remedy);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return error(check, `This could not be looked at: ${message}.`, 'Mend what it says.');
}

/** `1 reader`, `12 readers`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Bytes in the largest decimal unit that fits: `0 B`, `43.1 kB`, `1.2 GB`. */
export function inBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
