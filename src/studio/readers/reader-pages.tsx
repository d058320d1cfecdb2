/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { historyOf } from '../../jobs/reader-history.js';
import { eraseReader, unsubscribeReader } from '../../jobs/readers.js';
import { type Subscriber, subscriberId } from '../../subscribers/subscriber.js';
import type { StudioParts } from '../parts.js';
import { notFound, piece, show } from '../respond.js';
import { Document } from '../views/document.js';
import { Notice } from '../views/pieces.js';
import { History, HistoryToCome } from './views/history.js';
import { erasingWord, longestReason, ReaderView } from './views/reader.js';

const Unsubscribing = z.object({ reason: z.string().catch('') });
const Erasing = z.object({ word: z.string().catch('') });
const View = z.object({ done: z.literal('unsubscribed').optional().catch(undefined) });

/** `/readers/<id>`: one reader, with what happened; unsubscribes and erases. */
export function readerPages({ app, frame, log }: StudioParts): Hono {
  const routes = new Hono();

  routes.get('/:id', async (context) => {
    const reader = await readerIn(context);
    if (!reader) return notFound(context, frame, 'reader');
    const { done } = View.parse(context.req.query());
    const notice = done && reader.status !== 'active' && (
      <Notice tone="good">
        {reader.status === 'suppressed'
          ? 'The consent is withdrawn.'
          : 'The reader is unsubscribed, and gets no further edition.'}
      </Notice>
    );
    return page(context, reader, { notice });
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
    const { kind } = await unsubscribeReader(app, reader.id, oneLine(reason) || undefined);
    if (kind === 'changed') log.info({ reader: reader.id }, 'A reader was unsubscribed.');
    return context.redirect(`/readers/${reader.id}?done=unsubscribed`, 303);
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

function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu, ' ').trim();
  return [...line].slice(0, longestReason).join('');
}
