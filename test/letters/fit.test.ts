import { describe, expect, test } from 'vitest';
import { withMatchupsMoved } from '../../src/editions/compose.js';
import { fitEdition, sizeOf } from '../../src/letters/fit.js';
import { htmlOf } from '../../src/letters/markup.js';
import { sizeBudget } from '../../src/letters/size-budget.js';
import { slot } from '../../src/letters/slots.js';
import { editionOf, masthead, matchupOf } from '../support/letters.js';

const several = (count: number, shape: Partial<Parameters<typeof matchupOf>[0]> = {}) =>
  Array.from({ length: count }, (_, index) => matchupOf({ id: `m${index}`, ...shape }));

const longTexts = {
  tagline: 'A tagline that goes on and on. '.repeat(20),
  entry: 'From $20 a month, billed by the year',
};

describe('the size of a letter', () => {
  test('counts bytes, not characters, and 120 for each link', () => {
    expect(sizeOf('<p>é漢</p>')).toBe('<p></p>'.length + 5);
    expect(sizeOf('<a href="x">y</a><a class="a" href="z">y</a>')).toBe(
      '<a href="x">y</a><a class="a" href="z">y</a>'.length + 240,
    );
  });

  test('counts a slot with the longest value it may get', () => {
    expect(sizeOf(slot('address'))).toBe(254);
  });
});

describe('an edition is fitted', () => {
  test('not at all when it fits', async () => {
    const edition = editionOf();
    const { edition: fitted, sizes } = await fitEdition(edition, masthead);
    expect(fitted).toBe(edition);
    expect(sizes.brief).toBeLessThan(sizes.digest);
  });

  test('five cards of two tools with the usual texts take at most 55 KB', async () => {
    const { edition, sizes } = await fitEdition(editionOf({ matchups: several(5) }), masthead);
    expect(edition.matchups).toHaveLength(5);
    expect(sizes.digest).toBeLessThanOrEqual(55_000);
  });

  test.each([
    ['five matchups of six tools and long texts', several(5, { tools: 6, tool: longTexts })],
    ['twenty matchups', several(20)],
    ['two hundred matchups', several(200)],
    [
      'one text of 60 KB',
      [
        matchupOf({ id: 'a', tool: {} }),
        matchupOf({ id: 'long', tool: { tagline: 'word '.repeat(6_000) } }),
        matchupOf({ id: 'b' }),
      ],
    ],
  ])('%s: as few as it takes move, lowest-ranked first', async (_, matchups) => {
    const edition = editionOf({ matchups });
    const { edition: fitted, sizes } = await fitEdition(edition, masthead);
    const moved = fitted.moreOnTheWeb.length;
    expect(sizes.digest).toBeLessThanOrEqual(sizeBudget);
    expect(sizes.brief).toBeLessThanOrEqual(sizeBudget);
    expect(fitted).toEqual(withMatchupsMoved(edition, moved));
    const oneMore = withMatchupsMoved(edition, moved - 1);
    expect(sizeOf(await htmlOf(oneMore, 'digest', masthead))).toBeGreaterThan(sizeBudget);
  });

  test('or refused, naming the text that is too long and what to do', async () => {
    const matchups = [
      matchupOf({ id: 'huge', tool: { tagline: 'word '.repeat(20_000) } }),
      matchupOf({ id: 'b' }),
    ];
    await expect(fitEdition(editionOf({ matchups }), masthead)).rejects.toMatchObject({
      code: 'letter-too-large',
      message: expect.stringContaining('huge-0-vs-huge-1 alone'),
      remedy: expect.stringContaining('matchups.0.tools.0.tagline with 99999 characters'),
    });
  });
});
