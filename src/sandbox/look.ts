import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { Clock } from '../clock.js';
import type { Receive } from '../feedback/receive.js';
import type { OutboxPage, OutboxQuery, SandboxOutbox } from '../jobs/sandbox-outbox.js';
import { toEml } from './eml.js';
import { parseKept, readKeptMessage } from './folder-outbox.js';
import { mailboxEvent } from './mailbox-event.js';
import { KeptMessage, recipientsOf } from './message.js';
import { NewestRequests, readUpTo, readWhole } from './newest-requests.js';
import { Acceptance } from './outbox.js';
import { signDelivery } from './webhooks.js';

/** What takes the webhooks, and the secret that it knows them by. */
export interface MailboxEnd {
  secret: string;
  receive: Receive;
}

/** So many messages are opened, or so many lists of addresses gone through, for one page of a search. */
const mostOpened = 5000;
const mostPassed = 100_000;

/**
 * The outbox that a sandbox keeps in `folder`. `mailboxes` opens what is told of acts, or throws where there
 * are none to act for.
 */
export function lookInto(
  folder: string,
  { mailboxes, clock }: { mailboxes: () => Promise<MailboxEnd>; clock: Clock },
): SandboxOutbox {
  const requests = new NewestRequests(folder);
  return {
    page: (query) => pageOf(requests, query),
    message: (id) => readKeptMessage(folder, id),
    eml: toEml,
    async act(message, { kind, ...visit }) {
      const { secret, receive } = await mailboxes();
      const event = mailboxEvent(kind, message, { at: clock.now(), ...visit });
      return receive(signDelivery(secret, JSON.stringify(event)));
    },
  };
}

/** What the list shows of a message: its file's beginning. */
const Summary = KeptMessage.omit({ text: true, html: true });
type Summary = z.infer<typeof Summary>;

async function pageOf(requests: NewestRequests, query: OutboxQuery): Promise<OutboxPage> {
  const { limit, before } = query;
  const search = query.search?.trim().toLowerCase() ?? '';
  const page: OutboxPage = { messages: [], looked: 0, complete: true };
  let opened = 0;
  for await (const { place, lowestId } of requests.before(before)) {
    await setImmediate();
    const path = join(place, 'request.json');
    const text = readWhole(path);
    // Only an address has an @: then what went to nobody of that address need not be opened.
    if (search.includes('@') && !text.toLowerCase().includes(inJson(search))) {
      page.looked += text.split('"recipients"').length - 1;
      page.next = lowestId;
    } else {
      for (const { id } of parseKept(text, path, Acceptance).messages.reverse()) {
        if (before !== undefined && id >= before) continue;
        if (page.messages.length === limit) return page;
        const message = readUpTo(join(place, `${id}.json`), 'text', Summary);
        if (message && isWanted(message, search, query.week)) page.messages.push(message);
        page.next = id;
        page.looked += 1;
        opened += 1;
      }
    }
    if (opened >= mostOpened || page.looked >= mostPassed) return { ...page, complete: false };
  }
  const { next: _, ...last } = page;
  return last;
}

function isWanted(message: Summary, search: string, week: string | undefined): boolean {
  const mailing = message.tags.find(({ name }) => name === 'mailing')?.value;
  if (week !== undefined && !mailing?.startsWith(`${week}-`)) return false;
  return (
    search === '' ||
    message.subject.toLowerCase().includes(search) ||
    recipientsOf(message).some((address) => address.includes(search))
  );
}

/** As the text stands within a string of JSON. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
