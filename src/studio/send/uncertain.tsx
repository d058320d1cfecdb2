/** @jsxImportSource hono/jsx */
import type { OpenBatch } from '../../mailings/reconcile.js';
import type { Reconciliation } from '../reconciliations.js';
import { Asking, listedOf } from './asking.js';
import { count, figure, moment } from './words.js';

/** So many are listed one by one; all can be settled together. */
const listedAtOnce = 50;

interface Props {
  week: string;
  timeZone: string;
  now: Date;
  batches: readonly OpenBatch[];
  reconciliation: Reconciliation;
  /** Whether a process is sending, which keeps batches from being settled. */
  atIt: boolean;
  /** Whether anything may be sent again: never of a cancelled mailing. */
  again: boolean;
}

/** The batches that nobody knows the answer to, and an operator's decision about each. */
export function UncertainBatches(props: Props) {
  const { week, timeZone, now, batches, reconciliation, atIt, again } = props;
  const { asking } = reconciliation;
  const when = (at: string) => moment(new Date(at), { timeZone });
  // Of a cancelled mailing nothing is asked again: what was not answered never will be.
  const uncertain = batches.filter(({ state }) => state === 'uncertain' || !again);
  const open = batches.filter((batch) => !uncertain.includes(batch));
  const tooOld = open.filter(({ safeUntil }) => Date.parse(safeUntil ?? '') <= now.getTime());
  const unanswered = open.filter((batch) => !tooOld.includes(batch));
  if (batches.length === 0) return null;
  if (atIt) {
    return uncertain.length === 0 ? null : (
      <p class="hint">
        Nobody can tell whether {count(sum(uncertain), 'message')}{' '}
        {sum(uncertain) === 1 ? 'was' : 'were'} taken. You decide here as soon as the process that
        is at it is done.
      </p>
    );
  }
  return (
    <>
      {unanswered.length > 0 && (
        <p class="hint">
          {count(sum(unanswered), 'message')} without an answer: going on asks again under the same
          keys, safely until {when(earliest(unanswered))}. Nobody is mailed twice.
        </p>
      )}
      {tooOld.length > 0 && (
        <p class="hint">
          {count(sum(tooOld), 'message')} without an answer for too long to ask again safely: going
          on leaves them be, and then you decide about them here.
        </p>
      )}
      {uncertain.length > 0 && (
        <section class="unsettled stack" aria-labelledby="uncertain">
          <h3 id="uncertain">Nobody can tell whether these were taken</h3>
          <p class="hint">
            Look the messages up at Resend, then decide. The decision goes on the record.{' '}
            {again && 'Those to be sent again go out, under new keys, when you go on sending.'}
          </p>
          <Asking {...{ week, timeZone, reconciliation, uncertain }} />
          <div class="scrolls">
            <table>
              <thead>
                <tr>
                  <th scope="col">Batch</th>
                  <th scope="col" class="number">
                    Readers
                  </th>
                  <th scope="col">What is known</th>
                  {!asking && <th scope="col">Decide</th>}
                </tr>
              </thead>
              <tbody>
                {uncertain.slice(0, listedAtOnce).map((batch) => (
                  <tr key={batch.batch}>
                    <th scope="row">{batch.batch}</th>
                    <td class="number">{figure(batch.readers)}</td>
                    <td>
                      {batch.reason}
                      <span class="hint known">
                        Attempted{' '}
                        <time datetime={batch.firstAttemptAt}>{when(batch.firstAttemptAt)}</time>.{' '}
                        {listing(batch, reconciliation)}
                      </span>
                    </td>
                    {!asking && (
                      <td>
                        <Decide
                          week={week}
                          batches={String(batch.batch)}
                          which={`batch ${batch.batch}`}
                          again={again}
                        />
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {uncertain.length > listedAtOnce && (
            <p class="hint">And {figure(uncertain.length - listedAtOnce)} more.</p>
          )}
          {!asking && (
            <div class="buttons">
              {uncertain.length > 1 && (
                <Decide week={week} batches="all" which="all of them" again={again} />
              )}
              <form method="post" action={`/send/${week}/settle`}>
                <input type="hidden" name="batches" value="all" />
                <button type="submit" name="as" value="ask" class="quiet small">
                  Ask Resend what it lists
                </button>
              </form>
            </div>
          )}
        </section>
      )}
    </>
  );
}

function Decide(props: { week: string; batches: string; which: string; again: boolean }) {
  const { week, batches, which, again } = props;
  const all = batches === 'all' ? 'All: ' : '';
  return (
    <form method="post" action={`/send/${week}/settle`} class="buttons">
      <input type="hidden" name="batches" value={batches} />
      <button type="submit" name="as" value="accepted" class="quiet small">
        {all}They were accepted<span class="visually-hidden"> ({which})</span>
      </button>
      {again && (
        <button type="submit" name="as" value="again" class="quiet small">
          {all}Send again<span class="visually-hidden"> ({which})</span>
        </button>
      )}
    </form>
  );
}

function listing(batch: OpenBatch, reconciliation: Reconciliation): string {
  if (!reconciliation.asked?.listed.has(batch.idempotencyKey)) return '';
  const listed = listedOf(batch, reconciliation);
  return listed === undefined
    ? 'What Resend lists is not known.'
    : `Resend lists ${figure(listed)} of ${figure(batch.readers)}.`;
}

function sum(batches: readonly OpenBatch[]): number {
  return batches.reduce((readers, batch) => readers + batch.readers, 0);
}

function earliest(batches: readonly OpenBatch[]): string {
  return batches.map(({ safeUntil }) => safeUntil ?? '').sort()[0] ?? '';
}
