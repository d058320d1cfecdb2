import type { Status } from '../../subscribers/subscriber.js';
import type { Tone } from '../views/pieces.js';

export const statuses: readonly Status[] = ['active', 'pending', 'unsubscribed', 'suppressed'];

export const statusTones: Record<Status, Tone> = {
  active: 'good',
  pending: 'warn',
  unsubscribed: 'plain',
  suppressed: 'bad',
};

/** What each status comes to. */
export const statusMeanings: Record<Status, string> = {
  active: 'get the editions',
  pending: 'have not confirmed yet',
  unsubscribed: 'left',
  suppressed: 'must not be mailed',
};

/** What was typed as one line of so many characters at most, without those that no screen shows. */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu, ' ').trim();
  return [...line].slice(0, longest).join('');
}

const numbers = new Intl.NumberFormat('en');

/** `12,345` */
export function numberOf(value: number): string {
  return numbers.format(value);
}

/** `1 reader`, `12,345 readers` */
export function readersOf(value: number): string {
  return `${numberOf(value)} ${value === 1 ? 'reader' : 'readers'}`;
}

/** A time as it is shown, `17 Nov 2026, 09:00`, in a time zone. */
export function timeIn(timeZone: string): (iso: string) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (iso) => format.format(new Date(iso));
}

/** The day on which an ISO week begins, `16 Nov 2026`, or without its year. */
export function dayOf(date: string, { year }: { year: boolean }): string {
  return new Date(date).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(year && { year: 'numeric' }),
  });
}

/** `Nov 2026` */
export function monthOf(date: string): string {
  return new Date(date).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    month: 'short',
    year: 'numeric',
  });
}
