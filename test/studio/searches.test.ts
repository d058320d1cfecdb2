import { expect, it } from 'vitest';
import { createSearches } from '../../src/studio/searches.js';
import { hour, TestClock } from '../support/clock.js';

it('a search is found under its id, and under no other', () => {
  const searches = createSearches<string>(new TestClock());
  const id = searches.keep('ada@example.com');
  expect(id).toMatch(/^[\da-f]{24}$/);
  expect(searches.find(id)).toBe('ada@example.com');
  expect(searches.keep('ada@example.com')).not.toBe(id);
  expect(searches.find('')).toBeUndefined();
});

it('a search is kept as long as it is looked at, and an hour', () => {
  const clock = new TestClock();
  const searches = createSearches<string>(clock);
  const [looked, left] = [searches.keep('ada'), searches.keep('bob')];
  clock.jump(0.9 * hour);
  expect(searches.find(looked)).toBe('ada');
  clock.jump(0.9 * hour);
  expect(searches.find(looked)).toBe('ada');
  expect(searches.find(left)).toBeUndefined();
});

it('of many searches those not looked at for longest go first', () => {
  const searches = createSearches<number>(new TestClock());
  const [first = '', second = '', ...others] = Array.from({ length: 500 }, (_, number) =>
    searches.keep(number),
  );
  searches.find(first);
  searches.keep(500);
  expect(searches.find(first)).toBe(0);
  expect(searches.find(second)).toBeUndefined();
  expect(searches.find(others.at(-1) ?? '')).toBe(499);
});
