import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import type { Clock } from '../../src/clock.js';
import { reconcileWeek } from '../../src/jobs/reconciling.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { testSandbox } from '../support/sandbox.js';

const week = '2026-W47';

async function throughResend(clock: Clock, baseUrl?: string): Promise<App> {
  return testApp(clock, {
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: baseUrl ?? (await testSandbox()).url,
    FROM_ADDRESS: 'Verdicts <verdicts@example.com>',
    PUBLIC_URL: 'https://verdicts.example.com',
    POSTAL_ADDRESS: '1 Example Street',
    SIGNING_SECRET: 'a secret of more than thirty-two characters',
  });
}

const send = (app: App, signal = new AbortController().signal) =>
  sendWeek(app, week, { signal, preflight: false });

/** The mailing in the one's folder is the other's as well. */
function handOver(from: App, to: App): void {
  for (const folder of ['dataDir', 'subscribersDir'] as const) {
    cpSync(from.config[folder], to.config[folder], { recursive: true });
  }
}

describe('a mailing', () => {
  it('that was begun at Resend does not go on in the sandbox, which mails nobody', async () => {
    const clock = new TestClock('2026-11-17T09:00:00.000Z');
    const app = await throughResend(clock);
    await addReaders(app, 3);
    await send(app, AbortSignal.abort());

    const withoutKey = testApp(clock);
    handOver(app, withoutKey);
    await expect(send(withoutKey)).rejects.toThrow('goes to Resend, and RESEND_API_KEY is not set');
    await expect(reconcileWeek(withoutKey, week)).rejects.toThrow('RESEND_API_KEY is not set');
    expect(await send(app)).toMatchObject({ outcome: 'sent', receipt: { accepted: 3 } });
  });

  it('that only the sandbox took is not said to be sent, and can be sent', async () => {
    const clock = new TestClock('2026-11-17T09:00:00.000Z');
    const sandboxed = testApp(clock);
    await addReaders(sandboxed, 3);
    await send(sandboxed);
    expect(await send(sandboxed)).toMatchObject({ outcome: 'sent-before' });

    const app = await throughResend(clock);
    handOver(sandboxed, app);
    await expect(send(app)).rejects.toThrow('went to the sandbox, so that no reader has it');
    rmSync(join(app.config.dataDir, 'mailings', week), { recursive: true });
    expect(await send(app)).toMatchObject({ outcome: 'sent', receipt: { accepted: 3 } });
  });

  it('of which a batch was asked elsewhere is not looked for in the list of this server', async () => {
    const clock = new TestClock('2026-11-17T09:00:00.000Z');
    const app = await throughResend(clock, 'http://127.0.0.1:1');
    await addReaders(app, 3);
    await send(app);
    const { url } = await testSandbox();
    const moved = await throughResend(clock, url.replace('127.0.0.1', 'localhost'));
    handOver(app, moved);
    expect(await send(moved)).toMatchObject({
      ending: { ended: 'stopped', reason: expect.stringContaining('asked of 127.0.0.1') },
    });
    expect(await reconcileWeek(moved, week)).toMatchObject({
      open: [{ state: 'unanswered', listedByResend: null }],
    });
  });
});
