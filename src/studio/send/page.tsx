/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { shortHash } from '../../editions/wording.js';
import { isOver, type Outgoing, type Unmailed } from '../../jobs/outgoing.js';
import { Document } from '../views/document.js';
import type { Frame } from '../views/frame.js';
import { Badge, Notice, Words } from '../views/pieces.js';
import { reconciledWords } from './asking.js';
import { LetterCard } from './letter-card.js';
import { MailedSteps } from './mailed-steps.js';
import { situationKey } from './progress.js';
import { TestForm } from './test-form.js';
import { UnmailedSteps } from './unmailed-steps.js';
import type { SendView } from './view.js';
import { moment, situationOf } from './words.js';

/** A week on its way to its readers. What changes while it is sent stands in `#standing`. */
export function SendPage({ frame, view }: { frame: Frame; view: SendView }) {
  const { outgoing, previous, next, told, refused } = view;
  const { week } = outgoing;
  return (
    <Document
      frame={frame}
      room="send"
      title={`Send ${week}`}
      lead={<Lead view={view} />}
      aside={
        <nav class="buttons" aria-label="Weeks">
          <a class="button quiet small" href={`/send/${previous}`}>
            <span aria-hidden="true">←</span> {previous}
          </a>
          <a class="button quiet small" href={`/send/${next}`}>
            {next} <span aria-hidden="true">→</span>
          </a>
        </nav>
      }
    >
      {told && <Notice tone="good">{told}</Notice>}
      {refused && (
        <Notice tone="bad">
          <Words>{refused.join(' ')}</Words>
        </Notice>
      )}
      <Changed view={view} />
      <p id="said" class="visually-hidden" role="status">
        {said(view)}
      </p>
      <Standing view={view}>
        <div class="send-columns">
          <section class="card" aria-label="The way to the readers">
            {outgoing.state === 'mailed' ? (
              <MailedSteps view={view} outgoing={outgoing} />
            ) : (
              <UnmailedSteps view={view} outgoing={outgoing} />
            )}
          </section>
          <div class="stack">
            <LetterCard outgoing={outgoing} />
            <TestForm week={week} fields={view.testFields} sendable={hasLetter(view)} />
          </div>
        </div>
      </Standing>
    </Document>
  );
}

/** Follows the week as long as something may change, and is loaded anew when another page is due. */
function Standing({ view, children }: { view: SendView; children: Child }) {
  const { outgoing, outcome, upcoming, reconciliation } = view;
  const mailed = outgoing.state === 'mailed' ? outgoing : undefined;
  const watched = mailed ? !isOver(mailed) || reconciliation.asking : upcoming;
  if (!watched) return <div id="standing">{children}</div>;
  const path = `/send/${outgoing.week}`;
  const seen = situationKey(mailed, outcome, reconciliation);
  return (
    <div
      id="standing"
      hx-ext="sse"
      sse-connect={`${path}/progress?seen=${encodeURIComponent(seen)}`}
    >
      <span
        hidden
        hx-get={path}
        hx-trigger="sse:turn"
        hx-target="#standing"
        hx-select="#standing"
        hx-select-oob="#said:innerHTML,#state:innerHTML"
        hx-swap="outerHTML"
      />
      {children}
    </div>
  );
}

/**
 * Says that what is to be approved or sent is another by now. The page does not change by itself: nobody is to
 * press a button for what came under it unseen.
 */
function Changed({ view: { outgoing, seen } }: { view: SendView }) {
  if (outgoing.state === 'mailed') return null;
  const { week, draft, today, approval } = outgoing;
  const hashes = [draft?.edition.hash, today?.edition.hash, approval?.hash];
  const now = hashes.map((hash) => (hash ? shortHash(hash) : '')).join('.');
  const first = seen ?? now;
  return (
    <div
      id="changed"
      aria-live="polite"
      hx-get={`/send/${week}?seen=${encodeURIComponent(first)}`}
      hx-trigger="changed from:body"
      hx-select="#changed"
      hx-swap="outerHTML"
    >
      {first !== now && (
        <Notice tone="warn">
          The content, the draft or its approval changed since you opened this page.{' '}
          <a href={`/send/${week}`}>Look at it as it is now</a>
        </Notice>
      )}
    </div>
  );
}

function Lead({ view }: { view: SendView }) {
  const { outgoing, timeZone, now } = view;
  const { dueAt } = outgoing;
  const past = dueAt <= now;
  return (
    <>
      <span id="state">
        <StateBadge outgoing={outgoing} />
      </span>{' '}
      {past ? 'Was due' : 'Due'}{' '}
      <time datetime={dueAt.toISOString()}>{moment(dueAt, { timeZone })}</time>
    </>
  );
}

function StateBadge({ outgoing }: { outgoing: Outgoing }) {
  if (outgoing.state === 'unmailed') {
    const ready = outgoing.draft !== undefined && outgoing.cleared;
    return <Badge tone={ready ? 'good' : 'warn'}>{unmailedWord(outgoing)}</Badge>;
  }
  const { tone, word } = situationOf(outgoing);
  return <Badge tone={tone}>{word}</Badge>;
}

function unmailedWord({ draft, cleared, today }: Unmailed): string {
  if (!draft) return today ? 'Not drafted' : 'Nothing picked';
  return cleared ? 'Ready to send' : 'Waits for approval';
}

function said({ outgoing, reconciliation, timeZone }: SendView): string {
  if (outgoing.state === 'unmailed') return unmailedWord(outgoing);
  const { word, sentence } = situationOf(outgoing);
  return `${word}. ${sentence} ${reconciledWords(reconciliation, outgoing.open, timeZone)}`;
}

function hasLetter({ outgoing }: SendView): boolean {
  if (outgoing.state === 'mailed') return outgoing.edition !== undefined;
  return (outgoing.draft ?? outgoing.today) !== undefined;
}
