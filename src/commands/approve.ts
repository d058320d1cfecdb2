import { Command } from 'commander';
import { shortHash } from '../editions/wording.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';

export function approveCommand(context: Context): Command {
  return new Command('approve')
    .description('approve a week’s draft for sending, its content as it is now')
    .argument('<week>', 'such as 2026-W48')
    .option('--hash <hash>', 'the hash of the content that you looked at, or how it begins')
    .addOption(jsonOption())
    .action(async (text: string, { hash, json }: { hash?: string; json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { approveWeek } = await import('../jobs/drafting.js');
      const edition = await approveWeek(app, parseWeek(text), hash);
      const { week, subject, dueAt } = edition;
      if (json) context.terminal.json({ week, hash: edition.hash, subject, dueAt });
      else {
        const { momentInWords } = await import('../letters/wording.js');
        const due = momentInWords(new Date(dueAt), edition.timeZone);
        context.terminal.print(`Approved ${week}, “${subject}”, hash ${shortHash(edition.hash)}.`);
        context.terminal.print(`It is due ${due}. A draft made anew needs another approval.`);
      }
    });
}
