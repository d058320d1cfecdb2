import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  dueTime,
  localDate,
  nextDue,
  parseSchedule,
  type Schedule,
  weekDue,
  windowOf,
} from '../../src/editions/schedule.js';
import { nextWeek, previousWeek, type Week, weekOfDate } from '../../src/editions/week.js';

const HOUR = 3_600_000;

// Half-hour change, southern change, changes at local midnight, a day left out in 2011, and none.
const timeZones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Asuncion',
  'Asia/Tehran',
  'UTC',
];

const schedules = fc.record({
  minute: fc.integer({ min: 0, max: 59 }),
  hour: fc.oneof(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 2, 3, 23)),
  weekday: fc.oneof(fc.integer({ min: 1, max: 7 }), fc.constantFrom(7, 1)),
  timeZone: fc.constantFrom(...timeZones),
});

const moments = fc.date({
  min: new Date('2010-01-01T00:00:00Z'),
  max: new Date('2036-01-01T00:00:00Z'),
  noInvalidDate: true,
});

function weeksFrom(first: Week, count: number): Week[] {
  const weeks = [first];
  while (weeks.length < count) weeks.push(nextWeek(weeks.at(-1) ?? first));
  return weeks;
}

describe('a schedule', () => {
  it.each([
    ['0 9 * * 2', 2],
    ['0 9 * * TUE', 2],
    ['00 09 * * tuesday', 2],
    [' 0  9 * * 0 ', 7],
    ['0 9 * * 7', 7],
    ['0 9 * * Sun', 7],
  ])('reads %j', (cron, weekday) => {
    expect(parseSchedule(cron, 'Europe/Berlin')).toEqual({
      minute: 0,
      hour: 9,
      weekday,
      timeZone: 'Europe/Berlin',
    });
  });

  it.each([
    '0 9 * * *',
    '0 9 * * 1,3',
    '0 9 * * 1-5',
    '0 9 1 * 1',
    '0 9 * 1 1',
    '*/5 9 * * 1',
    '0 24 * * 1',
    '60 9 * * 1',
    '0 0 9 * * 1',
    '0 9 * * 8',
    '0 9 * * tues',
    '0 9 * *',
    'weekly',
    '',
  ])('refuses %j: it is not one time a week', (cron) => {
    expect(() => parseSchedule(cron, 'UTC')).toThrow(`"${cron}" is not one time a week`);
  });

  it.each(['Mars/Phobos', '', 'Berlin'])('refuses the time zone %j', (timeZone) => {
    expect(() => parseSchedule('0 9 * * 2', timeZone)).toThrow('is not a time zone');
  });
});

describe('the due time', () => {
  const berlin = (cron: string) => parseSchedule(cron, 'Europe/Berlin');

  it('keeps its wall-clock time when the clocks change', () => {
    const schedule = berlin('0 9 * * TUE');
    expect(dueTime('2026-W43', schedule)).toEqual(new Date('2026-10-20T07:00:00Z'));
    expect(dueTime('2026-W44', schedule)).toEqual(new Date('2026-10-27T08:00:00Z'));
  });

  it('comes as much later as the clocks skip', () => {
    expect(dueTime('2026-W13', berlin('30 2 * * SUN'))).toEqual(new Date('2026-03-29T01:30:00Z'));
    const island = parseSchedule('15 2 * * SUN', 'Australia/Lord_Howe');
    expect(dueTime('2026-W40', island)).toEqual(new Date('2026-10-03T15:45:00Z'));
  });

  it('is the first of two when the clocks repeat it', () => {
    expect(dueTime('2026-W43', berlin('30 2 * * SUN'))).toEqual(new Date('2026-10-25T00:30:00Z'));
  });

  it('exists on a day that the calendar left out', () => {
    // Samoa went from Thursday 29 to Saturday 31 December 2011.
    const apia = parseSchedule('0 9 * * FRI', 'Pacific/Apia');
    expect(localDate(dueTime('2011-W52', apia), 'Pacific/Apia')).toBe('2011-12-31');
  });

  it('comes once a week over ten years, on its wall-clock time unless that does not exist', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        for (const week of weeksFrom('2024-W01', 522)) {
          const due = dueTime(week, schedule);
          const apart = (dueTime(nextWeek(week), schedule).getTime() - due.getTime()) / HOUR;
          expect(apart).toBeGreaterThanOrEqual(7 * 24 - 2);
          expect(apart).toBeLessThanOrEqual(7 * 24 + 2);
          const local = Temporal.Instant.fromEpochMilliseconds(due.getTime())
            .toZonedDateTimeISO(schedule.timeZone)
            .toPlainDateTime();
          const meant = { hour: schedule.hour, minute: schedule.minute };
          if (!skipped(week, schedule)) {
            expect(local.equals(local.with(meant))).toBe(true);
            expect(local.dayOfWeek).toBe(schedule.weekday);
            expect(weekOfDate(local.toPlainDate().toString())).toBe(week);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  /** Whether the clocks leave out the wall-clock time at which the week's edition is due. */
  function skipped(week: Week, { minute, hour, weekday, timeZone }: Schedule): boolean {
    const [year = '', number] = week.split('-W');
    const fourth = Temporal.PlainDate.from(`${year}-01-04`);
    const day = fourth.add({ days: 7 * (Number(number) - 1) + weekday - fourth.dayOfWeek });
    const wallClock = day.toPlainDateTime({ hour, minute });
    return !wallClock.toZonedDateTime(timeZone).toPlainDateTime().equals(wallClock);
  }
});

describe('the week that is due', () => {
  it('changes at the due time to the millisecond', () => {
    const schedule = parseSchedule('0 9 * * TUE', 'UTC');
    expect(weekDue(new Date('2026-11-17T08:59:59.999Z'), schedule)).toBe('2026-W46');
    expect(weekDue(new Date('2026-11-17T09:00:00Z'), schedule)).toBe('2026-W47');
  });

  it('is week 53 where the year has one', () => {
    const schedule = parseSchedule('0 9 * * TUE', 'UTC');
    expect(weekDue(new Date('2027-01-01T00:00:00Z'), schedule)).toBe('2026-W53');
  });

  it('is found again from each due time over ten years', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        for (const week of weeksFrom('2024-W01', 522)) {
          expect(weekDue(dueTime(week, schedule), schedule)).toBe(week);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('is due at any moment, and the next one is not yet', () => {
    fc.assert(
      fc.property(moments, schedules, (now, schedule) => {
        const week = weekDue(now, schedule);
        const next = nextDue(now, schedule);
        expect(dueTime(week, schedule) <= now).toBe(true);
        expect(next.dueAt > now).toBe(true);
        expect(next.week).toBe(nextWeek(week));
        expect(next.dueAt).toEqual(dueTime(next.week, schedule));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the window of a week', () => {
  it('ends with its due time and starts where the one before it ended', () => {
    fc.assert(
      fc.property(moments, schedules, (now, schedule) => {
        const week = weekDue(now, schedule);
        const { from, to } = windowOf(week, schedule);
        expect(from < to).toBe(true);
        expect(to).toEqual(dueTime(week, schedule));
        expect(from).toEqual(windowOf(previousWeek(week), schedule).to);
      }),
    );
  });

  it('holds every moment in exactly one week', () => {
    fc.assert(
      fc.property(moments, schedules, (moment, schedule) => {
        const around = weekOfDate(localDate(moment, schedule.timeZone));
        const weeks = weeksFrom(previousWeek(previousWeek(around)), 5);
        const holding = weeks.filter((week) => {
          const { from, to } = windowOf(week, schedule);
          return from < moment && moment <= to;
        });
        expect(holding).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});
