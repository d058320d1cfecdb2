import type { App } from '../app.js';
import type { Carried } from '../editions/edition.js';
import { type Pick, pickedSlugs, pickWeek } from '../editions/pick.js';
import { dueTime, nextDue, windowOf } from '../editions/schedule.js';
import { nextWeek, type Week } from '../editions/week.js';
import { carriedSoFar, votesNow } from './drafting.js';

/** A week to come, and what would be picked for it if the content stayed as it is today. */
export interface Forecast {
  week: Week;
  dueAt: Date;
  pick: Pick;
}

/** The next `count` editions after the one that is due now, each picked as if those before had been sent. */
export async function forecast(app: App, count: number): Promise<Forecast[]> {
  const [library, votes] = await Promise.all([app.library(), votesNow(app)]);
  let { week } = nextDue(app.clock.now(), app.schedule);
  const earlier: Carried[] = await carriedSoFar(app, week);
  const forecasts: Forecast[] = [];
  for (; forecasts.length < count; week = nextWeek(week)) {
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
    forecasts.push({ week, dueAt: dueTime(week, app.schedule), pick });
    const comparisons = pickedSlugs(pick);
    const tools = comparisons.flatMap((slug) => {
      const comparison = library.comparisons.get(slug);
      return comparison ? [comparison.left, comparison.right] : [];
    });
    earlier.push({ week, comparisons, tools: [...new Set(tools)] });
  }
  return forecasts;
}
