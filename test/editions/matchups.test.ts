import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panelShip } from '../../src/content/tool.js';
import { matchupsOf } from '../../src/editions/matchups.js';
import { aLibrary, libraries } from '../support/editions.js';

const none = () => null;

const mistrals = aLibrary(
  {
    'smol-vs-medium': { left: 'smol', right: 'medium' },
    'tiny-vs-other': { left: 'tiny', right: 'other' },
    'large-vs-smol': { left: 'large', right: 'smol', headline: 'Large against small' },
    'smol-vs-code': { left: 'smol', right: 'code' },
  },
  {
    smol: { split: '+++-' },
    medium: { split: '+++-', entry: 'Paid' },
    other: { category: 'Audio' },
  },
);

describe('the cards of a pick', () => {
  const [shared, single] = matchupsOf(
    mistrals,
    ['smol-vs-medium', 'tiny-vs-other', 'large-vs-smol', 'smol-vs-code'],
    none,
  );

  it('show comparisons that share a tool once, that tool first and its opponents in rank order', () => {
    expect(shared?.shared).toBe('smol');
    expect(shared?.tools.map(({ slug }) => slug)).toEqual(['smol', 'medium', 'large', 'code']);
    expect(shared?.pairs.map(({ slug }) => slug)).toEqual([
      'smol-vs-medium',
      'large-vs-smol',
      'smol-vs-code',
    ]);
  });

  it('keep left and right of each pair, and who leads it', () => {
    expect(shared?.pairs.map(({ left, right, outcome }) => [left, right, outcome.leader])).toEqual([
      ['smol', 'medium', 'left'],
      ['large', 'smol', 'left'],
      ['smol', 'code', 'right'],
    ]);
  });

  it('leave a comparison that shares nothing by itself', () => {
    expect(single?.tools.map(({ slug }) => slug)).toEqual(['tiny', 'other']);
    expect(single).not.toHaveProperty('shared');
  });

  it('name the category, or both where they differ', () => {
    expect(shared?.category).toBe('Developer Tools');
    expect(single?.category).toBe('Developer Tools / Audio');
  });

  it('carry the headline of the first comparison only', () => {
    expect(shared).not.toHaveProperty('headline');
    const [card] = matchupsOf(mistrals, ['large-vs-smol', 'smol-vs-medium'], none);
    expect(card?.headline).toBe('Large against small');
  });

  it('gather around the tool that most comparisons share, the left one in a tie', () => {
    const library = aLibrary({
      first: { left: 'a', right: 'b' },
      second: { left: 'a', right: 'c' },
      third: { left: 'd', right: 'b' },
      fourth: { left: 'b', right: 'e' },
    });
    const cards = (...picked: string[]) =>
      matchupsOf(library, picked, none).map(({ pairs }) => pairs.map(({ slug }) => slug));
    expect(cards('first', 'second', 'third', 'fourth')).toEqual([
      ['first', 'third', 'fourth'],
      ['second'],
    ]);
    expect(cards('first', 'second', 'third')).toEqual([['first', 'second'], ['third']]);
  });

  it('hold six comparisons at most: the rest makes another card', () => {
    const opponents = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const library = aLibrary(
      Object.fromEntries(opponents.map((right) => [`a-vs-${right}`, { left: 'a', right }])),
    );
    const cards = matchupsOf(library, [...library.comparisons.keys()], none);
    expect(cards.map(({ pairs }) => pairs.length)).toEqual([6, 2]);
  });

  it('show an opponent once that met the shared tool twice', () => {
    const library = aLibrary({
      first: { left: 'a', right: 'b' },
      again: { left: 'b', right: 'a' },
    });
    const [card] = matchupsOf(library, ['first', 'again'], none);
    expect(card?.tools.map(({ slug }) => slug)).toEqual(['a', 'b']);
    expect(card?.pairs).toHaveLength(2);
  });

  it('refuse a comparison that the library does not have', () => {
    expect(() => matchupsOf(mistrals, ['gone'], none)).toThrow('There is no comparison "gone".');
  });
});

describe('the community figure of a tool', () => {
  const library = aLibrary({
    old: {
      left: 'a',
      right: 'b',
      publishedAt: '2026-11-01T00:00:00Z',
      community: { left: 10, right: 20 },
    },
    newer: {
      left: 'c',
      right: 'a',
      publishedAt: '2026-11-02T00:00:00Z',
      community: { right: 30 },
    },
    newest: { left: 'a', right: 'd', publishedAt: '2026-11-03T00:00:00Z' },
  });
  const figures = (community: (tool: string) => number | null) =>
    Object.fromEntries(
      matchupsOf(library, ['old', 'newer', 'newest'], community)
        .flatMap(({ tools }) => tools)
        .map((tool) => [tool.slug, tool.community]),
    );

  it('is the newest that a page carries', () => {
    expect(figures(none)).toEqual({ a: 30, b: 20, c: null, d: null });
  });

  it("is that of the readers' votes where there is one, even none of them ships", () => {
    expect(figures((tool) => (tool === 'a' ? 0 : null))).toMatchObject({ a: 0, b: 20 });
  });
});

describe('any cards', () => {
  it('hold each picked comparison once, and every tool that it names', () => {
    fc.assert(
      fc.property(libraries, (library) => {
        const picked = [...library.comparisons.keys()];
        const cards = matchupsOf(library, picked, none);
        const slugs = cards.flatMap(({ pairs }) => pairs.map(({ slug }) => slug));
        expect([...slugs].sort()).toEqual([...picked].sort());
        const leads = cards.map(({ pairs }) => picked.indexOf(pairs[0]?.slug ?? ''));
        expect(leads).toEqual([...leads].sort((a, b) => a - b));
        for (const { tools, shared, pairs } of cards) {
          const named = new Set(pairs.flatMap(({ left, right }) => [left, right]));
          expect(new Set(tools.map(({ slug }) => slug))).toEqual(named);
          expect(tools).toHaveLength(named.size);
          expect(shared !== undefined).toBe(pairs.length > 1);
          if (shared) {
            expect(tools[0]?.slug).toBe(shared);
            expect(pairs.every(({ left, right }) => [left, right].includes(shared))).toBe(true);
          }
          for (const tool of tools) {
            expect(tool.panelShip).toBe(panelShip(library.tools.get(tool.slug)?.reviews ?? []));
          }
        }
      }),
    );
  });
});
