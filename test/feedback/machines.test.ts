import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentOf, burst, type Click, likelyMachines, scanMs } from '../../src/feedback/machines.js';

const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.1 Safari/605.1.15';
const minute = 60_000;

const click = (changes: Partial<Click> = {}): Click => ({
  reader: 0,
  link: 0,
  at: 10 * minute,
  machine: false,
  ...changes,
});
const everyLink = (count: number, changes: Partial<Click> = {}) =>
  Array.from({ length: count }, (_, link) => click({ link, at: 10 * minute + link, ...changes }));
const deliveredAt = () => 0;

describe('a user agent', () => {
  it.each([
    ['Apple’s privacy proxy', 'Mozilla/5.0', undefined],
    [
      'Gmail, before anybody opens the letter',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
      undefined,
    ],
    ['a scanner', 'Mozilla/5.0 (compatible; BarracudaCentral)', undefined],
    ['a library', 'python-requests/2.31.0', undefined],
    ['a browser in a scanner’s network', safari, '148.163.150.1'],
    ['nobody in Apple’s network', undefined, '17.58.1.2'],
  ])('of %s is a machine’s', (_, userAgent, ip) => {
    expect(agentOf(userAgent, ip)).toBe('machine');
  });

  it.each([
    ['a browser', safari, '122.115.53.11'],
    [
      'Gmail, when somebody opens the letter',
      `${safari} (via ggpht.com GoogleImageProxy)`,
      undefined,
    ],
    ['nobody known', undefined, undefined],
    ['an address that is none', safari, 'not an address'],
  ])('of %s may be a person’s', (_, userAgent, ip) => {
    expect(agentOf(userAgent, ip)).toBe('unknown');
  });
});

describe('clicks', () => {
  it('within seconds of delivery, or before it, are a machine’s', () => {
    const times = [-1000, 0, scanMs, scanMs + 1];
    const clicks = times.map((at, reader) => click({ reader, at }));
    expect(likelyMachines(clicks, { deliveredAt })).toEqual([true, true, true, false]);
  });

  it('of a letter whose delivery nobody told are taken for a person’s', () => {
    expect(likelyMachines([click({ at: 1 })], { deliveredAt: () => undefined })).toEqual([false]);
  });

  it('on so many links at once are a machine’s, and a later one is not', () => {
    const later = click({ at: 20 * minute });
    const machines = likelyMachines([...everyLink(burst.links), later], { deliveredAt });
    expect(machines).toEqual([true, true, true, true, true, false]);
    expect(likelyMachines(everyLink(burst.links - 1), { deliveredAt })).not.toContain(true);
  });

  it('on every link of a short letter at once are a machine’s', () => {
    expect(likelyMachines(everyLink(3), { deliveredAt, linksOfLetter: 3 })).toEqual([
      true,
      true,
      true,
    ]);
    expect(likelyMachines(everyLink(3), { deliveredAt, linksOfLetter: 4 })).not.toContain(true);
  });

  it('on one link again and again, by many readers at once, or over minutes are people’s', () => {
    const again = Array.from({ length: 20 }, (_, index) => click({ at: 10 * minute + index }));
    const many = Array.from({ length: 20 }, (_, index) => click({ reader: index, link: index }));
    const slow = Array.from({ length: 20 }, (_, link) => click({ link, at: (10 + link) * minute }));
    for (const clicks of [again, many, slow]) {
      expect(likelyMachines(clicks, { deliveredAt })).not.toContain(true);
    }
  });

  it('are judged the same in whatever order they come', () => {
    const clicks = fc.array(
      fc.record({
        reader: fc.nat(2),
        link: fc.nat(7),
        at: fc.nat(60_000),
        machine: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    const ofEach = (all: Click[]) => {
      const machines = likelyMachines(all, { deliveredAt });
      return new Map(all.map((each, index) => [each, machines[index]]));
    };
    fc.assert(
      fc.property(
        clicks.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const judged = ofEach(all);
          const again = ofEach(shuffled);
          for (const each of all) expect(again.get(each)).toBe(judged.get(each));
        },
      ),
    );
  });
});
