/** @jsxImportSource hono/jsx */
import { tagOf } from '../../jobs/sandbox-outbox.js';
import type { Status, Subscriber } from '../../subscribers/subscriber.js';
import { Badge, Notice, Problem, type Tone } from '../views/pieces.js';
import type { LetterLink } from './links.js';
import type { Act, MessagePageProps } from './message.js';

const tones: Record<Status, Tone> = {
  active: 'good',
  pending: 'warn',
  unsubscribed: 'plain',
  suppressed: 'bad',
};

/** What the reader's mailbox may do with the letter, and what came of it. */
export function Mailbox({ frame, message, reader, links, done, problem }: MessagePageProps) {
  const week = /^\d{4}-W\d\d/.exec(tagOf(message, 'mailing') ?? '')?.[0];
  return (
    <aside class="card mailbox" aria-labelledby="mailbox-title">
      <h2 id="mailbox-title">The reader’s mailbox</h2>
      {done && <Notice tone="good">{doneWords(done, reader)}</Notice>}
      <p>
        {reader ? (
          <>
            <a href={`/readers/${reader.id}`}>The reader</a>{' '}
            <Badge tone={tones[reader.status]}>{reader.status}</Badge>
            {reader.reason && <span class="hint"> {reader.reason}</span>}
          </>
        ) : (
          <span class="muted">Whoever it went to is no reader now.</span>
        )}
      </p>
      {week && (
        <p>
          <a href={`/reports/${week}`}>What came of the mailing of {week}</a>
        </p>
      )}
      {frame.door === 'sandbox' ? (
        <Acts id={message.id} links={links} problem={problem} />
      ) : (
        <p class="muted">
          Letters go to Resend now. Without an API key you can act as this mailbox.
        </p>
      )}
    </aside>
  );
}

interface ActsProps {
  id: string;
  links: readonly LetterLink[];
  problem: string | undefined;
}

function Acts({ id, links, problem }: ActsProps) {
  const action = `/outbox/${id}/events`;
  const press = (what: Act, words: string, look = 'quiet') => (
    <button class={look} type="submit" name="what" value={what}>
      {words}
    </button>
  );
  return (
    <>
      <p class="hint">
        Each button sends the webhook that Resend would, signed as Resend signs it, to what takes
        Resend’s webhooks here.
      </p>
      <form class="buttons" method="post" action={action}>
        {press('delivered', 'Deliver')}
        {press('opened', 'Open')}
      </form>
      {links.length > 0 && (
        <form class="stack" method="post" action={action}>
          <div class="field">
            <label for="link">Link</label>
            <select
              id="link"
              name="link"
              {...(problem !== undefined && {
                'aria-invalid': 'true' as const,
                'aria-describedby': 'act-problem',
              })}
            >
              {links.map(({ href, label, place }, index) => (
                <option key={href} value={String(index)}>
                  {label === place ? place : `${label} (${place})`}
                </option>
              ))}
            </select>
          </div>
          {press('clicked', 'Click this link')}
        </form>
      )}
      {problem !== undefined && <Problem id="act-problem">{problem}</Problem>}
      <form class="buttons" method="post" action={action}>
        {press('bounced', 'Bounce', 'danger')}
        {press('complained', 'Complain', 'danger')}
      </form>
      <p class="hint">After a bounce for good or a complaint the reader is never mailed again.</p>
    </>
  );
}

function doneWords(act: Act, reader: Subscriber | undefined): string {
  const suppressed =
    reader?.status === 'suppressed'
      ? 'The reader is suppressed now.'
      : reader && `The reader is ${reader.status} as before.`;
  switch (act) {
    case 'delivered':
      return 'The mailbox has taken the letter: it counts as delivered.';
    case 'opened':
      return 'The letter was opened.';
    case 'clicked':
      return 'The link was clicked.';
    case 'bounced':
      return ['The letter bounced for good.', suppressed].filter(Boolean).join(' ');
    case 'complained':
      return ['The reader called it spam.', suppressed].filter(Boolean).join(' ');
  }
}
