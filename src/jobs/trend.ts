import { setTimeout } from 'node:timers/promises';
import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import { Departures } from '../feedback/report.js';
import type { Mailing } from '../mailings/mailing.js';
import { departed } from './departed.js';
import { clicksFor } from './reporting.js';

/** What came of one edition, in readers; machines are left out where they can be told. */
export interface EditionFigures {
  week: Week;
  frozenAt: string;
  audience: number;
  unsubscribed: number;
  /** Undefined while they are being counted for the first time. */
  feedback: FeedbackFigures | undefined;
}

interface FeedbackFigures {
  delivered: number;
  bounced: number;
  complained: number;
  opened: number;
  clicked: number;
}

/** What was counted last of a mailing, and from how much. */
interface Counted {
  bytes: number;
  figures?: FeedbackFigures;
  counting?: Promise<void> | undefined;
}

const counts = new WeakMap<App, Map<string, Counted>>();

/** So long is waited for counts that are not known yet, in milliseconds; they go on behind the page. */
const patience = 120;

/**
 * The figures of the newest editions, at most `most`, the oldest first. What came back of a mailing to many
 * takes a second to read, so it is counted once, and again when more has come back; until that is done the
 * figures are those of the last count.
 */
export async function editionFigures(app: App, most: number): Promise<EditionFigures[]> {
  const weeks = (await app.mailings.list()).slice(-most);
  const mailings = (await Promise.all(weeks.map((week) => app.mailings.read(week)))).flatMap(
    (mailing) => mailing ?? [],
  );
  const left = await departed(app);
  const known = counts.get(app) ?? new Map<string, Counted>();
  counts.set(app, known);
  const counting = Promise.all(mailings.map((mailing) => count(app, mailing, known)));
  await Promise.race([counting, setTimeout(patience, undefined, { ref: false })]);
  return mailings.map(({ id, week, frozenAt, audience }, index) => {
    const next = mailings[index + 1];
    const departures = new Departures({
      from: new Date(frozenAt),
      ...(next && { to: new Date(next.frozenAt) }),
    });
    for (const reader of left) departures.add(reader);
    return {
      week,
      frozenAt,
      audience: audience.readers,
      unsubscribed: departures.result().readers,
      feedback: known.get(id)?.figures,
    };
  });
}

async function count(app: App, mailing: Mailing, known: Map<string, Counted>): Promise<void> {
  const bytes = await app.events.sizeOf(mailing.id);
  const counted = known.get(mailing.id) ?? { bytes: -1 };
  known.set(mailing.id, counted);
  if (counted.figures && counted.bytes === bytes) return;
  counted.counting ??= countAnew(app, mailing, counted, bytes).finally(() => {
    counted.counting = undefined;
  });
  // Whoever does not wait for it any more is not told of a damaged journal here, but by the edition's page.
  await counted.counting;
}

async function countAnew(app: App, mailing: Mailing, counted: Counted, bytes: number) {
  const events = await app.events.of(mailing.id);
  const { delivered, bounced, complained, opened } = events.counts();
  counted.figures = {
    delivered,
    bounced: bounced.readers,
    complained,
    opened: opened.human.readers,
    clicked: (await clicksFor(app, mailing)).human.readers,
  };
  counted.bytes = bytes;
}
