import { Command } from 'commander';
import { budgetInWords, kilobytes } from '../letters/size-budget.js';
import type { Context } from './context.js';
import { jsonOption, weekOption } from './options.js';
import { table } from './table.js';

export function previewCommand(context: Context): Command {
  return new Command('preview')
    .description(
      'write each variant of the week’s letters as html and txt, as a sample reader gets them',
    )
    .addOption(
      weekOption('the edition’s week (default: the one due, or the next once that is mailed)'),
    )
    .option('--out <folder>', 'where to write them', 'preview')
    .addOption(jsonOption())
    .action(async (options: { week?: string; out: string; json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { editionToShow } = await import('../jobs/drafting.js');
      const { writePreviews } = await import('../jobs/preview.js');
      const named = options.week ? parseWeek(options.week) : undefined;
      const { week, edition } = await editionToShow(app, named);
      const previews = edition ? await writePreviews(edition, app.masthead, options.out) : [];
      if (options.json) {
        context.terminal.json({ week, previews });
      } else if (previews.length === 0) {
        context.terminal.print(`Nothing to pick for ${week}, so there is no letter.`);
      } else {
        context.terminal.print(
          table(previews, [
            { heading: 'letter', cell: ({ variant }) => variant },
            { heading: 'size', cell: ({ bytes }) => kilobytes(bytes) },
            { heading: 'subject', cell: ({ subject }) => subject },
            { heading: 'written to', cell: ({ html, text }) => `${html}, ${text}` },
          ]),
        );
        context.terminal.print(
          `\nSizes count tracked links and the longest addresses, of ${budgetInWords}.`,
        );
      }
    });
}
