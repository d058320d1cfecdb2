import type { Fate, KeptMessage } from './message.js';

/** What can happen to a message after Resend took it. */
export type MailboxEventKind = 'sent' | Fate | 'opened' | 'clicked';

/** A webhook's body (https://resend.com/docs/webhooks/event-types). */
export interface MailboxEvent {
  type: `email.${MailboxEventKind}`;
  created_at: string;
  data: Record<string, unknown>;
}

interface Happening {
  at: Date;
  /** What was clicked, and with what. */
  link?: string;
  userAgent?: string;
  ipAddress?: string;
}

/** What Resend tells of a message when that happens to it. */
export function mailboxEvent(
  kind: MailboxEventKind,
  message: Omit<KeptMessage, 'html' | 'text' | 'headers'>,
  { at, ...visit }: Happening,
): MailboxEvent {
  const timestamp = at.toISOString();
  return {
    type: `email.${kind}`,
    created_at: timestamp,
    data: {
      created_at: message.created_at,
      email_id: message.id,
      message_id: message.message_id,
      from: message.from,
      to: message.to,
      subject: message.subject,
      ...(message.tags.length > 0 && {
        tags: Object.fromEntries(message.tags.map(({ name, value }) => [name, value])),
      }),
      ...detailsOf(kind, { link: '', ...browser, ...visit, timestamp }),
    },
  };
}

function detailsOf(kind: MailboxEventKind, visit: Record<string, string>) {
  switch (kind) {
    case 'bounced':
      return {
        bounce: {
          diagnosticCode: ['smtp; 550 5.1.1 user unknown'],
          message: 'The recipient’s mail server permanently rejected the message.',
          subType: 'General',
          type: 'Permanent',
        },
      };
    case 'suppressed':
      return {
        suppressed: {
          message: 'The recipient’s address is on the account’s suppression list.',
          type: 'OnAccountSuppressionList',
        },
      };
    case 'clicked':
      return { click: visit };
    default:
      return {};
  }
}

const browser = {
  ipAddress: '192.0.2.1',
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.1 Safari/605.1.15',
};

/** What Resend tells of a message by itself, in order, once it has taken it. */
export function eventsOf(fate: Fate): MailboxEventKind[] {
  switch (fate) {
    case 'delivered':
      return ['sent', 'delivered'];
    case 'complained':
      return ['sent', 'delivered', 'complained'];
    case 'bounced':
      return ['sent', 'bounced'];
    case 'suppressed':
      return ['suppressed'];
  }
}
