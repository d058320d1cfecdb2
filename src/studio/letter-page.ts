import { load } from 'cheerio/slim';
import type { Context } from 'hono';

/** How a letter is looked at. */
export interface Look {
  scheme: 'light' | 'dark';
  /** False as in clients that ask before they load any. */
  images: boolean;
  /**
   * `inline`: without the style block, as in the Gmail app for accounts elsewhere, and in Gmail where one is too long for it;
   * `none`: as in clients that strip every style.
   */
  styles: 'all' | 'inline' | 'none';
}

/**
 * A letter's HTML as a page for a frame of ours: in the scheme that was asked for, whatever the browser's own,
 * and without scripts, forms or anything from elsewhere but images. Links open in a new tab.
 */
export function letterPage(context: Context, html: string, look: Look): Response {
  context.header('content-security-policy', policyFor(look));
  context.header('x-frame-options', 'SAMEORIGIN');
  context.header('cache-control', 'no-store');
  return context.body(inScheme(inStyle(html, look.styles), look.scheme), 200, {
    'content-type': 'text/html; charset=utf-8',
  });
}

function policyFor({ images, styles }: Look): string {
  return [
    "default-src 'none'",
    `style-src ${styles === 'none' ? "'none'" : "'unsafe-inline'"}`,
    `img-src ${images ? "'self' https:" : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

function inStyle(html: string, styles: Look['styles']): string {
  if (styles === 'all') return html;
  const $ = load(html);
  $('style').remove();
  if (styles === 'none') $('[style]').removeAttr('style');
  return $.html();
}

/** Media queries about the scheme answer as if the reader's device had this one. */
function inScheme(html: string, scheme: Look['scheme']): string {
  const [is, isNot] = scheme === 'dark' ? ['dark', 'light'] : ['light', 'dark'];
  const asked = (value: string) =>
    new RegExp(`\\(\\s*prefers-color-scheme\\s*:\\s*${value}\\s*\\)`, 'g');
  return html
    .replace(asked(is), '(min-width:0)')
    .replace(asked(isNot), '(max-width:0)')
    .replace(
      /<head>/i,
      `<head><base target="_blank"><meta name="color-scheme" content="${scheme}">`,
    );
}
