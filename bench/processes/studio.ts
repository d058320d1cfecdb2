import { createApp } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { startStudio } from '../../src/studio/serving.js';
import { answerOrders } from './orders.js';

export interface StudioOrder {
  start: Record<string, string>;
}

export interface StudioAnswer {
  url: string;
}

/** Serves the studio with these settings, as `verdicts studio` does. */
answerOrders(async ({ start }: StudioOrder): Promise<StudioAnswer> => {
  const log = createLog({ json: false, stream: process.stderr });
  const { url } = await startStudio(createApp(readConfig(start), systemClock), log);
  return { url };
});
