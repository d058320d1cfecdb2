/** @jsxImportSource hono/jsx */
import { shortHash } from '../../editions/wording.js';
import type { Unmailed } from '../../jobs/outgoing.js';
import { Badge, Problem } from '../views/pieces.js';
import { HindranceNotice } from './hindrance.js';
import { Step } from './step.js';
import { hindranceOf, preflightRefused, type SendView } from './view.js';
import { count, figure, moment } from './words.js';

interface StepsProps {
  view: SendView;
  outgoing: Unmailed;
}

/** From the draft to the button that sends. */
export function UnmailedSteps({ view, outgoing }: StepsProps) {
  const { draft, cleared, readers } = outgoing;
  const ready = draft !== undefined && cleared;
  return (
    <ol class="steps">
      <Step title="Draft" at={draft ? 'done' : 'now'}>
        <DraftStep outgoing={outgoing} />
      </Step>
      <Step title="Approval" at={cleared && draft ? 'done' : draft ? 'now' : 'later'}>
        <ApprovalStep view={view} outgoing={outgoing} />
      </Step>
      <Step title="Audience" at={!ready ? 'later' : readers > 0 ? 'done' : 'now'}>
        {readers > 0 ? (
          <p>
            <b>{count(readers, 'active reader')}</b>{' '}
            <span class="hint">
              as of now. Whoever paused their letters, or wants none of its topics, is left out when
              the audience is frozen.
            </span>
          </p>
        ) : (
          <p>
            Nobody yet. <a href="/readers/import">Import readers</a>, or wait for the first to sign
            up.
          </p>
        )}
      </Step>
      <Step title="Sending" at={ready && readers > 0 ? 'now' : 'later'}>
        <SendingStep view={view} outgoing={outgoing} />
      </Step>
    </ol>
  );
}

function DraftStep({ outgoing }: { outgoing: Unmailed }) {
  const { week, draft, today } = outgoing;
  if (!draft && !today) {
    return (
      <p>
        Nothing is picked for this week. <a href={`/week/${week}`}>See why, and pin</a> what should
        go out.
      </p>
    );
  }
  const changed = draft && today?.edition.hash !== draft.edition.hash;
  return (
    <>
      {draft ? (
        <p>
          “{draft.edition.subject}”{' '}
          <span class="hint">
            content <code>{shortHash(draft.edition.hash)}</code>
          </span>
        </p>
      ) : (
        <p>
          There is no draft yet. A draft fixes the content, so that it can be approved and sent.
        </p>
      )}
      {changed && (
        <p>
          <Badge tone="warn">Older than the content</Badge>{' '}
          {today
            ? 'The content, the plan or the votes changed since: a draft made now would be another.'
            : 'The content or the plan changed since: nothing would be picked now.'}
        </p>
      )}
      {(!draft || changed) && today && (
        <form method="post" action={`/send/${week}/draft`}>
          <button type="submit" {...(draft && { class: 'quiet small' })}>
            {draft ? 'Draft it anew' : 'Draft it'}
          </button>
        </form>
      )}
    </>
  );
}

function ApprovalStep({ view, outgoing }: StepsProps) {
  const { week, draft, approval, cleared } = outgoing;
  const when = approval && moment(new Date(approval.at), view);
  if (!view.approvalRequired) {
    return (
      <p class="muted">
        Not asked for. With the setting <code>APPROVAL=required</code> an editor must approve what
        is sent.
      </p>
    );
  }
  if (!draft) return <p class="muted">An editor approves the draft, once there is one.</p>;
  const { hash } = draft.edition;
  if (cleared) {
    return (
      <p>
        Approved {when}, content <code>{shortHash(hash)}</code>. A draft made anew needs another
        approval.
      </p>
    );
  }
  return (
    <>
      {approval ? (
        <p>
          <Badge tone="warn">Another content</Badge> Approved was{' '}
          <code>{shortHash(approval.hash)}</code> ({when}); this is <code>{shortHash(hash)}</code>,
          and needs an approval anew.
        </p>
      ) : (
        <p>
          Look at <a href={`/preview/${week}/digest`}>the letter</a>, then approve this very
          content, <code>{shortHash(hash)}</code>.
        </p>
      )}
      <form method="post" action={`/send/${week}/approve`}>
        <input type="hidden" name="hash" value={hash} />
        <button type="submit">Approve this content</button>
      </form>
    </>
  );
}

function SendingStep({ view, outgoing }: StepsProps) {
  const { week, draft, cleared, readers, dueAt } = outgoing;
  const hindrance = hindranceOf(view);
  if (view.outcome?.kind === 'running') {
    return <p role="status">Preparing: the audience and the letters are being frozen.</p>;
  }
  return (
    <>
      {hindrance && <HindranceNotice hindrance={hindrance} week={week} />}
      {!draft || !cleared || readers === 0 ? (
        <p class="muted">{whyNot(outgoing)}</p>
      ) : (
        <>
          {dueAt > view.now && (
            <p class="hint">
              It is due {moment(dueAt, view)}, and <code>verdicts schedule</code> sends it then.
              Sending now does not wait for that.
            </p>
          )}
          <SendForm view={view} week={week} readers={readers} hash={draft.edition.hash} />
        </>
      )}
    </>
  );
}

function whyNot({ draft, cleared, readers }: Unmailed): string {
  if (!draft) return 'It can be sent once it is drafted.';
  if (!cleared) return 'It can be sent once this content is approved.';
  return readers === 0 ? 'It can be sent once there are readers.' : '';
}

function SendForm(props: { view: SendView; week: string; readers: number; hash: string }) {
  const { view, week, readers, hash } = props;
  const field = view.audienceField;
  return (
    <form method="post" action={`/send/${week}/start`} class="stack">
      <input type="hidden" name="hash" value={hash} />
      <input type="hidden" name="shown" value={readers} />
      <div class="field count">
        <label for="audience">
          To send it now, type how many readers that are ({figure(readers)})
        </label>
        <input
          type="text"
          id="audience"
          name="audience"
          inputmode="numeric"
          autocomplete="off"
          required
          value={field?.typed ?? ''}
          {...(field && { 'aria-invalid': 'true', 'aria-describedby': 'audience-problem' })}
        />
        {field && <Problem id="audience-problem">{field.problem}</Problem>}
      </div>
      {preflightRefused(view.outcome, hash) && (
        <label class="choice">
          <input type="checkbox" id="despite" name="despite" value="preflight" />
          <span>
            Send all the same: I have seen what preflight found, and it goes out as it is.
          </span>
        </label>
      )}
      <button type="submit">Send now</button>
    </form>
  );
}
