import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edition } from '../../../src/editions/edition.js';
import { fitEdition } from '../../../src/letters/fit.js';
import type { Letter } from '../../../src/letters/letter.js';
import { checkLetter } from '../../../src/letters/preflight/check.js';
import { factFaults } from '../../../src/letters/preflight/facts.js';
import { selectorOf } from '../../../src/letters/preflight/proof.js';
import { aLibrary, anEdition, libraries } from '../../support/editions.js';
import { editionOf, masthead, matchupOf, weeks } from '../../support/letters.js';
import { foundIn, proofWith } from '../../support/preflight.js';

const formats = ['digest', 'brief'] as const;

/** The letter with the first `old` of its HTML replaced. Fails where there is none. */
function html(old: string | RegExp, instead: string): (letter: Letter) => Letter {
  return (letter) => {
    const changed = letter.html.replace(old, () => instead);
    if (changed === letter.html) throw new Error(`the letter has no ${old}`);
    return { ...letter, html: changed };
  };
}

const end = (markup: string) => html('</main>', `${markup}</main>`);

describe.each(Object.entries(weeks))('a clean letter, %s', (_, edition) => {
  test.each(formats)('has no error and no warning: the %s', async (format) => {
    expect(await foundIn({ format, edition })).toEqual([]);
  });
});

test('a tool’s name that would say nothing as a link is no fault', async () => {
  const edition = anEdition(
    aLibrary({ 'one-vs-two': { left: 'one', right: 'two' } }, { two: { name: 'Continue' } }),
  );
  expect(await foundIn({ format: 'brief', edition })).toEqual([]);
});

const strange: Record<string, Edition> = {
  'a single comparison': editionOf({ matchups: [matchupOf({ id: 'only' })] }),
  'names right to left, of emoji and of marks': editionOf({
    matchups: [
      'أداة الذكاء',
      '🚀🚀 👩‍💻',
      '50% Off {AI} 2.0 & <b>"Sons"</b>',
      'SHIP IT!',
      '通义千问 3',
    ].map((name, index) => matchupOf({ id: `odd${index}`, tool: { name, entry: '$5 (100%)' } })),
  }),
  'no community figures': editionOf({
    matchups: [matchupOf({ id: 'quiet', tool: { community: null } })],
  }),
};

describe.each(Object.entries(strange))('strange content, %s', (_, edition) => {
  test.each(formats)('raises no false alarm: the %s', async (format) => {
    expect(await foundIn({ format, edition })).toEqual([]);
  });
});

test('two hundred comparisons come out without an error', async () => {
  const matchups = Array.from({ length: 200 }, (_, index) => matchupOf({ id: `m${index}` }));
  const { edition } = await fitEdition(editionOf({ matchups }), masthead);
  for (const format of formats) {
    const found = await foundIn({ edition, format });
    expect(found.filter(({ rule }) => rule !== 'size')).toEqual([]);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  }
});

test('whatever is in the library, its edition has no error', async () => {
  await fc.assert(
    fc.asyncProperty(libraries, fc.constantFrom(...formats), async (library, format) => {
      fc.pre(library.comparisons.size > 0);
      const edition = editionFrom(library);
      fc.pre(edition !== undefined);
      if (!edition) return;
      const proof = await proofWith({ edition, format });
      const pages = {
        comparisons: new Set(library.comparisons.keys()),
        tools: new Set(library.tools.keys()),
        editions: new Set([edition.week]),
      };
      const found = [
        ...checkLetter(proof, pages),
        ...factFaults(edition, { library, community: communityIn(edition) }),
      ];
      expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);

function editionFrom(library: Parameters<typeof anEdition>[0]): Edition | undefined {
  try {
    return anEdition(library);
  } catch {
    return undefined;
  }
}

/** The community's figures as the edition froze them. */
function communityIn({ matchups }: Edition) {
  const tools = matchups.flatMap((matchup) => matchup.tools);
  return (slug: string) => tools.find((tool) => tool.slug === slug)?.community ?? null;
}

type Plant = (letter: Letter) => Letter;
const planted: [fault: string, rule: string, severity: 'error' | 'warning', plant: Plant][] = [
  ['far too much text', 'size', 'error', end(`<p>${'word '.repeat(18_000)}</p>`)],
  [
    'a comparison that is not there',
    'link',
    'error',
    html(/\/compare\/[^"]*/, '/compare/nothing-vs-nobody'),
  ],
  ['another edition', 'link', 'error', html(/\/editions\/[^"]*/, '/editions/2031-W01')],
  ['a page of the site that is none', 'link', 'error', html(/\/compare\/[^"]*/, '/pricing')],
  ['a vote that is none', 'link', 'error', html('choice=ship', 'choice=maybe')],
  ['a vote on no tool', 'link', 'error', html(/tool=[^&"]*/, 'tool=nothing')],
  ['an empty address', 'link', 'error', end('<a href="">The panel</a>')],
  ['an anchor', 'link', 'error', end('<a href="#top">The panel</a>')],
  ['an address without its beginning', 'link', 'error', end('<a href="/compare">All of it</a>')],
  ['a script as an address', 'link', 'error', end('<a href="javascript:go()">The panel</a>')],
  ['this machine', 'link', 'error', end('<a href="http://127.0.0.1:3000/x">The panel</a>')],
  ['a plain outside link', 'link', 'warning', end('<a href="http://a.example.com/">The panel</a>')],
  ['a letter to nobody', 'link', 'error', end('<a href="mailto:">Write to us</a>')],
  ['a link without words', 'link-text', 'error', end('<a href="https://a.example.com/"> </a>')],
  [
    'a link that says “here”',
    'link-text',
    'warning',
    end('<a href="https://a.example.com/">Click here »</a>'),
  ],
  ['no way out', 'unsubscribe-link', 'error', html(/<a[^>]*\/unsubscribe\/[^>]*>/, '<a>')],
  [
    'no way out of the text',
    'unsubscribe-link',
    'error',
    (letter) => ({ ...letter, text: letter.text.replace('/unsubscribe/', '/compare/') }),
  ],
  [
    'a picture within the letter',
    'resource',
    'error',
    end('<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
  ],
  [
    'one within the styles',
    'resource',
    'error',
    html('</style>', '.x{background:url("data:image/png;base64,AAAA")}</style>'),
  ],
  ['an attached picture', 'resource', 'error', end('<img alt="" src="cid:logo">')],
  ['a plain picture', 'resource', 'warning', end('<img alt="" src="http://a.example.com/a.png">')],
  [
    'a picture of a set',
    'resource',
    'warning',
    end('<img alt="" srcset="https://a.example.com/a.png 1x, http://a.example.com/b.png 2x">'),
  ],
  ['an attached ground', 'resource', 'error', end('<table background="cid:logo"></table>')],
  [
    'styles from elsewhere',
    'resource',
    'warning',
    html('<style>', '<style>@import "http://a.example.com/a.css";'),
  ],
  [
    'styles from another address',
    'resource',
    'warning',
    html('<style>', '<style>@import url(http://a.example.com/a.css);'),
  ],
  ['a script', 'active-content', 'error', end('<script>1</script>')],
  ['a picture without words', 'alt', 'warning', end('<img src="https://a.example.com/a.png">')],
  ['no language', 'lang', 'warning', html(/ lang="en"/, '')],
  ['a language that is none', 'lang', 'warning', html(/ lang="en"/, ' lang="in English"')],
  ['no title', 'title', 'warning', html(/<title>[^<]*<\/title>/, '')],
  ['a second first heading', 'headings', 'warning', end('<h1>Another</h1>')],
  ['no first heading', 'headings', 'warning', html(/<h1[\s\S]*?<\/h1>/, '')],
  ['a level skipped', 'headings', 'warning', end('<h2>Two</h2><h4>Four</h4>')],
  ['an empty heading', 'headings', 'warning', end('<h2> </h2>')],
  ['another title', 'title', 'warning', html(/<title>/, '<title>Draft: ')],
  ['ink that cannot be read', 'contrast', 'error', end('<p style="color:#bbb">Faint words</p>')],
  ['weak ink', 'contrast', 'warning', end('<p style="color:#808080">Weak words</p>')],
  [
    'ink that cannot be read in the dark',
    'contrast',
    'error',
    html(/\.muted\{color:#[0-9a-f]{6}!important\}/, '.muted{color:#333!important}'),
  ],
  [
    'words on a picture',
    'contrast',
    'warning',
    end('<p style="background:url(https://a.example.com/a.png)">Words</p>'),
  ],
  ['an unfilled place', 'unfilled', 'error', end('<p>Dear {{first_name}}</p>')],
  ['a value that was none', 'unfilled', 'error', end('<p>undefined% would ship it</p>')],
  ['an object', 'unfilled', 'error', end('<p>[object Object]</p>')],
  ['filler', 'unfilled', 'error', end('<p>Lorem ipsum dolor sit amet</p>')],
  ['a reminder', 'unfilled', 'warning', end('<p>TODO: closing words</p>')],
  [
    'no preheader',
    'preheader-missing',
    'warning',
    html(/<div style="display:none[\s\S]*?<\/div>/, ''),
  ],
  [
    'a figure changed in the HTML',
    'both-parts',
    'warning',
    html(/(?<=>)75%(?=<)|(?<=<h2[^>]*>.*)75%/, '74%'),
  ],
  [
    'a figure changed in the text',
    'both-parts',
    'warning',
    (letter) => ({ ...letter, text: letter.text.replace('75%', '57%') }),
  ],
  [
    'a link left out of the text',
    'both-parts',
    'warning',
    (letter) => ({ ...letter, text: letter.text.replace(/https:\S+\/compare\/\S+/, '') }),
  ],
  [
    'a link only in the text',
    'both-parts',
    'warning',
    (letter) => ({ ...letter, text: `${letter.text}\nhttps://a.example.com/only-here.\n` }),
  ],
  [
    'words only in the HTML',
    'both-parts',
    'warning',
    (letter) => ({ ...letter, text: letter.text.replace('New AI tools', 'Old AI tools') }),
  ],
];

describe.each(planted)('%s', (_, rule, severity, plant) => {
  test(`is found as the ${severity} \`${rule}\``, async () => {
    const found = await foundIn({ plant });
    expect(found.map((each) => [each.rule, each.severity])).toContainEqual([rule, severity]);
    for (const { what, remedy } of found) {
      expect(what).toMatch(/[.!?…)”]$/);
      expect(remedy).toMatch(/\.$/);
    }
  });
});

test('figures that changed places are found in the digest', async () => {
  const swapped = (letter: Letter) => ({
    ...letter,
    text: letter.text.replace(/75%\s–\s100%/, '100% – 75%'),
  });
  expect(await foundIn({ plant: swapped })).toMatchObject([
    { rule: 'both-parts', what: expect.stringContaining('“75%” against “100%”') },
  ]);
});

test('every selector matches exactly its element', async () => {
  for (const edition of Object.values(weeks)) {
    for (const format of formats) {
      const { document: $ } = await proofWith({ format, edition });
      for (const element of $('a, h1, h2, h3, img, p, style, main').toArray()) {
        const matched = $(selectorOf($, element));
        expect(matched).toHaveLength(1);
        expect(matched[0]).toBe(element);
      }
    }
  }
});

test('a selector leads to what was planted', async () => {
  const plant = end('<div><p id="here" style="color:#bbb">Faint words</p></div>');
  const [finding] = (await foundIn({ plant })).filter(({ rule }) => rule === 'contrast');
  const { document: $ } = await proofWith({ plant });
  expect($(finding?.selector ?? '').attr('id')).toBe('here');
});

describe('where the site is served from this machine', () => {
  const local = { ...masthead, publicUrl: 'http://127.0.0.1:3000' };
  test.each(formats)('its own plain links raise no alarm: the %s', async (format) => {
    expect(await foundIn({ masthead: local, format })).toEqual([]);
  });
});

test('a site under a path of its host is known by that path', async () => {
  const deep = { ...masthead, publicUrl: 'https://example.com/verdicts' };
  expect(await foundIn({ masthead: deep })).toEqual([]);
  const plant = html(/\/verdicts\/compare\/[^"]*/, '/verdicts/compare/nothing');
  expect(await foundIn({ masthead: deep, plant })).toContainEqual(
    expect.objectContaining({ rule: 'link', severity: 'error' }),
  );
});

test('what a tool’s own page says of places is only a warning', async () => {
  const odd = matchupOf({
    id: 'odd',
    tool: { tagline: 'Writes {{mustache}} for you, and TODO lists' },
  });
  const found = await foundIn({ edition: editionOf({ matchups: [odd] }) });
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['unfilled', 'warning']]);
});

test('a letter close to the budget is warned of', async () => {
  const plant = end(`<p>${'x'.repeat(40_000)}</p>`);
  expect((await foundIn({ plant })).map(({ rule, severity }) => [rule, severity])).toContainEqual([
    'size',
    'warning',
  ]);
});
