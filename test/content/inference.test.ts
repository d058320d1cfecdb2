import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdictIn } from '../../src/content/cues.js';
import {
  contradictedSkip,
  inferReviews,
  readSkips,
  type StatedSkip,
  unusedSkip,
} from '../../src/content/inference.js';
import { withoutVerdictsOn } from '../../src/content/mentions.js';
import { type Page, type PageTool, readPage } from '../../src/content/page.js';
import { pageText, panel, realPages } from '../support/pages.js';

const SHIP = 'The docs are honest. What earns the ship is the export button.';
const SKIP =
  'The docs are honest. What would need to change for this to be a ship: an export button.';
const UNCLEAR = 'The primitive is clean. The thesis is that exports matter.';

function pageOf(text: string): Page {
  const reading = readPage(text, panel);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.page;
}

function toolWith(share: number, quotes: readonly string[]): PageTool {
  const side = { share: `${share}%`, quotes: [...quotes] };
  return pageOf(pageText({ left: side, right: side })).left;
}

/** The verdicts on one side, an asterisk behind an inferred one, or the problem's message. */
function verdicts(share: number, quotes: readonly string[], skips: readonly StatedSkip[] = []) {
  const inference = inferReviews('left', toolWith(share, quotes), skips);
  if (!inference.ok) return `${inference.problem.message} → ${inference.problem.remedy}`;
  return inference.reviews
    .map(({ verdict, inferred }) => verdict + (inferred ? '*' : ''))
    .join(' ');
}

describe('the verdicts of a page', () => {
  test('of the real pages: every 75% is the skip of the founder', () => {
    for (const text of realPages.values()) {
      const page = pageOf(text);
      for (const side of ['left', 'right'] as const) {
        const inference = inferReviews(side, page[side], []);
        if (!inference.ok) throw new Error(inference.problem.message);
        const skips = inference.reviews.filter(({ verdict }) => verdict === 'skip');
        const expected = page[side].panelShip === 75 ? ['founder'] : [];
        expect(skips.map(({ lens }) => lens)).toEqual(expected);
        const inferred = inference.reviews.filter((review) => review.inferred);
        expect(inferred).toHaveLength(expected.length === 0 ? 0 : 4);
      }
    }
  });

  test('are not inferred where the share leaves no choice, whatever the quotes say', () => {
    expect(verdicts(100, [SKIP, SKIP, SHIP, UNCLEAR])).toBe('ship ship ship ship');
    expect(verdicts(0, [SHIP, SHIP, SKIP, UNCLEAR])).toBe('skip skip skip skip');
  });

  describe('where a review compares', () => {
    const verdictsBeside = (other: string, quotes: readonly string[]) => {
      const inference = inferReviews('left', toolWith(75, quotes), [], { name: other });
      return inference.ok ? inference.reviews.map(({ verdict }) => verdict).join(' ') : 'asked';
    };

    test.each([
      'Alpha is a ship, Slip is a skip.',
      'Slip gets the skip. It earns the ship.',
      'Skip Slip. It earns the ship.',
    ])('do not take a skip of the other tool for one of its own: %s', (quote) => {
      expect(verdictsBeside('Slip (beta)', [quote, SHIP, SHIP, SKIP])).toBe('ship ship ship skip');
    });

    test.each(['Slip is a ship.', 'Cold starts. Slip earns the ship.', 'Slip: ship.'])(
      'do not take a ship of the other tool for one of its own: %s',
      (quote) => {
        expect(verdictsBeside('Slip', [quote, SHIP, SHIP, SHIP])).toBe('skip ship ship ship');
        expect(verdictsBeside('Slip', [quote, SHIP, UNCLEAR, SHIP])).toBe('asked');
      },
    );

    test.each([
      'I’d skip it before Slip.',
      'Slip ships faster; this is a skip.',
      'Unlike Slip this is a skip.',
      'This is a skip beside Slip.',
    ])('are its own where both are named: %s', (quote) => {
      expect(verdictsBeside('Slip', [SHIP, quote, SHIP, SHIP])).toBe('ship skip ship ship');
    });

    test.each([
      ['Halo Lite', 'Halo', 'Halo earns the ship, Lite the skip.', null],
      ['Halo Lite', 'Halo', 'Halo is the skip here.', null],
      ['Halo Lite', 'Halo', 'Halo Lite is a skip; Halo is a ship.', 'skip'],
      ['Halo', 'Halo Lite', 'It is a skip. Lite is a ship.', 'skip'],
      ['Pencil', 'Pen', 'Skip. Pen is the ship of the two.', 'skip'],
    ])('are told apart on %s beside %s: %s', (name, other, quote, verdict) => {
      expect(verdictIn(withoutVerdictsOn(other, name, quote))).toBe(verdict);
    });

    test('are read as they stand where its name holds the other’s', () => {
      expect(verdictsBeside('Alph', ['Alpha is a skip.', SHIP, SHIP, SHIP])).toBe(
        'skip ship ship ship',
      );
    });
  });

  test('are read out of the quotes where it does', () => {
    expect(verdicts(75, [SHIP, SHIP, SHIP, SKIP])).toBe('ship* ship* ship* skip*');
    expect(verdicts(50, [SKIP, SHIP, SKIP, SHIP])).toBe('skip* ship* skip* ship*');
    expect(verdicts(67, [SHIP, SKIP, SHIP])).toBe('ship* skip* ship*');
  });

  test('are settled by elimination once the clear ones fill a side', () => {
    expect(verdicts(75, [UNCLEAR, UNCLEAR, UNCLEAR, SKIP])).toBe('ship* ship* ship* skip*');
    expect(verdicts(75, [SHIP, UNCLEAR, SHIP, SHIP])).toBe('ship* skip* ship* ship*');
    expect(verdicts(25, [SKIP, UNCLEAR, SHIP, SKIP])).toBe('skip* skip* ship* skip*');
  });

  test('are refused where a ship would make skips of all who do not tell', () => {
    expect(verdicts(25, [UNCLEAR, UNCLEAR, SHIP, SKIP])).toMatch(/do not tell: builder .* skeptic/);
    expect(verdicts(50, [SHIP, UNCLEAR, SHIP, UNCLEAR])).toMatch(/do not tell: skeptic .* founder/);
  });

  test('are refused where the quotes do not tell', () => {
    expect(verdicts(75, [SHIP, UNCLEAR, SHIP, UNCLEAR])).toBe(
      'left (Alpha): 75% of 4 reviews leaves 1 skip to find, but these quotes do not tell: skeptic (line 27), founder (line 31). → State who skipped, an option for each: --skip left:skeptic or --skip left:founder.',
    );
    expect(verdicts(50, [SHIP, UNCLEAR, UNCLEAR, SKIP])).toMatch(
      /leaves 2 skips to find, but these quotes do not tell: skeptic .* futurist/,
    );
  });

  test('are refused where the quotes contradict the share', () => {
    expect(verdicts(75, [SHIP, SKIP, SHIP, SKIP])).toMatch(
      /these read as skips: skeptic \(line 27\), founder \(line 31\)\. → .* --skip left:skeptic or/,
    );
    expect(verdicts(50, [SHIP, SHIP, SHIP, UNCLEAR])).toMatch(
      /these read as ships: builder \(line 25\), skeptic \(line 27\), futurist \(line 29\)/,
    );
  });

  test('always agree with the share, or are refused', () => {
    const quotes = fc.array(fc.constantFrom(SHIP, SKIP, UNCLEAR), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(quotes, fc.constantFrom(0, 25, 50, 75, 100), (chosen, share) => {
        const inference = inferReviews('left', toolWith(share, chosen), []);
        if (!inference.ok) return;
        const ships = inference.reviews.filter(({ verdict }) => verdict === 'ship').length;
        expect(ships * 25).toBe(share);
        if (share === 0 || share === 100) return;
        for (const { quote, verdict } of inference.reviews) {
          if (quote !== UNCLEAR) expect(verdict).toBe(quote === SHIP ? 'ship' : 'skip');
        }
      }),
    );
  });
});

describe('stated skips', () => {
  const open = [SHIP, UNCLEAR, SHIP, UNCLEAR];

  test('settle a side, and are not marked as inferred', () => {
    expect(verdicts(75, open, [{ lens: 'skeptic' }])).toBe('ship skip ship ship');
    expect(verdicts(75, open, [{ lens: 'founder', side: 'left' }])).toBe('ship ship ship skip');
  });

  test('take precedence over the quotes', () => {
    expect(verdicts(75, [SHIP, SHIP, SHIP, SKIP], [{ lens: 'builder' }])).toBe(
      'skip ship ship ship',
    );
  });

  test('leave the rest to the quotes where they are not all', () => {
    expect(verdicts(50, [SHIP, UNCLEAR, SKIP, SHIP], [{ lens: 'skeptic' }])).toBe(
      'ship* skip skip* ship*',
    );
  });

  test('count on their side only', () => {
    expect(verdicts(75, open, [{ lens: 'founder', side: 'right' }])).toMatch(/do not tell/);
  });

  test('without a side count only where the share leaves a choice', () => {
    expect(verdicts(100, open, [{ lens: 'founder' }])).toBe('ship ship ship ship');
    expect(verdicts(100, open, [{ lens: 'founder', side: 'left' }])).toMatch(
      /--skip states 1 skip \(founder\), but 100% of 4 reviews is 0 skips\. → State no skip for this side, or correct the panel share\.$/,
    );
  });

  test('are checked against the share and the lenses of the page', () => {
    expect(verdicts(75, open, [{ lens: 'skeptic' }, { lens: 'founder' }])).toMatch(
      /states 2 skips \(skeptic, founder\), but 75% of 4 reviews is 1 skip/,
    );
    expect(verdicts(50, [SHIP, SHIP], [{ lens: 'founder' }])).toMatch(
      /--skip names founder, but the reviews are by builder, skeptic/,
    );
  });

  test('are a problem where no side can take them', () => {
    const page = pageOf(pageText());
    expect(unusedSkip(page, [{ lens: 'founder' }])?.message).toMatch(/both panel shares are 100%/);
    expect(unusedSkip(page, [])).toBeUndefined();
    const quotes = [SHIP, SHIP, SHIP, SKIP];
    const open = pageOf(pageText({ right: { share: '75%', quotes } }));
    expect(unusedSkip(open, [{ lens: 'founder' }])).toBeUndefined();
  });

  test('are a problem where the tool is stored with other verdicts', () => {
    const tool = toolWith(75, [SHIP, SHIP, SHIP, SKIP]);
    const inference = inferReviews('left', tool, []);
    if (!inference.ok) throw new Error(inference.problem.message);
    const stored = { ...tool, reviews: inference.reviews };
    const stating = (lens: string) => contradictedSkip('left', tool, [{ lens }], 'alpha', stored);
    expect(stating('founder')).toBeUndefined();
    expect(stating('builder')?.message).toMatch(
      /states builder, but the tool is stored as alpha with founder as its skips/,
    );
  });

  test('are read from the values of the option', () => {
    expect(readSkips(['founder', 'left:Skeptic', ' right:builder '], panel)).toEqual([
      { lens: 'founder' },
      { lens: 'skeptic', side: 'left' },
      { lens: 'builder', side: 'right' },
    ]);
    expect(() => readSkips(['middle:founder'], panel)).toThrow(
      /"--skip middle:founder" names no lens of the panel: builder, skeptic, futurist, founder\./,
    );
    expect(() => readSkips([''], panel)).toThrow(/names no lens/);
  });
});

describe('reviews nobody has seen yet, in the voice of the panel', () => {
  const builder =
    'The primitive is a hosted vector index with a query planner bolted on — no new SDK, just SQL. The DX bet is that developers will skip the ORM layer, and the first ten minutes prove it right. My one gripe: the migration tool ships without a dry-run. Still, the API is boring in the best way, and boring earns the ship.';
  const skeptic =
    "Direct competitors are Pinecone, pgvector and Turbopuffer. The scenario where this breaks is hybrid search above 50M rows, where the 'ship it and tune later' advice in their docs stops working. What kills this in 12 months is Postgres shipping the same thing in core.";
  const futurist =
    "The thesis: by 2028 every application ships its own retrieval layer. The dependency is that embedding costs keep falling. If that holds, this is infrastructure; if it doesn't, it's a feature. They're early, and early with a working product is where I want to be.";
  const founder =
    "The buyer is a platform team with a budget line for search. The moat is thin, the pricing is per-vector and punishes exactly the customers who succeed. I want to see a renewal cohort before I'd call this a ship — until then, it's a skip.";
  const cautious =
    "The buyer is a head of support with a ticket budget. The expand story is credible, but the contract terms aren't public. I'd ship this the moment they publish an SLA.";
  const limited =
    "It's a ship for teams already on their cloud and a skip for everyone else, and I can't tell which of the two you are.";
  const sour =
    'Category: AI notetaker number four hundred. The demo earns a round of applause; nothing here earns a ship.';
  const flipped =
    'I came in ready to skip this: the category is crowded and the name is silly. Then I read the failure log they publish every week. That flipped me to a ship.';
  const quoting =
    'Their pitch is “ship in a day, skip the consultants”, and the docs back up neither half of it. What would change the verdict is one reproducible benchmark.';

  const hearsay =
    'The builder calls this a ship, and on paper it is. In practice nobody in procurement can approve a per-token invoice.';

  test.each([
    ['one clear skip', 75, [builder, skeptic, futurist, founder], 'ship* ship* ship* skip*'],
    ['a conditional skip', 75, [builder, skeptic, futurist, cautious], 'ship* ship* ship* skip*'],
    ['two skips', 50, [builder, sour, flipped, founder], 'ship* skip* ship* skip*'],
    ['one ship', 25, [flipped, sour, quoting, cautious], 'ship* skip* skip* skip*'],
  ])('are told apart: %s', (_, share, quotes, expected) => {
    expect(verdicts(share, quotes)).toBe(expected);
  });

  test.each([
    ['nobody says so', 75, [builder, skeptic, futurist, quoting]],
    ['one can be read both ways', 75, [builder, skeptic, futurist, limited]],
    ['a lone ship leaves two who do not say', 25, [flipped, skeptic, quoting, cautious]],
    ['one says what others call it', 75, [builder, skeptic, futurist, hearsay]],
    ['too many say skip', 75, [builder, sour, futurist, founder]],
  ])('are refused where %s', (_, share, quotes) => {
    expect(verdicts(share, quotes)).toMatch(/State who skipped/);
  });
});
