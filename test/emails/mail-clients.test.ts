import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { light } from '../../emails/theme.js';
import { unsupportedIn } from '../../src/letters/preflight/clients.js';
import { fallbacks } from '../../src/letters/preflight/fallbacks.js';
import { editionOf, filledLetter, weeks } from '../support/letters.js';
import { proofWith } from '../support/preflight.js';

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

describe.each(['digest', 'brief'] as const)(
  'what html-validate does not look at, in the %s',
  (format) => {
    test('<main> stands in no table cell', async () => {
      const { html } = await filledLetter(editionOf(), format);
      const before = html.slice(html.indexOf('<body'), html.indexOf('<main'));
      expect(before).toContain('<body');
      expect(before).not.toContain('<table');
    });

    test('every <meta> with a name has a content', async () => {
      const { html } = await filledLetter(editionOf(), format);
      expect(html).toMatch(/<meta name="x-apple-disable-message-reformatting" content/);
      expect(html).not.toMatch(/<meta name="[^"]*">/);
    });
  },
);

test('what mail clients do not support is known, and has a fallback', async () => {
  const used = new Set<string>();
  for (const format of ['digest', 'brief'] as const) {
    for (const { feature } of unsupportedIn(await proofWith({ format }))) used.add(feature);
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

describe('SpamAssassin', () => {
  test.each(['digest', 'brief'] as const)(
    'takes no words for hidden by their size: %s',
    async (format) => {
      const { html } = await filledLetter(editionOf(), format);
      // Its rule __FONT_INVIS.
      expect(html).not.toMatch(
        /<(?!style)[a-z]+\s[^>]{1,80}font-size:\s*[01]px\s*[;'][^>]{0,80}>\w/i,
      );
    },
  );

  test.each(['digest', 'brief'] as const)(
    'sees white words on buttons alone: %s',
    async (format) => {
      const { html } = await filledLetter(editionOf(), format);
      const white = html.match(/<[^>]*[";]color:#ffffff[^>]*>/g) ?? [];
      expect(white.filter((tag) => !tag.includes('class="buttonink"'))).toEqual([]);
    },
  );

  test('sees the ground of a button: it knows no `bgcolor` of a cell', async () => {
    const { html } = await filledLetter(editionOf(), 'digest');
    const buttons = html.match(/<td class="button"[^>]*>/g) ?? [];
    expect(buttons.length).toBeGreaterThan(0);
    for (const button of buttons) expect(button).toContain(`background-color:${light.button}`);
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
      for (const heading of headings) expect(heading).toMatch(/scope="(?:col|row)(?:group)?"/);
    },
  );
});
