import { load } from 'cheerio/slim';
import { describe, expect, test } from 'vitest';
import type { Element, Scheme } from '../../../src/letters/preflight/cascade.js';
import { hexOf } from '../../../src/letters/preflight/colour.js';
import { sightIn } from '../../../src/letters/preflight/sight.js';

/** How the text of `#it` is seen: ink on ground, size, bold or not. */
function seen(head: string, body: string, scheme: Scheme = 'light') {
  const $ = load(`<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`);
  const [element] = $<Element, string>('#it').toArray();
  if (!element) throw new Error('there is no #it');
  const { colour, ground, size, bold, hidden } = sightIn($, scheme)(element);
  const words = [colour && hexOf(colour), 'on', ground && hexOf(ground), size];
  return [...words, ...(bold ? ['bold'] : []), ...(hidden ? ['hidden'] : [])].join(' ');
}

describe('the text of an element is seen', () => {
  test.each([
    ['black on white by default', '', '<p id="it">x</p>', '#000000 on #ffffff 16'],
    [
      'as what is around it',
      '',
      '<div style="color:#111;font-size:20px"><p id="it">x</p></div>',
      '#111111 on #ffffff 20',
    ],
    [
      'as its own style over any class',
      '<style>.a{color:#f00}</style>',
      '<p id="it" class="a" style="color:#00f">x</p>',
      '#0000ff on #ffffff 16',
    ],
    [
      'as an important class over its own style',
      '<style>.a{color:#f00!important}</style>',
      '<p id="it" class="a" style="color:#00f">x</p>',
      '#ff0000 on #ffffff 16',
    ],
    [
      'as the more specific rule',
      '<style>p.a{color:#f00}.a{color:#00f}</style>',
      '<p id="it" class="a">x</p>',
      '#ff0000 on #ffffff 16',
    ],
    [
      'as the later of equal rules',
      '<style>.a{color:#f00}.b{color:#00f}</style>',
      '<p id="it" class="b a">x</p>',
      '#0000ff on #ffffff 16',
    ],
    [
      'on the bgcolor of a cell',
      '',
      '<table><tr><td bgcolor="#222"><p id="it">x</p></td></tr></table>',
      '#000000 on #222222 16',
    ],
    [
      'on a class over bgcolor',
      '<style>.a{background:#eee}</style>',
      '<table><tr><td id="it" class="a" bgcolor="#222">x</td></tr></table>',
      '#000000 on #eeeeee 16',
    ],
    ['as a link', '', '<a id="it" href="https://example.com/">x</a>', '#0000ee on #ffffff 16'],
    ['as a heading', '', '<h1 id="it">x</h1>', '#000000 on #ffffff 32 bold'],
    ['in points', '', '<p id="it" style="font-size:18pt">x</p>', '#000000 on #ffffff 24'],
    [
      'not on a picture',
      '',
      '<div style="background:url(a.png)"><p id="it">x</p></div>',
      '#000000 on  16',
    ],
    [
      'not where it is hidden',
      '',
      '<div style="display:none"><p id="it">x</p></div>',
      '#000000 on #ffffff 16 hidden',
    ],
    [
      'without the rules of narrow windows',
      '<style>@media (max-width:600px){p{color:#f00}}</style>',
      '<p id="it">x</p>',
      '#000000 on #ffffff 16',
    ],
  ])('%s', (_, head, body, expected) => {
    expect(seen(head, body)).toBe(expected);
  });

  test('by the rules for its scheme alone', () => {
    const head =
      '<style>p{color:#222}@media (prefers-color-scheme:dark){p{color:#ddd}body{background-color:#111}}</style>';
    expect(seen(head, '<p id="it">x</p>', 'light')).toBe('#222222 on #ffffff 16');
    expect(seen(head, '<p id="it">x</p>', 'dark')).toBe('#dddddd on #111111 16');
  });

  test('as a dark client shows a letter that says it can be dark', () => {
    const head = '<meta name="color-scheme" content="light dark">';
    expect(seen(head, '<p id="it">x</p>', 'dark')).toBe('#ffffff on #121212 16');
    expect(seen('', '<p id="it">x</p>', 'dark')).toBe('#000000 on #ffffff 16');
  });
});
