/** @jsxImportSource hono/jsx */
import type { MailboxAct, TakenMessage } from '../../jobs/sandbox-outbox.js';
import type { Subscriber } from '../../subscribers/subscriber.js';
import { Document } from '../views/document.js';
import type { Frame } from '../views/frame.js';
import { Moment } from '../views/moment.js';
import type { LetterLink } from './links.js';
import { Kind } from './list.js';
import { Mailbox } from './mailbox.js';

/** How a letter can be looked at. */
export const faces = ['letter', 'text', 'headers', 'source'] as const;
type Face = (typeof faces)[number];

/** What the reader's mailbox can do. */
export const acts = [
  'delivered',
  'opened',
  'clicked',
  'bounced',
  'complained',
] as const satisfies readonly MailboxAct['kind'][];
export type Act = (typeof acts)[number];

export interface MessagePageProps {
  frame: Frame;
  zone: string;
  message: TakenMessage;
  /** Whom it went to, as of now. */
  reader: Subscriber | undefined;
  links: readonly LetterLink[];
  show: Face;
  scheme: 'light' | 'dark';
  /** What was done just now. */
  done?: Act | undefined;
  /** Why nothing was done. */
  problem?: string;
}

const faceNames: Record<Face, string> = {
  letter: 'As the reader sees it',
  text: 'Plain text',
  headers: 'Headers',
  source: 'HTML source',
};

/** One letter, from all sides, and its reader's mailbox. */
export function MessagePage(props: MessagePageProps) {
  const { frame, zone, message, show } = props;
  return (
    <Document
      frame={frame}
      room="outbox"
      title={message.subject || '(no subject)'}
      lead={
        <>
          To {message.to.join(', ')}, taken <Moment at={message.created_at} zone={zone} seconds />{' '}
          <Kind message={message} />
        </>
      }
      aside={
        <>
          <a class="button quiet" href="/outbox">
            All letters
          </a>
          <a class="button quiet" href={`/outbox/${message.id}.eml`} download>
            Download .eml
          </a>
        </>
      }
    >
      <div class="outbox-message">
        <div class="stack">
          <nav class="tabs" aria-label="Ways to look at it">
            {faces.map((face) => (
              <a
                key={face}
                href={addressOf(message, { show: face })}
                {...(face === show && { 'aria-current': 'page' })}
              >
                {faceNames[face]}
              </a>
            ))}
          </nav>
          <Shown {...props} />
        </div>
        <Mailbox {...props} />
      </div>
    </Document>
  );
}

function Shown(props: MessagePageProps) {
  const { message, show } = props;
  switch (show) {
    case 'letter':
      return <Letter {...props} />;
    case 'text':
      return <Plain text={message.text} what="text" />;
    case 'headers':
      return <Headers message={message} />;
    case 'source':
      return <Plain text={message.html} what="HTML" />;
  }
}

function Letter({ message, scheme }: MessagePageProps) {
  if (message.html === null) return <Plain text={null} what="HTML" />;
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <div class="card shown-letter">
      <div class="buttons">
        <p class="hint">Links open in a new tab, on the site itself: they are the reader’s own.</p>
        <a class="button quiet small" href={addressOf(message, { scheme: other })}>
          {other === 'dark' ? 'Show it dark' : 'Show it light'}
        </a>
      </div>
      <iframe
        title="The letter as its reader sees it"
        src={`/outbox/${message.id}/letter?scheme=${scheme}`}
      />
    </div>
  );
}

function Plain({ text, what }: { text: string | null; what: string }) {
  return (
    <div class="card">
      {text === null ? <p class="muted">This letter has no {what}.</p> : <pre>{text}</pre>}
    </div>
  );
}

function Headers({ message }: { message: TakenMessage }) {
  const lists = { To: message.to, Cc: message.cc, Bcc: message.bcc, 'Reply-To': message.reply_to };
  const rows: [string, string][] = [
    ['From', message.from],
    ...Object.entries(lists).flatMap(([name, all]): [string, string][] =>
      all.length > 0 ? [[name, all.join(', ')]] : [],
    ),
    ['Subject', message.subject],
    ['Message-ID', message.message_id],
    ...Object.entries(message.headers),
  ];
  return (
    <div class="card">
      <Pairs caption="Headers of the mail" rows={rows} />
      {message.tags.length > 0 && (
        <Pairs
          caption="Tags, which Resend keeps and the reader never sees"
          rows={message.tags.map(({ name, value }) => [name, value])}
        />
      )}
    </div>
  );
}

function Pairs({ caption, rows }: { caption: string; rows: readonly [string, string][] }) {
  return (
    <table class="pairs">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="code">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function addressOf({ id }: TakenMessage, query: Record<string, string>): string {
  return `/outbox/${id}?${new URLSearchParams(query)}`;
}
