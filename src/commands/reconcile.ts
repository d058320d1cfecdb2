import { Command, InvalidArgumentError } from 'commander';
import type { OpenBatch, Settlement } from '../mailings/reconcile.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';
import { receiptLines } from './status.js';
import { table } from './table.js';

interface Options {
  accepted?: number[] | 'all';
  again?: number[] | 'all';
  json?: true;
}

export function reconcileCommand(context: Context): Command {
  return new Command('reconcile')
    .description('list the batches whose answer is unknown, and settle them')
    .argument('<week>', 'such as 2026-W47')
    .option('--accepted <batches>', 'these were taken: numbers with commas, or all', readBatches)
    .option(
      '--again <batches>',
      'these are to be sent (again): numbers with commas, or all',
      readBatches,
    )
    .addOption(jsonOption())
    .action(async (text: string, { accepted, again, json }: Options) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { reconcileWeek } = await import('../jobs/operating.js');
      const week = parseWeek(text);
      const as: Settlement = accepted ? 'accepted' : 'again';
      const batches = accepted ?? again;
      if (accepted && again) {
        const { VerdictsError } = await import('../errors.js');
        throw new VerdictsError('usage', '--accepted and --again cannot be given together.', {
          remedy: 'Settle in two commands, one for each; nothing was settled.',
          exit: 2,
        });
      }
      const bar = context.terminal.progress('Asking Resend');
      const result = await reconcileWeek(
        app,
        week,
        batches && { batches, as },
        bar.update.bind(bar),
      );
      bar.stop();
      if (result && result.receipt.uncertain > 0) context.exitCode = 3;
      if (json) context.terminal.json(result ?? { week, state: 'not-mailed' });
      else if (!result) context.terminal.print(`${week} is not mailed.`);
      else
        context.terminal.print(
          [
            ...settledLines(week, result.settled, as),
            ...openLines(result.open),
            '',
            receiptLines(result.receipt),
          ].join('\n'),
        );
    });
}

function readBatches(text: string): number[] | 'all' {
  if (text === 'all') return 'all';
  if (/^\d{1,9}(,\d{1,9})*$/.test(text)) return [...new Set(text.split(',').map(Number))];
  throw new InvalidArgumentError('Expected batch numbers like 3,17, or all.');
}

function settledLines(week: string, settled: number[], as: Settlement): string[] {
  if (settled.length === 0) return [];
  const batches = `Batch ${settled.join(', ')}`;
  return as === 'accepted'
    ? [`${batches}: on the record as accepted.`, '']
    : [`${batches}: to be sent again; \`verdicts send --week ${week}\` does.`, ''];
}

function openLines(open: OpenBatch[]): string[] {
  if (open.length === 0) return ['No batch has an unknown answer.'];
  return [
    table(open, [
      { heading: 'batch', cell: ({ batch }) => batch },
      { heading: 'state', cell: ({ state }) => state },
      { heading: 'readers', cell: ({ readers }) => readers },
      { heading: 'attempted', cell: ({ firstAttemptAt }) => firstAttemptAt },
      { heading: 'listed by Resend', cell: ({ listedByResend }) => listedByResend ?? 'not known' },
      { heading: 'key', cell: ({ idempotencyKey }) => idempotencyKey },
      { heading: 'why', cell: ({ reason }) => reason },
    ]),
    '',
    'unanswered: `verdicts send` asks again under the same key; nobody is mailed twice.',
    'uncertain: look the messages up at Resend, then settle with --accepted or --again.',
  ];
}
