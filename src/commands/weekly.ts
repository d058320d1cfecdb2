import { Command } from 'commander';
import type { App } from '../app.js';
import { sizesInWords } from '../letters/size-budget.js';
import type { Context } from './context.js';
import { jsonOption, weekOption } from './options.js';
import { pickTable } from './pick.js';
import { noteIfSandboxed, runSending } from './send.js';
import { sentLines } from './sent-lines.js';

export function weeklyCommand(context: Context): Command {
  return new Command('weekly')
    .description('the weekly job, once and now: pick, render and send the edition that is due')
    .addOption(weekOption('the edition’s week (default: the one due)'))
    .addOption(jsonOption())
    .action(async (options: { week?: string; json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { composeFor, weekToSend } = await import('../jobs/drafting.js');
      const { terminal } = context;
      const week = weekToSend(app, options.week ? parseWeek(options.week) : undefined);
      await fillEmptyStore(context, app);
      const { pick, drafted } = await composeFor(app, week);
      if (!options.json) {
        terminal.print(pickTable(pick));
        if (drafted) terminal.print(`\nLetters: ${sizesInWords(drafted.sizes)}.\n`);
      }
      const sent = await runSending(context, app, week, { asks: false });
      if (options.json) terminal.json({ pick, sizes: drafted?.sizes ?? null, sent });
      else terminal.print(sentLines(sent));
      await noteIfSandboxed(context, app, week);
    });
}

/** A fresh clone has nobody to mail: in the sandbox the sample readers are brought in. */
async function fillEmptyStore(context: Context, app: App): Promise<void> {
  if (app.config.door.to !== 'sandbox') return;
  const store = await app.subscribers();
  const { pending, active, unsubscribed, suppressed } = store.counts();
  if (pending + active + unsubscribed + suppressed > 0) return;
  const { statIfThere } = await import('../disk.js');
  if (!statIfThere(app.sampleFile)) return;
  const { importReaders } = await import('../jobs/importing-readers.js');
  const { added } = await importReaders(app, app.sampleFile);
  context.terminal.note(
    `The store was empty: brought in ${added} sample readers from ${app.sampleFile}.\n`,
  );
}
