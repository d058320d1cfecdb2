import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import { codeOf } from '../disk.js';
import { eventsOf, type MailboxEvent, mailboxEvent } from './mailbox-event.js';
import { fateOf, type KeptMessage } from './message.js';

export interface WebhookOptions {
  /** Where the events are posted to. */
  url: string;
  /** As Resend shows it: `whsec_` and base64. */
  secret: string;
}

/** Tells an endpoint what becomes of messages, as Resend does through Svix. */
export interface Webhooks {
  /** Queues what Resend would tell of accepted messages; returns at once. */
  accepted(messages: readonly KeptMessage[]): void;
  /** Posts one event, again if need be; false when the endpoint did not take it. */
  send(event: MailboxEvent): Promise<boolean>;
  /**
   * Waits for what is queued: as long as the endpoint goes on taking something within each `patience`, and
   * `most` at most, in milliseconds. The rest is dropped.
   */
  close(limits: { patience: number; most: number }): Promise<void>;
}

/** A webhook's body as it is delivered, with what Svix puts into its headers. */
interface Delivery {
  payload: string;
  headers: { id: string; timestamp: string; signature: string };
}

/**
 * Signs a body as Resend does, through Svix: over its id, the time and itself. The time is the machine's own:
 * who verifies a signature goes by it.
 */
export function signDelivery(secret: string, payload: string, id = deliveryId()): Delivery {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`);
  return { payload, headers: { id, timestamp, signature: `v1,${signature.digest('base64')}` } };
}

function deliveryId(): string {
  return `msg_${randomBytes(20).toString('base64url')}`;
}

/** So many posts are under way at once, and so many messages wait at most: what is more is dropped. */
const atOnce = 16;
const mostWaiting = 100_000;

/** Waits between tries, in ms. Resend tries for hours; the sandbox does not live as long. */
const pauses = [200, 1000, 3000];
const timeout = 10_000;

/** While nobody listens, no more is tried for so long, in ms. */
const deafFor = 1000;

/** What Resend tells of a message; its content is not in it. */
type Told = Omit<KeptMessage, 'html' | 'text' | 'headers'>;

/** Webhooks to one endpoint, signed with its secret; `clock` dates what they tell. */
export function createWebhooks({ url, secret }: WebhookOptions, clock: Clock): Webhooks {
  const stop = new AbortController();
  const waiting: Told[] = [];
  /** How many of those that wait are taken out. */
  let taken = 0;
  const workers = new Set<Promise<void>>();
  let working = 0;
  let deafUntil = 0;
  /** While it closes: ends the waiting unless something is taken meanwhile. */
  let impatience: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    working += 1;
    for (let message = next(); message; message = next()) {
      for (const kind of eventsOf(fateOf(message))) {
        if (!stop.signal.aborted) await send(mailboxEvent(kind, message, { at: clock.now() }));
      }
    }
    working -= 1;
  }

  function next(): Told | undefined {
    const message = stop.signal.aborted ? undefined : waiting[taken];
    taken += 1;
    if (!message) forgetWaiting();
    if (taken * 2 > mostWaiting) {
      waiting.splice(0, taken);
      taken = 0;
    }
    return message;
  }

  function forgetWaiting(): void {
    waiting.length = 0;
    taken = 0;
  }

  async function send(event: MailboxEvent): Promise<boolean> {
    const body = JSON.stringify(event);
    const id = deliveryId();
    for (const pause of [...pauses, undefined]) {
      const answer = await post(id, body);
      if (answer === 'taken') return true;
      if (answer === 'nobody' || pause === undefined || stop.signal.aborted) return false;
      await clock.sleep(pause, stop.signal);
    }
    return false;
  }

  async function post(id: string, body: string): Promise<'taken' | 'failed' | 'nobody'> {
    if (Date.now() < deafUntil) return 'nobody';
    const { headers } = signDelivery(secret, body, id);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'svix-id': headers.id,
          'svix-timestamp': headers.timestamp,
          'svix-signature': headers.signature,
        },
        body,
        redirect: 'error',
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(timeout)]),
      });
      await response.body?.cancel();
      if (response.ok) {
        impatience?.refresh();
        return 'taken';
      }
      // Something else listens there.
      return response.status === 404 ? giveUp() : 'failed';
    } catch (error) {
      return isUnreachable(error) ? giveUp() : 'failed';
    }
  }

  function giveUp(): 'nobody' {
    deafUntil = Date.now() + deafFor;
    forgetWaiting();
    return 'nobody';
  }

  return {
    accepted(messages) {
      if (stop.signal.aborted || Date.now() < deafUntil) return;
      const room = Math.max(0, mostWaiting - (waiting.length - taken));
      for (const message of messages.slice(0, room)) {
        const { html: _, text: _text, headers: _headers, ...told } = message;
        waiting.push(told);
      }
      while (working < Math.min(atOnce, waiting.length - taken)) {
        const worker: Promise<void> = work().finally(() => workers.delete(worker));
        workers.add(worker);
      }
    },
    send,
    async close({ patience, most }) {
      impatience = setTimeout(() => stop.abort(), patience);
      const end = setTimeout(() => stop.abort(), most);
      await Promise.all(workers);
      clearTimeout(impatience);
      impatience = undefined;
      clearTimeout(end);
      stop.abort();
    },
  };
}

/** Whether nobody listens there or can be reached, as opposed to somebody who fails or is slow. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof TypeError)) return false;
  const code = codeOf(error.cause);
  return code === undefined || ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'].includes(code);
}
