/** @jsxImportSource hono/jsx */
import { pickedSlugs } from '../../editions/pick.js';
import { shortHash } from '../../editions/wording.js';
import type { PlannedWeek } from '../../jobs/planning.js';
import { momentInWords } from '../../letters/wording.js';
import { Badge, Figure, Figures } from '../views/pieces.js';
import { addressOf, type View } from './requests.js';
import { fromNow } from './wording.js';

export interface StandingProps {
  planned: PlannedWeek;
  view: View;
  timeZone: string;
  now: Date;
  approval: 'automatic' | 'required';
  /** Replaces what is on the page, in an answer to htmx. */
  swapped?: boolean;
}

/** When the week is due, and how far it has come: picked, drafted, approved. */
export function StandingView({ planned, view, timeZone, now, approval, swapped }: StandingProps) {
  const { week, dueAt, pick, draft, letter } = planned;
  const past = dueAt <= now;
  const outdated =
    draft !== undefined && letter.kind === 'composed' && letter.drafted.edition.hash !== draft.hash;
  return (
    <section
      id="standing"
      class="card week-standing"
      aria-label="State of the week"
      {...(swapped && { 'hx-swap-oob': 'true' })}
    >
      <Figures>
        <Figure
          label={past ? 'Was due' : 'Due in'}
          value={<Countdown to={dueAt} now={now} />}
          hint={momentInWords(dueAt, timeZone)}
        />
        <Figure
          label="Picked"
          value={pickedSlugs(pick).length}
          hint={`of ${pick.candidates.length} comparisons`}
        />
        <Figure
          label="Draft"
          value={draft ? <code>{shortHash(draft.hash)}</code> : 'None'}
          hint={draft ? (outdated ? 'of another content' : 'of today’s content') : 'yet'}
        />
        <Figure
          label="Approval"
          value={<ApprovalBadge planned={planned} approval={approval} />}
          hint={approvalHint(planned, approval)}
        />
      </Figures>
      <div class="buttons">
        {letter.kind === 'composed' && (!draft || outdated) && (
          <form method="post" action={addressOf(week, view, '/draft')}>
            <button type="submit" class="quiet">
              {draft ? 'Draft anew' : 'Draft now'}
            </button>
          </form>
        )}
        <a class="button quiet" href={`/send/${week}`}>
          {planned.cleared || !draft ? 'Go to Send' : 'Approve in Send'}
        </a>
      </div>
    </section>
  );
}

/** Counts on in the browser. */
export function Countdown({ to, now }: { to: Date; now: Date }) {
  return (
    <time datetime={to.toISOString()} data-countdown>
      {fromNow(to, now)}
    </time>
  );
}

function ApprovalBadge({ planned, approval }: Pick<StandingProps, 'planned' | 'approval'>) {
  if (approval === 'automatic') return <Badge>Automatic</Badge>;
  if (!planned.draft) return <Badge>Not yet</Badge>;
  return planned.cleared ? <Badge tone="good">Approved</Badge> : <Badge tone="warn">Needed</Badge>;
}

function approvalHint(
  { draft, cleared }: PlannedWeek,
  approval: StandingProps['approval'],
): string {
  if (approval === 'automatic') return 'sent when it is due';
  if (!draft) return 'once there is a draft';
  return cleared ? 'this very content' : 'before it is sent';
}
