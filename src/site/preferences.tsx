/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { localDate } from '../editions/schedule.js';
import { paths } from '../letters/links.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { setPreferences } from '../subscribers/transitions.js';
import { readForm } from './form.js';
import { sendLinkLetter } from './letters.js';
import { follow } from './link.js';
import type { SiteParts } from './parts.js';
import {
  fieldsOf,
  type PreferenceFields,
  type PreferenceProblems,
  readPreferences,
} from './preferences-form.js';
import { deadLink, say, show } from './respond.js';
import { Document } from './views/document.js';
import { PreferencesView } from './views/preferences.js';
import { topicsOnOffer } from './views/topic-choice.js';

/** What touches the whole person asks the mailbox once more: a forwarded letter holds this page's link. */
const guarded = ['change-address', 'download', 'erase'] as const;

/** Says in the page's address that the choices were saved just now. */
const savedMark = 'saved';

/** Where every letter's preferences link leads. */
export function preferencesPages(parts: SiteParts): Hono {
  const { frame, readers, app, metrics, catalogue } = parts;
  const routes = new Hono();

  routes.get('/preferences/:token', async (context) => {
    const link = await follow(parts, 'preferences', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    const saved = context.req.query(savedMark) !== undefined;
    return show(context, await preferencesPage(link.reader, link.token, { saved }));
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
        children: (
          <p class="lead">
            <a href={paths.preferences(token)}>Back to your preferences</a>
          </p>
        ),
      });
    }
    const { categories } = await catalogue();
    const read = readPreferences(form, { reader, categories, ...today() });
    if ('problems' in read) return show(context, await preferencesPage(reader, token, read), 422);
    const at = app.clock.now().toISOString();
    const chosen = await readers.change(reader.id, (known) =>
      setPreferences(known, read.preferences, at),
    );
    if (!chosen || chosen.kind === 'refused') return deadLink(context, frame);
    if (chosen.kind === 'changed') metrics.reader('preferences');
    // What shows is a page to look at: coming back to it, no browser asks whether to send the form again.
    return context.redirect(`${paths.preferences(token)}?${savedMark}`, 303);
  });

  function today() {
    return { now: app.clock.now(), usualTimeZone: app.schedule.timeZone };
  }

  /** `fields` are what was sent, where something is wrong with it. */
  async function preferencesPage(reader: Subscriber, token: string, outcome: Outcome = {}) {
    const { categories } = await catalogue();
    const { now, usualTimeZone } = today();
    const tomorrow = new Date(now.getTime() + 86_400_000);
    return (
      <Document frame={frame} title={outcome.problems ? 'Something is wrong' : 'Your preferences'}>
        <PreferencesView
          action={paths.preferences(token)}
          unsubscribe={paths.unsubscribe(parts.signer.sign('unsubscribe', reader.id))}
          status={reader.status}
          mailbox={masked(reader.email)}
          fields={fieldsOf(reader, { now, usualTimeZone })}
          offered={topicsOnOffer(categories, reader.topics)}
          usualTimeZone={usualTimeZone}
          tomorrow={localDate(tomorrow, reader.timeZone ?? usualTimeZone)}
          {...outcome}
        />
      </Document>
    );
  }

  return routes;
}

interface Outcome {
  saved?: boolean;
  fields?: PreferenceFields;
  problems?: PreferenceProblems;
}

const mailed =
  'A letter with a fresh link is on its way to your mailbox: not everybody who holds this page’s link may do that. The link works for an hour.';
const mailedBefore =
  'Such a letter was sent to your mailbox a few minutes ago, or often enough for a day. Look there, or try again later.';

/** `a•••@example.com`: enough to know one's own, too little for whoever got the letter forwarded. */
function masked(email: string): string {
  return email.replace(/^(.)[^@]*@/u, '$1•••@');
}
