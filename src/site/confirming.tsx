/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { paths } from '../letters/links.js';
import { confirm } from '../subscribers/transitions.js';
import { readForm } from './form.js';
import { sendLinkLetter, writeWelcome } from './letters.js';
import { follow } from './link.js';
import type { SiteParts } from './parts.js';
import type { PendingLimit } from './pending-limit.js';
import { deadLink, say } from './respond.js';
import { PressButton } from './views/press-button.js';

/** Where the confirmation letter leads. Looking changes nothing: scanners look too. */
export function confirmationPages(parts: SiteParts, pending: PendingLimit): Hono {
  const { frame, readers, app, metrics } = parts;
  const routes = new Hono();

  routes.get('/confirm/:token', async (context) => {
    const link = await follow(parts, 'confirm', context.req.param('token'));
    if (!link || link.reader.status === 'suppressed') return deadLink(context, frame);
    if (link.reader.status === 'active') return say(context, frame, await isIn(parts));
    if (link.expired) {
      return say(context, frame, {
        title: 'This link has expired',
        words: ['It worked for 7 days. A fresh one can be sent to the same address.'],
        children: (
          <PressButton action={paths.confirm(link.token)} name="send" value="fresh">
            Send me a fresh link
          </PressButton>
        ),
      });
    }
    return say(context, frame, {
      title: 'Confirm your subscription',
      words: ['One press, and the next edition comes to your mailbox.'],
      children: (
        <PressButton action={paths.confirm(link.token)}>Confirm my subscription</PressButton>
      ),
    });
  });

  routes.post('/confirm/:token', async (context) => {
    const link = await follow(parts, 'confirm', context.req.param('token'));
    if (!link || link.reader.status === 'suppressed') return deadLink(context, frame);
    const { reader, expired } = link;
    if (reader.status === 'active') return say(context, frame, await isIn(parts));
    if (expired) {
      const form = await readForm(context);
      if (form?.get('send') !== 'fresh') return deadLink(context, frame);
      await sendLinkLetter(parts, reader, 'confirm');
      return say(context, frame, {
        title: 'Check your mailbox',
        words: [
          'A fresh link is on its way to the same address, unless one was sent a few minutes ago.',
        ],
      });
    }
    const at = app.clock.now().toISOString();
    const confirmed = await readers.change(reader.id, (now) =>
      confirm(now, { at, from: '/confirm' }),
    );
    if (!confirmed || confirmed.kind === 'refused') return deadLink(context, frame);
    if (confirmed.kind === 'changed') {
      pending.confirmed(reader.normalised);
      metrics.reader('confirmed');
      writeWelcome(parts, confirmed.subscriber);
    }
    return say(context, frame, await isIn(parts));
  });

  return routes;
}

async function isIn({ catalogue }: SiteParts) {
  const [latest] = (await catalogue()).editions;
  return {
    title: 'You are in',
    words: [
      'Your subscription is confirmed. A letter with your own links is on its way: what you get, and when, is yours to choose, and leaving takes one press.',
    ],
    children: (
      <p class="lead">
        Until the next edition:{' '}
        {latest ? (
          <a href={paths.edition(latest.week)}>read the latest one</a>
        ) : (
          <a href="/compare">read the comparisons</a>
        )}
        .
      </p>
    ),
  };
}
