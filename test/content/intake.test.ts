import { describe, expect, test } from 'vitest';
import { Comparison } from '../../src/content/comparison.js';
import type { StatedSkip } from '../../src/content/inference.js';
import { type Intake, takeIn } from '../../src/content/intake.js';
import type { Library } from '../../src/content/library.js';
import { writePage } from '../../src/content/page.js';
import { Tool } from '../../src/content/tool.js';
import { emptyLibrary, pageText, panel, realPage, realPages } from '../support/pages.js';

const published = '2026-11-16T08:00:00Z';

function taken(library: Library, text: string, skips: StatedSkip[] = []) {
  const intake = takeIn(library, text, { source: 'page.txt', publishedAt: published, skips });
  if (intake.kind === 'refused') throw new Error(JSON.stringify(intake.problems));
  return intake;
}

function refusal(library: Library, text: string, skips: StatedSkip[] = []): string[] {
  const intake = takeIn(library, text, { source: 'page.txt', publishedAt: published, skips });
  if (intake.kind !== 'refused') throw new Error(`expected a refusal, found ${intake.kind}`);
  expect(intake.library).toBe(library);
  return intake.problems.map(({ message }) => message);
}

function libraryOf(texts: Iterable<string>): Library {
  return [...texts].reduce((library, text) => taken(library, text).library, emptyLibrary);
}

function written(intake: Exclude<Intake, { kind: 'refused' }>): string[] {
  if (intake.kind === 'unchanged') return [];
  const tools = [intake.left, intake.right].filter(({ stored }) => !stored);
  return [...tools.map(({ slug }) => slug), intake.slug];
}

/** The library with its tools changed, as an editor would in their files. */
function edited(library: Library, edit: (tool: Tool, slug: string) => Tool): Library {
  const tools = [...library.tools].map(([slug, tool]) => [slug, edit(tool, slug)] as const);
  return { ...library, tools: new Map(tools) };
}

describe('a page that corrects another', () => {
  test('says of which tool it is nearly the write-up, and in what it differs', () => {
    const library = libraryOf([pageText()]);
    const dearer = taken(library, pageText({ left: { entry: '$99/mo' } }));
    expect(dearer.left).toMatchObject({
      slug: 'alpha-2',
      stored: false,
      alike: { slug: 'alpha', differsIn: ['entry'] },
    });
    expect(dearer.right).toEqual({ slug: 'beta', stored: true, tool: expect.anything() });
  });

  test('is another write-up where it differs in more', () => {
    const library = libraryOf([pageText()]);
    const left = { entry: '$99/mo', tagline: 'Another tagline', description: 'Another text.' };
    expect(taken(library, pageText({ left })).left.alike).toBeUndefined();
  });
});

describe('a page typed on another keyboard', () => {
  test('holds no new tool where only quotation marks, dashes and blanks are of another kind', () => {
    const library = libraryOf([pageText({ left: { tagline: 'Still “AI” — isn’t it?' } })]);
    const text = pageText({ left: { tagline: 'Still "AI"\u00a0– isn\'t it?' } });
    expect(taken(library, text)).toMatchObject({ kind: 'unchanged', slug: 'alpha-vs-beta' });
  });
});

describe('a page that is odd', () => {
  const doubtsOf = (left: object) => taken(emptyLibrary, pageText({ left })).left.doubts;

  test.each([
    ['Tom &amp; Co. write it', '&amp;'],
    ['Code <b>that</b> writes itself', '<b>'],
    ['**Code** that writes itself', '**'],
    ['Code [that](https://example.com) writes itself', ']('],
    ['Code itâ€™s written in', 'â€'],
  ])('is brought in, and what readers would see is pointed out: %s', (tagline, found) => {
    const message = `holds "${found}", which readers would see as it stands`;
    expect(doubtsOf({ tagline })).toEqual([{ field: 'tagline', message }]);
  });

  test.each(['R&D; at AT&T', '3 < 4 and 5 > 4', 'Rated 5*', 'Fast. Like, *fast* fast.'])(
    'is not odd for: %s',
    (tagline) => expect(doubtsOf({ tagline })).toBeUndefined(),
  );

  test('has its half-written reviews pointed out, and nothing of finished ones', () => {
    const finished = ['It works.', 'It works 🚢 Ship', 'It (mostly) works!'];
    for (const cut of ['The buyer is the IT', 'The buyer is the…', 'The buyer is... Read more']) {
      expect(doubtsOf({ quotes: [...finished, cut] })).toEqual([
        { field: 'reviews[3].quote', message: 'ends in the middle of a sentence' },
      ]);
    }
  });

  test('has the reviews pointed out that open as those of another lens do', () => {
    const others = ['It works.', 'Direct competitors are many.', 'The thesis holds.'];
    expect(doubtsOf({ quotes: [...others, 'The buyer is a bank.'] })).toBeUndefined();
    expect(doubtsOf({ quotes: ['The thesis holds.', ...others.slice(1), 'It sells.'] })).toEqual([
      {
        field: 'reviews[0].lens',
        message: 'is builder by its place on the page, but it opens as futurist does',
      },
    ]);
  });

  test.each([
    'Founder: it works.',
    'Founder here. It works.',
    'The founder’s view: it works.',
    '💰 Founder take → it works.',
    'As the founder on this panel, I look for who pays.',
  ])('has a review pointed out that says whose it is, where that is another: %s', (quote) => {
    const quotes = [quote, 'It works.', 'It works.', 'It works.'];
    expect(doubtsOf({ quotes })).toEqual([
      {
        field: 'reviews[0].lens',
        message: 'is builder by its place on the page, but it opens as founder does',
      },
    ]);
    expect(doubtsOf({ quotes: quotes.toReversed() })).toBeUndefined();
  });

  test.each([
    'Founders love it.',
    'The founder answers mail himself.',
    'The skeptic in me looked for lock-in.',
  ])('has nothing pointed out where a review speaks of another: %s', (quote) => {
    const quotes = [quote, 'It works.', 'It works.', 'It works.'];
    expect(doubtsOf({ quotes })).toBeUndefined();
  });

  test('has the reviews pointed out whose words say the opposite of the share', () => {
    const quotes = ['It works.', 'It works.', 'It works.', 'This is a skip.'];
    expect(doubtsOf({ quotes })).toEqual([
      { field: 'reviews[3].verdict', message: 'is ship, but the words of founder read as skip' },
    ]);
  });

  test('has what a verdict on the other tool says not taken for its own', () => {
    const quotes = ['It works.', 'It works.', 'It works.', 'It works. Beta is a skip.'];
    expect(doubtsOf({ quotes })).toBeUndefined();
  });

  test.each([
    ['Alpha writes code.\nWinner: Alpha', 'ends with "Winner: Alpha", which is no whole sentence'],
    ['Alpha writes the', 'ends with "Alpha writes the", which is no whole sentence'],
    ['Alpha writes…', 'ends with "Alpha writes…", which is no whole sentence'],
    ['Alpha writes.\n\nAlpha writes.', 'holds "Alpha writes." twice'],
    ['Beta writes prose.', 'names Beta, and not Alpha'],
  ])('has a description pointed out that is not its own text alone: %s', (description, message) => {
    expect(doubtsOf({ description })).toEqual([{ field: 'description', message }]);
  });

  test('has what stands below its end named as not read', () => {
    const footer = `${pageText()}\n\nCorrection: Alpha is $5.\n© The site`;
    expect(taken(emptyLibrary, footer).unread).toEqual([
      { number: 37, text: 'Correction: Alpha is $5.' },
      { number: 38, text: '© The site' },
    ]);
    expect(taken(emptyLibrary, pageText()).unread).toEqual([]);
  });

  test('has a placeholder pointed out', () => {
    const message = 'holds "TODO", which readers would see as it stands';
    expect(doubtsOf({ entry: 'TODO' })).toEqual([{ field: 'entry', message }]);
  });

  test('has it pointed out that a reviewer is missing on both sides', () => {
    const quotes = ['It works.', 'It works.', 'It works.'];
    const { left, right } = taken(emptyLibrary, pageText({ left: { quotes }, right: { quotes } }));
    const message = 'are by builder, skeptic, futurist, and none by founder';
    expect([left.doubts, right.doubts]).toEqual([
      [{ field: 'reviews', message }],
      [{ field: 'reviews', message }],
    ]);
  });

  test('has a review pointed out that stands there twice', () => {
    const long = 'What earns the ship is that it works, on every machine that I have tried.';
    const others = ['It works.', 'It works.'];
    expect(doubtsOf({ quotes: [long, long, ...others] })).toEqual([
      { field: 'reviews[1].quote', message: 'is word for word the review by builder' },
    ]);
    const both = { quotes: [long, 'It works.', ...others] };
    expect(taken(emptyLibrary, pageText({ left: both, right: both })).left.doubts).toEqual([
      { field: 'reviews[0].quote', message: 'is word for word what builder says of Beta' },
    ]);
  });

  test('has a name pointed out that both of its tools bear', () => {
    const { left, right } = taken(emptyLibrary, pageText({ right: { name: 'Alpha' } }));
    expect([left.doubts, right.doubts]).toEqual([
      undefined,
      [{ field: 'name', message: 'is the name of both tools, which readers could not tell apart' }],
    ]);
  });
});

test('no real page is odd', () => {
  for (const [slug, text] of realPages) {
    const { left, right } = taken(emptyLibrary, text);
    expect([slug, left.doubts, right.doubts]).toEqual([slug, undefined, undefined]);
  }
});

describe('a page that is new', () => {
  test.each([...realPages])('%s comes back byte for byte', (_, text) => {
    const { comparison, left, right } = taken(emptyLibrary, text);
    expect(
      writePage(Comparison.parse(comparison), Tool.parse(left.tool), Tool.parse(right.tool), panel),
    ).toBe(text);
  });

  test('adds its tools and its comparison', () => {
    const intake = taken(emptyLibrary, pageText({ left: { community: '62%' } }));
    expect(written(intake)).toEqual(['alpha', 'beta', 'alpha-vs-beta']);
    expect(intake).toMatchObject({ kind: 'added', source: 'page.txt' });
    expect(intake.comparison).toEqual({
      left: 'alpha',
      right: 'beta',
      publishedAt: published,
      community: { left: 62 },
    });
    expect([...intake.library.tools.keys()]).toEqual(['alpha', 'beta']);
    expect([...intake.library.comparisons.keys()]).toEqual(['alpha-vs-beta']);
    expect(emptyLibrary.tools.size).toBe(0);
  });

  test('keeps its own question, and has no field for the usual one', () => {
    expect(taken(emptyLibrary, pageText()).comparison).not.toHaveProperty('question');
    const own = taken(emptyLibrary, pageText({ question: 'Which one?' }));
    expect(own.comparison.question).toBe('Which one?');
  });

  test('shares the tools that are stored with the same write-up', () => {
    const library = libraryOf([
      realPage('smolvlm2-2b-vs-mistral-medium-3-2'),
      realPage('smolvlm2-2b-vs-mistral-large-3'),
      realPage('smolvlm2-2b-vs-mistral-code'),
    ]);
    expect([...library.tools.keys()]).toEqual([
      'smolvlm2-2b',
      'mistral-medium-3-2',
      'mistral-large-3',
      'mistral-code',
    ]);
  });

  test('shares them whatever their slug, and whatever editors and inference added', () => {
    const { library } = taken(emptyLibrary, realPage('smolvlm2-2b-vs-mistral-medium-3-2'));
    const smol = library.tools.get('smolvlm2-2b');
    if (!smol) throw new Error('expected the tool');
    const reviews = smol.reviews.map(({ lens, verdict, quote }) => ({
      lens,
      verdict,
      quote,
      pull: 'Small.',
    }));
    const renamed = { ...library, tools: new Map([['tiny', { ...smol, reviews }]]) };
    const intake = taken(renamed, realPage('smolvlm2-2b-vs-mistral-code'));
    expect(intake.left).toMatchObject({ slug: 'tiny', stored: true });
    expect(written(intake)).toEqual(['mistral-code', 'tiny-vs-mistral-code']);
  });

  test('numbers a tool that has the name but another write-up', () => {
    const library = libraryOf([
      realPage('smolvlm2-2b-vs-mistral-medium-3-2'),
      realPage('smolvlm2-2b-2-vs-mistral-medium-3-72b-instruct'),
    ]);
    expect([...library.comparisons.keys()]).toEqual([
      'smolvlm2-2b-vs-mistral-medium-3-2',
      'smolvlm2-2b-2-vs-mistral-medium-3-72b-instruct',
    ]);
    const third = taken(library, pageText({ left: { name: 'SmolVLM2-2B' } }));
    expect(third.left.slug).toBe('smolvlm2-2b-3');
  });

  test('numbers the second of two tools of one name on one page', () => {
    const { left, right, slug } = taken(emptyLibrary, pageText({ right: { name: 'Alpha' } }));
    expect([left.slug, right.slug, slug]).toEqual(['alpha', 'alpha-2', 'alpha-vs-alpha-2']);
  });

  test('numbers a comparison whose slug is taken by another pair', () => {
    const first = taken(emptyLibrary, pageText({ left: { name: 'A' }, right: { name: 'B vs C' } }));
    const text = pageText({ left: { name: 'A vs B' }, right: { name: 'C' } });
    expect([first.slug, taken(first.library, text).slug]).toEqual(['a-vs-b-vs-c', 'a-vs-b-vs-c-2']);
  });
});

describe('a page that is stored', () => {
  const library = libraryOf(realPages.values());

  test.each([...realPages])('%s changes nothing', (_, text) => {
    const again = taken(library, text.replaceAll('\n', '\r\n'));
    expect(again.kind).toBe('unchanged');
    expect(again.library.tools).toEqual(library.tools);
    expect(again.library.comparisons).toEqual(library.comparisons);
  });

  test('changes nothing after an editor added a pull and a headline', () => {
    const pulled = edited(library, (tool) => ({
      ...tool,
      reviews: tool.reviews.map((review) => ({ ...review, pull: 'A pull.' })),
    }));
    const comparisons = new Map(
      [...library.comparisons].map(([slug, one]) => [slug, { ...one, headline: 'A headline' }]),
    );
    for (const text of realPages.values()) {
      expect(taken({ ...pulled, comparisons }, text).kind).toBe('unchanged');
    }
  });

  test('changes nothing after its verdicts had to be stated', () => {
    const quotes = ['It works.', 'It works.', 'It works.', 'It works.'];
    const text = pageText({ left: { share: '75%', quotes } });
    expect(refusal(emptyLibrary, text)).toEqual([
      expect.stringMatching(/^left \(Alpha\): .* do not tell: builder .* founder \(line 31\)\.$/),
    ]);
    const stated = taken(emptyLibrary, text, [{ lens: 'skeptic' }]);
    expect(stated.left.tool.reviews[1]).toEqual({
      lens: 'skeptic',
      verdict: 'skip',
      quote: 'It works.',
    });
    expect(taken(stated.library, text).kind).toBe('unchanged');
    expect(taken(stated.library, text, [{ lens: 'skeptic' }]).kind).toBe('unchanged');
    expect(refusal(stated.library, text, [{ lens: 'builder' }])).toEqual([
      expect.stringMatching(/the tool is stored as alpha with skeptic as its skips/),
    ]);
  });

  test('changes nothing with its sides turned round', () => {
    const first = taken(emptyLibrary, pageText({ left: { community: '62%' } }));
    const side = {
      category: 'Writing',
      name: 'Beta',
      tagline: 'Prose on demand',
      entry: '$20/mo',
      description: 'Beta writes prose.',
    };
    const other = {
      category: 'Developer Tools',
      name: 'Alpha',
      tagline: 'Code that writes itself',
      entry: 'Free',
      description: 'Alpha writes code.',
    };
    const turned = pageText({ left: side, right: { ...other, community: '62%' } });
    expect(taken(first.library, turned)).toMatchObject({
      kind: 'unchanged',
      slug: 'alpha-vs-beta',
    });
  });

  test('is updated with a new community figure, and keeps a figure the page has no longer', () => {
    const first = taken(emptyLibrary, pageText({ left: { community: '62%' } }));
    const voted = pageText({ right: { community: '40%' } });
    const second = taken(first.library, voted);
    expect(second.kind).toBe('updated');
    expect(written(second)).toEqual(['alpha-vs-beta']);
    expect(second.comparison.community).toEqual({ left: 62, right: 40 });
    expect(second.library.comparisons.get('alpha-vs-beta')).toEqual(second.comparison);
    expect(taken(second.library, voted).kind).toBe('unchanged');
  });
});

describe('a page that is refused', () => {
  test('names all that is wrong with it', () => {
    const quotes = ['It works.', 'It works.', 'It works.', 'It works.'];
    const side = { share: '75%', quotes };
    expect(refusal(emptyLibrary, pageText({ left: side, right: side }))).toHaveLength(2);
    expect(refusal(emptyLibrary, 'no page')).toEqual([expect.stringMatching(/Panel ship/)]);
    expect(refusal(emptyLibrary, pageText(), [{ lens: 'founder' }])).toEqual([
      expect.stringMatching(/both panel shares are 100%/),
    ]);
  });

  test('is one that compares a tool with itself', () => {
    const side = {
      category: 'Developer Tools',
      name: 'Alpha',
      tagline: 'Code that writes itself',
      entry: 'Free',
      description: 'Alpha writes code.',
    };
    expect(refusal(emptyLibrary, pageText({ right: side }))).toEqual([
      'Alpha is the tool of line 5 once more, word for word; expected two different tools.',
    ]);
  });
});
