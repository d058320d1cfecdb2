/** @jsxImportSource hono/jsx */
import type { AskingProgress } from '../../jobs/reconciling.js';
import type { OpenBatch } from '../../mailings/reconcile.js';
import type { Reconciliation } from '../reconciliations.js';
import { Bar, Notice, Words } from '../views/pieces.js';
import { count, figure, moment } from './words.js';

interface Props {
  week: string;
  timeZone: string;
  reconciliation: Reconciliation;
  uncertain: readonly OpenBatch[];
}

/** How far Resend is asked what it lists, or what came of it. */
export function Asking({ week, timeZone, reconciliation, uncertain }: Props) {
  const { asking, failed } = reconciliation;
  if (asking) {
    return (
      <>
        <div sse-swap="asking" class="stack">
          <AskingPiece asking={asking} />
        </div>
        <p class="hint">
          It goes on when you leave this page, and what comes of it stands here.{' '}
          <a class="again" href={`/send/${week}`}>
            Look again
          </a>
        </p>
      </>
    );
  }
  const words = reconciledWords(reconciliation, uncertain, timeZone);
  if (words === '') return null;
  const known = uncertain.some((batch) => listedOf(batch, reconciliation) !== undefined);
  return (
    <Notice tone={failed ? 'bad' : known ? 'good' : 'warn'}>
      <Words>{words}</Words>
    </Notice>
  );
}

/** What changes while Resend is asked. */
export function AskingPiece({ asking: { pages, found, wanted } }: { asking: AskingProgress }) {
  return (
    <>
      <p>
        <b>Asking Resend what it lists</b>, from its newest message back: {count(pages, 'page')} of
        a hundred messages read, {figure(found)} of {count(wanted, 'message')} found.
      </p>
      <Bar share={wanted === 0 ? 0 : found / wanted} />
    </>
  );
}

/** The same in a sentence; empty where Resend was not asked about any of these. */
export function reconciledWords(
  reconciliation: Reconciliation,
  open: readonly OpenBatch[],
  timeZone: string,
): string {
  const { asking, failed, asked } = reconciliation;
  if (asking) return 'Resend is being asked what it lists.';
  if (failed) return `${failed.what} ${failed.remedy}`;
  const of = open.filter(({ idempotencyKey }) => asked?.listed.has(idempotencyKey));
  if (!asked || of.length === 0) return '';
  const known = of.filter((batch) => listedOf(batch, reconciliation) !== undefined);
  const found = known.reduce((sum, batch) => sum + (listedOf(batch, reconciliation) ?? 0), 0);
  const messages = known.reduce((sum, { readers }) => sum + readers, 0);
  const unknown = of.length - known.length;
  return [
    `Resend was asked ${moment(asked.at, { timeZone })}.`,
    ...(known.length > 0 ? [`It lists ${figure(found)} of ${count(messages, 'message')}.`] : []),
    ...(unknown > 0
      ? [
          `Of ${count(unknown, 'batch', 'batches')} that is not known: it gave no answer, lists too many newer ones, or the key may only send.`,
        ]
      : []),
  ].join(' ');
}

/** How many messages of a batch Resend lists; undefined where it was not asked or that is not known. */
export function listedOf(
  { idempotencyKey }: OpenBatch,
  { asked }: Reconciliation,
): number | undefined {
  return asked?.listed.get(idempotencyKey)?.ids.length;
}
