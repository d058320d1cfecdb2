/** @jsxImportSource hono/jsx */
import type { Week } from '../../editions/week.js';
import { type OutboxPage, type TakenSummary, tagOf } from '../../jobs/sandbox-outbox.js';
import { Document } from '../views/document.js';
import type { Frame } from '../views/frame.js';
import { Moment } from '../views/moment.js';
import { Badge, Empty, Notice } from '../views/pieces.js';

/** What the list is narrowed to, if it is. */
export interface Narrowed {
  week?: Week | undefined;
  search?: string | undefined;
  /** Under which the search is kept. */
  searchId?: string;
  before?: string | undefined;
  /** A search was asked for that is not kept any more. */
  gone?: true;
}

interface OutboxListProps extends Narrowed {
  frame: Frame;
  zone: string;
  page: OutboxPage;
}

const count = new Intl.NumberFormat('en');

/** What the sandbox took, newest first. */
export function OutboxList(props: OutboxListProps) {
  const { frame, page, week, search = '', before, gone } = props;
  const narrowed = week !== undefined || search !== '';
  const nothing = page.messages.length === 0;
  return (
    <Document
      frame={frame}
      room="outbox"
      title="Outbox"
      lead="What the sandbox took instead of Resend, newest first."
    >
      {frame.door === 'resend' && (
        <Notice tone="warn">
          Letters go to Resend now. Here is only what the sandbox took before.
        </Notice>
      )}
      {gone && (
        <Notice tone="warn">
          There is no such search, or it is not kept any more.
          {!nothing && ' Search again; here are the newest letters.'}
        </Notice>
      )}
      {nothing && !narrowed && before === undefined ? (
        <NothingYet frame={frame} />
      ) : (
        <>
          <search>
            <form class="row" method="post" action="/outbox/search">
              <div class="field">
                <label for="search">Address, subject or week</label>
                <input
                  id="search"
                  type="search"
                  name="search"
                  maxlength={320}
                  value={week ?? search}
                  placeholder="ada@example.com, ship or skip, 2026-W47"
                />
              </div>
              <button type="submit">Search</button>
              {(narrowed || before !== undefined) && (
                <a class="button quiet" href="/outbox">
                  Show the newest
                </a>
              )}
            </form>
          </search>
          {narrowed && <p role="status">{foundWords(props)}</p>}
          {!nothing && <Letters {...props} />}
          <Further {...props} />
        </>
      )}
    </Document>
  );
}

function foundWords({ page, week, search, before }: OutboxListProps) {
  const { messages, looked, complete, next } = page;
  const which = week ? `of the mailing of ${week}` : `with “${search}”`;
  const among = `the ${before === undefined ? 'newest' : 'next'} ${count.format(looked)}`;
  if (!complete) {
    const found = messages.length === 0 ? 'No letter' : count.format(messages.length);
    return `${found} ${which} among ${among} looked through; search further below.`;
  }
  if (messages.length === 0) return `No letter ${which}.`;
  return next
    ? `The newest ${messages.length} letters ${which}.`
    : `${count.format(messages.length)} ${messages.length === 1 ? 'letter' : 'letters'} ${which}.`;
}

function Letters({ page, zone }: OutboxListProps) {
  return (
    <div class="card scrolls">
      <table class="letters">
        <thead>
          <tr>
            <th scope="col">Taken</th>
            <th scope="col">To</th>
            <th scope="col">Subject</th>
            <th scope="col">Kind</th>
          </tr>
        </thead>
        <tbody>
          {page.messages.map((message) => (
            <tr key={message.id}>
              <td class="when">
                <Moment at={message.created_at} zone={zone} seconds />
              </td>
              <td>{message.to.join(', ')}</td>
              <td>
                <a href={`/outbox/${message.id}`}>{message.subject || '(no subject)'}</a>
              </td>
              <td>
                <Kind message={message} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a letter was written for, by its tags. */
export function Kind({ message }: { message: TakenSummary }) {
  const mailing = tagOf(message, 'mailing');
  if (mailing?.startsWith('test-')) return <Badge>Test</Badge>;
  if (mailing) {
    const week = mailing.slice(0, '2026-W47'.length);
    return <Badge tone="good">{week}</Badge>;
  }
  return (
    <Badge>{tagOf(message, 'letter') ?? (tagOf(message, 'notice') ? 'notice' : 'other')}</Badge>
  );
}

function Further({ page, week, searchId }: OutboxListProps) {
  if (page.next === undefined) return null;
  const path = searchId === undefined ? '/outbox' : `/outbox/search/${searchId}`;
  const query = new URLSearchParams({ ...(week && { week }), before: page.next });
  return (
    <p class="pages">
      <a class="button quiet" href={`${path}?${query}`}>
        {page.complete ? 'Older letters' : 'Search further'}
      </a>
    </p>
  );
}

function NothingYet({ frame }: { frame: Frame }) {
  if (frame.door === 'resend') {
    return (
      <Empty title="The sandbox took nothing">
        <p>
          With an API key, letters go to Resend, whose own pages show them. Unset{' '}
          <code>RESEND_API_KEY</code> to have letters taken here.
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="No letter was sent yet">
      <p>
        Without an API key every letter ends here, as it would reach its reader, and you can act as
        the reader’s mailbox: open it, click, bounce, complain.
      </p>
      <p>
        Send a test or a whole mailing in <a href="/send">Send</a>, or run{' '}
        <code>npx verdicts weekly</code>.
      </p>
    </Empty>
  );
}
