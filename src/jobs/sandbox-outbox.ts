import type { App } from '../app.js';
import type { Received } from '../feedback/receive.js';
import { parseAddress, splitNamedAddress } from '../subscribers/address.js';
import type { Subscriber } from '../subscribers/subscriber.js';

/** What the sandbox took, to be looked at, and the mailboxes that it stands for. */
export interface SandboxOutbox {
  /** A page of the list, newest first. */
  page(query: OutboxQuery): Promise<OutboxPage>;
  /** Undefined for an id that the sandbox never gave. */
  message(id: string): Promise<TakenMessage | undefined>;
  /** The message as a mail (RFC 5322). */
  eml(message: TakenMessage): string;
  /**
   * Does what the reader's mailbox would: Resend's webhook about it is signed and handed to what takes
   * webhooks. Throws a `VerdictsError` when letters go to Resend itself.
   */
  act(message: TakenMessage, act: MailboxAct): Promise<Received>;
}

/** Which messages are looked for, the newest first, and how many at most. */
export interface OutboxQuery {
  /** Part of an address or a subject, in upper or lower case. */
  search?: string | undefined;
  /** Only letters of the mailing of that week. */
  week?: string | undefined;
  /** Only messages older than the one with this id. */
  before?: string | undefined;
  limit: number;
}

/** What a look into the outbox found. */
export interface OutboxPage {
  messages: TakenSummary[];
  /** How many messages were looked through for them. */
  looked: number;
  /** Where to go on (`before`); undefined where there is nothing older. */
  next?: string;
  /** False where the looking was given up before the page was full or the end was reached. */
  complete: boolean;
}

/** A message as a line of the list. */
export interface TakenSummary {
  id: string;
  created_at: string;
  to: string[];
  subject: string;
  tags: { name: string; value: string }[];
}

/** A message as the sandbox keeps it, in Resend's words. */
export interface TakenMessage extends TakenSummary {
  message_id: string;
  from: string;
  cc: string[];
  bcc: string[];
  reply_to: string[];
  headers: Record<string, string>;
  text: string | null;
  html: string | null;
}

export type MailboxAct =
  | { kind: 'delivered' | 'opened' | 'bounced' | 'complained' }
  | { kind: 'clicked'; link: string };

/** The value of a message's tag. */
export function tagOf({ tags }: Pick<TakenSummary, 'tags'>, name: string): string | undefined {
  return tags.find((tag) => tag.name === name)?.value;
}

/** The reader whom a message went to, as of now; undefined for one who is none, or is none any more. */
export async function readerOf(app: App, message: TakenSummary): Promise<Subscriber | undefined> {
  const store = await app.subscribers();
  await store.refresh();
  const tagged = await store.get(tagOf(message, 'reader') ?? '');
  if (tagged) return tagged;
  const address = parseAddress(splitNamedAddress(message.to[0] ?? '').address);
  return 'problem' in address ? undefined : store.find(address);
}
