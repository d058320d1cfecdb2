import { Command, InvalidArgumentError } from 'commander';
import type { App } from '../app.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';
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
      const { keepWaking } = await import('../jobs/service.js');
      const { createLog } = await import('../log.js');
      const { nextDue } = await import('../editions/schedule.js');
      const log = createLog({ json: json ?? false, stream: process.stdout, clock: app.clock });
      const signal = context.interruptible();
      const { momentInWords } = await import('../letters/wording.js');
      const { week, dueAt } = nextDue(app.clock.now(), app.schedule);
      const { schedule, timeZone, door } = app.config;
      const where =
        door.to === 'sandbox' ? ' It goes to the built-in sandbox: RESEND_API_KEY is not set.' : '';
      log.info(
        { week, state: 'awake' },
        `Awake. ${week} is due ${momentInWords(dueAt, timeZone)} (${schedule}, ${timeZone}).${where}`,
      );
      await keepWaking(app, log, signal);
      log.info(
        { state: 'asleep' },
        'Stopped. `verdicts schedule` goes on; what was missed is made up for.',
      );
    });
}

async function printForecast({ terminal }: Context, app: App, count: number, json?: true) {
  const { forecast } = await import('../jobs/forecast.js');
  const forecasts = await forecast(app, count);
  if (json) {
    terminal.json(forecasts);
    return;
  }
  const { momentInWords } = await import('../letters/wording.js');
  const rows = forecasts.map(({ week, dueAt, pick }) => {
    const titles = pick.candidates.filter((each) => each.in).map(({ title }) => title);
    const due = momentInWords(dueAt, app.schedule.timeZone);
    return { week, due, picks: titles.join(' · ') || 'nothing' };
  });
  terminal.print(
    table(rows, [
      { heading: 'week', cell: ({ week }) => week },
      { heading: 'due', cell: ({ due }) => due },
      { heading: 'of today’s content', cell: ({ picks }) => picks },
    ]),
  );
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 520) return count;
  throw new InvalidArgumentError('Expected a whole number from 1 to 520.');
}
