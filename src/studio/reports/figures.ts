const whole = new Intl.NumberFormat('en');

/** A count as it is written; a dash for one that is not known. */
export function number(count: number | undefined): string {
  return count === undefined ? '—' : whole.format(count);
}

/** `1 click`, `1,200 clicks`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A part in whole percent; null of nothing. */
export function percent(part: number, of: number): number | null {
  return of === 0 ? null : Math.round((100 * part) / of);
}

/** The same to a tenth of a percent, for what is small. */
export function tenths(part: number | undefined, of: number): number | null {
  return of === 0 || part === undefined ? null : Math.round((1000 * part) / of) / 10;
}

/** A part in words: `37%`, or a dash. */
export function share(part: number, of: number): string {
  const points = percent(part, of);
  if (points === 0 && part > 0) return '<1%';
  return points === null ? '—' : `${points}%`;
}
