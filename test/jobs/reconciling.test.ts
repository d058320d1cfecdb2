import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reconcileWeek } from '../../src/jobs/reconciling.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { addReaders, testApp } from '../support/app.js';
import { hour, TestClock } from '../support/clock.js';
import { testSandbox } from '../support/sandbox.js';

const day = 24 * hour;
const signal = new AbortController().signal;

describe('what Resend lists', () => {
  it('of a newer mailing with the same subject is not counted for what an older one left open', async () => {
    const clock = new TestClock('2026-11-17T09:00:00.000Z');
    let reachable = false;
    const sandbox = await testSandbox({
      clock,
      faults: () => (reachable ? undefined : { kind: 'cut', accepted: false }),
    });
    const app = testApp(clock, {
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: sandbox.url,
      FROM_ADDRESS: 'Verdicts <verdicts@example.com>',
      PUBLIC_URL: 'https://verdicts.example.com',
      POSTAL_ADDRESS: '1 Example Street',
      SIGNING_SECRET: 'a secret of more than thirty-two characters',
      MAX_COMPARISONS: '2',
    });
    const plans = join(app.config.dataDir, 'plans');
    mkdirSync(plans);
    for (const week of ['2026-W47', '2026-W48']) {
      writeFileSync(join(plans, `${week}.json`), '{ "subject": "Ship or skip?" }');
    }
    await addReaders(app, 3);
    const send = (week: string) => sendWeek(app, week, { signal, preflight: false });
    await send('2026-W47');
    clock.jump(7 * day);
    reachable = true;
    expect(await send('2026-W48')).toMatchObject({ receipt: { accepted: 3 } });
    expect(await reconcileWeek(app, '2026-W47')).toMatchObject({
      open: [{ batch: 0, listedByResend: 0 }],
    });
  });
});
