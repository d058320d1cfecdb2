import { escapeFor } from '../../letters/slots.js';

/**
 * The HTML of a letter as HTML that shows it, tags and comments in `span`s, in lines to be read: a letter has
 * nearly none of its own, so one begins before each tag that begins something.
 */
export function sourceMarkup(html: string): string {
  return html
    .split(lineStart)
    .filter((line) => line.trim() !== '')
    .map((line) => `<span class="line">${line.split(tokens).map(tokenMarkup).join('')}</span>`)
    .join('');
}

const lineStart =
  /\r?\n|(?=<(?:!--|!doctype|html|head|body|meta|title|style|main|table|tbody|tr|td|th|div|p|h\d|ul|ol|li|a|img)\b)/i;
const tokens = /(<!--[\s\S]*?(?:-->|$)|<[^>]*>)/;

function tokenMarkup(token: string): string {
  if (token === '') return '';
  const shown = escapeFor('html-text', token);
  if (token.startsWith('<!--')) return `<span class="comment">${shown}</span>`;
  return /^<[^>]*>$/.test(token) ? `<span class="tag">${shown}</span>` : shown;
}
