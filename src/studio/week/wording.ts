/** A moment as an editor reads it: `Tuesday 17 November 2026, 09:00 UTC`, in the newsletter's time zone. */
export function momentInWords(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((each) => each.type === type)?.value ?? '';
  const day = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
  return `${day}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

/** How far a moment is from now: `1 d 4 h`, `2 h 5 min ago`. Pages count on by themselves. */
export function fromNow(moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  const far = Math.abs(seconds);
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(far / unit));
  const words =
    days && days > 0
      ? `${days} d ${(hours ?? 0) % 24} h`
      : hours && hours > 0
        ? `${hours} h ${(minutes ?? 0) % 60} min`
        : `${minutes} min`;
  return seconds < 0 ? `${words} ago` : words;
}

/** Bytes as kilobytes of 1000, as the budget counts them. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

/** Of a hash, what tells one content from another. */
export function short(hash: string): string {
  return hash.slice(0, 12);
}
