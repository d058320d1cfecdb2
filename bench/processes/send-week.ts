import { createApp } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { type Cost, stopwatch } from '../cost.js';
import { week } from '../room.js';
import { answerOrders } from './orders.js';

export interface SendOrder {
  settings: Record<string, string>;
  preflight: boolean;
}

export interface SendAnswer {
  /** From the store on disk to the last answer in the ledger. */
  whole: Cost;
  /** Of that, until the mailing is frozen: the edition, the letters, the audience. */
  frozen: Cost;
}

/** Sends the week's edition, as `verdicts send` does. */
answerOrders(async ({ settings, preflight }: SendOrder): Promise<SendAnswer> => {
  const app = createApp(readConfig(settings), systemClock);
  const since = stopwatch();
  let frozen: Cost | undefined;
  const sent = await sendWeek(app, week, {
    signal: new AbortController().signal,
    preflight,
    onProgress: () => {
      frozen ??= since();
    },
  });
  const whole = since();
  if (sent.outcome !== 'sent' || sent.ending.ended !== 'finished' || !frozen) {
    throw new Error(`The mailing did not finish: ${JSON.stringify(sent)}`);
  }
  return { whole, frozen };
});
