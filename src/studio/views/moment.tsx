/** @jsxImportSource hono/jsx */

/** A point in time as it is read in a time zone: `17 Nov 2026, 10:00`. */
export function Moment({ at, zone, seconds }: { at: string; zone: string; seconds?: boolean }) {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: seconds ? 'medium' : 'short',
    timeZone: zone,
  });
  return <time datetime={at}>{format.format(new Date(at))}</time>;
}
