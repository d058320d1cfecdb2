/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { Temporal } from 'temporal-polyfill';
import { localDate } from '../editions/schedule.js';
import { Format } from '../letters/letter.js';
import { paths } from '../letters/links.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { isTimeZone } from '../subscribers/time-zone.js';
import { type Preferences, setPreferences } from '../subscribers/transitions.js';
import { readForm } from './form.js';
import { sendLinkLetter } from './letters.js';
import { follow } from './link.js';
import type { SiteParts } from './parts.js';
import { deadLink, say, show } from './respond.js';
import { Document } from './views/document.js';
import { PreferencesView } from './views/preferences.js';

/** What touches the whole person asks the mailbox once more: a forwarded letter holds this page's link. */
const guarded = ['change-address', 'download', 'erase'] as const;

/** Where every letter's preferences link leads. */
export function preferencesPages(parts: SiteParts): Hono {
  const { frame, readers, app, metrics, catalogue } = parts;
  const routes = new Hono();

  routes.get('/preferences/:token', async (context) => {
    const link = await follow(parts, 'preferences', context.req.param('token'));
    return link ? page(link.reader, link.token) : deadLink(context, frame);

    async function page(reader: Subscriber, token: string) {
      return show(context, await preferencesPage(reader, token));
    }
  });

  routes.post('/preferences/:token', async (context) => {
    const link = await follow(parts, 'preferences', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    const form = (await readForm(context)) ?? new URLSearchParams();
    const { reader, token } = link;
    const kind = guarded.find((each) => each === form.get('ask'));
    if (kind) {
      const sent = await sendLinkLetter(parts, reader, kind);
      return say(context, frame, {
        title: sent ? 'Check your mailbox' : 'One letter at a time',
        words: [sent ? mailed : mailedBefore],
      });
    }
    const { categories } = await catalogue();
    const read = readPreferences(form, reader, categories, app.clock.now(), app.schedule.timeZone);
    if ('problem' in read) {
      return show(context, await preferencesPage(reader, token, { problem: read.problem }), 422);
    }
    const at = app.clock.now().toISOString();
    const chosen = await readers.change(reader.id, (known) =>
      setPreferences(known, read.preferences, at),
    );
    if (!chosen || chosen.kind === 'refused') return deadLink(context, frame);
    if (chosen.kind === 'changed') metrics.reader('preferences');
    return show(context, await preferencesPage(chosen.subscriber, token, { saved: true }));
  });

  async function preferencesPage(
    reader: Subscriber,
    token: string,
    outcome: { saved?: boolean; problem?: string } = {},
  ) {
    const { categories } = await catalogue();
    const now = app.clock.now();
    const timeZone = reader.timeZone ?? app.schedule.timeZone;
    const paused = reader.pausedUntil !== undefined && Date.parse(reader.pausedUntil) > +now;
    return (
      <Document frame={frame} title="Your preferences">
        <PreferencesView
          action={paths.preferences(token)}
          unsubscribe={paths.unsubscribe(parts.signer.sign('unsubscribe', reader.id))}
          status={reader.status}
          mailbox={masked(reader.email)}
          format={reader.format}
          topics={reader.topics}
          categories={categories}
          timeZone={reader.timeZone ?? ''}
          usualTimeZone={app.schedule.timeZone}
          pausedUntil={paused ? localDate(new Date(reader.pausedUntil ?? now), timeZone) : ''}
          tomorrow={localDate(new Date(now.getTime() + 86_400_000), timeZone)}
          {...outcome}
        />
      </Document>
    );
  }

  return routes;
}

const mailed =
  'A letter with a fresh link is on its way to your mailbox: not everybody who holds this page’s link may do that. The link works for an hour.';
const mailedBefore =
  'Such a letter was sent to your mailbox a few minutes ago, or often enough for a day. Look there, or try again later.';

type Read = { preferences: Preferences } | { problem: string };

/** What the form chooses. A pause ends as the day begins where the reader lives. */
function readPreferences(
  form: URLSearchParams,
  reader: Subscriber,
  categories: readonly string[],
  now: Date,
  usualTimeZone: string,
): Read {
  const format = Format.safeParse(form.get('format') ?? reader.format);
  const timeZone = (form.get('time-zone') ?? '').trim();
  const until = (form.get('paused-until') ?? '').trim();
  const offered = [...categories, ...reader.topics];
  const topics = [...new Set(form.getAll('topics'))];
  if (!format.success) return { problem: 'That is no format.' };
  if (topics.some((topic) => !offered.includes(topic))) return { problem: 'That is no topic.' };
  if (timeZone !== '' && !isTimeZone(timeZone)) {
    return { problem: 'That is no time zone. Write it like Europe/Berlin.' };
  }
  const pausedUntil = until === '' ? '' : startOfDay(until, timeZone || usualTimeZone);
  if (pausedUntil === undefined) return { problem: 'That is no date. Write it like 2026-12-24.' };
  if (pausedUntil !== '' && Date.parse(pausedUntil) - now.getTime() > longestPauseMs) {
    return { problem: 'Choose a day within two years, or unsubscribe.' };
  }
  // A day that is over ends the pause.
  const over = pausedUntil !== '' && Date.parse(pausedUntil) <= now.getTime();
  return {
    preferences: { format: format.data, topics, timeZone, pausedUntil: over ? '' : pausedUntil },
  };
}

const longestPauseMs = 2 * 366 * 86_400_000;

function startOfDay(date: string, timeZone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  try {
    const day = Temporal.PlainDate.from(date, { overflow: 'reject' });
    return new Date(day.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  } catch {
    return undefined; // RangeError: the calendar has no such day.
  }
}

/** `a•••@example.com`: enough to know one's own, too little for whoever got the letter forwarded. */
function masked(email: string): string {
  return email.replace(/^(.)[^@]*@/u, '$1•••@');
}
