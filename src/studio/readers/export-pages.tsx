/** @jsxImportSource hono/jsx */
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { localDate } from '../../editions/schedule.js';
import { exportCsv } from '../../subscribers/export.js';
import type { SubscriberStore } from '../../subscribers/store.js';
import { Status } from '../../subscribers/subscriber.js';
import type { StudioParts } from '../parts.js';
import { show } from '../respond.js';
import { Document } from '../views/document.js';
import { ExportView } from './views/exporting.js';

const Filter = z.object({ status: Status.optional().catch(undefined) });

/** `/readers/export`: the readers as files, written while they are downloaded. */
export function exportPages({ app, frame }: StudioParts): Hono {
  const routes = new Hono();

  routes.get('/export', async (context) => {
    const store = await app.subscribers();
    await store.refresh();
    return show(
      context,
      <Document
        frame={frame}
        room="readers"
        title="Export readers"
        aside={
          <a class="button quiet" href="/readers">
            All readers
          </a>
        }
      >
        <ExportView counts={store.counts()} />
      </Document>,
    );
  });

  routes.get('/export.csv', async (context) => {
    const filter = filterIn(context);
    return download(context, 'csv', exportCsv(await app.subscribers(), filter));
  });

  routes.get('/export.json', async (context) => {
    const filter = filterIn(context);
    return download(context, 'json', exportJson(await app.subscribers(), filter));
  });

  return routes;

  function download(context: Context, ending: keyof typeof types, text: AsyncGenerator<string>) {
    const { status } = filterIn(context);
    const date = localDate(app.clock.now(), app.schedule.timeZone);
    const name = `readers${status ? `-${status}` : ''}-${date}.${ending}`;
    // The same class under two names: node:stream/web's and the global one.
    const body = Readable.toWeb(Readable.from(bytesOf(text))) as ReadableStream;
    return context.body(body, 200, {
      'content-type': types[ending],
      'content-disposition': `attachment; filename="${name}"`,
    });
  }
}

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' };

async function* bytesOf(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of text) yield Buffer.from(piece);
}

function filterIn(context: Context): { status?: Status } {
  const { status } = Filter.parse(context.req.query());
  return status ? { status } : {};
}

/** All that is kept of each reader, as one JSON document with a reader a line. */
async function* exportJson(
  store: SubscriberStore,
  filter: { status?: Status },
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const readers of store.batches(filter)) {
    yield before + readers.map((reader) => JSON.stringify(reader)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
