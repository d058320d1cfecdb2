import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, scoreOf, WEIGHTS } from '../../src/editions/score.js';
import { aTool } from '../support/editions.js';

const dueAt = new Date('2026-11-17T09:00:00Z');

function parts(left: string, right: string, wishes: Partial<Parameters<typeof partsOf>[0]> = {}) {
  return partsOf({
    publishedAt: dueAt,
    dueAt,
    left: { slug: 'left', reviews: aTool({ split: left }).reviews },
    right: { slug: 'right', reviews: aTool({ split: right }).reviews },
    carried: [],
    votes: new Map(),
    ...wishes,
  });
}

describe('the parts of a score', () => {
  it('call a comparison fresh by its age at the due time', () => {
    const at = (publishedAt: string) =>
      parts('++', '++', { publishedAt: new Date(publishedAt) }).freshness;
    expect(at('2026-11-17T09:00:00Z')).toBe(1);
    expect(at('2026-11-10T09:00:00Z')).toBe(0.5);
    expect(at('2026-10-27T09:00:00Z')).toBe(0.25);
    expect(at('2026-11-18T09:00:00Z')).toBe(1);
  });

  it.each([
    ['++++', '----', 1],
    ['++++', '++++', 0.5],
    ['+++-', '++++', 0.5],
    ['+++-', '+++-', 0.25],
    ['++--', '--++', 0],
  ])('call the panel on %s and %s decided by %d', (left, right, decisiveness) => {
    expect(parts(left, right).decisiveness).toBe(decisiveness);
  });

  it.each([
    ['++--', '--++', 1],
    ['+++-', '++++', 0.25],
    ['+++-', '+++-', 0],
    ['++-', '+-', 0.5],
  ])('call the lenses on %s and %s split by %d', (left, right, disagreement) => {
    expect(parts(left, right).disagreement).toBe(disagreement);
  });

  it('call tools new that none of the last eight editions carried', () => {
    const edition = (tools: string[], index: number) => ({
      week: `2026-W${40 - index}`,
      comparisons: [],
      tools,
    });
    const noveltyAfter = (...editions: string[][]) =>
      parts('+', '+', { carried: editions.map(edition) }).novelty;
    expect(noveltyAfter()).toBe(1);
    expect(noveltyAfter(['left', 'right'])).toBe(0);
    expect(noveltyAfter(['left'])).toBe(0.5);
    expect(noveltyAfter(['other'], ['other'], ['left', 'right'])).toBe(0.25);
    expect(noveltyAfter(...Array(8).fill(['other']), ['left', 'right'])).toBe(1);
  });

  it('count how many readers voted on the two tools', () => {
    const votes = new Map([
      ['left', { ship: 12, skip: 3 }],
      ['right', { ship: 0, skip: 5 }],
      ['other', { ship: 100, skip: 0 }],
    ]);
    expect(parts('+', '+', { votes }).votes).toBe(0.5);
    expect(parts('+', '+').votes).toBe(0);
  });

  it('and the score that they add up to lie between 0 and 1', () => {
    const split = fc
      .array(fc.constantFrom('+', '-'), { minLength: 1, maxLength: 5 })
      .map((verdicts) => verdicts.join(''));
    const date = fc.date({ noInvalidDate: true });
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(split, split, date, count, (left, right, publishedAt, ship) => {
        const votes = new Map([['left', { ship, skip: 0 }]]);
        const found = parts(left, right, { publishedAt, votes });
        for (const value of [...Object.values(found), scoreOf(found)]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(value).toBe(Number(value.toFixed(3)));
        }
      }),
    );
  });

  it('carry weights that add up to 1', () => {
    const sum = Object.values(WEIGHTS).reduce((total, weight) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 12);
  });
});
