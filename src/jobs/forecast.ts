import type { App } from '../app.js';
import type { Carried } from '../editions/edition.js';
import { type Pick, pickedSlugs, pickWeek } from '../editions/pick.js';
import { dueTime, nextDue, weekDue, windowOf } from '../editions/schedule.js';
import { nextWeek, type Week } from '../editions/week.js';
import { carriedSoFar, isTooLate, votesNow } from './drafting.js';

/** A week to come, and what would be picked for it if the content stayed as it is today. */
export interface Forecast {
  week: Week;
  dueAt: Date;
  pick: Pick;
}

/**
 * The next `count` editions after the one that is due now, each picked as if those before had been sent,
 * and so the one that is due, unless it is too late for it.
 */
export async function forecast(app: App, count: number): Promise<Forecast[]> {
  const now = app.clock.now();
  const [library, votes] = await Promise.all([app.library(), votesNow(app)]);
  const { week: first } = nextDue(now, app.schedule);
  const earlier: Carried[] = await carriedSoFar(app, first);

  async function foresee(week: Week): Promise<Forecast> {
    const pick = pickWeek({
      library,
      week,
      window: windowOf(week, app.schedule),
      plan: await app.editions.readPlan(week),
      earlier,
      votes: votes.tallies(),
      max: app.config.maxComparisons,
      maxAgeDays: app.config.maxAgeDays,
    });
    const comparisons = pickedSlugs(pick);
    const tools = comparisons.flatMap((slug) => {
      const comparison = library.comparisons.get(slug);
      return comparison ? [comparison.left, comparison.right] : [];
    });
    earlier.push({ week, comparisons, tools: [...new Set(tools)] });
    return { week, dueAt: dueTime(week, app.schedule), pick };
  }

  const due = weekDue(now, app.schedule);
  if (!isTooLate(app, due) && !earlier.some(({ week }) => week === due)) await foresee(due);
  const forecasts: Forecast[] = [];
  for (let week = first; forecasts.length < count; week = nextWeek(week)) {
    forecasts.push(await foresee(week));
  }
  return forecasts;
}
