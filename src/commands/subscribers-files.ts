import { createWriteStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import type { ImportOptions, ImportReport, Outcome } from '../subscribers/import.js';
import type { Status } from '../subscribers/subscriber.js';
import type { Context } from './context.js';
import { jsonOption, statusOption } from './options.js';

export function importReadersCommand(context: Context): Command {
  return new Command('import')
    .description('bring readers in from a CSV file; never revives who left, bounced or was erased')
    .argument('<file>', 'a CSV file, or - for standard input')
    .option('--dry-run', 'report what would be done, and write nothing')
    .option('--verbose', 'say what became of each row')
    .addOption(jsonOption())
    .action(async (file: string, options: { dryRun?: true; verbose?: true; json?: true }) => {
      const app = await context.open();
      const { terminal } = context;
      const bar = terminal.progress('Importing');
      const { dryRun, verbose, json } = options;
      const onRow: ImportOptions['onRow'] = (line, outcome) =>
        terminal.print(`line ${line}: ${outcomeWords[outcome]}`);
      const { importReaders } = await import('../jobs/importing-readers.js');
      const signal = context.interruptible();
      const source = file === '-' ? addAbortSignal(signal, process.stdin) : file;
      const report = await importReaders(app, source, {
        signal,
        ...(dryRun && { dryRun }),
        ...(verbose && !json && { onRow }),
        onProgress: ({ bytes, size }) => bar.update(bytes, size),
      }).finally(() => bar.stop());
      if (report.invalid > 0 || signal.aborted) context.exitCode = 1;
      if (json) terminal.json({ dryRun: dryRun ?? false, stopped: signal.aborted, ...report });
      else terminal.print(reportLines(report, dryRun ?? false));
      if (signal.aborted) {
        const done = dryRun ? 'looked at' : 'in';
        terminal.note(`Stopped: ${report.rows} rows are ${done}. Run it again for the rest.`);
      }
    });
}

export function exportCommand(context: Context): Command {
  return new Command('export')
    .description('write the readers as CSV that is safe to open in a spreadsheet')
    .option('--out <file>', 'where to write it (default: standard output)')
    .addOption(statusOption())
    .action(async ({ out, status }: { out?: string; status?: Status }) => {
      const app = await context.open();
      const { exportCsv } = await import('../subscribers/export.js');
      const { statIfThere, writeDurably } = await import('../disk.js');
      const rows = exportCsv(await app.subscribers(), status ? { status } : {});
      if (out === undefined) {
        for await (const text of rows) process.stdout.write(text);
        return;
      }
      const signal = context.interruptible();
      const there = statIfThere(out);
      try {
        // Into a pipe or a device; anything else is there as a whole, or as it was.
        if (there && !there.isFile() && !there.isDirectory()) {
          await pipeline(rows, createWriteStream(out), { signal });
        } else {
          await writeDurably(out, rows, { mode: 0o600, signal });
        }
      } catch (error) {
        if (!signal.aborted) throw error;
        context.terminal.note('Stopped: nothing was written. Run it again.');
        context.exitCode = 1;
        return;
      }
      context.terminal.note(`Written to ${out}.`);
    });
}

/** In the order in which they are reported. */
const outcomes = [
  'added',
  'recorded',
  'changed',
  'alreadyThere',
  'duplicates',
  'keptOut',
  'invalid',
] as const;

const outcomeWords: Record<Outcome, string> = {
  added: 'added, and will be mailed',
  recorded: 'added as not to be mailed, as the file says',
  changed: 'changed',
  alreadyThere: 'already there',
  duplicates: 'twice in the file',
  keptOut: 'kept out: left, bounced or was erased before',
  invalid: 'no reader, or not readable',
};

function reportLines(report: ImportReport, dryRun: boolean): string {
  const { rows, problems, notes } = report;
  const width = String(rows).length;
  const line = (count: number, meaning: string) => `  ${String(count).padStart(width)}  ${meaning}`;
  return [
    dryRun ? 'Nothing was written. The import would come to:' : 'Imported:',
    ...outcomes.map((outcome) => line(report[outcome], outcomeWords[outcome])),
    `  ${'─'.repeat(width)}`,
    line(rows, rows === 1 ? 'row' : 'rows'),
    ...notes,
    ...problems.map(({ line: at, problem }) => `line ${at}: ${problem}`),
  ].join('\n');
}
