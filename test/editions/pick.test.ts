import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Library } from '../../src/content/library.js';
import type { Candidate } from '../../src/editions/pick.js';
import { pickedSlugs } from '../../src/editions/pick.js';
import { Plan } from '../../src/editions/plan.js';
import { aLibrary, aPick, libraries, window } from '../support/editions.js';

const threeWeeks = aLibrary({
  'a-vs-b': { left: 'a', right: 'b', publishedAt: '2026-11-16T09:00:00Z' },
  'c-vs-d': { left: 'c', right: 'd', publishedAt: '2026-11-11T09:00:00Z' },
  'e-vs-f': { left: 'e', right: 'f', publishedAt: '2026-11-10T09:00:00Z' },
  'g-vs-h': { left: 'g', right: 'h', publishedAt: '2026-10-01T09:00:00Z' },
  'i-vs-j': { left: 'i', right: 'j', publishedAt: '2026-11-17T09:00:00.001Z' },
});

function reasons(candidates: Candidate[]) {
  return Object.fromEntries(candidates.map(({ slug, reason }) => [slug, reason]));
}

describe('the pick of a week', () => {
  it('takes the window first, fills up with older ones, and gives every comparison a reason', () => {
    const pick = aPick(threeWeeks);
    expect(pickedSlugs(pick)).toEqual(['a-vs-b', 'c-vs-d', 'e-vs-f', 'g-vs-h']);
    expect(reasons(pick.candidates)).toEqual({
      'a-vs-b': 'published in this window, rank 1 of 4',
      'c-vs-d': 'published in this window, rank 2 of 4',
      'e-vs-f': 'published before this window, rank 3 of 4',
      'g-vs-h': 'published before this window, rank 4 of 4',
      'i-vs-j': "published after this week's due time",
    });
  });

  it('prefers the window to an older one with a higher score', () => {
    const library = aLibrary(
      {
        clear: { left: 'a', right: 'b', publishedAt: '2026-11-10T08:00:00Z' },
        even: { left: 'c', right: 'd', publishedAt: '2026-11-10T10:00:00Z' },
      },
      { a: { split: '++++' }, b: { split: '----' }, c: { split: '++--' }, d: { split: '++--' } },
    );
    const pick = aPick(library, { max: 1 });
    const [first, second] = pick.candidates;
    expect(pickedSlugs(pick)).toEqual(['even']);
    expect(first?.score).toBeLessThan(second?.score ?? 0);
    expect(second?.reason).toBe('no room: rank 2, and the edition holds 1');
  });

  it('counts a comparison published at the due time itself, and not one at the previous', () => {
    const library = aLibrary({
      last: { left: 'a', right: 'b', publishedAt: window.to.toISOString() },
      before: { left: 'c', right: 'd', publishedAt: window.from.toISOString() },
    });
    expect(reasons(aPick(library).candidates)).toEqual({
      last: 'published in this window, rank 1 of 2',
      before: 'published before this window, rank 2 of 2',
    });
  });

  it('leaves out what is older than the setting allows', () => {
    const pick = aPick(threeWeeks, { maxAgeDays: 30 });
    expect(reasons(pick.candidates)['g-vs-h']).toBe('older than 30 days');
    expect(pickedSlugs(pick)).not.toContain('g-vs-h');
  });

  it.each([
    ['2026-10-18T09:00:00Z', true],
    ['2026-10-18T08:59:59Z', false],
  ])('takes what is as old as the setting allows, and nothing older: %s', (publishedAt, taken) => {
    const pick = aPick(aLibrary({ old: { left: 'a', right: 'b', publishedAt } }), {
      maxAgeDays: 30,
    });
    expect(pickedSlugs(pick)).toEqual(taken ? ['old'] : []);
  });

  it('never takes what another edition carried, but remakes its own week', () => {
    const carrying = (week: string) => [{ week, comparisons: ['a-vs-b'], tools: ['a', 'b'] }];
    const pick = aPick(threeWeeks, { earlier: carrying('2026-W46') });
    expect(reasons(pick.candidates)['a-vs-b']).toBe('already in 2026-W46');
    expect(pickedSlugs(aPick(threeWeeks, { earlier: carrying('2026-W47') }))).toContain('a-vs-b');
  });

  it('breaks ties by publication time, the newer first, then by slug', () => {
    const at = (publishedAt: string) => ({ left: 'a', right: 'b', publishedAt });
    const library = aLibrary({
      z: at('2026-11-16T09:00:00Z'),
      c: at('2026-11-16T09:01:00Z'),
      b: at('2026-11-16T10:01:00+01:00'),
      a: at('2026-11-16T09:00:00Z'),
    });
    const pick = aPick(library);
    expect(new Set(pick.candidates.map(({ score }) => score)).size).toBe(1);
    expect(pickedSlugs(pick)).toEqual(['b', 'c', 'a', 'z']);
  });

  it('may hold nothing', () => {
    const pick = aPick(aLibrary({}));
    expect(pick).toEqual({ week: '2026-W47', candidates: [] });
    expect(pickedSlugs(pick)).toEqual([]);
  });
});

describe('a plan', () => {
  const plan = (wishes: object) => Plan.parse(wishes);

  it('pins comparisons first, in its order, whatever their date and the maximum', () => {
    const pick = aPick(threeWeeks, { max: 1, plan: plan({ pin: ['i-vs-j', 'g-vs-h'] }) });
    expect(pickedSlugs(pick)).toEqual(['i-vs-j', 'g-vs-h']);
    expect(pick.candidates[0]?.reason).toBe('pinned by the plan, rank 1 of 2');
  });

  it('leaves the rest of the room to the others', () => {
    const pick = aPick(threeWeeks, { max: 2, plan: plan({ pin: ['g-vs-h'] }) });
    expect(pickedSlugs(pick)).toEqual(['g-vs-h', 'a-vs-b']);
  });

  it('keeps comparisons out', () => {
    const pick = aPick(threeWeeks, { plan: plan({ exclude: ['a-vs-b'] }) });
    expect(reasons(pick.candidates)['a-vs-b']).toBe('excluded by the plan');
    expect(pickedSlugs(pick)).not.toContain('a-vs-b');
  });

  it('does not send a comparison twice by pinning it', () => {
    const pick = aPick(threeWeeks, {
      plan: plan({ pin: ['a-vs-b'] }),
      earlier: [{ week: '2026-W46', comparisons: ['a-vs-b'], tools: [] }],
    });
    expect(reasons(pick.candidates)['a-vs-b']).toBe(
      'already in 2026-W46, and a pin does not bring it back',
    );
  });

  it('that names an unknown comparison is refused with file and field', () => {
    expect(() => aPick(threeWeeks, { plan: plan({ pin: ['a-vs-b', 'x-vs-y'] }) })).toThrow(
      'plans/2026-W47.json: pin[1] names "x-vs-y", and there is no such comparison.',
    );
    expect(() => aPick(threeWeeks, { plan: plan({ exclude: ['x-vs-y'] }) })).toThrow('exclude[0]');
  });

  it('cannot pin and exclude the same comparison, nor name one twice', () => {
    const clash = Plan.safeParse({ pin: ['a'], exclude: ['b', 'a'] });
    expect(clash.error?.issues).toMatchObject([{ path: ['exclude', 1] }]);
    expect(Plan.safeParse({ pin: ['a', 'a'] }).success).toBe(false);
  });

  it('takes a subject of 60 characters on one line and no more', () => {
    expect(Plan.safeParse({ subject: '👩'.repeat(60) }).success).toBe(true);
    expect(Plan.safeParse({ subject: 'x'.repeat(61) }).error?.issues[0]?.message).toBe(
      'expected at most 60 characters',
    );
    expect(Plan.safeParse({ subject: 'two\nlines' }).error?.issues[0]?.message).toBe(
      'expected one line',
    );
  });
});

describe('any pick', () => {
  const max = fc.integer({ min: 1, max: 6 });
  const maxAgeDays = fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined });

  it('is the same whatever the order of comparisons, tools and earlier editions', () => {
    const shuffled = libraries.chain((library) => {
      const order = fc.shuffledSubarray([...library.comparisons], {
        minLength: library.comparisons.size,
      });
      const earlier = ['2026-W44', '2026-W45', '2026-W46'].map((week, index) => ({
        week,
        comparisons: [`comparison-${index}`],
        tools: [`tool-${index}`],
      }));
      return fc.tuple(fc.constant(library), order, fc.shuffledSubarray(earlier, { minLength: 3 }));
    });
    fc.assert(
      fc.property(shuffled, max, ([library, comparisons, earlier], most) => {
        const other: Library = {
          ...library,
          comparisons: new Map(comparisons),
          tools: new Map([...library.tools].reverse()),
        };
        const sorted = [...earlier].sort((a, b) => (a.week < b.week ? -1 : 1));
        expect(aPick(other, { earlier, max: most })).toEqual(
          aPick(library, { earlier: sorted, max: most }),
        );
      }),
    );
  });

  it('names each comparison once, the picked ones first, newer window before older rest', () => {
    fc.assert(
      fc.property(libraries, max, maxAgeDays, (library, most, age) => {
        const { candidates } = aPick(library, { max: most, maxAgeDays: age });
        expect(candidates.map(({ slug }) => slug).sort()).toEqual(
          [...library.comparisons.keys()].sort(),
        );
        const picked = candidates.filter((candidate) => candidate.in);
        expect(candidates.slice(0, picked.length)).toEqual(picked);
        expect(picked.length).toBeLessThanOrEqual(most);
        const inWindow = picked.map(({ publishedAt }) => new Date(publishedAt) > window.from);
        expect(inWindow).toEqual([...inWindow].sort((a, b) => Number(b) - Number(a)));
        for (const candidate of candidates) {
          expect(candidate.reason).not.toBe('');
          if (candidate.in) expect(new Date(candidate.publishedAt) <= window.to).toBe(true);
        }
      }),
    );
  });

  it('has no gap: what is left out for want of room ranks behind what is in', () => {
    fc.assert(
      fc.property(libraries, max, (library, most) => {
        const { candidates } = aPick(library, { max: most });
        const eligible = candidates.filter(
          ({ publishedAt }) => new Date(publishedAt) <= window.to,
        ).length;
        expect(candidates.filter((candidate) => candidate.in)).toHaveLength(
          Math.min(most, eligible),
        );
        const ranked = candidates.slice(0, eligible);
        for (const tier of [true, false]) {
          const scores = ranked
            .filter(({ publishedAt }) => new Date(publishedAt) > window.from === tier)
            .map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        }
      }),
    );
  });
});
