/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { type ReaderQuery, searchReaders } from '../../jobs/reader-search.js';
import { keepReadership, weeksOf } from '../../jobs/readership.js';
import { Status } from '../../subscribers/subscriber.js';
import type { StudioParts } from '../parts.js';
import { piece, show } from '../respond.js';
import { createSearches } from '../searches.js';
import { Document } from '../views/document.js';
import { Notice } from '../views/pieces.js';
import { addPages } from './add-pages.js';
import { exportPages } from './export-pages.js';
import { importPages } from './import-pages.js';
import { readerPages } from './reader-pages.js';
import { Charts, spans } from './views/charts.js';
import { type ChartsState, NoReaders, Overview, PausedHint } from './views/overview.js';
import { Found, Search, SearchGone } from './views/search.js';
import { readersOf } from './wording.js';

const View = z.object({
  weeks: z.enum(spans).catch('26'),
  erased: z.literal('1').optional().catch(undefined),
});

const Query = z.object({
  text: z.string().max(300).catch(''),
  status: Status.optional().catch(undefined),
});

/**
 * `/readers`: how many there are and how that came about, the search, and what comes with each reader.
 * Counting them reads every record, so that on a large list the charts follow the page.
 */
export function readersRoom(parts: StudioParts): Hono {
  const { app, frame } = parts;
  const readerships = keepReadership(app);
  const searches = createSearches<ReaderQuery>(app.clock);
  const room = new Hono();

  room.get('/', (context) => overview(context));

  room.get('/charts', async (context) => {
    const { weeks } = View.parse(context.req.query());
    const charts = chartsOf(await readerships.count(), weeks);
    if (context.req.header('hx-request') === undefined) return overview(context, { charts });
    return piece(
      context,
      <>
        <div id="charts" class="stack">
          <Charts {...charts} />
        </div>
        <PausedHint paused={charts.readership.paused} outside />
      </>,
    );
  });

  // Posted, because what is searched for is an address more often than not.
  room.post('/search', async (context) => {
    const query = Query.parse(await context.req.parseBody());
    return context.redirect(`/readers/search/${searches.keep(query)}`, 303);
  });

  room.get('/search', (context) => context.redirect('/readers', 302));

  room.get('/search/:id', async (context) => {
    const byHtmx = context.req.header('hx-request') !== undefined;
    const query = searches.find(context.req.param('id'));
    if (!query) {
      if (byHtmx) return piece(context, <SearchGone />);
      return overview(context, { found: <SearchGone /> });
    }
    const found = <Found found={await searchReaders(await app.subscribers(), query)} />;
    if (byHtmx) return piece(context, found);
    return overview(context, { query, found });
  });

  room.route('/', addPages(parts));
  room.route('/', exportPages(parts));
  room.route('/', importPages(parts));
  room.route('/', readerPages(parts));
  return room;

  async function overview(
    context: Context,
    given: { charts?: ChartsState; query?: ReaderQuery; found?: Child } = {},
  ): Promise<Response> {
    const { weeks, erased } = View.parse(context.req.query());
    const { counts, readership } = await readerships.glance();
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const { query, found } = given;
    const charts = given.charts ?? (readership && chartsOf(readership, weeks));
    const notice = erased && (
      <Notice tone="good">
        The reader is erased. A salted hash of the address stays, so that no import brings it back.
      </Notice>
    );
    return show(
      context,
      <Document
        frame={frame}
        room="readers"
        title="Readers"
        lead={all > 0 ? `${readersOf(all)} in the store.` : undefined}
        aside={all > 0 && <Ways />}
      >
        {all === 0 ? (
          <>
            {notice}
            {found}
            <NoReaders
              signUpPage={`${frame.publicUrl}/subscribe`}
              sample={frame.door === 'sandbox'}
            />
          </>
        ) : (
          <Overview
            counts={counts}
            charts={charts}
            span={weeks}
            search={<Search {...(query && { query })}>{found}</Search>}
            notice={notice}
          />
        )}
      </Document>,
    );
  }

  function chartsOf(readership: ChartsState['readership'], span: (typeof spans)[number]) {
    const weeks = weeksOf(readership, span === 'all' ? 'all' : Number(span));
    return { readership, weeks, timeZone: app.schedule.timeZone };
  }
}

function Ways() {
  return (
    <>
      <a class="button quiet" href="/readers/export">
        Export
      </a>
      <a class="button quiet" href="/readers/add">
        Add a reader
      </a>
      <a class="button" href="/readers/import">
        Import readers
      </a>
    </>
  );
}
