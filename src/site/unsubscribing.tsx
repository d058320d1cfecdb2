/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { localDate } from '../editions/schedule.js';
import { paths } from '../letters/links.js';
import { dateInWords } from '../letters/wording.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { setPreferences, unsubscribe } from '../subscribers/transitions.js';
import { lineOf, readForm } from './form.js';
import { follow } from './link.js';
import type { SiteParts } from './parts.js';
import { deadLink, say } from './respond.js';
import { PressButton } from './views/press-button.js';

const fourWeeksMs = 28 * 86_400_000;
const longestReason = 300;

/**
 * Where every letter's unsubscribe link leads. A POST without a choice unsubscribes at once and is
 * answered 200 without a redirect, which is what mailbox providers send: RFC 8058, urlencoded or
 * multipart, without cookies.
 */
export function unsubscribePages(parts: SiteParts): Hono {
  const { frame, readers, app, metrics } = parts;
  const routes = new Hono();

  routes.get('/unsubscribe/:token', async (context) => {
    const link = await follow(parts, 'unsubscribe', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    if (link.reader.status !== 'active') return say(context, frame, hasLeft);
    const action = paths.unsubscribe(link.token);
    const inFourWeeks = new Date(app.clock.now().getTime() + fourWeeksMs).toISOString();
    const until = later(link.reader.pausedUntil, inFourWeeks);
    const offers = { brief: link.reader.format === 'digest', pause: until === inFourWeeks };
    return say(context, frame, {
      title: 'Unsubscribe',
      words: [`One press, and you get no more of ${frame.masthead.publication}.`],
      children: (
        <>
          <div class="card">
            <form class="stack" method="post" action={action}>
              <div class="field">
                <label for="reason">Would you tell us why? (optional)</label>
                <input id="reason" type="text" name="reason" maxlength={longestReason} />
              </div>
              <div>
                <button class="button" type="submit">
                  Unsubscribe
                </button>
              </div>
            </form>
          </div>
          <div class="card">
            <h2 class="subheading">Fewer emails instead?</h2>
            {!offers.pause && <p>{nothingBefore(link.reader, until)}</p>}
            {(offers.brief || offers.pause) && (
              <div class="buttons">
                {offers.brief && (
                  <PressButton action={action} name="instead" value="brief" look="quiet">
                    Get the brief: one line a matchup
                  </PressButton>
                )}
                {offers.pause && (
                  <PressButton action={action} name="instead" value="pause" look="quiet">
                    Pause for 4 weeks
                  </PressButton>
                )}
              </div>
            )}
          </div>
        </>
      ),
    });
  });

  routes.post('/unsubscribe/:token', async (context) => {
    const link = await follow(parts, 'unsubscribe', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    const form = (await readForm(context)) ?? new URLSearchParams();
    const { reader } = link;
    const now = app.clock.now();
    const at = now.toISOString();
    const instead = form.get('instead');
    if (reader.status === 'active' && instead === 'brief') {
      await readers.change(reader.id, (known) => setPreferences(known, { format: 'brief' }, at));
      metrics.reader('preferences');
      return say(context, frame, {
        title: 'The brief it is',
        words: [`From the next edition on you get one line for each matchup. ${undone}`],
      });
    }
    if (reader.status === 'active' && instead === 'pause') {
      const inFourWeeks = new Date(now.getTime() + fourWeeksMs).toISOString();
      const paused = await readers.change(reader.id, (known) =>
        // A pause that is longer stays as it is.
        setPreferences(known, { pausedUntil: later(known.pausedUntil, inFourWeeks) }, at),
      );
      if (!paused || paused.kind === 'refused') return deadLink(context, frame);
      if (paused.kind === 'changed') metrics.reader('preferences');
      const until = paused.subscriber.pausedUntil ?? inFourWeeks;
      return say(context, frame, {
        title: until === inFourWeeks ? 'Paused for 4 weeks' : 'Paused for longer already',
        words: [`${nothingBefore(reader, until)} After that, all goes on by itself. ${undone}`],
      });
    }
    const reason = lineOf(form.get('reason'), longestReason);
    const left = await readers.change(reader.id, (known) =>
      unsubscribe(known, { at, reason: reason || undefined }),
    );
    if (left?.kind === 'changed') metrics.reader('unsubscribed');
    return say(context, frame, hasLeft);
  });

  function nothingBefore({ timeZone = app.schedule.timeZone }: Subscriber, until: string): string {
    return `No edition comes before ${dateInWords(localDate(new Date(until), timeZone))}.`;
  }

  return routes;
}

/** The later of two times, ISO 8601; the second where there is no first. */
function later(first: string | undefined, second: string): string {
  return first !== undefined && Date.parse(first) > Date.parse(second) ? first : second;
}

const undone = 'The preferences link at the foot of every letter changes it back.';

const hasLeft = {
  title: 'You are unsubscribed',
  words: ['No edition comes to you any more. A mailing that is under way leaves you out as well.'],
  children: (
    <p class="lead">
      By mistake? <a href="/subscribe">Subscribe again</a>.
    </p>
  ),
};
