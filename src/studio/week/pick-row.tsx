/** @jsxImportSource hono/jsx */
import type { Slug } from '../../content/slug.js';
import type { Edition } from '../../editions/edition.js';
import type { Candidate } from '../../editions/pick.js';
import { capitalised } from '../../editions/wording.js';
import type { PlannedWeek } from '../../jobs/planning.js';
import { Badge, Bar } from '../views/pieces.js';
import { scoreParts } from './score-parts.js';

interface RowProps {
  planned: PlannedWeek;
  candidate: Candidate;
  action: string;
  /** From 1; absent for one that is left out. */
  rank?: number;
  last?: boolean;
}

/** One comparison: where it stands, why, the parts of its score, and what can be done about it. */
export function Row({ planned, candidate, action, rank, last }: RowProps) {
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
      {scoreParts.map(({ part, name }) => (
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

/** A form that moves something in the pick, which then is shown anew. */
export function MoveForm({
  action,
  id,
  children,
}: {
  action: string;
  id?: string;
  children: unknown;
}) {
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
