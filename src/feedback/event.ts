import { z } from 'zod';
import { impersonalLink } from './link.js';
import { agentOf } from './machines.js';

/** How a bounce is meant: for good, for now, or nobody knows. */
const BounceKind = z.enum(['Permanent', 'Transient', 'Undetermined']);

/** What is kept of a webhook: no address, no token, no user agent. */
export const Event = z.strictObject({
  /** Its svix-id, the same each time that it is delivered. */
  id: z.string(),
  /** Such as `email.delivered`. Types that this software does not know are kept as well. */
  type: z.string(),
  /** When it happened, ISO 8601. */
  at: z.iso.datetime(),
  /** Of the message's tags. */
  mailing: z.string().optional(),
  reader: z.string().optional(),
  /** Resend's id of the message. */
  email: z.string().optional(),
  link: z.string().optional(),
  bounce: BounceKind.optional(),
  /** Known not to be a person. */
  machine: z.literal(true).optional(),
});
export type Event = z.infer<typeof Event>;

const text = z.string().optional().catch(undefined);

/** Where a message's opening or click came from (https://resend.com/docs/webhooks/emails/clicked). */
const Visit = z
  .object({ link: text, timestamp: text, userAgent: text, ipAddress: text })
  .optional()
  .catch(undefined);

/** Resend names tags in an object; its older documentation has a list. */
const Tags = z
  .union([
    z.record(z.string(), z.string()),
    z
      .array(z.object({ name: z.string(), value: z.string() }))
      .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
  ])
  .optional()
  .catch(undefined);

/** What of a payload is looked at; whatever is missing or of another shape is passed over. */
const Payload = z.object({
  type: z.string(),
  created_at: text,
  data: z
    .object({
      email_id: text,
      created_at: text,
      to: z.array(z.string()).optional().catch(undefined),
      tags: Tags,
      bounce: z.object({ type: text }).optional().catch(undefined),
      click: Visit,
      open: Visit,
    })
    .catch({ tags: undefined, click: undefined, open: undefined }),
});

/** A webhook as it is worked on; what stands beside the event is not kept. */
export interface Arrival {
  event: Event;
  /** The message's first recipient. */
  to: string | undefined;
  /** When the message was made, ISO 8601. */
  madeAt: string | undefined;
}

/** Reads a verified payload; undefined where it is not an event at all. `now` dates one without a date. */
export function readPayload(id: string, payload: unknown, now: Date): Arrival | undefined {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) return undefined;
  const { type, created_at, data } = parsed.data;
  const visit = data.click ?? data.open;
  const machine = agentOf(visit?.userAgent, visit?.ipAddress) === 'machine';
  const event = {
    id: id.slice(0, 200),
    type: type.slice(0, 100),
    at: (timeIn(visit?.timestamp) ?? timeIn(created_at) ?? now).toISOString(),
    ...tagged('mailing', data.tags?.mailing),
    ...tagged('reader', data.tags?.reader),
    ...tagged('email', data.email_id),
    ...(data.click?.link !== undefined && { link: impersonalLink(data.click.link) }),
    ...(type === 'email.bounced' && {
      bounce: BounceKind.catch('Undetermined').parse(data.bounce?.type),
    }),
    ...(machine && { machine }),
  };
  return {
    event: Event.parse(event),
    to: data.to?.[0],
    madeAt: timeIn(data.created_at)?.toISOString(),
  };
}

/** Tags and ids are letters, digits, `_` and `-`; anything else is not ours. */
function tagged(name: 'mailing' | 'reader' | 'email', value: string | undefined) {
  return value !== undefined && /^[\w-]{1,64}$/.test(value) ? { [name]: value } : {};
}

/** Undefined for what is no time of our days. */
function timeIn(value: string | undefined): Date | undefined {
  const time = new Date(value ?? '');
  const year = time.getUTCFullYear();
  return year >= 2000 && year < 2200 ? time : undefined;
}
