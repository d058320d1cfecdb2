import { Command } from 'commander';
import type { Holder } from '../lock-links.js';
import type { Mailing } from '../mailings/mailing.js';
import type { Receipt } from '../mailings/receipt.js';
import type { Context } from './context.js';
import { jsonOption, weekOption } from './options.js';

export function statusCommand(context: Context): Command {
  return new Command('status')
    .description('print the receipt of a week’s mailing, as its ledger has it now')
    .addOption(weekOption('the edition’s week (default: the one due)'))
    .addOption(jsonOption())
    .action(async (options: { week?: string; json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { receiptFor, senderNow } = await import('../jobs/operating.js');
      const { weekToSend } = await import('../jobs/drafting.js');
      const week = weekToSend(app, options.week ? parseWeek(options.week) : undefined);
      const [receipt, mailing] = await Promise.all([
        receiptFor(app, week),
        app.mailings.read(week),
      ]);
      if (!receipt || !mailing) {
        const none = `${week} is not mailed. \`verdicts send --week ${week}\` mails it.`;
        if (options.json) context.terminal.json({ week, state: 'not-mailed' });
        else context.terminal.print(none);
        return;
      }
      const { paused, withoutTopic } = mailing.audience;
      if (options.json) context.terminal.json({ ...receipt, leftOut: { paused, withoutTopic } });
      else {
        const lines = [
          receiptLines(receipt),
          ...uncertainLines(receipt, senderNow(app)),
          ...leftOutLines(mailing),
          ...sandboxLines(mailing),
        ];
        context.terminal.print(lines.join('\n\n'));
      }
    });
}

/** The receipt as lines to read, the numbers under one another so that their sum can be seen. */
export function receiptLines(receipt: Receipt): string {
  const { state, audience, accepted, refused, withdrawn, uncertain, pending } = receipt;
  const rows: [string, number, string][] = [
    ['accepted', accepted, 'Resend took the message'],
    ['refused', refused, 'Resend will never take it as it is'],
    ['withdrawn', withdrawn, 'left before their message was attempted'],
    ['uncertain', uncertain, 'attempted, answer unknown'],
    ['pending', pending, state === 'cancelled' ? 'never attempted' : 'still to be attempted'],
  ];
  const width = String(audience).length;
  const line = (name: string, count: number, meaning: string) =>
    `  ${name.padEnd(9)}  ${String(count).padStart(width)}   ${meaning}`.trimEnd();
  return [
    `Receipt of ${receipt.mailing}: ${state}${receipt.reason ? `, ${receipt.reason}` : ''}`,
    ...rows.map(([name, count, meaning]) => line(name, count, meaning)),
    `  ${'─'.repeat(11 + width)}`,
    line('audience', audience, ''),
    ...receipt.refusals
      .slice(0, 5)
      .map(({ reason, readers }) => `Refused ${readers === 1 ? 'one' : readers}: ${reason}`),
  ].join('\n');
}

/** How to learn more of those whose answer is unknown, and who may be waiting for it; no line where there are none. */
export function uncertainLines(
  { week, state, uncertain }: Pick<Receipt, 'week' | 'state' | 'uncertain'>,
  sender?: Pick<Holder, 'pid'>,
): string[] {
  if (uncertain === 0) return [];
  if (sender) {
    const { pid } = sender;
    return [`Process ${pid} is drafting or sending: the answer for ${uncertain} may still come.`];
  }
  // Going on asks most of them again under the same key: only what that leaves is to be settled.
  if (state !== 'finished' && state !== 'cancelled') {
    return [`No answer came for ${uncertain}: \`verdicts reconcile ${week}\` says what to do.`];
  }
  return [
    `Nobody can tell whether ${uncertain} were taken: \`verdicts reconcile ${week}\` says what is known, and settles it.`,
  ];
}

/** Who was active when the mailing was frozen, and yet is not in its audience; no line where nobody was. */
export function leftOutLines({ audience }: Pick<Mailing, 'audience'>): string[] {
  const { paused, withoutTopic } = audience;
  const parts = [
    ...(paused > 0 ? [`${paused} paused`] : []),
    ...(withoutTopic > 0 ? [`${withoutTopic} without a topic in this edition`] : []),
  ];
  return parts.length > 0 ? [`Not in the audience: ${parts.join(', ')}.`] : [];
}

/** What the sandbox takes reaches nobody; no line where letters go to Resend. */
export function sandboxLines({ door }: Pick<Mailing, 'door'>): string[] {
  return door === 'sandbox' ? ['It goes to the built-in sandbox: no reader has it.'] : [];
}
