/**
 * Before the @ whatever RFC 5322's dot-atom allows, so that of a URL more may be taken out than its
 * address. The @ may be coded. Bounded (RFC 5321, 4.5.3.1), so that a long line costs little.
 */
const mailAddress = /[^\s<>"()[\],;:@\\]{1,64}(?:@|%40)[^\s<>"'`()[\],;:=&?/|@\\]{1,255}/gi;
const apiKey = /\b(?:re|whsec)_[\w+/=-]{8,}/g;
/** As subscribers/links.ts makes them: 40 characters, or 47 with an expiry. */
const readerToken = /(?<![\w-])[a-z0-9]{18}(?:[a-z0-9]{7})?[\w-]{22}(?![\w-])/g;

/** The text with whatever looks like an address, an API key or the token of a reader's link taken out. */
export function redactedText(text: string): string {
  return text
    .replace(apiKey, '[key]')
    .replace(readerToken, '[token]')
    .replace(mailAddress, '[address]');
}

/** A JSON value with all its texts redacted, the names of fields too. */
export function redacted<T>(value: T): T;
export function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redactedText(value);
  if (Array.isArray(value)) return value.map((item) => redacted(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [redactedText(name), redacted(inner)]),
  );
}
