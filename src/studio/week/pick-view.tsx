/** @jsxImportSource hono/jsx */
import type { Slug } from '../../content/slug.js';
import type { Edition } from '../../editions/edition.js';
import type { Candidate } from '../../editions/pick.js';
import { type Parts, WEIGHTS } from '../../editions/score.js';
import type { PlannedWeek } from '../../jobs/planning.js';
import { Badge, Bar, Notice } from '../views/pieces.js';
import { addressOf, type View } from './requests.js';

/** The parts of a score, with what each says. */
const parts = [
  {
    part: 'freshness',
    name: 'Fresh',
    means: 'Published at the due time is 1, a week before it a half, three weeks before a quarter.',
  },
  {
    part: 'decisiveness',
    name: 'Clear',
    means:
      'How clear the panel is: all for one tool and none for the other is 1, two even splits 0.',
  },
  {
    part: 'disagreement',
    name: 'Split',
    means: 'Share of the reviewers who ship one of the two tools and skip the other.',
  },
  {
    part: 'novelty',
    name: 'New',
    means: 'Tools that none of the last 8 editions carried are 1, those of the last edition 0.',
  },
  {
    part: 'votes',
    name: 'Votes',
    means: 'How many readers voted on the two tools: 20 votes are a half.',
  },
] as const satisfies { part: keyof Parts; name: string; means: string }[];

/** How many of those left out are listed unasked. */
const listedOut = 15;

interface PickViewProps {
  planned: PlannedWeek;
  view: View;
  swapped?: boolean;
}

/** Every comparison, picked or left out, with each part of its score, why, and what can be done about it. */
export function PickView({ planned, view, swapped }: PickViewProps) {
  const { week, pick, plan, missing } = planned;
  const picked = pick.candidates.filter((candidate) => candidate.in);
  const out = pick.candidates.filter((candidate) => !candidate.in);
  const shown = out.filter(
    ({ slug }, index) =>
      view.out === 'all' ||
      index < listedOut ||
      plan.exclude.includes(slug) ||
      plan.pin.includes(slug),
  );
  const action = addressOf(week, view, '/plan');
  return (
    <section
      id="pick"
      class="card week-pick"
      aria-labelledby="pick-title"
      hx-get={addressOf(week, view, '/pieces')}
      hx-trigger="changed from:body"
      hx-swap="outerHTML"
      {...(swapped && { 'hx-swap-oob': 'true' })}
    >
      <div class="week-heading">
        <h2 id="pick-title">The pick</h2>
        {plan.pin.length > 1 && (
          <MoveForm action={action}>
            <button type="submit" class="quiet small" name="move" value="unpin-all" id="unpin-all">
              Unpin all {plan.pin.length}
            </button>
          </MoveForm>
        )}
      </div>
      {missing.length > 0 && <Missing action={action} missing={missing} />}
      {picked.length === 0 && <NothingPicked out={out.length} />}
      {pick.candidates.length > 0 && (
        <>
          <div class="scrolls">
            <table>
              <caption class="visually-hidden">
                Comparisons in order of rank with their scores, then those left out
              </caption>
              <Heads />
              <tbody id="picked" data-sort-form="order-form">
                {picked.map((candidate, index) => (
                  <Row
                    key={candidate.slug}
                    planned={planned}
                    candidate={candidate}
                    action={action}
                    rank={index + 1}
                    last={index === picked.length - 1}
                  />
                ))}
              </tbody>
              {shown.length > 0 && (
                <tbody class="out">
                  <tr>
                    <th colspan={8} scope="rowgroup">
                      Left out <span class="muted">{out.length}</span>
                    </th>
                  </tr>
                  {shown.map((candidate) => (
                    <Row
                      key={candidate.slug}
                      planned={planned}
                      candidate={candidate}
                      action={action}
                    />
                  ))}
                </tbody>
              )}
            </table>
          </div>
          {shown.length < out.length && (
            <p>
              <a href={addressOf(week, { ...view, out: 'all' })}>Show all {out.length} left out</a>
            </p>
          )}
          <MoveForm action={action} id="order-form">
            <input type="hidden" name="move" value="order" />
            <input type="hidden" name="order" value={picked.map(({ slug }) => slug).join(' ')} />
          </MoveForm>
          <Meanings />
        </>
      )}
    </section>
  );
}

function MoveForm({ action, id, children }: { action: string; id?: string; children: unknown }) {
  return (
    <form
      method="post"
      action={action}
      hx-post={action}
      hx-target="#pick"
      hx-swap="outerHTML"
      {...(id && { id })}
    >
      {children}
    </form>
  );
}

function Missing({ action, missing }: { action: string; missing: readonly Slug[] }) {
  return (
    <div class="week-missing">
      <Notice tone="bad">
        The plan names what is not there: {missing.join(', ')}. No letter can be made until it is
        taken out.
      </Notice>
      <MoveForm action={action}>
        <button type="submit" class="quiet small" name="move" value="drop-missing">
          Take it out of the plan
        </button>
      </MoveForm>
    </div>
  );
}

function NothingPicked({ out }: { out: number }) {
  return (
    <div class="stack">
      <h3>Nothing is picked, so nothing would be sent</h3>
      {out === 0 ? (
        <p>
          There are no comparisons yet. <code>verdicts import &lt;file&gt;</code> brings them in;
          this page shows them by itself.
        </p>
      ) : (
        <p>
          All {out} comparisons are left out, each for the reason below. Pin one, bring one back, or
          bring in new ones with <code>verdicts import &lt;file&gt;</code>.
        </p>
      )}
    </div>
  );
}

function Heads() {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span class="visually-hidden">Rank</span>
        </th>
        <th scope="col">Comparison</th>
        {parts.map(({ part, name, means }) => (
          <th key={part} scope="col" class="score-part" title={means}>
            {name}
          </th>
        ))}
        <th scope="col" class="number" title="The weighted sum of the parts.">
          Score
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  planned: PlannedWeek;
  candidate: Candidate;
  action: string;
  /** From 1; absent for one that is left out. */
  rank?: number;
  last?: boolean;
}

function Row({ planned, candidate, action, rank, last }: RowProps) {
  const { slug, title, reason, score } = candidate;
  const pinned = planned.plan.pin.includes(slug);
  const card = rank === undefined ? undefined : cardOf(planned, slug);
  return (
    <tr data-id={slug}>
      <td class="rank">
        {rank !== undefined && (
          <>
            <span class="handle" aria-hidden="true" title="Drag to reorder" />
            {rank}
          </>
        )}
      </td>
      <th scope="row">
        {title} {pinned && <Badge tone="good">Pinned</Badge>}
        <span class="hint">
          {capitalised(reason)}
          {card && ` · ${card}`}
        </span>
        <MoveForm action={action}>
          <input type="hidden" name="slug" value={slug} />
          <div class="buttons">
            <Moves planned={planned} candidate={candidate} rank={rank} last={last} />
          </div>
        </MoveForm>
      </th>
      {parts.map(({ part, name }) => (
        <td key={part} class="score-part">
          <span class="number">
            <span class="visually-hidden">{name} </span>
            {candidate.parts[part].toFixed(2)}
          </span>
          <Bar share={candidate.parts[part]} tone={rank === undefined ? 'plain' : 'good'} />
        </td>
      ))}
      <td class="number">
        <b>{score.toFixed(2)}</b>
      </td>
    </tr>
  );
}

function Moves({
  planned,
  candidate,
  rank,
  last,
}: Pick<RowProps, 'planned' | 'candidate'> & {
  rank: number | undefined;
  last: boolean | undefined;
}) {
  const { plan, pinnable } = planned;
  const { slug } = candidate;
  const pinned = plan.pin.includes(slug);
  // A button that takes another's place has its id, so that the focus stays.
  const button = (place: string, move: string, words: string, shown = words, inert = false) => (
    <button
      type="submit"
      class="quiet small"
      name="move"
      value={move}
      id={`${place}-${slug}`}
      aria-label={`${words}: ${candidate.title}`}
      {...(inert && { 'aria-disabled': 'true' })}
    >
      {shown}
    </button>
  );
  return (
    <>
      {pinned ? button('pin', 'unpin', 'Unpin') : pinnable.has(slug) && button('pin', 'pin', 'Pin')}
      {rank !== undefined && button('out', 'leave-out', 'Leave out')}
      {plan.exclude.includes(slug) && button('out', 'bring-back', 'Bring back')}
      {rank !== undefined && button('up', 'up', 'Up', '↑', rank === 1)}
      {rank !== undefined && button('down', 'down', 'Down', '↓', last)}
    </>
  );
}

/** Where in the letter a comparison stands: those that share a tool share a card. */
function cardOf({ letter }: PlannedWeek, slug: Slug): string | undefined {
  if (letter.kind !== 'composed') return undefined;
  const { edition } = letter.drafted;
  const holds = ({ pairs }: Edition['matchups'][number]) =>
    pairs.some((pair) => pair.slug === slug);
  const index = edition.matchups.findIndex(holds);
  if (index >= 0) return `card ${index + 1} of ${edition.matchups.length}`;
  return edition.moreOnTheWeb.some(holds) ? 'on the web only, for want of room' : undefined;
}

function Meanings() {
  return (
    <details class="week-meanings" id="meanings" hx-preserve="true">
      <summary>What the parts of a score say</summary>
      <dl>
        {parts.map(({ part, name, means }) => (
          <div key={part}>
            <dt>
              {name} <span class="muted">{Math.round(WEIGHTS[part] * 100)}%</span>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
        <div>
          <dt>Score</dt>
          <dd>The sum of all, each counting as much as its percentage says.</dd>
        </div>
      </dl>
      <p class="hint">
        Pinned comparisons come first, in their order; then those published since the edition
        before, then older ones, each by score. A new order pins as many from the top as it takes.
      </p>
    </details>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
