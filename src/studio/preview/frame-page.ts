import { load } from 'cheerio/slim';
import { escapeFor } from '../../letters/slots.js';
import type { Trouble } from './seen-letter.js';

/** The HTML for a frame that is no wider than its letter's column: as on a phone, no scrollbar takes room. */
export function withoutScrollbar(html: string): string {
  return inHead(html, '<style>html{scrollbar-width:none}</style>');
}

/** The HTML with the element of that selector outlined, its id `mark`; undefined unless it is exactly one. */
export function marked(html: string, selector: string): string | undefined {
  const $ = load(html);
  const found = $(selector);
  if (found.length !== 1) return undefined;
  found.attr('id', 'mark');
  $('head').append(`<style>${outline}</style>`);
  return $.html();
}

/** Seen on any ground: a light line within a dark one. */
const outline =
  '#mark{outline:3px solid #d9480f!important;outline-offset:2px!important;box-shadow:0 0 0 8px #ffd8a8!important;scroll-margin:120px}';

/** A page for the frame that says why there is no letter. */
export function troublePage({ what, remedy }: Trouble): string {
  return page(`<h1>The letter cannot be shown</h1><p>${safe(what)}</p><p>${safe(remedy)}</p>`);
}

/** A page for the frame in a week for which nothing is picked. */
export function nothingPage(week: string): string {
  return page(`<h1>There is no letter</h1><p>Nothing is picked for ${safe(week)}.</p>`);
}

function page(body: string): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Preview</title><style>${plain}</style></head><body>${body}</body></html>`;
}

const plain =
  ':root{color-scheme:light dark}body{font:15px/22px system-ui,sans-serif;padding:24px;max-width:600px;overflow-wrap:anywhere}h1{font-size:20px;line-height:26px}';

function safe(text: string): string {
  return escapeFor('html-text', text);
}

function inHead(html: string, tags: string): string {
  return html.replace(/<head>/i, (head) => head + tags);
}
