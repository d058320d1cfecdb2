import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regionsOf } from '../../src/letters/html-regions.js';
import {
  compileLetter,
  escapeFor,
  fill,
  hasMarker,
  type SlotContext,
  slot,
  slotNames,
} from '../../src/letters/slots.js';
import { editionOf, filledLetter, readerValues } from '../support/letters.js';

const compiledHtml = (html: string) => compileLetter({ subject: 's', html, text: 't' }).html;

describe('a letter is taken apart at its slots', () => {
  test.each([
    ['text', `<p>for ${slot('address')}.</p>`, 'html-text'],
    ['a title', `<title>${slot('address')}</title>`, 'html-text'],
    ['text behind a comment', `<!-- a > b -->${slot('address')}`, 'html-text'],
    ['text behind a lone <', `<p>1 < 2 ${slot('address')}</p>`, 'html-text'],
    ['a quoted attribute', `<a title="to ${slot('address')}">x</a>`, 'attribute'],
    ['a single-quoted attribute', `<a title='to ${slot('address')}'>x</a>`, 'attribute'],
    ['an attribute behind one with a >', `<a class="a>b" title="${slot('vote')}">`, 'attribute'],
    ['the path of a link', `<a href="https://a.example/u/${slot('vote')}?x=1">x</a>`, 'url'],
    ['the path of an image', `<img alt="" src='https://a.example/${slot('vote')}'>`, 'url'],
    [
      'content behind a revealed conditional comment',
      `<!--[if !mso]><!-->${slot('vote')}`,
      'html-text',
    ],
  ])('in %s', (_, html, context) => {
    expect(compiledHtml(html).filter((part) => typeof part !== 'string')).toEqual([
      expect.objectContaining({ context }),
    ]);
  });

  test.each([
    ['a comment', `<!-- ${slot('vote')} -->`],
    ['a comment', `<!--[if mso]><a href="https://a.example/${slot('vote')}"><![endif]-->`],
    ['a comment', `<p>x</p><!-- ${slot('vote')}`],
    ['<style>', `<style>p{content:"${slot('vote')}"}</style>`],
    ['<script>', `<script>"${slot('vote')}"</script>`],
    ['the attribute style', `<p style="color:${slot('vote')}">x</p>`],
    ['the attribute onclick', `<p onclick="go('${slot('vote')}')">x</p>`],
    ['right behind a bare <', `<${slot('vote')}>`],
    ['right behind a bare <', `<p>a &am${slot('vote')}</p>`],
    ['a tag', `<p ${slot('vote')}="x">`],
    ['a tag', `<p title=${slot('vote')}>`],
    ['a tag', `<p title="${slot('vote')}>`],
    ['before the path of a URL', `<a href="${slot('vote')}">x</a>`],
    ['before the path of a URL', `<a href="https://${slot('vote')}/x">x</a>`],
  ])('not in %s: %s', (place, html) => {
    expect(() => compiledHtml(html)).toThrow(place);
  });

  test('an unknown slot and a piece of a marker are errors', () => {
    expect(() => compiledHtml('\u{e000}name\u{e001}')).toThrow('unknown slot "name"');
    expect(() => compiledHtml('a \u{e000}vote')).toThrow('piece of a slot marker');
    expect(() => compiledHtml('a vote\u{e001}')).toThrow('piece of a slot marker');
    expect(() => compileLetter({ subject: '\u{e000}', html: 'h', text: 't' })).toThrow('subject');
  });

  test('in plain text a slot within a link is part of a URL', () => {
    const text = `For ${slot('address')}: https://a.example/u/${slot('vote')}`;
    const { text: parts } = compileLetter({ subject: 's', html: 'h', text });
    expect(parts).toEqual([
      'For ',
      { slot: 'address', context: 'plain' },
      ': https://a.example/u/',
      { slot: 'vote', context: 'url' },
    ]);
  });

  test('a letter without slots is one constant', () => {
    expect(compiledHtml('<p>x</p>')).toEqual(['<p>x</p>']);
  });
});

describe('a slot that is not filled is an error, never a letter', () => {
  const parts = compiledHtml(`<p>${slot('address')}</p>`);

  test.each([[{}], [{ address: '' }], [{ vote: 'x' }]])('with %j', (values) => {
    expect(() => fill(parts, values)).toThrow('slot "address"');
  });

  test('nor is an empty value escaped', () => {
    expect(() => escapeFor('plain', '')).toThrow('no value');
  });
});

const anyValue = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '<',
        '>',
        '&',
        '/',
        '\n',
        '\r',
        '\0',
        '\u2028',
        '\u{e000}',
        '\u{e001}',
        '\ud800',
        'vote',
        '-->',
        '</p>',
        'javascript:',
        '../',
        ' on=',
        '%',
        'é',
      ),
      { minLength: 1 },
    )
    .map((pieces) => pieces.join('')),
);

describe('whatever a value holds', () => {
  const html = `<p class="a" title="t ${slot('address')}">to ${slot('address')}, <a href="https://a.example/v/${slot('vote')}?tool=x&amp;choice=ship">go</a></p><title>${slot('address')}</title>`;
  const parts = compiledHtml(html);
  const plain = fill(parts, { address: 'x', vote: 'x' });

  test('the tags of the letter stay the same', () => {
    const tagsOf = (text: string) =>
      regionsOf(text).map(({ context, place }) => `${context} in ${place}`);
    fc.assert(
      fc.property(anyValue, (value) => {
        const filled = fill(parts, { address: value, vote: value });
        expect(tagsOf(filled)).toEqual(tagsOf(plain));
        expect(filled.match(/</g)).toEqual(plain.match(/</g));
        expect(filled.match(/"/g)).toEqual(plain.match(/"/g));
      }),
    );
  });

  test('a URL keeps its path, and its segments are as many as before', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const url = new URL(`https://a.example/v/x${escapeFor('url', value)}?tool=x`);
        expect(url.origin).toBe('https://a.example');
        expect(url.pathname.split('/')).toHaveLength(3);
        expect(url.search).toBe('?tool=x');
      }),
    );
  });

  test('no line, no control character and no marker gets in', () => {
    const contexts: SlotContext[] = ['html-text', 'attribute', 'url', 'plain'];
    fc.assert(
      fc.property(anyValue, fc.constantFrom(...contexts), (value, context) => {
        const escaped = escapeFor(context, value);
        expect(escaped).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u{e000}\u{e001}]/u);
        expect(hasMarker(escaped)).toBe(false);
      }),
    );
  });

  test('an address is read back as it was, in text and in attributes', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const decoded = escapeFor('attribute', address)
          .replaceAll('&#39;', "'")
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&');
        expect(decoded).toBe(address);
        expect(escapeFor('plain', address)).toBe(address);
      }),
    );
  });
});

describe('a filled letter', () => {
  test.each(['digest', 'brief'] as const)(
    'the %s has every value and no marker left',
    async (format) => {
      const { subject, html, text } = await filledLetter(editionOf(), format);
      expect(hasMarker(subject + html + text)).toBe(false);
      const absent = format === 'digest' ? ['link'] : ['link', 'vote'];
      const expected = slotNames.filter((name) => !absent.includes(name));
      for (const name of expected) {
        expect(html).toContain(readerValues[name]);
        expect(text).toContain(readerValues[name]);
      }
    },
  );
});
