import { Command } from 'commander';
import { sizesInWords } from '../letters/size-budget.js';
import type { Context } from './context.js';
import { jsonOption, weekOption } from './options.js';
import { pickTable } from './pick.js';

export function draftCommand(context: Context): Command {
  return new Command('draft')
    .description('make the week’s edition, or make it anew until it is mailed')
    .addOption(
      weekOption('the edition’s week (default: the one due, or the next once that is mailed)'),
    )
    .addOption(jsonOption())
    .action(async (options: { week?: string; json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { draftWeek, weekToEdit } = await import('../jobs/drafting.js');
      const week = await weekToEdit(app, options.week ? parseWeek(options.week) : undefined);
      const { pick, drafted } = await draftWeek(app, week);
      if (options.json) {
        context.terminal.json({
          pick,
          edition: drafted?.edition ?? null,
          sizes: drafted?.sizes ?? null,
        });
        return;
      }
      context.terminal.print(pickTable(pick));
      if (!drafted) {
        context.terminal.print(`\nNothing to pick for ${week}, so there is no edition.`);
        return;
      }
      const { edition, sizes } = drafted;
      context.terminal.print(
        [
          '',
          `Subject    ${edition.subject}`,
          `Preheader  ${edition.preheader}`,
          ...moved(edition.moreOnTheWeb.length),
          `Sizes      ${sizesInWords(sizes)}`,
          `Hash       ${edition.hash}`,
        ].join('\n'),
      );
    });
}

function moved(matchups: number): string[] {
  return matchups === 0 ? [] : [`On the web ${matchups} of the matchups, for want of room`];
}
