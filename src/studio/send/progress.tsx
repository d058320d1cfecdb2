/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Week } from '../../editions/week.js';
import { type UnderWay, watchMailing } from '../../jobs/outgoing.js';
import type { StudioParts } from '../parts.js';
import type { Reconciliation } from '../reconciliations.js';
import type { SendingOutcome } from '../sendings.js';
import { AskingPiece } from './asking.js';
import { ReceiptPiece } from './receipt.js';

/** So often the ledger is looked at while somebody watches, in ms. */
const everyMs = 500;
/** A comment now and then finds out that nobody is there any more. */
const looksPerComment = 30;

/**
 * Server-sent events about a week, read from its ledger whichever process sends: `receipt` with the figures
 * as a piece of the page whenever they change, `asking` with how far Resend is asked, and `turn` when the
 * page as a whole says something else by now than at `seen`.
 */
export function progressStream(
  context: Context,
  { app, sendings, reconciliations, log }: StudioParts,
  week: Week,
  seen: string,
): Response {
  return streamSSE(
    context,
    async (stream) => {
      const watch = watchMailing(app, week);
      let key = seen;
      const shown = new Map<string, string>();
      const show = async (event: string, piece: unknown) => {
        const html = String(await piece);
        if (html !== shown.get(event)) await stream.writeSSE({ event, data: html });
        shown.set(event, html);
      };
      try {
        for (let look = 0; !stream.aborted && !stream.closed; look += 1) {
          const underWay = await watch.now();
          const reconciliation = reconciliations.state(week);
          const { asking } = reconciliation;
          if (underWay) await show('receipt', <ReceiptPiece underWay={underWay} />);
          if (asking) await show('asking', <AskingPiece asking={asking} />);
          const now = situationKey(underWay, sendings.outcome(week), reconciliation);
          if (now !== key) await stream.writeSSE({ event: 'turn', data: now });
          key = now;
          if (look % looksPerComment === 0) await stream.write(': still here\n\n');
          await stream.sleep(everyMs);
        }
      } finally {
        await watch.close();
      }
    },
    async (error) => {
      log.error({ week, state: 'watching' }, `Nobody sees how ${week} goes on: ${error.message}`);
    },
  );
}

/** What decides which buttons and sentences the page has; the figures alone do not change it. */
export function situationKey(
  underWay: UnderWay | undefined,
  outcome: SendingOutcome | undefined,
  { asking, failed, asked }: Reconciliation,
): string {
  if (!underWay) return `unmailed.${outcome?.kind ?? ''}`;
  const { receipt, holder, open } = underWay;
  const uncertain = open.filter(({ state }) => state === 'uncertain').length;
  const resend = [asking ? 'asking' : '', failed?.what ?? '', asked?.at.getTime() ?? ''];
  return [receipt.state, holder?.pid ?? '', uncertain, outcome?.kind ?? '', ...resend].join('.');
}
