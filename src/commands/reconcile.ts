import { Command, InvalidArgumentError } from 'commander';
import type { SettledBatch } from '../jobs/reconciling.js';
import type { Receipt } from '../mailings/receipt.js';
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
      const { reconcileWeek } = await import('../jobs/reconciling.js');
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
      const result = await reconcileWeek(app, week, batches && { batches, as }, {
        onProgress: ({ pages, found, wanted }) =>
          bar.update(found, wanted, ` · ${pages} pages of its list read`),
      }).finally(() => bar.stop());
      if (result && result.receipt.uncertain > 0) context.exitCode = 3;
      if (json) context.terminal.json(result ?? { week, state: 'not-mailed' });
      else if (!result) context.terminal.print(`${week} is not mailed.`);
      else
        context.terminal.print(
          [
            ...settledLines(result.receipt, result.settled, as),
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

function settledLines({ week, state }: Receipt, settled: SettledBatch[], as: Settlement): string[] {
  if (settled.length === 0) return [];
  if (as === 'accepted') return [...settled.map(acceptedLine), ''];
  const goesOut =
    state === 'cancelled'
      ? 'They are not sent: the mailing is cancelled.'
      : `\`verdicts send --week ${week}\` sends them again.`;
  return [...settled.map(againLine), goesOut, ''];
}

function acceptedLine({ batch, readers, listedByResend: listed }: SettledBatch): string {
  const settled = `Batch ${batch}: on the record as accepted`;
  if (listed === null)
    return `${settled} for all ${readers} readers, on your word: what Resend lists is not known.`;
  if (listed === 0)
    return `${settled} for all ${readers} readers, on your word alone: Resend lists none of their messages.`;
  if (listed === readers) return `${settled} for all ${readers} readers, as Resend lists it.`;
  return `${settled} for the ${listed} of ${readers} readers that Resend lists a message to; the other ${readers - listed} are refused.`;
}

function againLine({ batch, readers, listedByResend: listed }: SettledBatch): string {
  const settled = `Batch ${batch}: on the record as not accepted`;
  if (listed === null) return `${settled}, on your word: what Resend lists is not known.`;
  if (listed === 0) return `${settled}; Resend lists none of its ${readers} messages.`;
  return `${settled}, though Resend lists ${listed} of its ${readers} messages: those readers would get it twice.`;
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
    'uncertain: settle it with --accepted where Resend lists messages of it, with --again where it lists none.',
    'Where that is not known, look the messages up at Resend.',
  ];
}
