import { load } from 'cheerio/slim';
import { impersonalLink } from '../../feedback/link.js';

/** A link that can be clicked in a letter. */
export interface LetterLink {
  href: string;
  /** What a reader sees of it. */
  label: string;
  /** Where it leads, without the reader's own token. */
  place: string;
}

/** The links of a letter to the web, each once, in the order of the letter. */
export function linksIn(html: string): LetterLink[] {
  const $ = load(html);
  const links = new Map<string, LetterLink>();
  for (const anchor of $('a[href]')) {
    const href = $(anchor).attr('href') ?? '';
    if (!/^https?:\/\//i.test(href) || !URL.canParse(href) || links.has(href)) continue;
    const words = $(anchor).text() || $(anchor).find('img').attr('alt') || '';
    const { pathname, search } = new URL(impersonalLink(href));
    const place = pathname + search;
    links.set(href, { href, label: words.replace(/\s+/g, ' ').trim() || place, place });
  }
  return [...links.values()];
}
