import type { Clock } from '../clock.js';
import type { VerifiedWebhook, WebhookDelivery } from '../mailings/courier.js';
import { type Address, parseAddress, splitNamedAddress } from '../subscribers/address.js';
import type { SubscriberStore } from '../subscribers/store.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { suppress } from '../subscribers/transitions.js';
import { type Arrival, readPayload } from './event.js';
import type { Events } from './events.js';
import type { SoftBounces } from './soft-bounces.js';

/**
 * What became of a webhook. `counted` and `repeated` want a 200, `unauthorised` a 401, and `unreadable`,
 * which is signed but no event, a 400.
 */
export type Received = 'counted' | 'repeated' | 'unauthorised' | 'unreadable';

/** Takes one webhook. Resolves when what follows from it is on disk; rejects when the disk refuses. */
export type Receive = (delivery: WebhookDelivery) => Promise<Received>;

/** What a receiver of webhooks works with. */
export interface Receiving {
  verify(delivery: WebhookDelivery): VerifiedWebhook;
  events: Events;
  softBounces: SoftBounces;
  readers: Pick<SubscriberStore, 'find' | 'change'>;
  /** The weeks that were mailed. */
  mailed(): Promise<readonly string[]>;
  clock: Clock;
}

/**
 * What takes Resend's webhooks. An event counts once, also when it is delivered again after a restart; what
 * follows from it is done before it is counted, so that a crash in between leaves it to the next delivery.
 * In which order events come makes no difference.
 */
export function createReceiver(parts: Receiving): Receive {
  return async (delivery) => {
    const verified = parts.verify(delivery);
    if (verified.kind === 'forged') return 'unauthorised';
    if (verified.kind === 'unreadable') return 'unreadable';
    const arrival = readPayload(delivery.headers.id, verified.payload, parts.clock.now());
    if (!arrival) return 'unreadable';
    const { event } = arrival;
    const effect = effectOf(arrival);
    if (effect && !(await parts.events.has(event))) await apply(effect, arrival, parts);
    return (await parts.events.record(event)) ? 'counted' : 'repeated';
  };
}

/** Why a reader must not be mailed again, or that this may be the last time that a mailbox is full. */
type Effect = { suppress: string } | { softBounce: string };

function effectOf({ event }: Arrival): Effect | undefined {
  switch (event.type) {
    case 'email.bounced':
      if (event.bounce === 'Permanent') return { suppress: 'permanent bounce' };
      return event.bounce === 'Transient' && event.mailing
        ? { softBounce: event.mailing.slice(0, 8) }
        : undefined;
    case 'email.complained':
      return { suppress: 'complaint' };
    case 'email.suppressed':
      return { suppress: 'on Resend’s suppression list' };
    default:
      return undefined;
  }
}

async function apply(effect: Effect, arrival: Arrival, parts: Receiving): Promise<void> {
  const reader = await readerOf(arrival, parts);
  if (reader === undefined) return;
  const reason = 'suppress' in effect ? effect.suppress : await lastStraw(effect, reader, parts);
  if (reason === undefined) return;
  const at = parts.clock.now().toISOString();
  await parts.readers.change(reader, (subscriber) =>
    hasMoved(subscriber, arrival)
      ? { kind: 'unchanged', subscriber }
      : suppress(subscriber, { at, reason }),
  );
}

/** Whether the reader has another address since the message was made: what came back is about the old one. */
function hasMoved(reader: Subscriber, { to, madeAt }: Arrival): boolean {
  const address = addressIn(to);
  if (address === undefined || address.normalised === reader.normalised) return false;
  return madeAt !== undefined && reader.createdAt <= madeAt && madeAt < reader.updatedAt;
}

async function lastStraw(
  { softBounce }: Extract<Effect, { softBounce: string }>,
  reader: string,
  { softBounces, mailed }: Receiving,
): Promise<string | undefined> {
  return (await softBounces.note(reader, softBounce, mailed))
    ? 'three transient bounces in the last five mailings'
    : undefined;
}

/** The reader whom the message is tagged with or, of letters without the tag, who has the address. */
async function readerOf(
  { event, to }: Arrival,
  { readers }: Receiving,
): Promise<string | undefined> {
  if (event.reader !== undefined) return event.reader;
  const address = addressIn(to);
  return address && (await readers.find(address))?.id;
}

function addressIn(mailbox = ''): Address | undefined {
  const address = parseAddress(splitNamedAddress(mailbox).address);
  return 'problem' in address ? undefined : address;
}
