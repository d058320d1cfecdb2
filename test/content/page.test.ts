import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Page, readPage, writePage } from '../../src/content/page.js';
import { panelShip, type Tool } from '../../src/content/tool.js';
import { VerdictsError } from '../../src/errors.js';
import { comparisons, pageLines, pageText, panel, realPage } from '../support/pages.js';

const page32 = realPage('smolvlm2-2b-vs-mistral-medium-3-2');

function pageOf(text: string): Page {
  const reading = readPage(text, panel);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.page;
}

function problemsOf(text: string) {
  const reading = readPage(text, panel);
  return reading.ok ? [] : reading.problems;
}

/** The page with the line of that number (from 1) replaced, or removed by null. */
function withLine(number: number, line: string | null, lines = pageLines()): string {
  return lines.flatMap((text, at) => (at + 1 === number ? (line ?? []) : text)).join('\n');
}

describe('a page with a line that no card has room for', () => {
  test.each([
    ['category', 4, 200],
    ['tagline', 6, 1000],
    ['entry', 11, 200],
  ])('is refused, naming the line and the limit: %s', (field, number, most) => {
    const problems = problemsOf(withLine(number, 'x'.repeat(most + 1)));
    expect(problems).toMatchObject([
      { line: number, message: `${field}: expected at most ${most} characters.` },
    ]);
    expect(problemsOf(withLine(number, 'x'.repeat(most)))).toEqual([]);
  });
});

describe('a page by another hand', () => {
  test('is read with headings, title and dashes written otherwise', () => {
    const text = page32
      .replace(/^AI tool comparison/, 'AI Tool Comparison')
      .replaceAll('Panel ship', 'Panel\u00a0ship')
      .replace('SmolVLM2-2B vs', 'SmolVLM2\u20112B vs')
      .replaceAll('\n—\n', '\nN/A\n');
    expect(pageOf(text)).toEqual(pageOf(page32));
  });

  test('is read with what nobody sees at the ends of its lines and in its title', () => {
    const text = page32
      .replace('SmolVLM2-2B vs', '\u200eSmolVLM2-2B\u2060 vs')
      .replaceAll('\n', '\u200b\n\u200b');
    expect(pageOf(text)).toEqual(pageOf(page32));
  });

  test('is refused where a sentence stands for the category, as when a line is missing', () => {
    const sentence = 'Weights are on the Hub.';
    expect(problemsOf(withLine(4, sentence, page32.split('\n')))).toMatchObject([
      { line: 4, message: expect.stringContaining(sentence) },
    ]);
  });
});

describe('reading a page', () => {
  test('takes each field from its place', () => {
    const { left, right, question } = pageOf(page32);
    expect(left).toMatchObject({
      name: 'SmolVLM2-2B',
      category: 'Developer Tools',
      tagline: '2B-parameter vision-language model that runs on your device, not theirs',
      entry: 'Free',
      panelShip: 75,
      panelShipLine: 7,
      community: null,
    });
    expect(right).toMatchObject({ name: 'Mistral Medium 3.2', entry: 'Paid', panelShipLine: 17 });
    expect(right.description).toMatch(/^Mistral Medium 3\.2 is a frontier-class .* tasks\.$/);
    expect(left.reviews.map(({ lens, line }) => [lens, line])).toEqual([
      ['builder', 25],
      ['skeptic', 27],
      ['futurist', 29],
      ['founder', 31],
    ]);
    expect(right.reviews.map(({ line }) => line)).toEqual([26, 28, 30, 32]);
    expect(left.reviews[3]?.quote).toMatch(
      /^The buyer here is .* skips as a business foundation\.$/,
    );
    expect(question).toBeUndefined();
  });

  test.each([
    ['CRLF line ends', page32.replaceAll('\n', '\r\n')],
    ['lone CR line ends', page32.replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${page32}`],
    ['a line end at the end', `${page32}\n`],
    ['white space around lines', page32.replaceAll('\n', ' \t\n\u00a0 ')],
    [
      'no-break spaces in the sign-up block',
      page32.replace(/Weekly AI Tool Verdicts\n.*\n.*$/, (block) =>
        block.replaceAll(' ', '\u00a0'),
      ),
    ],
    ['straight quotes round the reviews', page32.replace(/^“(.*)”$/gm, '"$1"')],
    ['no sign-up block', page32.slice(0, page32.indexOf('\nWeekly AI Tool Verdicts'))],
    ['a dash for an em dash', page32.replaceAll('\n—\n', '\n-\n').replace('\n-\n', '\n–\n')],
    ['a space before the percent sign', page32.replaceAll('\n75%\n', '\n75 %\n')],
    ['a no-break space before it', page32.replaceAll('\n75%\n', '\n75\u00a0%\n')],
  ])('accepts %s', (_, text) => {
    const read = pageOf(text);
    expect(read).toEqual(pageOf(page32));
  });

  test('counts blank lines, and skips them', () => {
    const read = pageOf(`\n\n${page32.replaceAll('\n', '\n\n')}\n\n`);
    expect(read.left.panelShipLine).toBe(15);
    expect(read.right.description).toBe(pageOf(page32).right.description);
  });

  test('takes descriptions and reviews of several lines', () => {
    const [first = '', ...others] = pageOf(pageText()).left.reviews.map(({ quote }) => quote);
    const read = pageOf(
      pageText({
        left: {
          description: 'First line\nsecond line.\n\nNew paragraph.',
          quotes: ['He said “why”\nand meant it.', ...others],
        },
      }),
    );
    expect(read.left.description).toBe('First line\nsecond line.\n\nNew paragraph.');
    expect(read.left.reviews[0]?.quote).toBe('He said “why”\nand meant it.');
    expect(read.right.reviews[0]?.quote).toBe(first);
  });

  test('takes fewer lenses than the panel has, in its order', () => {
    const quotes = ['It works.', 'It works.'];
    const read = pageOf(pageText({ left: { quotes }, right: { quotes, share: '50%' } }));
    expect(read.right.reviews.map(({ lens }) => lens)).toEqual(['builder', 'skeptic']);
  });

  test('takes any entry and a community figure', () => {
    const read = pageOf(pageText({ left: { entry: 'Freemium', community: '62%' } }));
    expect([read.left.entry, read.left.community]).toEqual(['Freemium', 62]);
    expect([read.right.entry, read.right.community]).toEqual(['$20/mo', null]);
  });

  test('keeps a question that is not the usual one', () => {
    expect(pageOf(pageText({ question: 'Which one writes better?' })).question).toBe(
      'Which one writes better?',
    );
  });

  test('takes names that hold " vs " themselves', () => {
    const read = pageOf(pageText({ left: { name: 'A vs B' }, right: { name: 'C vs D' } }));
    expect([read.left.name, read.right.name]).toEqual(['A vs B', 'C vs D']);
  });
});

describe('a page that is not as expected', () => {
  const cases: [string, string, number, RegExp][] = [
    ['is empty', '', 1, /found no line "Panel ship" up to the end; expected one for each/],
    ['ends after one tool', pageLines().slice(0, 13).join('\n'), 13, /found only one line "Panel/],
    ['has no scorecard', withLine(24, null), 34, /found no line "Reviewer scorecard"/],
    [
      'has "Pannel ship"',
      withLine(8, 'Pannel ship'),
      8,
      /found "Pannel ship"; expected "Panel ship"/,
    ],
    [
      'has "Panels ship:"',
      withLine(18, 'Panels ship:'),
      18,
      /"Panels ship:"; expected "Panel ship"/,
    ],
    [
      'has a wrong scorecard',
      withLine(24, 'Review scorecard'),
      24,
      /expected "Reviewer scorecard"/,
    ],
    ['has a heading in Markdown', withLine(8, '**Panel ship**'), 8, /"\*\*Panel ship\*\*"; expect/],
    [
      'has a heading in HTML',
      withLine(24, '<h2>Reviewer scorecard</h2>'),
      24,
      /<h2>Reviewer score/,
    ],
    [
      'has its reviews above the tools',
      [...pageLines().slice(0, 3), ...pageLines().slice(23, 32), ...pageLines().slice(3, 23)].join(
        '\n',
      ),
      4,
      /found "Reviewer scorecard" above the panel share of the second tool; expected it below/,
    ],
    ['has no heading', withLine(1, null), 1, /found "Alpha vs Beta"; expected the heading/],
    ['has another title', withLine(2, 'Alpha or Beta'), 2, /"Alpha or Beta"; expected "Alpha vs B/],
    [
      'has no question',
      withLine(3, null),
      2,
      /found too few lines up to the panel share on line 6/,
    ],
    [
      'has no left tagline',
      withLine(6, null),
      2,
      /found too few lines up to the panel share on line 6/,
    ],
    ['has no right tagline', withLine(16, null), 12, /found too few lines below "Entry"/],
    ['has no left description', withLine(13, null), 12, /expected the description of Alpha/],
    ['has no right description', withLine(23, null), 22, /expected the description of Beta/],
    ['has a share without %', withLine(7, '75'), 7, /found "75"; expected a whole percent/],
    ['has a share above 100%', withLine(17, '175%'), 17, /found "175%"; expected a whole percent/],
    ['has a community word', withLine(9, 'none'), 9, /found "none"; expected "—" or a whole perc/],
    ['has no community value', withLine(9, null), 10, /found "Free"; expected "Community"/],
    ['has no entry value', withLine(21, null), 22, /found "Beta writes prose."; expected "Entry"/],
    ['has a review less', withLine(32, null), 31, /found 7 reviews; expected two for each lens/],
    ['has no review', pageLines().slice(0, 24).join('\n'), 24, /found 0 reviews/],
    ['has a bare review', withLine(27, 'Fine.'), 27, /found "Fine."; expected a review in quot/],
    ['opens with a bare review', withLine(25, 'Fine.'), 25, /expected a review in quotation/],
    ['leaves a review open', withLine(27, '“Fine.'), 27, /“Fine\." opens a quotation mark that/],
    ['leaves the last open', withLine(32, '“Fine.'), 32, /opens a quotation mark that nothing/],
    ['has a late review', `${pageText()}\n“Late.”`, 36, /“Late.”" below the sign-up block/],
    [
      'names the reviewer behind some reviews',
      withLine(
        27,
        '“It works. Ship.” — Skeptic',
        withLine(25, '“It works.” — Builder').split('\n'),
      ),
      25,
      /the review "“It works.” — Builder" runs into/,
    ],
    [
      'leaves two reviews in a row open',
      withLine(26, '“It works.', withLine(25, '“It is quick.').split('\n')),
      25,
      /the review "“It is quick." runs into the one below it/,
    ],
    [
      'names the reviewer behind a review',
      withLine(25, '“It works. Ship.” — Builder'),
      25,
      /the review "“It works. Ship.” — Builder" runs into the one below it/,
    ],
    ['has an empty review', withLine(25, '“ ”'), 25, /review by builder: expected some text/],
    [
      'compares three tools',
      pageLines()
        .toSpliced(23, 0, ...pageLines().slice(13, 23))
        .join('\n'),
      28,
      /found a third line "Panel ship"; expected one for each of two tools/,
    ],
    [
      'is two pages',
      `${pageText()}\n${pageText()}`,
      43,
      /found a third line "Panel ship"; expected one for each of two tools/,
    ],
    [
      'has a heading in a description',
      withLine(23, 'Beta writes prose.\nCOMMUNITY\n62%'),
      24,
      /found "COMMUNITY" within the description of Beta; expected its text alone/,
    ],
    [
      'has the sign-up block above',
      withLine(3, 'Which one?\nGet the next comparison in your inbox'),
      4,
      /found "Get the next comparison in your inbox" within the question/,
    ],
    ['has its title twice', withLine(3, 'Alpha vs Beta\nWhich one?'), 3, /within the question/],
    ['has lost letters', withLine(13, 'mo\ufffdel'), 13, /description: found replacement/],
    ['has control characters', withLine(13, 'a\u0007b'), 13, /description: expected no control/],
    ['has one that steers terminals', withLine(6, 'a\u009b2Jb'), 6, /tagline: expected no control/],
    ['has figures turned round', withLine(13, 'a\u202e%57'), 13, /description: expected no contr/],
    ['has a slot character', withLine(6, 'a\ue000b'), 6, /tagline: expected no private-use/],
  ];
  test.each(cases)('%s', (_, text, line, message) => {
    const problems = problemsOf(text);
    expect(problems[0]).toMatchObject({ line, message: expect.stringMatching(message) });
    expect(problems[0]?.remedy).toMatch(/\.$|"$/);
  });

  test('has a menu above it, and is told of that alone', () => {
    const lines = problemsOf(`Home\nTools\n${pageText()}`).map(({ line }) => line);
    expect(lines).toEqual([1]);
  });

  test('has no right category, and is told of that alone', () => {
    const lines = pageLines({ left: { description: 'Alpha writes code. '.repeat(20) } });
    expect(problemsOf(withLine(14, null, lines)).map(({ line }) => line)).toEqual([12]);
  });

  test('names the shares that its reviews can have', () => {
    const quotes = ['It works.', 'It works.', 'It works.'];
    const [problem] = problemsOf(pageText({ left: { quotes, share: '75%' }, right: { quotes } }));
    expect(problem).toMatchObject({
      line: 7,
      message: 'found "75%", which is no share of 3 reviews; expected one of 0%, 33%, 67%, 100%.',
    });
  });

  test('has more reviews than the panel has lenses', () => {
    const quotes = ['1', '2', '3', '4', '5'];
    const [problem] = problemsOf(pageText({ left: { quotes }, right: { quotes } }));
    expect(problem).toMatchObject({ line: 33, message: expect.stringMatching(/found 10 reviews/) });
  });

  test('has all its problems named at once, from the top', () => {
    const text = pageText({ left: { share: 'many' }, right: { community: '?', share: '80%' } });
    expect(problemsOf(text).map(({ line }) => line)).toEqual([7, 17, 19]);
  });

  test('counts blank lines in the line it names', () => {
    const lines = ['', '', ...pageLines()];
    expect(problemsOf(withLine(9, 'x%', lines))[0]?.line).toBe(9);
  });
});

describe('any text', () => {
  test('gives a page or problems with lines of that text, and never throws', () => {
    const mangled = fc
      .array(fc.tuple(fc.nat(34), fc.option(fc.string())), { maxLength: 6 })
      .map((changes) =>
        changes
          .reduce((lines, [at, line]) => {
            if (line === null) return lines.toSpliced(at, 1);
            return lines.toSpliced(at, 0, line);
          }, pageLines())
          .join('\n'),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), mangled), (text) => {
        const reading = readPage(text, panel);
        if (reading.ok) return;
        const count = text.split(/\r\n?|\n/).length;
        expect(reading.problems.length).toBeGreaterThan(0);
        for (const { line } of reading.problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(count);
        }
      }),
    );
  });
});

describe('writing a page', () => {
  test('and reading it gives the content back', () => {
    fc.assert(
      fc.property(comparisons, ({ comparison, left, right }) => {
        const page = pageOf(writePage(comparison, left, right, panel));
        expect(page.question).toEqual(comparison.question);
        expectTool(page.left, left, comparison.community?.left);
        expectTool(page.right, right, comparison.community?.right);
      }),
    );
  });

  test('puts a text that may have line ends on the one line the page has for it', () => {
    const { comparison, left, right } = sample();
    const text = writePage(comparison, { ...left, tagline: 'One\n two' }, right, panel);
    expect(pageOf(text).left.tagline).toBe('One two');
  });

  test('refuses tools that different lenses reviewed', () => {
    const { comparison, left, right } = sample();
    const founderOnly = { ...right, reviews: right.reviews.slice(3) };
    expect(() => writePage(comparison, left, founderOnly, panel)).toThrow(VerdictsError);
    expect(() => writePage(comparison, founderOnly, founderOnly, panel)).toThrow(
      /they are by founder; expected builder/,
    );
  });
});

function sample() {
  const review = { verdict: 'ship', quote: 'It works.' } as const;
  const tool: Tool = {
    name: 'Alpha',
    tagline: 'Code',
    category: 'Tools',
    entry: 'Free',
    description: 'Writes code.',
    reviews: panel.map(({ lens }) => ({ lens, ...review })),
  };
  const comparison = { left: 'alpha', right: 'beta', publishedAt: '2026-11-16T08:00:00Z' };
  return { comparison, left: tool, right: { ...tool, name: 'Beta' } };
}

function expectTool(read: Page['left'], tool: Tool, community: number | undefined): void {
  const { reviews, ...fields } = tool;
  expect(read).toMatchObject(fields);
  expect(read.panelShip).toBe(panelShip(reviews));
  expect(read.community).toBe(community ?? null);
  expect(read.reviews.map(({ lens, quote }) => ({ lens, quote }))).toEqual(
    reviews.map(({ lens, quote }) => ({ lens, quote })),
  );
}
