/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type { Consent, LetterKind, Status, Subscriber } from '../../../subscribers/subscriber.js';
import { Badge, Problem } from '../../views/pieces.js';
import { statusTones, timeIn } from '../wording.js';

/** The word that is typed to erase a reader. */
export const erasingWord = 'erase';
export const longestReason = 200;

interface ReaderProps {
  reader: Subscriber;
  /** The newsletter's own. */
  timeZone: string;
  now: Date;
  history: Child;
  notice?: Child;
  /** What was typed to erase the reader, when it was another word. */
  mistyped?: string;
}

/** All that is kept of one reader, and what an operator may do about it. */
export function ReaderView(props: ReaderProps) {
  const { reader, notice, history, timeZone, now } = props;
  return (
    <>
      {notice}
      <div class="columns">
        <Kept reader={reader} timeZone={timeZone} now={now} />
        <div class="stack">
          <Standing reader={reader} time={timeIn(timeZone)} />
          <Erasing {...props} />
        </div>
      </div>
      {history}
    </>
  );
}

function Kept({ reader, timeZone, now }: Pick<ReaderProps, 'reader' | 'timeZone' | 'now'>) {
  const { email, name, format, topics, pausedUntil, consent, letters, movingTo } = reader;
  const time = timeIn(timeZone);
  const paused = pausedUntil !== undefined && Date.parse(pausedUntil) > now.getTime();
  return (
    <section class="card" aria-labelledby="kept">
      <h2 id="kept">What is kept</h2>
      <dl class="kept">
        <Fact name="Address">{email}</Fact>
        <Fact name="Name">{name ?? <span class="muted">not given</span>}</Fact>
        <Fact name="Gets">{format === 'brief' ? 'the brief' : 'the digest'}</Fact>
        <Fact name="Topics">{topics.length > 0 ? topics.join(', ') : 'all'}</Fact>
        <Fact name="Time zone">{reader.timeZone ?? `the newsletter’s, ${timeZone}`}</Fact>
        {paused && <Fact name="Paused until">{time(pausedUntil)}</Fact>}
        <Fact name="Consent">
          {consent ? consentIn(consent, time) : <span class="muted">no record of any</span>}
        </Fact>
        {movingTo && <Fact name="Wants to move to">{movingTo.email}, not confirmed there yet</Fact>}
        <Fact name="Letters asked for">
          {letters && letters.length > 0 ? (
            <ul>
              {letters.map(({ kind, at }) => (
                <li key={at}>
                  {letterNames[kind]}, {time(at)}
                </li>
              ))}
            </ul>
          ) : (
            <span class="muted">none of late</span>
          )}
        </Fact>
        <Fact name="First seen">{time(reader.createdAt)}</Fact>
        <Fact name="Last changed">{time(reader.updatedAt)}</Fact>
      </dl>
      <p class="hint">Times are in {timeZone}.</p>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function consentIn({ at, how, from }: Consent, time: (iso: string) => string): string {
  const means = {
    'double-opt-in': 'confirmed by letter, at',
    import: 'imported from',
    operator: 'added by an operator with',
  };
  return `${time(at)}, ${means[how]} ${from}`;
}

const letterNames: Record<LetterKind, string> = {
  confirm: 'to confirm the subscription',
  'change-address': 'to change the address',
  'new-address': 'to confirm a new address',
  download: 'to download the data',
  erase: 'to delete the data',
};

/** The status, what follows from it, and the way out of it, if there is one. */
function Standing({ reader, time }: { reader: Subscriber; time: (iso: string) => string }) {
  const { status, reason, updatedAt } = reader;
  return (
    <section class="card" aria-labelledby="standing">
      <h2 id="standing">
        Status <Badge tone={statusTones[status]}>{status}</Badge>
      </h2>
      {status !== 'active' && status !== 'pending' && (
        <p>
          {reason ? (
            <>
              {status === 'suppressed' ? 'Why: ' : 'Reason given: '}
              <q>{reason}</q>.{' '}
            </>
          ) : (
            'No reason is known. '
          )}
          <span class="muted">Last changed {time(updatedAt)}.</span>
        </p>
      )}
      {explained(reader).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {unsubscribing(reader) && (
        <form method="post" action={`/readers/${reader.id}/unsubscribe`} class="stack">
          {status !== 'suppressed' && (
            <div class="field">
              <label for="reason">Reason (optional)</label>
              <input id="reason" type="text" name="reason" maxlength={longestReason} />
              <p class="hint">Kept with the reader, such as “asked by phone”.</p>
            </div>
          )}
          <button type="submit" class="quiet">
            {unsubscribing(reader)}
          </button>
        </form>
      )}
      {status === 'suppressed' && <Lifting reader={reader} />}
    </section>
  );
}

function Lifting({ reader: { id, consent } }: { reader: Subscriber }) {
  return (
    <details class="fold">
      <summary>Lift the suppression…</summary>
      <form method="post" action={`/readers/${id}/lift`} class="stack">
        <p>
          Only if you know that mail arrives there again and the reader wants it: mailing addresses
          that bounce or complain hurts every reader’s delivery.{' '}
          {consent
            ? 'The reader becomes active.'
            : 'As there is no consent, the reader becomes unsubscribed, and may sign up again.'}
        </p>
        <button type="submit" class="quiet">
          Lift it
        </button>
      </form>
    </details>
  );
}

/** What the button says that makes the reader leave; undefined where there is nothing left to do. */
function unsubscribing({ status, consent }: Subscriber): string | undefined {
  if (status === 'active') return 'Unsubscribe this reader';
  if (status === 'pending') return 'Unsubscribe before confirming';
  return status === 'suppressed' && consent ? 'Withdraw the consent' : undefined;
}

function explained({ status, consent }: Subscriber): string[] {
  const sentences: Record<Status, string[]> = {
    active: [
      'Gets every edition in which something is of the chosen topics.',
      'After unsubscribing only the reader can come back, by signing up and confirming: neither you nor an import can undo it.',
    ],
    pending: [
      'Signed up and has not pressed the button in the confirmation letter, so that no edition goes out.',
      'Nobody can confirm in the reader’s place; signing up again on the site sends the letter anew.',
    ],
    unsubscribed: [
      'No edition goes out. Only the reader can come back, by signing up and confirming: neither you nor an import can bring anybody back who left.',
    ],
    suppressed: [
      'Must not be mailed: mail to this address came back for good or was complained of. Sign-up and import leave it so.',
      consent
        ? 'The consent is still on record. Withdraw it if the reader asks to leave: then there is nothing to come back to even once the address works again.'
        : 'No consent is on record, so that there is nothing to unsubscribe from.',
    ],
  };
  return sentences[status];
}

function Erasing({ reader, mistyped }: Pick<ReaderProps, 'reader' | 'mistyped'>) {
  return (
    <section class="card" aria-labelledby="erasing">
      <h2 id="erasing">Erase</h2>
      <p>
        Removes the reader, the preferences, the consent and the votes from every file, and the
        address from the mailings that are over. What stays is a salted hash of the address, which
        tells nothing by itself: it keeps an import from bringing the person back, who alone can do
        so.
      </p>
      <p>This cannot be undone. A reader who only wants no more letters is unsubscribed instead.</p>
      <details class="fold" open={mistyped !== undefined}>
        <summary>Erase this reader…</summary>
        <form method="post" action={`/readers/${reader.id}/erase`} class="stack">
          <div class="field">
            <label for="word">
              Type <code>{erasingWord}</code> to go on
            </label>
            <input
              id="word"
              type="text"
              name="word"
              value={mistyped ?? ''}
              maxlength={40}
              required
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              {...(mistyped !== undefined && {
                'aria-invalid': 'true',
                'aria-describedby': 'word-problem',
              })}
            />
            {mistyped !== undefined && (
              <Problem id="word-problem">
                That is another word. Type {erasingWord}; nothing was erased.
              </Problem>
            )}
          </div>
          <button type="submit" class="danger">
            Erase for good
          </button>
        </form>
      </details>
    </section>
  );
}
