/** @jsxImportSource hono/jsx */
import type { Event } from '../../../feedback/event.js';
import type { ReaderHistory } from '../../../jobs/reader-history.js';
import type { ReaderLetter } from '../../../mailings/reader-letter.js';
import { Badge, type Tone } from '../../views/pieces.js';
import { timeIn } from '../wording.js';

/** Stands for the history while files are looked through; without JavaScript it leads to it. */
export function HistoryToCome({ id }: { id: string }) {
  const path = `/readers/${id}/history`;
  return (
    <section
      id="history"
      class="card"
      aria-labelledby="history-title"
      hx-get={path}
      hx-trigger="load"
      hx-swap="outerHTML"
    >
      <h2 id="history-title">History</h2>
      <p role="status" aria-busy="true">
        The mailings are being looked through…
      </p>
      <noscript>
        <p>
          <a href={path}>Show the history</a>
        </p>
      </noscript>
    </section>
  );
}

export function History({ history, timeZone }: { history: ReaderHistory; timeZone: string }) {
  const { mailings, looked, of, others, votes } = history;
  const time = timeIn(timeZone);
  return (
    <section id="history" class="card" aria-labelledby="history-title">
      <h2 id="history-title">History</h2>
      <h3>Editions</h3>
      <p class="muted">{lookedThrough(mailings.length, looked, of)}</p>
      {mailings.length > 0 && (
        <ol class="timeline">
          {mailings.map((letter) => (
            <li key={letter.week}>
              <MailingEntry letter={letter} time={time} />
            </li>
          ))}
        </ol>
      )}
      {others.length > 0 && (
        <>
          <h3>Other letters, in the last three months</h3>
          <Events events={others} time={time} />
        </>
      )}
      <h3>Votes</h3>
      {votes.length === 0 ? (
        <p class="muted">None.</p>
      ) : (
        <ul class="votes">
          {votes.map(({ name, choice }) => (
            <li key={name}>
              <Badge tone={choice === 'ship' ? 'good' : 'bad'}>{choice}</Badge> {name}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function lookedThrough(found: number, looked: number, of: number): string {
  if (of === 0) return 'Nothing was mailed to anybody yet.';
  if (of === 1)
    return found === 0 ? 'Not in the one mailing so far.' : 'In the one mailing so far.';
  const among = looked < of ? `the newest ${looked} of ${of} mailings` : `${of} mailings`;
  return found === 0 ? `In none of ${among}.` : `In ${found} of ${among}, the newest first.`;
}

type Letter = ReaderHistory['mailings'][number];

function MailingEntry({ letter, time }: { letter: Letter; time: (iso: string) => string }) {
  const { week, variant, fate, at, why, events, frozenAt } = letter;
  const { tone, words } = fates[fate];
  return (
    <>
      <p>
        <b>{week}</b> <Badge tone={tone}>{fate}</Badge>{' '}
        <span class="muted">
          {variant}, {words}
          {why !== undefined && (
            <>
              : <q>{why}</q>
            </>
          )}
          , {at ? time(at) : `frozen ${time(frozenAt)}`}
        </span>
      </p>
      {events.length > 0 && <Events events={events} time={time} />}
    </>
  );
}

const fates: Record<ReaderLetter['fate'], { tone: Tone; words: string }> = {
  accepted: { tone: 'good', words: 'Resend took the letter' },
  refused: { tone: 'bad', words: 'Resend will not take the letter' },
  withdrawn: { tone: 'plain', words: 'left before it was sent' },
  uncertain: { tone: 'warn', words: 'nobody knows yet whether Resend took it' },
  pending: { tone: 'plain', words: 'not sent yet' },
};

function Events({ events, time }: { events: readonly Event[]; time: (iso: string) => string }) {
  return (
    <ul class="events">
      {events
        .toSorted((a, b) => (a.at < b.at ? -1 : 1))
        .map((event) => (
          <li key={event.id}>
            <time datetime={event.at}>{time(event.at)}</time> {told(event)}
          </li>
        ))}
    </ul>
  );
}

function told({ type, bounce, link, machine }: Event): string {
  const by = machine ? ' (by a machine)' : '';
  switch (type) {
    case 'email.sent':
      return 'sent on by Resend';
    case 'email.delivered':
      return 'delivered to the mailbox provider';
    case 'email.delivery_delayed':
      return 'delayed';
    case 'email.bounced':
      return `bounced, ${bounces[bounce ?? 'Undetermined']}`;
    case 'email.complained':
      return 'complained of as spam';
    case 'email.suppressed':
      return 'not sent: the address is on Resend’s suppression list';
    case 'email.failed':
      return 'failed';
    case 'email.opened':
      return `opened${by}`;
    case 'email.clicked':
      return `clicked ${link ?? 'a link'}${by}`;
    default:
      return type;
  }
}

const bounces = {
  Permanent: 'for good',
  Transient: 'for now',
  Undetermined: 'nobody knows how long for',
};
