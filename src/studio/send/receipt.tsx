/** @jsxImportSource hono/jsx */

import type { UnderWay } from '../../jobs/outgoing.js';
import { Figure, Figures } from '../views/pieces.js';
import { about, figure, nameOf, whereabouts } from './words.js';

interface Part {
  part: 'accepted' | 'refused' | 'withdrawn' | 'in-flight' | 'uncertain' | 'pending';
  name: string;
  meaning: string;
  readers: number;
}

/**
 * The parts of an audience, in the order in which the bar shows them. What a sender that is alive waits for an
 * answer to is uncertain only on paper: nobody has to decide.
 */
function partsOf({ receipt, holder, open }: UnderWay): Part[] {
  const { accepted, refused, withdrawn, uncertain, pending } = receipt;
  const unanswered = open.filter(({ state }) => state === 'unanswered');
  const inFlight = holder ? unanswered.reduce((sum, { readers }) => sum + readers, 0) : 0;
  const never = receipt.state === 'cancelled' ? 'never attempted' : 'still to be attempted';
  const part = (id: Part['part'], name: string, readers: number, meaning: string): Part => ({
    part: id,
    name,
    readers,
    meaning,
  });
  return [
    part('accepted', 'Accepted', accepted, 'Resend took the message'),
    part('refused', 'Refused', refused, 'Resend will never take it as it is'),
    part('withdrawn', 'Withdrawn', withdrawn, 'left before their message was attempted'),
    ...(holder ? [part('in-flight', 'In flight', inFlight, 'Resend’s answer is awaited')] : []),
    part('uncertain', 'Uncertain', uncertain - inFlight, 'attempted, answer unknown'),
    part('pending', 'Pending', pending, never),
  ];
}

/** The figures of a mailing, which change while it is sent. */
export function ReceiptPiece({ underWay }: { underWay: UnderWay }) {
  const { receipt, rate, holder } = underWay;
  const parts = partsOf(underWay);
  const left = receipt.pending + receipt.uncertain;
  const sending = holder !== undefined && receipt.state !== 'paused' && left > 0;
  return (
    <div class="receipt stack">
      <SplitBar parts={parts} audience={receipt.audience} />
      <dl class="parts">
        {parts.map(({ part, name, meaning, readers }) => (
          <div key={part} class={`part ${part}`}>
            <dt>
              <span class="swatch" aria-hidden="true" /> {name}
            </dt>
            <dd>
              <b>{figure(readers)}</b> <span class="hint">{meaning}</span>
            </dd>
          </div>
        ))}
        <div class="part sum">
          <dt>Audience</dt>
          <dd>
            <b>{figure(receipt.audience)}</b> <span class="hint">all of these together</span>
          </dd>
        </div>
      </dl>
      <Figures>
        <Figure
          label="Done"
          value={percent(receipt.audience - left, receipt.audience)}
          hint={`${figure(receipt.audience - left)} of ${figure(receipt.audience)}`}
        />
        <Figure
          label="Rate"
          value={sending && rate ? `${perSecond(rate)}/s` : '—'}
          hint="messages"
        />
        <Figure
          label="Time left"
          value={sending && rate ? about(left / rate) : '—'}
          hint={timeHint(sending, rate)}
        />
        <Figure
          label="Who sends"
          value={holder ? nameOf(holder) : 'nobody'}
          hint={holder ? whereabouts(holder) : 'no process is at it'}
        />
      </Figures>
    </div>
  );
}

function timeHint(sending: boolean, rate: number | undefined): string {
  if (!sending) return 'nothing is being sent';
  return rate ? 'at this rate' : 'known after a few answers';
}

/** Each part as wide as its share; the list under it says the same. */
function SplitBar({ parts, audience }: { parts: readonly Part[]; audience: number }) {
  let at = 0;
  const pieces = parts.map(({ part, readers }) => {
    const width = audience > 0 ? (1000 * readers) / audience : 0;
    const piece = { part, x: at, width };
    at += width;
    return piece;
  });
  return (
    <svg class="split" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">
      {pieces.map(({ part, x, width }) => (
        <rect key={part} class={part} x={x.toFixed(2)} width={width.toFixed(2)} height="14" />
      ))}
    </svg>
  );
}

function percent(part: number, whole: number): string {
  // Rounded down: 100 % is said once all are done.
  return whole === 0 ? '100%' : `${Math.floor((100 * part) / whole)}%`;
}

function perSecond(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : figure(Math.round(rate));
}
