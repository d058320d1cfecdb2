import { Command } from 'commander';
import type { Pick } from '../editions/pick.js';
import type { Context } from './context.js';
import { jsonOption, weekOption } from './options.js';
import { table } from './table.js';

export function pickCommand(context: Context): Command {
  return new Command('pick')
    .description('show which comparisons the week’s edition takes, and why')
    .addOption(
      weekOption('the edition’s week (default: the one due, or the next once that is mailed)'),
    )
    .addOption(jsonOption())
    .action(async (options: { week?: string; json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { pickFor, weekToEdit } = await import('../jobs/drafting.js');
      const week = await weekToEdit(app, options.week ? parseWeek(options.week) : undefined);
      const pick = await pickFor(app, week);
      if (options.json) context.terminal.json(pick);
      else context.terminal.print(pickTable(pick));
    });
}

/** The pick as lines to read: every candidate with each part of its score, and why it is in or out. */
export function pickTable({ week, candidates }: Pick): string {
  const picked = candidates.filter((candidate) => candidate.in);
  const heading = `${week}: ${picked.length} of ${candidates.length} comparisons`;
  if (candidates.length === 0) return `${week}: there are no comparisons to pick from.`;
  const parts = Object.keys(candidates[0]?.parts ?? {});
  const rows = table(candidates, [
    { heading: '', cell: (candidate) => (candidate.in ? picked.indexOf(candidate) + 1 : '–') },
    { heading: 'comparison', cell: ({ slug }) => slug },
    ...parts.map((part) => ({
      heading: part,
      cell: (candidate: Pick['candidates'][number]) =>
        (Object.entries(candidate.parts).find(([name]) => name === part)?.[1] ?? 0).toFixed(2),
    })),
    { heading: 'score', cell: ({ score }) => score.toFixed(2) },
    { heading: 'why', cell: ({ reason }) => reason },
  ]);
  return `${heading}\n\n${rows}`;
}
