import { Temporal } from 'temporal-polyfill';
import { localDate } from '../editions/schedule.js';
import { Format } from '../letters/letter.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { isTimeZone } from '../subscribers/time-zone.js';
import type { Preferences } from '../subscribers/transitions.js';
import { lineOf } from './form.js';
import { topicsOffered } from './views/topic-choice.js';

/** What the fields of the form hold. */
export interface PreferenceFields {
  format: Format;
  topics: readonly string[];
  /** Empty: the newsletter's own. */
  timeZone: string;
  /** A day, or empty. */
  pausedUntil: string;
}

/** What is wrong with a field, as a sentence. */
export type PreferenceProblems = Partial<Record<keyof PreferenceFields, string>>;

/** What the form is read by. */
interface Circumstances {
  reader: Subscriber;
  categories: readonly string[];
  now: Date;
  /** The newsletter's time zone, which counts for readers without one. */
  usualTimeZone: string;
}

/** The fields as the reader's choices fill them; a pause that is over is none. */
export function fieldsOf(
  { format, topics, timeZone, pausedUntil }: Subscriber,
  { now, usualTimeZone }: Pick<Circumstances, 'now' | 'usualTimeZone'>,
): PreferenceFields {
  const until = pausedUntil === undefined ? undefined : new Date(pausedUntil);
  const paused = until !== undefined && until > now;
  return {
    format,
    topics,
    timeZone: timeZone ?? '',
    pausedUntil: paused ? localDate(until, timeZone ?? usualTimeZone) : '',
  };
}

type Read =
  | { preferences: Preferences }
  | { problems: PreferenceProblems; fields: PreferenceFields };

/**
 * What a form that was sent chooses or, where something is wrong with it, its fields to be shown again. A
 * field that the form did not have stays as it is. A pause ends as the day begins where the reader lives.
 */
export function readPreferences(form: URLSearchParams, circumstances: Circumstances): Read {
  const { reader, categories, now, usualTimeZone } = circumstances;
  const before = fieldsOf(reader, circumstances);
  const format = Format.safeParse(form.get('format') ?? before.format);
  const topics = chosenTopics(form);
  const timeZone = lineOf(form.get('time-zone') ?? before.timeZone, longestZone);
  const pausedUntil = lineOf(form.get('paused-until') ?? before.pausedUntil, longestDate);
  const zone = isTimeZone(timeZone) ? timeZone : usualTimeZone;
  const until = pausedUntil === '' ? '' : startOfDay(pausedUntil, zone);

  const problems: PreferenceProblems = {};
  const known = [...categories, ...reader.topics];
  if (!format.success) problems.format = 'That is no format.';
  if (topics?.some((topic) => !known.includes(topic))) problems.topics = 'That is no topic.';
  if (timeZone !== '' && zone !== timeZone) {
    problems.timeZone = 'That is no time zone. Write it like Europe/Berlin.';
  }
  if (until === undefined) {
    problems.pausedUntil = 'That is no date. Write it like 2026-12-24.';
  } else if (until !== '' && Date.parse(until) - now.getTime() > longestPauseMs) {
    problems.pausedUntil = 'Choose a day within two years, or unsubscribe.';
  }
  const chosen = { topics: topics ?? before.topics, timeZone, pausedUntil };
  if (!format.success || until === undefined || Object.keys(problems).length > 0) {
    return { problems, fields: { format: format.data ?? before.format, ...chosen } };
  }
  // A day that is over ends the pause.
  const over = until !== '' && Date.parse(until) <= now.getTime();
  return {
    preferences: {
      format: format.data,
      ...(topics && { topics }),
      ...(form.has('time-zone') && { timeZone }),
      ...(form.has('paused-until') && { pausedUntil: over ? '' : until }),
    },
  };
}

const longestPauseMs = 2 * 366 * 86_400_000;
/** In characters: what is longer is shown again cut. */
const longestZone = 64;
const longestDate = 20;

/** Undefined where the form offered none. */
function chosenTopics(form: URLSearchParams): string[] | undefined {
  if (!form.has(topicsOffered) && !form.has('topics')) return undefined;
  return [...new Set(form.getAll('topics'))];
}

/** ISO 8601; undefined for what is no day. */
function startOfDay(date: string, timeZone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  try {
    const day = Temporal.PlainDate.from(date, { overflow: 'reject' });
    return new Date(day.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  } catch {
    return undefined; // RangeError: the calendar has no such day.
  }
}
