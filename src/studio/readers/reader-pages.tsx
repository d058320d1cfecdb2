/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { historyOf } from '../../jobs/reader-history.js';
import { eraseReader, liftReader, unsubscribeReader } from '../../jobs/readers.js';
import { type Subscriber, subscriberId } from '../../subscribers/subscriber.js';
import type { StudioParts } from '../parts.js';
import { notFound, piece, show } from '../respond.js';
import { Document } from '../views/document.js';
import { Notice } from '../views/pieces.js';
import { History, HistoryToCome } from './views/history.js';
import { erasingWord, longestReason, ReaderView } from './views/reader.js';
import { oneLine } from './wording.js';

const Unsubscribing = z.object({ reason: z.string().catch('') });
const Erasing = z.object({ word: z.string().catch('') });
const View = z.object({
  done: z.enum(['added', 'there', 'unsubscribed', 'lifted']).optional().catch(undefined),
});

/** `/readers/<id>`: one reader, with what happened; unsubscribes, lifts a suppression, erases. */
export function readerPages({ app, frame, log }: StudioParts): Hono {
  const routes = new Hono();

  routes.get('/:id', async (context) => {
    const reader = await readerIn(context);
    if (!reader) return notFound(context, frame, 'reader');
    const { done } = View.parse(context.req.query());
    const said = done && sentenceOn(done, reader);
    return page(context, reader, { notice: said && <Notice tone="good">{said}</Notice> });
  });

  routes.get('/:id/history', async (context) => {
    const reader = await readerIn(context);
    if (!reader) return notFound(context, frame, 'reader');
    const history = await historyOf(app, reader.id);
    const view = <History history={history} timeZone={app.schedule.timeZone} />;
    return context.req.header('hx-request') === undefined
      ? page(context, reader, { history: view })
      : piece(context, view);
  });

  routes.post('/:id/unsubscribe', async (context) => {
    const reader = await readerIn(context);
    if (!reader) return notFound(context, frame, 'reader');
    const { reason } = Unsubscribing.parse(await context.req.parseBody());
    const { kind } = await unsubscribeReader(
      app,
      reader.id,
      oneLine(reason, longestReason) || undefined,
    );
    if (kind === 'changed') log.info({ reader: reader.id }, 'A reader was unsubscribed.');
    return context.redirect(`/readers/${reader.id}?done=unsubscribed`, 303);
  });

  routes.post('/:id/lift', async (context) => {
    const reader = await readerIn(context);
    if (!reader) return notFound(context, frame, 'reader');
    const { kind } = await liftReader(app, reader.id);
    if (kind === 'changed') log.info({ reader: reader.id }, 'A suppression was lifted.');
    return context.redirect(`/readers/${reader.id}?done=lifted`, 303);
  });

  routes.post('/:id/erase', async (context) => {
    const reader = await readerIn(context);
    if (!reader) return notFound(context, frame, 'reader');
    const { word } = Erasing.parse(await context.req.parseBody());
    if (word.trim().toLowerCase() !== erasingWord) {
      return page(context, reader, { mistyped: word, status: 422 });
    }
    await eraseReader(app, reader.id);
    log.info({ reader: reader.id }, 'A reader was erased.');
    return context.redirect('/readers?erased=1', 303);
  });

  return routes;

  async function readerIn(context: Context): Promise<Subscriber | undefined> {
    const id = context.req.param('id') ?? '';
    if (!subscriberId.test(id)) return undefined;
    const store = await app.subscribers();
    await store.refresh();
    return store.get(id);
  }

  function page(
    context: Context,
    reader: Subscriber,
    given: { notice?: Child; history?: Child; mistyped?: string; status?: 200 | 422 },
  ): Promise<Response> {
    const { notice, mistyped, status = 200, history = <HistoryToCome id={reader.id} /> } = given;
    return show(
      context,
      // The address is no part of the title, which browsers remember.
      <Document
        frame={frame}
        room="readers"
        title={`Reader ${reader.id}`}
        lead={reader.name ?? reader.email}
        aside={
          <a class="button quiet" href="/readers">
            All readers
          </a>
        }
      >
        <ReaderView
          reader={reader}
          timeZone={app.schedule.timeZone}
          now={app.clock.now()}
          history={history}
          notice={notice}
          {...(mistyped !== undefined && { mistyped })}
        />
      </Document>,
      status,
    );
  }
}

/** What was done, if the reader still is as it left them. */
function sentenceOn(
  done: 'added' | 'there' | 'unsubscribed' | 'lifted',
  { status }: Subscriber,
): string | undefined {
  switch (done) {
    case 'added':
      return status === 'active' ? 'The reader is added, and gets the next edition.' : undefined;
    case 'there':
      return 'The reader is there already; nothing was changed.';
    case 'lifted':
      if (status === 'suppressed') return undefined;
      return status === 'active'
        ? 'The suppression is lifted: the reader gets the next edition. If the address is on Resend’s own suppression list, remove it there too.'
        : 'The suppression is lifted. No consent is on record, so that the reader is unsubscribed: only the reader can come back.';
    case 'unsubscribed':
      if (status === 'active') return undefined;
      return status === 'suppressed'
        ? 'The consent is withdrawn.'
        : 'The reader is unsubscribed, and gets no further edition.';
  }
}
