import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { type LinkLetterKind, renderLinkLetter } from '../../src/letters/confirm.js';
import { renderWelcome } from '../../src/letters/welcome.js';
import { masthead } from '../support/letters.js';

const kinds: LinkLetterKind[] = [
  'confirm',
  'known',
  'change-address',
  'new-address',
  'download',
  'erase',
];
const link = 'https://verdicts.example/confirm/token';

const welcome = {
  address: 'ada@example.com',
  format: 'brief',
  topics: ['Design'],
  nextOn: '2026-11-24',
  latest: {
    subject: 'A vs B',
    date: '2026-11-17',
    href: 'https://verdicts.example/editions/2026-W47',
  },
  links: {
    preferences: 'https://verdicts.example/preferences/token',
    unsubscribe: 'https://verdicts.example/unsubscribe/token',
  },
} as const;

/** As for the digest: what mail clients need is more than what is good style on the web. */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: { 'no-conditional-comment': 'off', 'no-deprecated-attr': 'off', 'no-inline-style': 'off' },
});

describe.each(kinds)('the letter "%s"', (kind) => {
  test('says in HTML and text what is asked, why it came, and has one link', async () => {
    const letter = await renderLinkLetter({ kind, address: 'ada@example.com', link }, masthead);
    expect(letter.html.match(/href="/g)).toHaveLength(1);
    expect(letter.html).toContain(`href="${link}"`);
    expect(letter.text.match(/https?:\/\/\S+/g)).toEqual([link]);
    for (const text of [letter.html, letter.text.replaceAll(/\s+/g, ' ')]) {
      expect(text).toContain('This letter went to ada@example.com because');
      expect(text).toContain('Weekly AI Tool Verdicts, 1 Sample Street, 10115 Berlin, Germany');
    }
    expect(letter.text).not.toContain('button');
    expect(letter.html).toContain(`<title>${letter.subject}</title>`);
    const report = await validator.validateString(letter.html);
    expect(report.results.flatMap(({ messages }) => messages.map((each) => each.message))).toEqual(
      [],
    );
  });

  test('gives the address a line of its own in the text, as it may be long', async () => {
    const address = `${'a'.repeat(60)}@${'long.'.repeat(20)}example.com`;
    const { text } = await renderLinkLetter({ kind, address, link }, masthead);
    expect(text).toContain(`\n\nThis letter went to\n${address}\nbecause `);
    const long = text.split('\n').filter((line) => line.length > 76);
    expect(long).toEqual([address]);
  });

  test('takes no markup from an address', async () => {
    const address = `o'"&<b>@example.com`;
    const { html } = await renderLinkLetter({ kind, address, link }, masthead);
    expect(html).not.toContain('<b>@');
  });
});

test.each([
  ['confirm', 'that address was entered at'],
  ['known', 'that address was entered at'],
  ['new-address', 'that address was entered at'],
  ['change-address', 'somebody asked for it on the preferences page of its subscription at'],
  ['download', 'somebody asked for it on the preferences page of its subscription at'],
  ['erase', 'somebody asked for it on the preferences page of its subscription at'],
] as const)('the letter "%s" came because %s the site', async (kind, why) => {
  const { text } = await renderLinkLetter({ kind, address: 'ada@example.com', link }, masthead);
  const site = new URL(masthead.publicUrl).host;
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    `This letter went to ada@example.com because ${why} ${site}.`,
  );
});

describe('the welcome letter', () => {
  test('names the next edition and the choice, and links to the latest and to every way out', async () => {
    const letter = await renderWelcome(welcome, masthead);
    const links = [...Object.values(welcome.links), welcome.latest.href];
    for (const text of [letter.html, letter.text]) {
      for (const href of links) expect(text).toContain(href);
      expect(text).toContain('Weekly AI Tool Verdicts, 1 Sample Street, 10115 Berlin, Germany');
    }
    // A screen reader may list the links alone.
    expect(letter.html).toContain('>Read the latest edition</a>');
    // It stands on no page.
    expect(letter.html).not.toContain('Read on the web');
    expect(letter.text.replaceAll(/\s+/g, ' ')).toContain(
      'The next edition is due on 24 November 2026. You get the brief: one line for each matchup, about Design only.',
    );
    const report = await validator.validateString(letter.html);
    expect(report.results.flatMap(({ messages }) => messages.map((each) => each.message))).toEqual(
      [],
    );
  });

  test('lists several topics in words', async () => {
    const topics = ['Design', 'Developer Tools', 'Research'];
    const { html, text } = await renderWelcome({ ...welcome, topics }, masthead);
    const words = 'about Design, Developer Tools and Research only.';
    for (const part of [html, text.replaceAll(/\s+/g, ' ')]) expect(part).toContain(words);
  });

  test('needs no edition before it', async () => {
    const { latest: _, ...first } = welcome;
    const letter = await renderWelcome(first, masthead);
    expect(letter.html).not.toContain('Read the latest edition');
  });
});
