import { z } from 'zod';
import { VerdictsError } from '../errors.js';

const DAY = 86_400_000;

/**
 * An ISO 8601 week, `2026-W47`: also the id of the edition that is due in it. Weeks of different
 * years compare and sort as the strings that they are. Week 53 only where the year has one.
 */
export const Week = z
  .string()
  .regex(/^[12]\d{3}-W(?:0[1-9]|[1-9]\d)$/, {
    error: 'expected an ISO week like 2026-W47',
    abort: true,
  })
  .refine((week): boolean => weekOfDate(mondayOf(week)) === week, {
    error: ({ input }): string => {
      const year = String(input).slice(0, 4);
      // 28 December always lies in a year's last week.
      return `expected a week that ${year} has: it ends with week ${weekOfDate(`${year}-12-28`).slice(6)}`;
    },
  });
export type Week = z.infer<typeof Week>;

/** The week that an operator typed; upper or lower case. Throws `VerdictsError` for anything else. */
export function parseWeek(text: string): Week {
  const parsed = Week.safeParse(text.trim().toUpperCase());
  if (parsed.success) return parsed.data;
  throw new VerdictsError(
    'bad-week',
    `${JSON.stringify(text)} is not an edition's week: ${parsed.error.issues[0]?.message}.`,
    {
      remedy: 'Name an ISO week as year, hyphen, W and two digits, such as 2026-W47.',
      exit: 2,
    },
  );
}

/** The week that a calendar date, `2026-11-17`, lies in: that of its Thursday (ISO 8601). */
export function weekOfDate(date: string): Week {
  const day = Date.parse(date);
  const thursday = day + (4 - isoWeekday(day)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const number = Math.floor((thursday - Date.parse(`${year}-01-01`)) / (7 * DAY)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** The calendar date of the week's Monday, `2026-11-16`. */
export function mondayOf(week: Week): string {
  // 4 January lies in week 1 (ISO 8601).
  const anchor = Date.parse(`${week.slice(0, 4)}-01-04`);
  const firstMonday = anchor - (isoWeekday(anchor) - 1) * DAY;
  return isoDate(firstMonday + (Number(week.slice(6)) - 1) * 7 * DAY);
}

/** The ISO week after this one. */
export function nextWeek(week: Week): Week {
  return weekOfDate(isoDate(Date.parse(mondayOf(week)) + 7 * DAY));
}

/** The ISO week before this one. */
export function previousWeek(week: Week): Week {
  return weekOfDate(isoDate(Date.parse(mondayOf(week)) - 7 * DAY));
}

/** 1 for Monday to 7 for Sunday, of midnight UTC. */
function isoWeekday(day: number): number {
  return new Date(day).getUTCDay() || 7;
}

function isoDate(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
