import { createHmac } from 'node:crypto';
import type { App } from '../../src/app.js';
import type { Event } from '../../src/feedback/event.js';
import type { WebhookDelivery } from '../../src/mailings/courier.js';

export const webhookSecret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;

/** A mailing's id of that week. */
export function mailingIdOf(week: string): string {
  return `${week}-0123456789ab`;
}

export const mailing = mailingIdOf('2026-W47');

/** A webhook's body, tagged for a reader of a mailing. */
export function payloadOf(
  type: string,
  reader: string,
  { at = '2026-11-17T09:00:10.000Z', ...data }: Record<string, unknown> = {},
) {
  return {
    type,
    created_at: at,
    data: {
      created_at: '2026-11-17T09:00:00.000Z',
      email_id: `email-${reader}`,
      from: 'Verdicts <verdicts@example.com>',
      to: [`${reader}@example.com`],
      subject: 'Ship or skip?',
      tags: { mailing, reader },
      ...data,
    },
  };
}

/** The payload, or raw text, as Resend delivers it: signed at that time, or now. */
export function deliveryOf(
  id: string,
  payload: unknown,
  { secret = webhookSecret, time = new Date() }: { secret?: string; time?: Date } = {},
): WebhookDelivery {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const timestamp = String(Math.floor(time.getTime() / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { payload: body, headers: { id, timestamp, signature: `v1,${signature}` } };
}

/** An event as it is kept. */
export function anEvent(id: string, type: string, changes: Partial<Event> = {}): Event {
  return { id, type, at: '2026-11-17T09:00:10.000Z', mailing, reader: 'ada', ...changes };
}

/** The ids of an app's readers, in the order in which they were added. */
export async function readerIds(app: App): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of (await app.subscribers()).batches()) {
    ids.push(...batch.map(({ id }) => id));
  }
  return ids;
}
