/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { eraseReader } from '../jobs/readers.js';
import { paths } from '../letters/links.js';
import { type Address, parseAddress } from '../subscribers/address.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { askForLetter, changeAddress, planMove } from '../subscribers/transitions.js';
import { disposableWords, isDisposable } from './disposable.js';
import { readForm } from './form.js';
import { writeKnownLetter, writeLinkLetter } from './letters.js';
import { type Followed, follow, followToNewAddress, isOfNobody } from './link.js';
import type { SiteParts } from './parts.js';
import { readerDataWriter } from './reader-data.js';
import { deadLink, say } from './respond.js';
import { EmailField } from './views/email-field.js';
import { PressButton } from './views/press-button.js';

/**
 * What only a fresh link from the mailbox opens: moving to another address, taking one's data along,
 * being forgotten.
 */
export function mailboxPages(parts: SiteParts): Hono {
  const { frame, readers, app, metrics } = parts;
  const writeData = readerDataWriter(parts);
  const routes = new Hono();

  routes.get('/change-address/:token', async (context) => {
    const link = await freshLink('change-address', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    return say(context, frame, addressForm(link.token));
  });

  routes.post('/change-address/:token', async (context) => {
    const link = await freshLink('change-address', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    const form = await readForm(context);
    const typed = (form?.get('email') ?? '').slice(0, 1000);
    const address = parseAddress(typed);
    const refused = (problem: string) =>
      say(context, frame, { ...addressForm(link.token, { typed, problem }), status: 422 });
    if ('problem' in address) return refused(`That is no address: it ${address.problem}.`);
    if (isDisposable(address)) return refused(disposableWords);
    // Whether somebody has that address already shows nowhere, not even in the time this takes.
    parts.background.start(() => move(parts, link.reader, address));
    return say(context, frame, {
      title: 'Check the new mailbox',
      words: [
        'A letter is on its way to the new address, unless one was sent there a few minutes ago, or often enough for a day. Press the button in it, confirm on the page that opens, and the next edition comes there. Until then everything stays as it is.',
      ],
    });
  });

  routes.get('/new-address/:token', async (context) => {
    const link = await followToNewAddress(parts, context.req.param('token'));
    if (!link) return deadLink(context, frame);
    if (link.isThere) return say(context, frame, hasMoved(link.reader));
    return say(context, frame, {
      title: 'Confirm your new address',
      words: ['One press, and the next edition comes here instead.'],
      children: <PressButton action={paths.newAddress(link.token)}>Use this address</PressButton>,
    });
  });

  routes.post('/new-address/:token', async (context) => {
    const link = await followToNewAddress(parts, context.req.param('token'));
    if (!link) return deadLink(context, frame);
    if (link.isThere) return say(context, frame, hasMoved(link.reader));
    const at = app.clock.now().toISOString();
    const moved = await readers.change(link.reader.id, (reader) =>
      changeAddress(reader, link.address, at),
    );
    if (!moved || moved.kind === 'refused') return deadLink(context, frame);
    metrics.reader('moved');
    return say(context, frame, hasMoved(link.reader));
  });

  routes.get('/download/:token', async (context) => {
    const link = await freshLink('download', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    return say(context, frame, {
      title: 'Download your data',
      words: [
        'Everything that is kept about you: your subscription and preferences, your votes, every mailing you were in, and what came back of your letters, such as deliveries, openings and clicks. It comes as one JSON file.',
      ],
      children: <PressButton action={paths.download(link.token)}>Download my data</PressButton>,
    });
  });

  routes.post('/download/:token', async (context) => {
    const link = await freshLink('download', context.req.param('token'));
    if (!link) return deadLink(context, frame);
    const file = logged(writeData(link.reader));
    return context.body(ReadableStream.from(file), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-data.json"',
    });
  });

  /** A file that breaks off has told nobody yet: its answer had begun. */
  async function* logged(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    try {
      for await (const piece of pieces) yield encoder.encode(piece);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      parts.log.error({}, `A reader's data could not be gathered: ${reason}`);
      throw error;
    }
  }

  routes.get('/erase/:token', async (context) => {
    const link = await freshLink('erase', context.req.param('token'));
    if (!link) return erasedOrDead(context);
    return say(context, frame, {
      title: 'Delete your data',
      words: [
        'Your subscription, your preferences and your votes are deleted for good. What stays is a scrambled mark of your address, so that no import brings you back, and figures of past mailings under a number that leads to nobody any more.',
      ],
      children: (
        <PressButton action={paths.erase(link.token)} look="danger">
          Delete my data
        </PressButton>
      ),
    });
  });

  routes.post('/erase/:token', async (context) => {
    const link = await freshLink('erase', context.req.param('token'));
    if (!link) return erasedOrDead(context);
    // The votes first: once the reader is gone, the link that could ask again is dead.
    await eraseReader(app, link.reader.id);
    metrics.reader('erased');
    return say(context, frame, isForgotten);
  });

  /** A second press, or the link opened again, says the same: the reader shall not doubt the first. */
  async function erasedOrDead(context: Context<object, '/erase/:token'>): Promise<Response> {
    const gone = await isOfNobody(parts, 'erase', context.req.param('token'));
    return gone ? say(context, frame, isForgotten) : deadLink(context, frame);
  }

  async function freshLink(
    purpose: 'change-address' | 'download' | 'erase',
    token: string,
  ): Promise<Followed | undefined> {
    const link = await follow(parts, purpose, token);
    return link?.expired ? undefined : link;
  }

  return routes;
}

function hasMoved({ status }: Subscriber) {
  const next =
    status === 'active'
      ? 'The next edition comes to this address.'
      : 'The subscription has this address now. It is not active: no edition comes.';
  return { title: 'You have moved', words: [`${next} The old one gets nothing more.`] };
}

const isForgotten = {
  title: 'You are forgotten',
  words: ['Your subscription, your preferences and your votes are deleted.'],
};

/** Writes to the new address: to confirm it or, where it is a reader's, that it is. */
async function move(parts: SiteParts, reader: Subscriber, address: Address): Promise<void> {
  const at = parts.app.clock.now().toISOString();
  const holder = await parts.readers.find(address);
  if (holder && holder.id !== reader.id) {
    if (holder.status !== 'active') return;
    const asked = await parts.readers.change(holder.id, (known) =>
      askForLetter(known, 'confirm', at),
    );
    if (asked?.kind === 'changed') writeKnownLetter(parts, asked.subscriber);
    return;
  }
  const planned = await parts.readers.change(reader.id, (known) => {
    const { movingTo } = known;
    const elsewhere = movingTo !== undefined && movingTo.normalised !== address.normalised;
    const asked = askForLetter(known, 'new-address', at, { elsewhere });
    return asked.kind === 'changed' ? planMove(asked.subscriber, address, at) : asked;
  });
  if (planned?.kind === 'changed') writeLinkLetter(parts, planned.subscriber, 'new-address');
}

function addressForm(token: string, wrong?: { typed: string; problem: string }) {
  return {
    title: 'Move to another address',
    words: ['Name the new address. A letter there confirms it.'],
    children: (
      <div class="card">
        <form class="stack" method="post" action={paths.changeAddress(token)}>
          <EmailField label="New email address" value={wrong?.typed} problem={wrong?.problem} />
          <div>
            <button class="button" type="submit">
              Continue
            </button>
          </div>
        </form>
      </div>
    ),
  };
}
