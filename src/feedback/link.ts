import { personalPaths } from '../letters/links.js';

/** A signed token in a path (subscribers/links.ts): 40 characters, or 47 with an expiry. */
const token = /^[a-z0-9]{18}(?:[a-z0-9]{7})?[\w-]{22}$/;

/** Behind these a reader's own token stands, whatever it looks like. */
const personal = new Set(personalPaths.map((path) => path.replaceAll('/', '')));

/** What a link's query says of the letter rather than of the reader. */
const impersonal = ['tool', 'choice'];

/**
 * A clicked link without anything personal: no token, no credentials, no address, of the query only what
 * is voted on. At most 300 characters. What is not a web address loses all but its scheme.
 */
export function impersonalLink(link: string): string {
  if (!URL.canParse(link)) return '';
  const url = new URL(link);
  if (!/^https?:$/.test(url.protocol)) return url.protocol;
  const segments = url.pathname.split('/').filter((segment, index, all) => {
    if (token.test(segment) || /@|%40/i.test(segment)) return false;
    return !personal.has(all[index - 1] ?? '');
  });
  const query = new URLSearchParams();
  for (const name of impersonal) {
    const value = url.searchParams.get(name) ?? '';
    if (/^[a-z0-9-]{1,100}$/.test(value)) query.set(name, value);
  }
  const asked = query.size > 0 ? `?${query}` : '';
  return `${url.origin}${segments.join('/')}${asked}`.slice(0, 300);
}
