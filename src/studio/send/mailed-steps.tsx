/** @jsxImportSource hono/jsx */
import { shortHash } from '../../editions/wording.js';
import type { Mailed } from '../../jobs/outgoing.js';
import { Badge, Words } from '../views/pieces.js';
import { HindranceNotice } from './hindrance.js';
import { ReceiptPiece } from './receipt.js';
import { Step } from './step.js';
import { UncertainBatches } from './uncertain.js';
import { hindranceOf, type SendView } from './view.js';
import { count, figure, moment, type Situation, situationOf } from './words.js';

interface StepsProps {
  view: SendView;
  outgoing: Mailed;
}

/** What is frozen, in short, and how far it has come. */
export function MailedSteps({ view, outgoing }: StepsProps) {
  const { mailing, approval } = outgoing;
  const { hash, at } = approval ?? {};
  return (
    <ol class="steps">
      <Step title="Draft" at="done">
        <p>
          Content <code>{shortHash(mailing.editionHash)}</code>, which never changes any more.
        </p>
      </Step>
      <Step title="Approval" at="done">
        {hash === mailing.editionHash && at ? (
          <p>Approved {moment(new Date(at), view)}.</p>
        ) : (
          <p class="muted">Was not asked for.</p>
        )}
      </Step>
      <Step title="Audience" at="done">
        <Audience view={view} outgoing={outgoing} />
      </Step>
      <MailingStep view={view} outgoing={outgoing} />
    </ol>
  );
}

function Audience({ view, outgoing }: StepsProps) {
  const { audience, variants, frozenAt } = outgoing.mailing;
  const of = (format: string) =>
    variants
      .filter(({ variant }) => variant.format === format)
      .reduce((sum, { readers }) => sum + readers, 0);
  const leftOut = [
    ...(audience.paused > 0 ? [`${figure(audience.paused)} who paused their letters`] : []),
    ...(audience.withoutTopic > 0
      ? [`${figure(audience.withoutTopic)} with none of its topics`]
      : []),
  ];
  return (
    <p>
      <b>{count(audience.readers, 'reader')}</b>, frozen {moment(new Date(frozenAt), view)}:{' '}
      {figure(of('digest'))} digest, {figure(of('brief'))} brief.{' '}
      {leftOut.length > 0 && <span class="hint">Left out: {leftOut.join(', ')}.</span>}
    </p>
  );
}

function MailingStep({ view, outgoing }: StepsProps) {
  const { week } = outgoing;
  const situation = situationOf(outgoing);
  const { is, tone, word, sentence } = situation;
  const hindrance = hindranceOf(view);
  return (
    <Step title={is === 'over' ? 'Receipt' : 'Sending'} at={is === 'over' ? 'done' : 'now'}>
      <p>
        <Badge tone={tone}>{word}</Badge> <Words>{sentence}</Words>
      </p>
      {hindrance && <HindranceNotice hindrance={hindrance} week={week} />}
      <div sse-swap="receipt">
        <ReceiptPiece underWay={outgoing} />
      </div>
      <Controls outgoing={outgoing} situation={situation} />
      <UncertainBatches
        week={week}
        timeZone={view.timeZone}
        now={view.now}
        batches={outgoing.open}
        reconciliation={view.reconciliation}
        atIt={outgoing.holder !== undefined}
        again={outgoing.receipt.state !== 'cancelled'}
      />
    </Step>
  );
}

function Controls({ outgoing, situation }: { outgoing: Mailed; situation: Situation }) {
  const { week, receipt } = outgoing;
  const { is } = situation;
  if (is === 'over') {
    return (
      <p class="buttons">
        <a class="button" href={`/reports/${week}`}>
          See the report
        </a>
      </p>
    );
  }
  return (
    <div class="buttons controls">
      {is === 'sending' ? (
        <Press week={week} verb="pause" label="Pause" />
      ) : (
        <Press
          week={week}
          verb="resume"
          label={receipt.state === 'paused' ? 'Resume' : 'Go on sending'}
        />
      )}
      <details class="cancel">
        <summary class="button quiet">Cancel…</summary>
        <form method="post" action={`/send/${week}/cancel`} class="stack">
          <p>
            Whoever is still pending would not be mailed, now or later. It cannot be taken back.
          </p>
          <button type="submit" class="danger" id="cancel">
            Cancel for good
          </button>
        </form>
      </details>
      <a class="again" href={`/send/${week}`}>
        Look again
      </a>
    </div>
  );
}

function Press({ week, verb, label }: { week: string; verb: string; label: string }) {
  return (
    <form method="post" action={`/send/${week}/${verb}`}>
      <button type="submit" id={verb}>
        {label}
      </button>
    </form>
  );
}
