import { caniemail } from 'caniemail';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { editionOf, filledLetter, weeks } from '../support/letters.js';

/** html-validate's own rules but those that mail has to break, each with its reason. */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Outlook on Windows reads nothing else.
    'no-conditional-comment': 'off',
    // Clients without <style>, and Outlook on Windows, need bgcolor, width, align and cellpadding.
    'no-deprecated-attr': 'off',
    'no-inline-style': 'off',
    // MJML writes role="article" itself, for clients that drop the document around a letter.
    'prefer-native-element': ['error', { exclude: ['article'] }],
  },
});

describe.each(Object.entries(weeks))('html-validate finds nothing, %s', (_, edition) => {
  test.each(['digest', 'brief'] as const)('in the %s', async (format) => {
    const { html } = await filledLetter(edition, format);
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) => result.messages);
    expect(messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });
});

/**
 * What Gmail, Outlook or Apple Mail do not support (caniemail.com) and the letters use all the same,
 * each with what a reader gets there instead. Gmail's mobile web page drops <style> altogether.
 */
const fallbacks: Record<string, string> = {
  '<style> element': 'Sizes and colours of everything but small print stand inline too.',
  '@media': 'The light, wide layout: legible at any width, as tables shrink.',
  'Type selector': 'Margins and colours that matter stand inline.',
  'Class selector': 'The same.',
  'Descendant combinator': 'Alignment of headings in a table; dark colours of other clients.',
  'Child combinator': 'Dark colours of MJML’s boxes, only where the scheme is followed.',
  'Attribute selector': 'Outlook’s own dark marks, and Apple’s links for dates, nowhere else.',
  'ID selector': 'MJML’s reset for an Outlook long gone.',
  'Chaining selectors': 'MJML’s rule for Thunderbird’s column width.',
  transform: 'Not used: caniemail takes text-transform for it.',
  'display:none':
    'The preheader shows as a first line in small print; mso-hide hides it in Outlook.',
  'overflow-wrap':
    'word-break does the same where this is unknown; else a long name widens its cell.',
  'word-break': 'The same.',
  overflow: 'MJML’s rounded corners: the corner of the ground shows.',
  opacity: 'MJML’s hidden preheader is also display:none and 1px high.',
  outline: 'MJML’s reset for images, of which there are none.',
  'border-radius': 'Square corners.',
  'white-space': 'A score may break between its two figures.',
  'word-spacing': 'Set to normal by MJML: no difference.',
  'table-layout': 'Set to auto by MJML, and used only within @media.',
  'role attribute': 'Layout tables are announced as tables.',
  'aria-hidden attribute': 'The bar is read as blank cells.',
  'aria-label attribute':
    'Ship and Skip are read without the tool’s name, which stands before them.',
  '<body> element': 'The ground is also set on the first table or div.',
};

test('what mail clients do not support is known, and has a fallback', async () => {
  const used = new Set<string>();
  for (const format of ['digest', 'brief'] as const) {
    const { html } = await filledLetter(editionOf(), format);
    const { issues } = caniemail({ clients: ['gmail.*', 'outlook.*', 'apple-mail.*'], html });
    for (const found of issues.errors.values()) for (const { title } of found) used.add(title);
  }
  expect([...used].sort()).toEqual(Object.keys(fallbacks).sort());
});

describe('Outlook on Windows', () => {
  test.each(['digest', 'brief'] as const)(
    'gets the %s in a column of a fixed width',
    async (format) => {
      const { html } = await filledLetter(editionOf(), format);
      const comments = html.match(/<!--\[if mso[\s\S]*?<!\[endif\]-->/g) ?? [];
      expect(comments.join()).toMatch(/<table[^>]* width="63\d|<table[^>]*width:63\dpx/);
      expect(comments.join()).toContain('<o:PixelsPerInch>96</o:PixelsPerInch>');
      expect(comments.join()).toContain('font-family:Segoe UI,Arial,sans-serif');
      const opened = comments.join().match(/<table/g);
      expect(comments.join().match(/<\/table>/g)).toHaveLength(opened?.length ?? 0);
    },
  );

  test.each(['digest', 'brief'] as const)(
    'is asked for no flex box, grid or positioning: %s',
    async (format) => {
      const { html } = await filledLetter(editionOf(), format);
      expect(html).not.toMatch(/display:\s*(?:flex|grid|inline-flex)|position:\s*|float:/);
    },
  );

  test('gets every text of the digest in a table cell', async () => {
    const { html } = await filledLetter(editionOf(), 'digest');
    const body = html.slice(html.indexOf('<main'));
    expect(body).not.toMatch(/<div/);
  });
});

describe('tables', () => {
  test.each(['digest', 'brief'] as const)(
    'of the %s either lay out or have headings',
    async (format) => {
      const { html } = await filledLetter(editionOf(), format);
      const visible = html.replaceAll(/<!--[\s\S]*?-->/g, '');
      const data = (visible.match(/<table(?![^>]*role="presentation")[^>]*>/g) ?? []).length;
      const headings = visible.match(/<th [^>]*>/g) ?? [];
      expect(data).toBe(format === 'digest' ? 1 + editionOf().matchups.length : 0);
      for (const heading of headings) expect(heading).toMatch(/scope="(?:col|row)"/);
    },
  );
});
