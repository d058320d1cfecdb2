import { isDeepStrictEqual } from 'node:util';
import type { App } from '../app.js';
import { nextWeek, previousWeek, type Week, weekOfDate } from '../editions/week.js';
import type { Status, Subscriber } from '../subscribers/subscriber.js';

/** The readers, counted in one pass over what the store keeps of each. */
export interface Readership {
  /** When they were counted, ISO 8601. */
  at: string;
  counts: Record<Status, number>;
  /** Active readers who get no edition for now. */
  paused: number;
  /** Of the active readers. */
  formats: Record<Subscriber['format'], number>;
  /** How many joined and left, by calendar day in UTC. */
  joined: ReadonlyMap<string, number>;
  left: ReadonlyMap<string, number>;
}

/** One week of the readership, in readers; `active` is at its end. */
export interface ReadershipWeek {
  week: Week;
  joined: number;
  left: number;
  active: number;
}

/** What is counted of a reader. */
type Counted = Pick<
  Subscriber,
  'status' | 'format' | 'consent' | 'createdAt' | 'updatedAt' | 'pausedUntil'
>;

/**
 * Counts readers. An active one joined when agreeing (without a record of that: when first seen). One who
 * unsubscribed or was suppressed and had agreed joined then, and left when the record was last changed. Who
 * never agreed neither joined nor left; erased readers are not there to be counted. So those who joined
 * less those who left are the active ones.
 */
export async function readershipOf(
  readers: AsyncIterable<readonly Counted[]>,
  now: Date,
): Promise<Readership> {
  const at = now.toISOString();
  const counts = { pending: 0, active: 0, unsubscribed: 0, suppressed: 0 };
  const formats = { digest: 0, brief: 0 };
  const joined = new Map<string, number>();
  const left = new Map<string, number>();
  let paused = 0;
  for await (const batch of readers) {
    for (const { status, format, consent, createdAt, updatedAt, pausedUntil } of batch) {
      counts[status] += 1;
      if (status === 'active') {
        formats[format] += 1;
        // All times are UTC as `toISOString` writes it, and compare as text.
        if (pausedUntil !== undefined && pausedUntil > at) paused += 1;
        count(joined, consent?.at ?? createdAt);
      } else if (status !== 'pending' && consent) {
        // A file may say that somebody agreed later than it was known that they left.
        const agreedFirst = consent.at < updatedAt;
        count(joined, agreedFirst ? consent.at : updatedAt);
        count(left, updatedAt);
      }
    }
  }
  return { at, counts, paused, formats, joined, left };
}

/** So many weeks are told one by one at least, if they are asked for, and at most. */
const fewestWeeks = 8;
const mostWeeks = 520;

/**
 * The last so many weeks, the one of `at` being the last; what came before them is in their `active`. None
 * lies before the first reader came, but for the few that a chart needs; `all` are ten years at most. Weeks
 * are ISO weeks of UTC days.
 */
export function weeksOf(
  { at, joined, left }: Pick<Readership, 'at' | 'joined' | 'left'>,
  weeks: number | 'all',
): ReadershipWeek[] {
  const last = weekOfDate(at.slice(0, 10));
  const weekly = { joined: byWeek(joined, last), left: byWeek(left, last) };
  const first = [...weekly.joined.keys(), last].sort()[0] ?? last;
  const shown: Week[] = [last];
  const most = weeks === 'all' ? mostWeeks : Math.min(weeks, mostWeeks);
  const wanted = (week: Week) => week > first || shown.length < fewestWeeks;
  for (let week = last; shown.length < most && wanted(week); shown.unshift(week)) {
    week = previousWeek(week);
  }
  let active =
    sumBefore(weekly.joined, shown[0] ?? last) - sumBefore(weekly.left, shown[0] ?? last);
  return shown.map((week) => {
    const joins = weekly.joined.get(week) ?? 0;
    const leaves = weekly.left.get(week) ?? 0;
    active += joins - leaves;
    return { week, joined: joins, left: leaves, active };
  });
}

/** Keeps the last count, because counting reads every record. */
export interface Readerships {
  /**
   * How many readers have which status, now; and all that is counted of them, as far as that is known or
   * takes no time.
   */
  glance(): Promise<{ counts: Record<Status, number>; readership: Readership | undefined }>;
  /** All that is counted, as of the last half minute; several who ask at a time get the same. */
  count(): Promise<Readership>;
}

/** So many readers are counted while a page is being made. */
const fewReaders = 2000;
/** A count whose statuses are still right is shown for so long: formats and pauses may be older. */
const freshMs = 30_000;

/** The readership of one store, nothing of it counted yet. */
export function keepReadership({
  subscribers,
  clock,
}: Pick<App, 'subscribers' | 'clock'>): Readerships {
  let known: Readership | undefined;
  let counting: Promise<Readership> | undefined;

  async function recount(): Promise<Readership> {
    const store = await subscribers();
    known = await readershipOf(store.batches(), clock.now());
    return known;
  }

  function countNow(): Promise<Readership> {
    counting ??= recount().finally(() => {
      counting = undefined;
    });
    return counting;
  }

  /** What is known, unless it is old or the counts by status have changed since. */
  function fresh(counts: Readership['counts']): Readership | undefined {
    const still =
      known &&
      isDeepStrictEqual(known.counts, counts) &&
      clock.now().getTime() - Date.parse(known.at) < freshMs;
    return still ? known : undefined;
  }

  async function countsNow(): Promise<Readership['counts']> {
    const store = await subscribers();
    await store.refresh();
    return store.counts();
  }

  return {
    async count() {
      return fresh(await countsNow()) ?? countNow();
    },
    async glance() {
      const counts = await countsNow();
      const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
      const readership = all <= fewReaders ? await recount() : fresh(counts);
      return { counts, readership };
    },
  };
}

function count(days: Map<string, number>, time: string): void {
  const day = time.slice(0, 10);
  days.set(day, (days.get(day) ?? 0) + 1);
}

/** What lies after the last week, as a wrong clock or an imported file may say, counts in it. */
function byWeek(days: ReadonlyMap<string, number>, last: Week): Map<Week, number> {
  const weeks = new Map<Week, number>();
  const end = nextWeek(last);
  for (const [day, readers] of days) {
    const its = weekOfDate(day);
    const week = its < end ? its : last;
    weeks.set(week, (weeks.get(week) ?? 0) + readers);
  }
  return weeks;
}

function sumBefore(weeks: ReadonlyMap<Week, number>, first: Week): number {
  let sum = 0;
  for (const [week, readers] of weeks) if (week < first) sum += readers;
  return sum;
}
