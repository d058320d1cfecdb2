import type { Context } from 'hono';

/**
 * The texts of a form that was sent, urlencoded or multipart; undefined for a body of another type or
 * one that cannot be read. Files are passed over. Throws where the body broke off: a choice that was on its
 * way must not be taken for none.
 */
export async function readForm(context: Context): Promise<URLSearchParams | undefined> {
  const type = context.req.header('content-type') ?? '';
  try {
    if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
      return new URLSearchParams(await context.req.text());
    }
    if (!/^multipart\/form-data\b/i.test(type)) return undefined;
    const form = new URLSearchParams();
    for (const [name, value] of await context.req.formData()) {
      if (typeof value === 'string') form.append(name, value);
    }
    return form;
  } catch (error) {
    if (isBrokenOff(context)) throw error;
    return undefined; // The parser's own words would quote what was sent.
  }
}

/** Whether the sender went away before the answer. */
export function isBrokenOff(context: Context): boolean {
  return context.req.raw.signal.aborted;
}

/** A text that a person wrote into one field: one line, without what no screen shows, at most so long. */
export function lineOf(text: string | null, most: number): string {
  const line = (text ?? '').replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu, ' ');
  return [...line.trim()].slice(0, most).join('').trim();
}
