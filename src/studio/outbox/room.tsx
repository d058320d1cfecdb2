/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Week } from '../../editions/week.js';
import { type MailboxAct, readerOf, type TakenMessage } from '../../jobs/sandbox-outbox.js';
import { letterPage } from '../letter-page.js';
import type { StudioParts } from '../parts.js';
import { notFound, show } from '../respond.js';
import { createSearches } from '../searches.js';
import { type LetterLink, linksIn } from './links.js';
import { type Narrowed, OutboxList } from './list.js';
import { acts, faces, MessagePage } from './message.js';

/** So many letters on one page. */
const pageSize = 50;

/** The id of a message, as far as its looks go. */
const MessageId = z.string().regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);

const Asked = z.object({ week: Week.optional(), before: MessageId.optional() });

const Search = z.object({ search: z.string().trim().max(320).catch('') });
const Further = z.object({ before: MessageId.optional().catch(undefined) });

const View = z.object({
  show: z.enum(faces).catch('letter'),
  scheme: z.enum(['light', 'dark']).catch('light'),
  done: z.enum(acts).optional().catch(undefined),
});

/** What the sandbox took, and the mailboxes of those it went to. */
export function outboxRoom({ app, frame }: StudioParts): Hono {
  const room = new Hono();
  const zone = app.config.timeZone;
  const searches = createSearches<string>(app.clock);

  room.get('/', async (context) => {
    const asked = Asked.safeParse(context.req.query());
    if (!asked.success) return notFound(context, frame, 'list of letters');
    return list(context, asked.data);
  });

  // Posted, because what is searched for is an address more often than not.
  room.post('/search', async (context) => {
    const { search } = Search.parse(await context.req.parseBody());
    const week = Week.safeParse(search.toUpperCase());
    if (week.success) return context.redirect(`/outbox?week=${week.data}`, 303);
    if (search === '') return context.redirect('/outbox', 303);
    return context.redirect(`/outbox/search/${searches.keep(search)}`, 303);
  });

  room.get('/search', (context) => context.redirect('/outbox', 302));

  room.get('/search/:id', (context) => {
    const id = context.req.param('id');
    const search = searches.find(id);
    if (search === undefined) return list(context, { gone: true });
    return list(context, { search, searchId: id, ...Further.parse(context.req.query()) });
  });

  room.get('/:file{.+\\.eml}', async (context) => {
    const id = context.req.param('file').slice(0, -'.eml'.length);
    const outbox = await app.outbox();
    const message = await outbox.message(id);
    if (!message) return notFound(context, frame, 'letter');
    return context.body(outbox.eml(message), 200, {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${message.id}.eml"`,
    });
  });

  room.get('/:id', async (context) => {
    const message = await messageOf(context);
    if (!message) return notFound(context, frame, 'letter');
    return messagePage(context, message);
  });

  room.get('/:id/letter', async (context) => {
    const message = await messageOf(context);
    if (!message?.html) return notFound(context, frame, 'letter');
    const { scheme } = View.parse(context.req.query());
    return letterPage(context, message.html, { scheme, images: true, styles: 'all' });
  });

  room.post('/:id/events', async (context) => {
    const message = await messageOf(context);
    if (!message) return notFound(context, frame, 'letter');
    const act = actIn(await context.req.parseBody(), linksIn(message.html ?? ''));
    if ('problem' in act) return messagePage(context, message, act.problem);
    const received = await (await app.outbox()).act(message, act);
    if (received !== 'counted') {
      return messagePage(context, message, `What takes webhooks said: ${received}.`);
    }
    return context.redirect(`/outbox/${message.id}?done=${act.kind}`, 303);
  });

  async function list(context: Context, narrowed: Narrowed): Promise<Response> {
    const { week, search, before } = narrowed;
    const page = await (await app.outbox()).page({ week, search, before, limit: pageSize });
    return show(context, <OutboxList frame={frame} zone={zone} page={page} {...narrowed} />);
  }

  async function messageOf(context: Context): Promise<TakenMessage | undefined> {
    return (await app.outbox()).message(context.req.param('id') ?? '');
  }

  async function messagePage(context: Context, message: TakenMessage, problem?: string) {
    const page = (
      <MessagePage
        frame={frame}
        zone={zone}
        message={message}
        reader={await readerOf(app, message)}
        links={linksIn(message.html ?? '')}
        {...View.parse(context.req.query())}
        {...(problem !== undefined && { problem })}
      />
    );
    return show(context, page, problem === undefined ? 200 : 422);
  }

  return room;
}

/** What the form asks the mailbox to do. */
function actIn(form: unknown, links: readonly LetterLink[]): MailboxAct | { problem: string } {
  const asked = z
    .object({ what: z.enum(acts), link: z.coerce.number().int().optional() })
    .safeParse(form);
  if (!asked.success) return { problem: 'Press one of these buttons.' };
  const { what, link } = asked.data;
  if (what !== 'clicked') return { kind: what };
  const clicked = links[link ?? -1];
  return clicked ? { kind: what, link: clicked.href } : { problem: 'Choose a link of the letter.' };
}
