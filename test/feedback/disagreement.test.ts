import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreementPoints, disagreementsOf } from '../../src/feedback/disagreement.js';
import { aLibrary } from '../support/editions.js';

const library = aLibrary(
  {
    older: { left: 'loved', right: 'other', publishedAt: '2026-11-01T09:00:00Z' },
    newer: { left: 'hated', right: 'loved', publishedAt: '2026-11-15T09:00:00Z' },
    later: { left: 'loved', right: 'unborn', publishedAt: '2026-12-01T09:00:00Z' },
  },
  { loved: { split: '----' }, hated: { split: '++++' }, other: { split: '++--' } },
);
const dueAt = new Date('2026-11-17T09:00:00Z');
const question = { library, quorum: 5, dueAt, told: new Set<string>() };

describe('readers and panel', () => {
  it('disagree from 25 points on, with enough votes, the widest first', () => {
    const tallies = new Map([
      ['loved', { ship: 9, skip: 1 }],
      ['hated', { ship: 0, skip: 5 }],
      ['other', { ship: 3, skip: 1 }],
    ]);
    expect(disagreementsOf({ ...question, tallies })).toEqual([
      expect.objectContaining({ tool: 'hated', panelShip: 100, community: 0, votes: 5 }),
      expect.objectContaining({ tool: 'loved', panelShip: 0, community: 90, votes: 10 }),
    ]);
    const more = new Map([['other', { ship: 6, skip: 2 }]]);
    expect(disagreementsOf({ ...question, tallies: more })).toHaveLength(1);
    const fewer = new Map([['other', { ship: 74, skip: 26 }]]);
    expect(disagreementsOf({ ...question, tallies: fewer })).toEqual([]);
  });

  it('are linked to the newest comparison that is out by then', () => {
    const tallies = new Map([
      ['loved', { ship: 5, skip: 0 }],
      ['unborn', { ship: 0, skip: 5 }],
    ]);
    expect(disagreementsOf({ ...question, tallies })).toMatchObject([
      { tool: 'loved', comparison: 'newer' },
    ]);
  });

  it('are not told of twice, nor of a tool that is gone', () => {
    const tallies = new Map([
      ['loved', { ship: 5, skip: 0 }],
      ['gone', { ship: 0, skip: 5 }],
    ]);
    expect(disagreementsOf({ ...question, tallies, told: new Set(['loved']) })).toEqual([]);
  });

  it('are at most five, each at least so far apart, whatever the votes', () => {
    const tools = Array.from({ length: 9 }, (_, index) => `tool-${index}`);
    const many = aLibrary(
      Object.fromEntries(
        tools.slice(1).map((tool) => [`${tool}-page`, { left: 'tool-0', right: tool }]),
      ),
    );
    const tally = fc.record({ ship: fc.nat(20), skip: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(tally, { minLength: 9, maxLength: 9 }), (tallies) => {
        const found = disagreementsOf({
          ...question,
          library: many,
          tallies: new Map(
            tools.map((tool, index) => [tool, tallies[index] ?? { ship: 0, skip: 0 }]),
          ),
        });
        const points = found.map(({ community, panelShip }) => Math.abs(community - panelShip));
        expect(found.length).toBeLessThanOrEqual(5);
        expect(points.every((each) => each >= disagreementPoints)).toBe(true);
        expect(points).toEqual(points.toSorted((a, b) => b - a));
        expect(found.every(({ votes }) => votes >= 5)).toBe(true);
      }),
    );
  });
});
