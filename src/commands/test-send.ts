import { Command, Option } from 'commander';
import type { Context } from './context.js';
import { jsonOption, weekOption } from './options.js';

interface Options {
  week?: string;
  format: 'digest' | 'brief';
  json?: true;
}

export function testSendCommand(context: Context): Command {
  return new Command('test-send')
    .description('send the week’s letter to given addresses, marked as a test, outside the mailing')
    .argument('<address...>', 'who gets it')
    .addOption(
      weekOption('the edition’s week (default: the one due, or the next once that is mailed)'),
    )
    .addOption(
      new Option('--format <format>', 'which letter')
        .choices(['digest', 'brief'])
        .default('digest'),
    )
    .addOption(jsonOption())
    .action(async (addresses: string[], options: Options) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { sendWeekAsTest } = await import('../jobs/test-sending.js');
      const { week: text, format } = options;
      const sent = await sendWeekAsTest(app, {
        week: text ? parseWeek(text) : undefined,
        format,
        addresses,
      });
      const { week, accepted } = sent;
      if (options.json) context.terminal.json({ ...sent, accepted: accepted ?? null });
      else if (accepted === undefined)
        context.terminal.print(`Nothing to pick for ${week}, so there is no letter to send.`);
      else context.terminal.print(`Sent the ${format} of ${week} as a test; ${accepted} accepted.`);
    });
}
