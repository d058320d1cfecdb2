import { Command } from 'commander';
import type { Activity } from '../feedback/mailing-events.js';
import type { Report } from '../feedback/report.js';
import { isUntold, untoldWords } from '../feedback/untold.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';
import { receiptLines } from './status.js';
import { table } from './table.js';
import { share } from './votes.js';

export function reportCommand(context: Context): Command {
  return new Command('report')
    .description(
      'print what came of a week’s mailing: delivered, bounced, opened, clicked, voted, left',
    )
    .argument('<week>', 'the edition’s week, such as 2026-W47')
    .addOption(jsonOption())
    .action(async (named: string, { json }: { json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { reportFor } = await import('../jobs/reporting.js');
      const week = parseWeek(named);
      const report = await reportFor(app, week);
      if (json) context.terminal.json(report ?? { week, state: 'not-mailed' });
      else if (report) context.terminal.print(reportLines(report, app.config.publicUrl));
      else context.terminal.print(`${week} is not mailed, so there is nothing to report.`);
    });
}

/** The report as lines to read; links to `publicUrl` are shortened to their paths. */
export function reportLines(report: Report, publicUrl: string): string {
  return [
    receiptLines(report.receipt),
    cameBackLines(report),
    ...(isUntold(report) ? [untoldWords(publicUrl)] : []),
    attentionLines(report, publicUrl),
    votesLines(report),
    departureLines(report),
  ].join('\n\n');
}

function cameBackLines(report: Report): string {
  const { permanent, transient, undetermined } = report.bounced;
  const kinds = `${permanent} for good, ${transient} for the time being, ${undetermined} undetermined`;
  const rows: [string, number, string][] = [
    ['delivered', report.delivered, ''],
    ['delayed', report.delayed, 'at one time or another'],
    ['bounced', report.bounced.readers, kinds],
    ['complained', report.complained, ''],
    ['suppressed', report.suppressed, 'not tried: on Resend’s suppression list'],
    ['failed', report.failed, 'Resend could not send it'],
  ];
  const width = Math.max(...rows.map(([, count]) => String(count).length));
  const lines = rows.map(([name, count, meaning]) =>
    `  ${name.padEnd(10)}  ${String(count).padStart(width)}   ${meaning}`.trimEnd(),
  );
  return ['Came back, in readers', ...lines].join('\n');
}

function attentionLines({ opened, clicked }: Report, publicUrl: string): string {
  const rows = [
    { what: 'opened', all: opened.all, human: opened.human },
    { what: 'clicked', all: clicked.all, human: clicked.human },
    ...clicked.links.map(({ link, all, human }) => ({
      what: `  ${link.startsWith(publicUrl) ? link.slice(publicUrl.length) || '/' : link}`,
      all,
      human,
    })),
  ];
  const column = (of: 'all' | 'human', figure: keyof Activity, heading: string) => ({
    heading,
    cell: (row: (typeof rows)[number]) => row[of][figure],
  });
  return table(rows, [
    { heading: 'Opened and clicked', cell: ({ what }) => what },
    column('all', 'times', 'times'),
    column('all', 'readers', 'readers'),
    column('human', 'times', 'times, human'),
    column('human', 'readers', 'readers, human'),
  ]);
}

function votesLines({ votes }: Report): string {
  if (votes.cast === 0) return 'No votes since.';
  return table(votes.tools, [
    { heading: `Voted since: ${votes.cast}`, cell: ({ name }) => name },
    { heading: 'ship', cell: ({ ship }) => ship },
    { heading: 'skip', cell: ({ skip }) => skip },
    { heading: 'community', cell: ({ community }) => share(community).padStart(9) },
    { heading: 'panel', cell: ({ panelShip }) => share(panelShip).padStart(5) },
  ]);
}

function departureLines({ unsubscribed }: Report): string {
  const { readers, reasons } = unsubscribed;
  if (readers === 0) return 'Nobody unsubscribed.';
  const given = reasons.map(
    ({ reason, readers: count }) => `  ${count}  ${reason ?? '(no reason given)'}`,
  );
  return [`Unsubscribed since: ${readers}`, ...given].join('\n');
}
