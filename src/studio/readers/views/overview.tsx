/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type { Readership, ReadershipWeek } from '../../../jobs/readership.js';
import type { Status } from '../../../subscribers/subscriber.js';
import { Empty, Figure, Figures } from '../../views/pieces.js';
import { numberOf } from '../wording.js';
import { Charts, type Span, spans } from './charts.js';

interface OverviewProps {
  counts: Record<Status, number>;
  /** Undefined while they are still to be counted. */
  charts: ChartsState | undefined;
  span: Span;
  /** Who was looked for, and found. */
  search: Child;
  notice?: Child;
}

export interface ChartsState {
  readership: Readership;
  weeks: readonly ReadershipWeek[];
  timeZone: string;
}

/** How many readers there are, of what kind, and how that came about; and the way to each of them. */
export function Overview({ counts, charts, span, search, notice }: OverviewProps) {
  return (
    <>
      {notice}
      <div class="card">
        <Figures>
          <Figure
            value={numberOf(counts.active)}
            label="Active"
            hint={<PausedHint paused={charts?.readership.paused} />}
          />
          <Figure value={numberOf(counts.pending)} label="Pending" hint="not confirmed yet" />
          <Figure value={numberOf(counts.unsubscribed)} label="Unsubscribed" hint="left" />
          <Figure
            value={numberOf(counts.suppressed)}
            label="Suppressed"
            hint="must not be mailed"
          />
        </Figures>
      </div>
      {search}
      <div class="over-time">
        <h2>Over time</h2>
        <SpanTabs span={span} />
      </div>
      {charts ? (
        <div id="charts" class="stack">
          <Charts {...charts} />
        </div>
      ) : (
        <Counting span={span} />
      )}
    </>
  );
}

/** `outside`: comes with the charts, and takes the place of what stands in the figures. */
export function PausedHint({ paused, outside }: { paused: number | undefined; outside?: true }) {
  return (
    <span id="paused" {...(outside && { 'hx-swap-oob': 'true' })}>
      {paused === undefined
        ? 'paused ones are being counted'
        : paused === 0
          ? 'none of them paused'
          : `${numberOf(paused)} of them paused`}
    </span>
  );
}

function SpanTabs({ span }: { span: Span }) {
  return (
    <nav class="tabs" aria-label="How far back">
      {spans.map((each) => (
        <a
          key={each}
          href={`/readers?weeks=${each}`}
          {...(each === span && { 'aria-current': 'true' })}
        >
          {each === 'all' ? 'All' : `${each} weeks`}
        </a>
      ))}
    </nav>
  );
}

/** Stands for the charts while all records are read; without JavaScript it leads to them. */
function Counting({ span }: { span: Span }) {
  const path = `/readers/charts?weeks=${span}`;
  return (
    <div
      id="charts"
      class="card"
      hx-get={path}
      hx-trigger="load"
      hx-swap="outerHTML"
      aria-busy="true"
    >
      <p role="status">The readers are being counted…</p>
      <noscript>
        <p>
          <a href={path}>Show the charts</a>
        </p>
      </noscript>
    </div>
  );
}

export function NoReaders({ signUpPage, sample }: { signUpPage: string; sample: boolean }) {
  return (
    <Empty title="No readers yet">
      <p>An edition goes to whoever is here when it is sent. These are the ways in:</p>
      <ul class="ways">
        <li>
          <b>Import a list.</b> A CSV file from your newsletter tool or spreadsheet; you see what it
          comes to before anything is written.
        </li>
        <li>
          <b>Let them sign up.</b> <a href={signUpPage}>The sign-up page</a> is there while{' '}
          <code>verdicts serve</code> runs; who confirms by letter is a reader.
        </li>
        <li>
          <b>Add somebody.</b> <a href="/readers/add">One reader at a time</a>, who has told you to.
        </li>
        {sample && (
          <li>
            <b>Try it out.</b> <code>verdicts weekly</code> brings the sample readers in and sends
            them the week’s edition, in the sandbox.
          </li>
        )}
      </ul>
      <p>
        <a class="button" href="/readers/import">
          Import readers
        </a>
      </p>
    </Empty>
  );
}
