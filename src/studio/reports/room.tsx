/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Week } from '../../editions/week.js';
import { sampleReader } from '../../jobs/preview.js';
import { clicksFor, reportFor } from '../../jobs/reporting.js';
import { editionFigures } from '../../jobs/trend.js';
import { compileLetter, fill } from '../../letters/slots.js';
import type { Mailing } from '../../mailings/mailing.js';
import { letterPage } from '../letter-page.js';
import type { StudioParts } from '../parts.js';
import { notFound, say, show } from '../respond.js';
import { linkMap } from './link-map.js';
import { ReportPage } from './report.js';
import { TrendPage } from './trend.js';

/** So many editions are shown in the trend: half a year. */
const mostEditions = 26;

const View = z.object({
  variant: z.string().max(100).optional().catch(undefined),
  scheme: z.enum(['light', 'dark']).catch('light'),
});

/** What came of the editions that were mailed. */
export function reportsRoom({ app, frame }: StudioParts): Hono {
  const room = new Hono();
  const zone = app.config.timeZone;

  room.get('/', async (context) => {
    const editions = await editionFigures(app, mostEditions);
    return show(context, <TrendPage frame={frame} editions={editions} />);
  });

  room.get('/:week', async (context) => {
    const week = weekIn(context);
    if (!week) return notFound(context, frame, 'week');
    const [mailing, report] = await Promise.all([app.mailings.read(week), reportFor(app, week)]);
    if (!mailing || !report) return notMailed(context, week);
    const { variant: wanted, scheme } = View.parse(context.req.query());
    const variant = variantOf(mailing, wanted);
    if (!variant) return notFound(context, frame, 'letter');
    const { subject } = await app.mailings.readLetter(week, variant);
    const props = { frame, zone, mailing, report, variant, scheme, subject };
    return show(context, <ReportPage {...props} />);
  });

  room.get('/:week/letter', async (context) => {
    const week = weekIn(context);
    const mailing = week && (await app.mailings.read(week));
    const { variant: wanted, scheme } = View.parse(context.req.query());
    const variant = mailing && variantOf(mailing, wanted);
    if (!variant) return notFound(context, frame, 'letter');
    const letter = compileLetter(await app.mailings.readLetter(mailing.week, variant));
    const map = linkMap(fill(letter.html, sampleReader), await clicksFor(app, mailing));
    return letterPage(context, map, { scheme, images: true, styles: 'all' });
  });

  function notMailed(context: Context, week: Week) {
    return say(context, frame, {
      status: 404,
      room: 'reports',
      title: `${week} is not mailed`,
      words: ['There is nothing to report of it yet. A report begins as soon as a mailing does.'],
      children: (
        <p class="buttons">
          <a class="button" href="/send">
            Send an edition
          </a>
          <a class="button quiet" href="/reports">
            All reports
          </a>
        </p>
      ),
    });
  }

  return room;
}

function weekIn(context: Context): Week | undefined {
  return Week.safeParse(context.req.param('week')).data;
}

/** The one that was asked for, or the one that most readers got. */
function variantOf({ variants }: Mailing, wanted: string | undefined) {
  if (wanted !== undefined) return variants.find(({ id }) => id === wanted);
  return variants.toSorted((a, b) => b.readers - a.readers)[0];
}
