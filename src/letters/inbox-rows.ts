import { load } from 'cheerio/slim';
import type { Element } from './preflight/cascade.js';

/** A letter as the list of one mail client shows it before it is opened. */
export interface InboxRow {
  client: 'gmail-web' | 'gmail-phone' | 'apple-phone' | 'apple-mac' | 'outlook';
  /** The client by its name. */
  name: string;
  subject: string;
  /** What stands beside or beneath the subject; empty where there is no room for any. */
  preview: string;
  subjectCut: boolean;
  previewCut: boolean;
}

interface List extends Pick<InboxRow, 'client' | 'name'> {
  /** Room for the subject, in characters. */
  subject: number;
  /** Room for the preview or, where both share one line, for both and what stands between. */
  preview: number | { together: number };
}

/** What stands between the subject and the preview on one line. */
export const between = ' - ';

/**
 * So many characters the clients show at the usual widths of window and phone. None of them documents it: these
 * are the round figures that mail designers go by, on the short side.
 */
const lists: List[] = [
  { client: 'gmail-web', name: 'Gmail on the web', subject: 100, preview: { together: 100 } },
  { client: 'gmail-phone', name: 'Gmail on a phone', subject: 40, preview: 45 },
  { client: 'apple-phone', name: 'Apple Mail on an iPhone', subject: 40, preview: 85 },
  { client: 'apple-mac', name: 'Apple Mail on a Mac', subject: 48, preview: 100 },
  { client: 'outlook', name: 'Outlook', subject: 58, preview: 50 },
];

/** The subject and the preview text (`previewTextOf`) as each client's list cuts them. */
export function inboxRows({ subject, preview }: Pick<InboxRow, 'subject' | 'preview'>): InboxRow[] {
  return lists.map(({ client, name, ...room }) => {
    const shown = cut(subject, room.subject);
    const rest = cut(preview, roomFor(room.preview, shown.text));
    return {
      client,
      name,
      subject: shown.text,
      preview: rest.text,
      subjectCut: shown.cut,
      previewCut: rest.cut,
    };
  });
}

/** The text in at most `room` characters as a reader counts them (graphemes), its end an ellipsis where it is cut. */
export function cut(text: string, room: number): { text: string; cut: boolean } {
  const characters = graphemesOf(text, room + 1);
  if (characters.length <= room) return { text, cut: false };
  if (room < 1) return { text: '', cut: true };
  return {
    text: `${characters
      .slice(0, room - 1)
      .join('')
      .trimEnd()}…`,
    cut: true,
  };
}

/**
 * What clients take for the preview: the first words of the letter's body, hidden or not, up to the blanks that a
 * preheader is filled up with.
 */
export function previewTextOf(html: string): string {
  const $ = load(html);
  $('head, style, script').remove();
  let words = '';
  const read = (element: Element) => {
    const apart = inline.test(element.name) ? '' : ' ';
    words += apart;
    for (const child of element.children) {
      if (child.type === 'text') words += child.data;
      if (child.type === 'tag') read(child);
    }
    words += apart;
  };
  $('body').toArray().forEach(read);
  const [first = ''] = words.replaceAll(/[ \t\r\n\f]+/g, ' ').split(filling);
  return first.trim();
}

const inline = /^(?:a|abbr|b|code|em|font|i|small|span|strong|sub|sup|u)$/;

/** Blanks that no client collapses, and characters without a width: six and more are there to fill a line. */
const filling = /(?:[\u00a0\u00ad\u2007\u200b-\u200f\ufeff]|\u034f){6,}/;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function roomFor(room: List['preview'], subject: string): number {
  if (typeof room === 'number') return room;
  return Math.max(0, room.together - between.length - graphemesOf(subject).length);
}

/** The characters as a reader counts them, so many of them at most. */
function graphemesOf(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const found: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (found.length >= most) break;
    found.push(segment);
  }
  return found;
}
