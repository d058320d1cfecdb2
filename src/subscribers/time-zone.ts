/** Those that were asked about and are zones: a file of readers names the same few again and again. */
const zones = new Set<string>();

/** Whether this is the IANA name of a time zone, as `Europe/Vienna`. */
export function isTimeZone(name: string): boolean {
  if (zones.has(name)) return true;
  // Offsets such as +01:00 are taken by some engines, but know no summer.
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zones.add(name);
    return true;
  } catch {
    return false; // RangeError: the one that says no.
  }
}
