import type { App } from '../../src/app.js';
import type { TakenSummary } from '../../src/jobs/sandbox-outbox.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { addReaders, testApp } from './app.js';
import { TestClock } from './clock.js';

export const week = '2026-W47';

/** Nobody listens there to what the sandbox tells. */
export const deaf = { PUBLIC_URL: 'http://127.0.0.1:9' };

/** Sends the week's edition to that many new readers, through the sandbox. */
export async function mailReaders(app: App, readers: number): Promise<void> {
  await addReaders(app, readers);
  const { outcome } = await sendWeek(app, week, {
    signal: new AbortController().signal,
    preflight: false,
  });
  if (outcome !== 'sent') throw new Error(`The mailing ended ${outcome}.`);
}

/** An app that has mailed the week's edition to that many readers. */
export async function mailedApp(readers: number): Promise<App> {
  const app = testApp(new TestClock(), deaf);
  await mailReaders(app, readers);
  return app;
}

/** The letters that went to an address, newest first. */
export async function lettersTo(app: App, address: string): Promise<TakenSummary[]> {
  return (await (await app.outbox()).page({ search: address, limit: 50 })).messages;
}
