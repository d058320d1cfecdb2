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
      const { editionToShow } = await import('../drafting.js');
      const { sendTest } = await import('../mailings/test-send.js');
      const named = options.week ? parseWeek(options.week) : undefined;
      const { week, edition } = await editionToShow(app, named);
      if (!edition) {
        context.terminal.print(`Nothing to pick for ${week}, so there is no letter to send.`);
        return;
      }
      const { from, replyTo } = app.config;
      const terms = { from, replyTo, listId: app.listId, masthead: app.masthead };
      const door = await app.openDoor();
      try {
        const occasion = String(app.clock.now().getTime());
        const { format } = options;
        const result = await sendTest(
          { edition, format, terms, addresses, mark: 'Test', occasion },
          door.courier,
        );
        if (options.json) context.terminal.json({ week, format, ...result });
        else
          context.terminal.print(
            `Sent the ${format} of ${week} as a test; ${result.accepted} accepted.`,
          );
      } finally {
        await door.close();
      }
    });
}
