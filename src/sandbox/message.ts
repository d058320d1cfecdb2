import { z } from 'zod';

export const Tag = z.object({ name: z.string(), value: z.string() });
export type Tag = z.infer<typeof Tag>;

/** A message as Resend was handed it, checked: lists are lists, and what was left out is empty. */
export const Message = z.object({
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  reply_to: z.array(z.string()),
  subject: z.string(),
  headers: z.record(z.string(), z.string()),
  tags: z.array(Tag),
  text: z.string().nullable(),
  html: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;

/** A message that was accepted, as the outbox keeps it. */
export const KeptMessage = z.object({
  id: z.string(),
  message_id: z.string(),
  created_at: z.iso.datetime(),
  ...Message.shape,
});
export type KeptMessage = z.infer<typeof KeptMessage>;

/** Every address that gets the message, bare and in lower case. */
export function recipientsOf({ to, cc, bcc }: Pick<Message, 'to' | 'cc' | 'bcc'>): string[] {
  return [...to, ...cc, ...bcc].map((mailbox) => bareAddress(mailbox).toLowerCase());
}

/** `email@example.com` out of `email@example.com` or `Name <email@example.com>`. */
export function bareAddress(mailbox: string): string {
  return (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
}

/** What happens to a message after it was accepted. */
export type Fate = 'delivered' | 'bounced' | 'complained' | 'suppressed';

/**
 * The fate of a message by its first recipient: Resend's test addresses, with or without a
 * `+label`, do what their name says, and everybody else's mail is delivered.
 * (https://resend.com/docs/dashboard/emails/send-test-emails)
 */
export function fateOf(message: Pick<Message, 'to' | 'cc' | 'bcc'>): Fate {
  const named = testAddress.exec(recipientsOf(message)[0] ?? '')?.[1];
  return named === 'bounced' || named === 'complained' || named === 'suppressed'
    ? named
    : 'delivered';
}

const testAddress = /^(delivered|bounced|complained|suppressed)(?:\+[^@]*)?@resend\.dev$/;
