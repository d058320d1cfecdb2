import { createApp } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { type Service, startService } from '../../src/site/serving.js';
import { answerOrders } from './orders.js';

export type ServeOrder =
  | { start: Record<string, string> }
  /** Answered when what goes on behind the answers is done, and the letters of it are posted. */
  | { settle: true }
  | { stop: true };

export interface ServeAnswer {
  port: number;
}

let service: Service | undefined;

/** Serves the site and the webhook endpoint with these settings, as `verdicts serve` does. */
answerOrders(async (order: ServeOrder): Promise<ServeAnswer> => {
  if ('start' in order) {
    const log = createLog({ json: false, stream: process.stderr });
    service = await startService(createApp(readConfig(order.start), systemClock), log);
  }
  if ('settle' in order) await service?.settled();
  if ('stop' in order) await service?.close();
  return { port: service?.port ?? 0 };
});
