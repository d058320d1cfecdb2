import { Command } from 'commander';
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
      const { receiptFor } = await import('../operating.js');
      const { weekToSend } = await import('../drafting.js');
      const week = weekToSend(app, options.week ? parseWeek(options.week) : undefined);
      const receipt = await receiptFor(app, week);
      if (options.json) context.terminal.json(receipt ?? { week, state: 'not-mailed' });
      else if (receipt) context.terminal.print(receiptLines(receipt));
      else
        context.terminal.print(`${week} is not mailed. \`verdicts send --week ${week}\` mails it.`);
    });
}

/** The receipt as lines to read, the numbers under one another so that their sum can be seen. */
export function receiptLines(receipt: Receipt): string {
  const { audience, accepted, refused, withdrawn, uncertain, pending } = receipt;
  const rows: [string, number, string][] = [
    ['accepted', accepted, 'Resend took the message'],
    ['refused', refused, 'Resend will never take it as it is'],
    ['withdrawn', withdrawn, 'left before their message was attempted'],
    ['uncertain', uncertain, 'attempted, answer unknown'],
    ['pending', pending, 'still to be attempted'],
  ];
  const width = String(audience).length;
  const line = (name: string, count: number, meaning: string) =>
    `  ${name.padEnd(9)}  ${String(count).padStart(width)}   ${meaning}`.trimEnd();
  return [
    `Receipt of ${receipt.mailing}: ${receipt.state}${receipt.reason ? `, ${receipt.reason}` : ''}`,
    ...rows.map(([name, count, meaning]) => line(name, count, meaning)),
    `  ${'─'.repeat(11 + width)}`,
    line('audience', audience, ''),
  ].join('\n');
}
