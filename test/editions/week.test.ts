import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  mondayOf,
  nextWeek,
  parseWeek,
  previousWeek,
  Week,
  weekOfDate,
} from '../../src/editions/week.js';

const dates = fc
  .date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2199-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

describe('an ISO week', () => {
  it('is 53 in a year that has one and is refused in a year that has not', () => {
    expect(Week.safeParse('2026-W53').success).toBe(true);
    expect(Week.safeParse('2027-W53').error?.issues[0]?.message).toContain('ends with week 52');
    expect(Week.safeParse('2026-W54').error?.issues[0]?.message).toContain('ends with week 53');
  });

  it.each(['2026-W00', '2026-W54', '2026-47', '2026-W7', 'W47', '', '2026-W47\n'])(
    'is not written %j',
    (text) => {
      expect(Week.safeParse(text).error?.issues).toHaveLength(1);
    },
  );

  it('belongs to the year of its Thursday', () => {
    expect(weekOfDate('2027-01-03')).toBe('2026-W53');
    expect(weekOfDate('2027-01-04')).toBe('2027-W01');
    expect(weekOfDate('2024-12-30')).toBe('2025-W01');
    expect(weekOfDate('2026-11-17')).toBe('2026-W47');
  });

  it('agrees with Temporal on any date', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date);
        expect(weekOfDate(date)).toBe(`${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`);
      }),
    );
  });

  it('starts on the Monday of every date in it, exists, and lies between its neighbours', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const week = weekOfDate(date);
        expect(Week.parse(week)).toBe(week);
        const monday = Temporal.PlainDate.from(mondayOf(week));
        expect(monday.dayOfWeek).toBe(1);
        expect(monday.until(date).days).toBeGreaterThanOrEqual(0);
        expect(monday.until(date).days).toBeLessThan(7);
        expect(previousWeek(week) < week && week < nextWeek(week)).toBe(true);
        expect(previousWeek(nextWeek(week))).toBe(week);
        expect(mondayOf(nextWeek(week))).toBe(monday.add({ days: 7 }).toString());
      }),
    );
  });
});

describe('an operator who names a week', () => {
  it('may write it in lower case', () => {
    expect(parseWeek(' 2026-w47 ')).toBe('2026-W47');
  });

  it('learns what is wrong with it', () => {
    expect(() => parseWeek('47')).toThrow('"47" is not an edition\'s week: expected an ISO week');
    expect(() => parseWeek('2027-W53')).toThrow('ends with week 52');
  });
});
