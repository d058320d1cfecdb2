import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/letters/text.js';
import {
  disagreementOf,
  editionOf,
  filledLetter,
  masthead,
  matchupOf,
} from '../support/letters.js';
import { foundIn } from '../support/preflight.js';

const editions = {
  usual: editionOf({ closing: 'Thank you for reading. '.repeat(8).trim() }),
  'with disagreements': editionOf({ disagreements: [disagreementOf()] }),
  'with more on the web': editionOf({
    moreOnTheWeb: Array.from({ length: 15 }, (_, index) => matchupOf({ id: `more-${index}` })),
  }),
};

describe.each(Object.entries(editions))('the plain text of an edition, %s', (_, edition) => {
  test.each(['digest', 'brief'] as const)('has the links of its html: %s', async (format) => {
    const { html, text } = await filledLetter(edition, format);
    const inHtml = [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) =>
      url.replaceAll('&amp;', '&'),
    );
    const inText = text.match(/https?:\/\/\S+/g) ?? [];
    expect(inHtml.length).toBeGreaterThan(5);
    expect(new Set(inText)).toEqual(new Set(inHtml));
  });

  test.each(['digest', 'brief'] as const)('has lines of at most 76 characters: %s', (format) => {
    const lines = textOf(edition, format, masthead).split('\n');
    const tooLong = lines.filter(
      (line) => line.length > 76 && !/^ *(?:Ship: |Skip: )?https?:\/\/\S+$/.test(line),
    );
    expect(tooLong).toEqual([]);
  });
});

test('the digest in plain text states the facts of each card', () => {
  const text = textOf(editionOf(), 'digest', masthead);
  const onOneLine = text.replaceAll(/\s+/g, ' ');
  for (const matchup of editionOf().matchups) {
    for (const { outcome } of matchup.pairs) expect(onOneLine).toContain(outcome.sentence);
    for (const tool of matchup.tools) {
      expect(onOneLine).toContain(tool.tagline);
      expect(onOneLine).toContain(`Panel ship ${tool.panelShip}% · Community`);
      expect(onOneLine).toContain(`Entry ${tool.entry}`);
    }
    for (const quote of [matchup.quotes.for, matchup.quotes.against]) {
      if (quote) expect(onOneLine).toContain(`“${quote.text}”`);
    }
  }
  expect(text).toContain('Builder SHIP · Skeptic SHIP · Futurist SHIP · Founder SKIP');
});

test('the digest alone says where readers and panel disagree, in html and text', async () => {
  const edition = editionOf({ disagreements: [disagreementOf({ votes: 1 })] });
  const digest = await filledLetter(edition, 'digest');
  expect(digest.html).toContain('Where you and the panel disagree');
  expect(digest.text).toContain('Would ship it: you 20%, panel 75% · 1 vote\n');
  const brief = await filledLetter(edition, 'brief');
  expect(brief.html + brief.text).not.toMatch(/panel disagree/i);
  const usual = await filledLetter(editionOf(), 'digest');
  expect(usual.html + usual.text).not.toMatch(/panel disagree/i);
});

test('names that are read from right to left stay on their sides of a card’s title', async () => {
  const name = 'الذكاء الاصطناعي';
  const edition = editionOf({ matchups: [matchupOf({ id: 'a', tool: { name } })] });
  const { html } = await filledLetter(edition, 'digest');
  const isolated = `<span dir="auto">${name}</span>`;
  expect(html).toMatch(new RegExp(`${isolated} <span[^>]*>vs</span> ${isolated}`));
});

test('a tagline and a quote that are read from right to left keep their marks at their ends', async () => {
  const words = 'מהיר מאוד!';
  const usual = matchupOf({ id: 'a', tool: { tagline: words } });
  const said = { lens: 'builder', tool: 'a-0', text: words };
  const edition = editionOf({ matchups: [{ ...usual, quotes: { for: said } }] });
  const { html } = await filledLetter(edition, 'digest');
  expect(html).toContain(`<span dir="auto">${words}</span>`);
  expect(html).toContain(`<span dir="auto">“${words}”</span>`);
});

describe.each(['digest', 'brief'] as const)('in html and text, the %s', (format) => {
  test('keeps the paragraphs that an editor wrote', async () => {
    const edition = editionOf({
      intro: 'One.\n\nTwo,\nstill two.\n \nThree.',
      closing: 'Bye.\n\nThe editors',
    });
    const { html, text } = await filledLetter(edition, format);
    const paragraphs = [...html.matchAll(/<p [^>]*>([^<]*)<\/p>/g)].map(([, words]) => words);
    expect(paragraphs.map((words) => words?.replaceAll(/\s+/g, ' '))).toEqual(
      expect.arrayContaining(['One.', 'Two, still two.', 'Three.', 'Bye.', 'The editors']),
    );
    expect(text).toContain('\n\nOne.\n\nTwo, still two.\n\nThree.\n\n');
    expect(text).toContain('\n\nBye.\n\nThe editors\n\n');
  });

  test('keeps the items of a list apart that an editor wrote', async () => {
    const edition = editionOf({
      intro: 'This week:\n- one\n  more - word\n- two\n1. Three\n2026. A year',
    });
    const { html, text } = await filledLetter(edition, format);
    const paragraphs = [...html.matchAll(/<p [^>]*>([^<]*)<\/p>/g)].map(([, words]) => words);
    expect(paragraphs.map((words) => words?.replaceAll(/\s+/g, ' '))).toEqual(
      expect.arrayContaining(['This week:', '- one more - word', '- two', '1. Three 2026. A year']),
    );
    expect(text).toContain('This week:\n\n- one more - word\n\n- two\n\n1. Three 2026. A year\n');
  });

  test('sets a paragraph that is read from right to left so', async () => {
    const intro = 'שלום לכולם!\n\nHello.';
    const { html } = await filledLetter(editionOf({ intro }), format);
    expect(html).toMatch(/<p [^>]*dir="auto"[^>]*>שלום לכולם!<\/p>/);
    expect(html).toMatch(/<p (?![^>]*dir=)[^>]*>Hello\.<\/p>/);
  });

  test('keeps a name that is read from right to left from pulling its figure along', async () => {
    const name = 'الذكاء الاصطناعي';
    const edition = editionOf({ matchups: [matchupOf({ id: 'a', tool: { name } })] });
    const { html, text } = await filledLetter(edition, format);
    expect(html).toContain(`<span dir="auto">${name}</span>`);
    expect(text).toContain(`\u2068${name}\u2069`);
    expect(await foundIn({ edition, format })).toEqual([]);
    const usual = await filledLetter(editionOf(), format);
    expect(usual.html + usual.text).not.toMatch(/dir="auto"|[\u2066-\u2069]/);
  });

  test('keeps figures behind such a name in a sentence too', async () => {
    const name = 'עוזר 3.2';
    const usual = matchupOf({ id: 'a', tool: { name } });
    const sentence = `The panel skips ${name}, 100% to 75%.`;
    const pairs = usual.pairs.map((pair) => ({ ...pair, outcome: { ...pair.outcome, sentence } }));
    const matchup = { ...usual, pairs };
    // Once on a card, once among what did not fit.
    const edition = editionOf({ matchups: [matchup], moreOnTheWeb: [matchup] });
    const { html, text } = await filledLetter(edition, format);
    expect(html.split(`skips <span dir="auto">${name}</span>, 100% to 75%.`)).toHaveLength(3);
    expect(
      text.replaceAll(/\s+/g, ' ').split(`skips \u2068${name}\u2069, 100% to 75%.`),
    ).toHaveLength(3);
  });
});

test('a score in plain text is not broken, however long the names before it', () => {
  for (let length = 1; length < 60; length += 1) {
    const tool = { name: 'x'.repeat(length), panelShip: 50 };
    const edition = editionOf({ matchups: [matchupOf({ id: 'a', tool })] });
    expect(textOf(edition, 'digest', masthead)).toContain('50%\u00a0–\u00a050%');
  }
});

test('no figure is said of a tool that has none', () => {
  const edition = editionOf({
    matchups: [matchupOf({ id: 'a', tool: { community: null, verdicts: [] } })],
  });
  const text = textOf(edition, 'digest', masthead);
  expect(text).toContain('Community —');
  expect(text).not.toMatch(/SHIP ·|SKIP ·/);
});
