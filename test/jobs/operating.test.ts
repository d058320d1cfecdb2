import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { controlWeek, receiptFor, senderNow } from '../../src/jobs/operating.js';
import { reconcileWeek } from '../../src/jobs/reconciling.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { tryLock } from '../../src/lock.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';

const week = '2026-W47';
const signal = new AbortController().signal;

describe('an operator’s word', () => {
  it('that comes while a mailing is being frozen is heeded once it is', async () => {
    const app = testApp(systemClock);
    await addReaders(app, 3000);
    let said: ReturnType<typeof controlWeek> | undefined;
    const sent = await sendWeek(app, week, {
      signal,
      preflight: false,
      async confirm() {
        said = controlWeek(app, week, 'cancel');
        return true;
      },
    });
    expect(await said).toMatchObject({ controlled: { done: true } });
    expect(sent).toMatchObject({ ending: { ended: 'cancelled' } });
  });

  it('is not kept waiting for long by a process that is at another week', async () => {
    const app = testApp(new TestClock());
    const other = tryLock(app.mailings.lockFolder, app.clock);
    const before = app.clock.now().getTime();
    expect(await controlWeek(app, week, 'pause')).toBeUndefined();
    expect(app.clock.now().getTime() - before).toBeLessThan(15_000);
    expect(senderNow(app)).toMatchObject({ pid: process.pid });
    if (other.taken) other.lock.release();
  });

  it('on a week that nobody mails or freezes is answered at once', async () => {
    const app = testApp(systemClock);
    expect(await controlWeek(app, week, 'pause')).toBeUndefined();
  });
});

describe('a data folder that is not there', () => {
  it('is said to be missing by whatever asks for a mailing, and none is made', async () => {
    const app = testApp(systemClock, { DATA_DIR: join(temporaryFolder(), 'mistyped') });
    const told = { message: expect.stringContaining('There is no data folder') };
    await expect(receiptFor(app, week)).rejects.toMatchObject(told);
    await expect(controlWeek(app, week, 'pause')).rejects.toMatchObject(told);
    await expect(sendWeek(app, week, { signal })).rejects.toMatchObject(told);
    expect(existsSync(app.config.dataDir)).toBe(false);
  });
});

describe('a mailing whose own file is gone', () => {
  it('is not said to have been mailed to nobody', async () => {
    const app = testApp(systemClock);
    await addReaders(app, 3);
    await sendWeek(app, week, { signal, preflight: false });
    rmSync(join(app.config.dataDir, 'mailings', week, 'mailing.json'));
    const gone = { message: expect.stringContaining('mailing.json beside it, is gone'), exit: 3 };
    await expect(receiptFor(app, week)).rejects.toMatchObject(gone);
    await expect(controlWeek(app, week, 'pause')).rejects.toMatchObject(gone);
    await expect(reconcileWeek(app, week)).rejects.toMatchObject(gone);
  });
});
