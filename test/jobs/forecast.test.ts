import { describe, expect, it } from 'vitest';
import { pickedSlugs } from '../../src/editions/pick.js';
import { draftWeek } from '../../src/jobs/drafting.js';
import { forecast } from '../../src/jobs/forecast.js';
import { testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';

const due = '2026-11-17T09:00:00.000Z';
const settings = { MAX_COMPARISONS: '3' };

describe('The forecast', () => {
  it('gives each comparison to one week, the due one included, drafted or not', async () => {
    const app = testApp(new TestClock(due), settings);
    const before = await forecast(app, 4);
    expect(before.map(({ week }) => week)).toEqual([
      '2026-W48',
      '2026-W49',
      '2026-W50',
      '2026-W51',
    ]);
    const coming = before.flatMap(({ pick }) => pickedSlugs(pick));
    expect(new Set(coming).size).toBe(coming.length);

    const { pick } = await draftWeek(app, '2026-W47');
    const now = pickedSlugs(pick);
    expect(now).toHaveLength(3);
    expect(now.filter((slug) => coming.includes(slug))).toEqual([]);
    expect(await forecast(app, 4)).toEqual(before);
  });

  it('counts on no edition that it is too late for', async () => {
    const app = testApp(new TestClock('2026-11-19T09:00:00.000Z'), settings);
    const [next] = await forecast(app, 1);
    expect(next && pickedSlugs(next.pick)).toHaveLength(3);
  });
});
