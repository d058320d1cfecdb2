import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Library } from '../../src/content/library.js';
import { pickedSlugs } from '../../src/editions/pick.js';
import { Plan } from '../../src/editions/plan.js';
import { Move, type RankBy, replanned } from '../../src/editions/replan.js';
import { aLibrary, aPick, libraries } from '../support/editions.js';

const none = Plan.parse({});

/** What a plan picks of a library, where an edition holds so many and an earlier one carried some. */
function ranking(library: Library, max = 5, before: readonly string[] = []): RankBy {
  const carried = { week: '2026-W46', comparisons: [...before], tools: [] };
  return (plan) => pickedSlugs(aPick(library, { plan, max, earlier: [carried] }));
}

function planAfter(plan: Plan, move: Move, rankBy: RankBy): Plan {
  const moved = replanned(plan, move, rankBy);
  if (!moved.ok) throw new Error(moved.why);
  return moved.plan;
}

/** A library, a plan for it, and how it is picked. */
const weeks = libraries
  .filter(({ comparisons }) => comparisons.size > 0)
  .chain((library) => {
    const slugs = [...library.comparisons.keys()];
    return fc.record({
      library: fc.constant(library),
      max: fc.integer({ min: 1, max: 8 }),
      before: fc.subarray(slugs, { maxLength: Math.ceil(slugs.length / 3) }),
      steered: fc.shuffledSubarray(slugs).chain((some) =>
        fc.nat(some.length).map((pins) => ({
          pin: some.slice(0, pins),
          exclude: some.slice(pins),
        })),
      ),
    });
  })
  .map(({ library, max, before, steered }) => ({
    slugs: [...library.comparisons.keys()],
    plan: Plan.parse(steered),
    rankBy: ranking(library, max, before),
  }));

describe('reordering', () => {
  it('gives the very order that was asked for, of any pick', () => {
    fc.assert(
      fc.property(
        weeks.chain((week) => {
          const picked = week.rankBy(week.plan);
          const orders = fc.shuffledSubarray([...picked], { minLength: picked.length });
          return fc.record({ week: fc.constant(week), order: orders });
        }),
        ({ week: { plan, rankBy }, order }) => {
          const moved = planAfter(plan, { move: 'order', order }, rankBy);
          expect(rankBy(moved)).toEqual(order);
          // What was pinned still is, and what was left out too.
          expect(moved.pin).toEqual(expect.arrayContaining(plan.pin));
          expect(moved.exclude).toEqual(plan.exclude);
          expect(Plan.safeParse(moved).success).toBe(true);
        },
      ),
    );
  });

  it('moves one up or down by one place, and nothing else', () => {
    fc.assert(
      fc.property(weeks, fc.nat(), fc.constantFrom('up', 'down'), (week, at, move) => {
        const { plan, rankBy } = week;
        const picked = [...rankBy(plan)];
        fc.pre(picked.length > 0);
        const from = at % picked.length;
        const slug = picked[from] ?? '';
        const to = Math.min(Math.max(from + (move === 'up' ? -1 : 1), 0), picked.length - 1);
        const asked = picked.toSpliced(from, 1).toSpliced(to, 0, slug);
        expect(rankBy(planAfter(plan, { move, slug }, rankBy))).toEqual(asked);
      }),
    );
  });

  it('pins no more than it takes', () => {
    const library = aLibrary({
      a: { left: 'a1', right: 'a2', publishedAt: '2026-11-16T09:00:00Z' },
      b: { left: 'b1', right: 'b2', publishedAt: '2026-11-15T09:00:00Z' },
      c: { left: 'c1', right: 'c2', publishedAt: '2026-11-14T09:00:00Z' },
      d: { left: 'd1', right: 'd2', publishedAt: '2026-11-13T09:00:00Z' },
    });
    const rankBy = ranking(library, 4);
    expect(rankBy(none)).toEqual(['a', 'b', 'c', 'd']);
    const order = (...slugs: string[]) =>
      planAfter(none, { move: 'order', order: slugs }, rankBy).pin;
    expect(order('a', 'b', 'c', 'd')).toEqual([]);
    expect(order('c', 'a', 'b', 'd')).toEqual(['c']);
    expect(order('a', 'c', 'b', 'd')).toEqual(['a', 'c']);
    expect(order('d', 'c', 'b', 'a')).toEqual(['d', 'c', 'b']);
  });

  it('refuses an order of other comparisons than are picked by now', () => {
    const library = aLibrary({ a: { left: 'a1', right: 'a2' }, b: { left: 'b1', right: 'b2' } });
    const rankBy = ranking(library);
    for (const order of [[], ['a'], ['a', 'a'], ['a', 'b', 'c'], ['a', 'x']]) {
      expect(replanned(none, { move: 'order', order }, rankBy)).toMatchObject({ ok: false });
    }
    expect(replanned(none, { move: 'up', slug: 'x' }, rankBy)).toMatchObject({ ok: false });
  });
});

describe('a move', () => {
  it('does what it says, for any pick', () => {
    fc.assert(
      fc.property(weeks, fc.nat(), ({ plan, slugs, rankBy }, at) => {
        const slug = slugs[at % slugs.length] ?? '';
        const pinned = replanned(plan, { move: 'pin', slug }, rankBy);
        if (pinned.ok && !plan.pin.includes(slug)) {
          expect(rankBy(pinned.plan)).toContain(slug);
          expect(pinned.plan.exclude).not.toContain(slug);
        }
        const out = planAfter(plan, { move: 'leave-out', slug }, rankBy);
        expect(rankBy(out)).not.toContain(slug);
        expect(out.exclude.filter((each) => each === slug)).toHaveLength(1);
        const back = planAfter(out, { move: 'bring-back', slug }, rankBy);
        expect([...back.exclude, ...back.pin]).not.toContain(slug);
        expect(planAfter(plan, { move: 'unpin', slug }, rankBy).pin).not.toContain(slug);
        expect(planAfter(plan, { move: 'unpin-all' }, rankBy).pin).toEqual([]);
        for (const each of [out, back]) expect(Plan.safeParse(each).success).toBe(true);
      }),
    );
  });

  it('does not pin what an earlier edition carried', () => {
    const library = aLibrary({ a: { left: 'a1', right: 'a2' }, b: { left: 'b1', right: 'b2' } });
    expect(replanned(none, { move: 'pin', slug: 'a' }, ranking(library, 5, ['a']))).toEqual({
      ok: false,
      why: 'An earlier edition carried it, and nothing comes twice.',
    });
  });

  it('is read from what a form says, and from nothing else', () => {
    expect(Move.safeParse({ move: 'pin', slug: 'a-vs-b' }).success).toBe(true);
    for (const strange of [
      { move: 'pin' },
      { move: 'pin', slug: '../panel' },
      { move: 'order', slug: 'a' },
      { move: 'order', order: ['A b'] },
      { move: 'mail', slug: 'a' },
      {},
    ]) {
      expect(Move.safeParse(strange).success, JSON.stringify(strange)).toBe(false);
    }
  });
});
