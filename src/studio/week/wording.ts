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
