import { Command, InvalidArgumentError } from 'commander';
import type { App } from '../app.js';
import type { Woken } from '../scheduler.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';
import { sentLines } from './send.js';
import { table } from './table.js';

export function scheduleCommand(context: Context): Command {
  return new Command('schedule')
    .description('stay running and send each edition when it is due')
    .option(
      '--simulate <count>',
      'print the next due times and what would be picked, and end',
      readCount,
    )
    .addOption(jsonOption())
    .action(async ({ simulate, json }: { simulate?: number; json?: true }) => {
      const app = await context.open();
      if (simulate !== undefined) return printForecast(context, app, simulate, json);
      const { wake } = await import('../scheduler.js');
      const { nextDue } = await import('../editions/schedule.js');
      const { default: cron } = await import('node-cron');
      const { terminal } = context;
      const signal = context.interruptible();
      let said = '';
      const tick = async () => {
        const text = await wake(app, signal).then(wokenLine, (error: unknown) =>
          failureLine(error),
        );
        if (text !== said) terminal.print(`${app.clock.now().toISOString()} ${text}`);
        said = text;
      };

      const { week, dueAt } = nextDue(app.clock.now(), app.schedule);
      terminal.print(
        `Awake. ${week} is due ${dueAt.toISOString()} (${app.config.schedule}, ${app.config.timeZone}).`,
      );
      await tick();
      const task = cron.schedule('* * * * *', tick, { noOverlap: true });
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await task.destroy();
      terminal.print('Stopped. `verdicts schedule` goes on; what was missed is made up for.');
    });
}

async function printForecast({ terminal }: Context, app: App, count: number, json?: true) {
  const { forecast } = await import('../forecast.js');
  const forecasts = await forecast(app, count);
  if (json) {
    terminal.json(forecasts);
    return;
  }
  const rows = forecasts.map(({ week, dueAt, pick }) => {
    const titles = pick.candidates.filter((each) => each.in).map(({ title }) => title);
    return { week, dueAt: dueAt.toISOString(), picks: titles.join(' · ') || 'nothing' };
  });
  terminal.print(
    table(rows, [
      { heading: 'week', cell: ({ week }) => week },
      { heading: 'due', cell: ({ dueAt }) => dueAt },
      { heading: 'of today’s content', cell: ({ picks }) => picks },
    ]),
  );
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 520) return count;
  throw new InvalidArgumentError('Expected a whole number from 1 to 520.');
}

function wokenLine(woken: Woken): string {
  if (woken.did === 'send') return sentLines(woken.sent);
  switch (woken.because) {
    case 'sent':
      return `${woken.week} is sent; waiting for the next.`;
    case 'stopped':
      return `${woken.week} is stopped and waits for an operator: \`verdicts send --week ${woken.week}\`.`;
    case 'paused':
      return `${woken.week} is paused: \`verdicts status --week ${woken.week}\` says why.`;
    case 'cancelled':
      return `${woken.week} is cancelled; waiting for the next.`;
    case 'another-process-sends':
      return `${woken.week}: another process is sending it.`;
    case 'missed':
      return `${woken.week} was due ${woken.dueAt.toISOString()} and missed; \`verdicts send --week ${woken.week}\` sends it now.`;
  }
}

function failureLine(error: unknown): string {
  const remedy = error instanceof Error && 'remedy' in error ? ` ${error.remedy}` : '';
  return `The job failed: ${error instanceof Error ? error.message : String(error)}${remedy}`;
}
