/** @jsxImportSource hono/jsx */
import type { Slug } from '../../content/slug.js';
import type { PlannedWeek } from '../../jobs/planning.js';
import { Notice } from '../views/pieces.js';
import { MoveForm, Row } from './pick-row.js';
import { addressOf, type View } from './requests.js';
import { Meanings, scoreParts } from './score-parts.js';

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
          <section class="scrolls" aria-label="Table of the pick" tabindex={0}>
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
          </section>
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
        {scoreParts.map(({ part, name, means }) => (
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
