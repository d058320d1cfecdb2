import { Temporal } from 'temporal-polyfill';
import { VerdictsError } from '../errors.js';
import { mondayOf, nextWeek, previousWeek, type Week, weekOfDate } from './week.js';

/** When an edition is due: once in each ISO week, at a wall-clock time. */
export interface Schedule {
  minute: number;
  hour: number;
  /** 1 for Monday to 7 for Sunday. */
  weekday: number;
  /** A name of the IANA time zone database, such as `Europe/Berlin`. */
  timeZone: string;
}

/** The time that belongs to an edition: after `from`, up to and with `to`. */
export interface Window {
  from: Date;
  to: Date;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * Reads a cron expression that names one time a week, `M H * * D`: `D` is 0 to 7 (0 and 7 are
 * Sunday) or an English name, short or whole. Throws `VerdictsError` for any other expression and
 * for a time zone that this machine does not know.
 */
export function parseSchedule(cron: string, timeZone: string): Schedule {
  const [minutes, hours, day, month, weekdays, ...rest] = cron.trim().split(/\s+/);
  const minute = upTo(59, minutes);
  const hour = upTo(23, hours);
  const weekday = isoWeekday(weekdays);
  const weekly = day === '*' && month === '*' && rest.length === 0;
  if (minute === null || hour === null || weekday === null || !weekly) {
    throw new VerdictsError('bad-schedule', `The schedule "${cron}" is not one time a week.`, {
      remedy:
        'A weekly newsletter is due once a week: write five fields, minute hour * * weekday, such as "0 9 * * TUE" for Tuesdays at 9:00.',
      exit: 2,
    });
  }
  refuseUnknown(timeZone);
  return { minute, hour, weekday, timeZone };
}

/**
 * The moment at which the week's edition is due. A wall-clock time that the clocks skip is moved
 * on by what they skip; of a time that they repeat, the first counts (RFC 5545, 3.3.5).
 */
export function dueTime(week: Week, schedule: Schedule): Date {
  const { minute, hour, weekday, timeZone } = schedule;
  const wallClock = Temporal.PlainDate.from(mondayOf(week))
    .add({ days: weekday - 1 })
    .toPlainDateTime({ hour, minute });
  const due = wallClock.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  return new Date(due.epochMilliseconds);
}

/** The latest week whose edition is due by `now`. */
export function weekDue(now: Date, schedule: Schedule): Week {
  const week = weekOfDate(localDate(now, schedule.timeZone));
  return dueTime(week, schedule) <= now ? week : previousWeek(week);
}

/** The first edition that is due after `now`, and when. */
export function nextDue(now: Date, schedule: Schedule): { week: Week; dueAt: Date } {
  const week = nextWeek(weekDue(now, schedule));
  return { week, dueAt: dueTime(week, schedule) };
}

/** From the previous week's due time, exclusive, to this week's, inclusive: windows tile time. */
export function windowOf(week: Week, schedule: Schedule): Window {
  return { from: dueTime(previousWeek(week), schedule), to: dueTime(week, schedule) };
}

/** The calendar date, `2026-11-17`, that a moment has in a time zone. */
export function localDate(moment: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

function upTo(most: number, field: string | undefined): number | null {
  if (field === undefined || !/^\d{1,2}$/.test(field)) return null;
  return Number(field) <= most ? Number(field) : null;
}

function isoWeekday(field: string | undefined): number | null {
  if (field === undefined) return null;
  if (/^[0-7]$/.test(field)) return Number(field) || 7;
  const name = field.toLowerCase();
  const index = WEEKDAYS.findIndex((weekday) => name === weekday || name === weekday.slice(0, 3));
  return index < 0 ? null : index + 1;
}

function refuseUnknown(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    throw new VerdictsError('bad-time-zone', `"${timeZone}" is not a time zone.`, {
      remedy: 'Name one of the IANA time zone database, such as Europe/Berlin or UTC.',
      exit: 2,
      cause,
    });
  }
}
