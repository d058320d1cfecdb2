/** @jsxImportSource hono/jsx */

import type { UnderWay } from '../../jobs/outgoing.js';
import type { Receipt } from '../../mailings/receipt.js';
import { Figure, Figures } from '../views/pieces.js';
import { about, figure, nameOf, whereabouts } from './words.js';

/** The parts of an audience, in the order in which the bar shows them. */
const parts = [
  { part: 'accepted', meaning: 'Resend took the message' },
  { part: 'refused', meaning: 'Resend will never take it as it is' },
  { part: 'withdrawn', meaning: 'left before their message was attempted' },
  { part: 'uncertain', meaning: 'attempted, answer unknown' },
  { part: 'pending', meaning: 'still to be attempted' },
] as const;

/** The figures of a mailing, which change while it is sent. */
export function ReceiptPiece({ underWay }: { underWay: UnderWay }) {
  const { receipt, rate, holder } = underWay;
  const left = receipt.pending + receipt.uncertain;
  const sending = holder !== undefined && receipt.state !== 'paused' && left > 0;
  return (
    <div class="receipt stack">
      <SplitBar receipt={receipt} />
      <dl class="parts">
        {parts.map(({ part, meaning }) => (
          <div key={part} class={`part ${part}`}>
            <dt>
              <span class="swatch" aria-hidden="true" /> {capital(part)}
            </dt>
            <dd>
              <b>{figure(receipt[part])}</b>{' '}
              <span class="hint">
                {part === 'pending' && receipt.state === 'cancelled' ? 'never attempted' : meaning}
              </span>
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
function SplitBar({ receipt }: { receipt: Receipt }) {
  let at = 0;
  const pieces = parts.map(({ part }) => {
    const width = receipt.audience > 0 ? (1000 * receipt[part]) / receipt.audience : 0;
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
