import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import { approveWeek, draftWeek } from '../../src/jobs/drafting.js';
import { receiptFor } from '../../src/jobs/operating.js';
import { wake } from '../../src/jobs/scheduler.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { control } from '../../src/mailings/control.js';
import { addReaders, testApp } from '../support/app.js';
import { hour, TestClock } from '../support/clock.js';
import { ledgerOf } from '../support/mailings.js';
import { testSandbox } from '../support/sandbox.js';

const due = '2026-11-17T09:00:00.000Z';
const never = new AbortController().signal;

async function appAt(
  time: string,
  settings: Record<string, string> = {},
): Promise<{ app: App; clock: TestClock }> {
  const clock = new TestClock(time);
  const app = testApp(clock, settings);
  await addReaders(app, 3);
  return { app, clock };
}

describe('the weekly job', () => {
  it('sends the edition that is due, once, however often it is woken', async () => {
    const { app, clock } = await appAt(due);
    expect(await wake(app, never)).toMatchObject({
      did: 'send',
      week: '2026-W47',
      sent: { outcome: 'sent', receipt: { accepted: 3, audience: 3 } },
    });
    clock.jump(60_000);
    expect(await wake(app, never)).toEqual({ did: 'nothing', week: '2026-W47', because: 'sent' });
  });

  it('makes up for what was missed while it was down, within the grace period', async () => {
    const { app } = await appAt('2026-11-18T08:59:00.000Z');
    expect(await wake(app, never)).toMatchObject({ did: 'send', week: '2026-W47' });
  });

  it('leaves what is later than that to an operator', async () => {
    const { app } = await appAt('2026-11-18T09:01:00.000Z');
    const woken = { did: 'nothing', week: '2026-W47', because: 'missed', dueAt: new Date(due) };
    expect(await wake(app, never)).toEqual(woken);
    expect(await receiptFor(app, '2026-W47')).toBeUndefined();
    expect(await sendWeek(app, '2026-W47', { signal: never, preflight: false })).toMatchObject({
      outcome: 'sent',
    });
  });

  it('does nothing when there is nothing to pick', async () => {
    const { app } = await appAt('2026-11-03T09:00:00.000Z');
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'nothing-to-send' } });
  });

  it('goes on by itself once Resend answers again, with the same requests', async () => {
    let down = true;
    const sandbox = await testSandbox({
      faults: () => (down ? { kind: 'cut', accepted: true } : undefined),
    });
    const { app, clock } = await appAt(due, {
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: sandbox.url,
      FROM_ADDRESS: 'Verdicts <verdicts@example.com>',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      POSTAL_ADDRESS: '1 Example Street',
      SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    });
    expect(await wake(app, never)).toMatchObject({ sent: { ending: { ended: 'stopped' } } });
    clock.jump(60_000);
    expect(await wake(app, never)).toMatchObject({ did: 'nothing', because: 'stopped' });
    down = false;
    clock.jump(10 * 60_000);
    expect(await wake(app, never)).toMatchObject({
      sent: { ending: { ended: 'finished' }, receipt: { accepted: 3, uncertain: 0 } },
    });
    expect([...(await sandbox.counts()).values()]).toEqual([1, 1, 1]);
  });

  it('waits for readers where there are none, and uses no comparison up', async () => {
    const clock = new TestClock(due);
    const app = testApp(clock);
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'no-readers' } });
    expect(await app.editions.list()).toEqual([]);
    await addReaders(app, 3);
    clock.jump(60_000);
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'sent' } });
  });

  it('goes on with a mailing that was interrupted, also past the grace period', async () => {
    const { app, clock } = await appAt(due);
    const stopped = AbortSignal.abort();
    expect(await sendWeek(app, '2026-W47', { signal: stopped, preflight: false })).toMatchObject({
      ending: { ended: 'interrupted' },
      receipt: { pending: 3 },
    });
    clock.jump(48 * hour);
    expect(await wake(app, never)).toMatchObject({
      sent: { resumed: true, receipt: { accepted: 3 } },
    });
  });

  it('goes on with last week’s when its quota has renewed', async () => {
    const { app, clock } = await appAt(due);
    await sendWeek(app, '2026-W47', { signal: AbortSignal.abort(), preflight: false });
    const ledger = await ledgerOf(app, '2026-W47');
    const at = clock.now().toISOString();
    await ledger.append({
      type: 'paused',
      at,
      by: 'quota',
      reason: 'used up',
      until: '2026-11-25T00:00:00.000Z',
    });
    clock.jump(7 * 24 * hour);
    expect(await wake(app, never)).toMatchObject({ week: '2026-W48' });
    clock.jump(24 * hour);
    expect(await wake(app, never)).toMatchObject({
      week: '2026-W47',
      sent: { receipt: { accepted: 3 } },
    });
  });

  it('asks before a quota has renewed only where an operator says so', async () => {
    const { app, clock } = await appAt(due);
    const options = { signal: never, preflight: false };
    await sendWeek(app, '2026-W47', { ...options, signal: AbortSignal.abort() });
    const ledger = await ledgerOf(app, '2026-W47');
    const at = clock.now().toISOString();
    const until = '2026-11-18T00:00:00.000Z';
    await ledger.append({ type: 'paused', at, by: 'quota', reason: 'used up', until });
    expect(await sendWeek(app, '2026-W47', options)).toMatchObject({
      ending: { ended: 'paused' },
      receipt: { pending: 3 },
    });
    expect(await sendWeek(app, '2026-W47', { ...options, byHand: true })).toMatchObject({
      receipt: { accepted: 3 },
    });
  });

  it('leaves alone what an operator paused or cancelled', async () => {
    const { app, clock } = await appAt(due);
    await sendWeek(app, '2026-W47', { signal: AbortSignal.abort(), preflight: false });
    const ledger = await ledgerOf(app, '2026-W47');
    await control(ledger, 'pause', clock);
    expect(await wake(app, never)).toMatchObject({ because: 'paused' });
    await control(ledger, 'cancel', clock);
    expect(await wake(app, never)).toMatchObject({ because: 'cancelled' });
  });

  it('is done by one process at a time', async () => {
    const { app } = await appAt(due);
    const both = await Promise.all([wake(app, never), wake(app, never)]);
    expect(both.map(({ did }) => did).sort()).toEqual(['nothing', 'send']);
  });
});

describe('an edition that must be approved', () => {
  const required = { APPROVAL: 'required' };

  it('is not sent without a draft, nor without the approval of its content', async () => {
    const { app } = await appAt(due, required);
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'not-approved', hash: null } });
    const { drafted } = await draftWeek(app, '2026-W47');
    expect(await wake(app, never)).toMatchObject({
      sent: { outcome: 'not-approved', hash: drafted?.edition.hash },
    });
  });

  it('is sent once it is approved', async () => {
    const { app } = await appAt(due, required);
    await draftWeek(app, '2026-W47');
    await approveWeek(app, '2026-W47', undefined);
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'sent' } });
  });

  it('needs another approval when it is drafted anew with another content', async () => {
    const { app } = await appAt(due, required);
    const { drafted } = await draftWeek(app, '2026-W47');
    await approveWeek(app, '2026-W47', drafted?.edition.hash.slice(0, 12));
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(app.config.dataDir, 'plans'));
    const plan = { subject: 'Another subject altogether' };
    writeFileSync(join(app.config.dataDir, 'plans', '2026-W47.json'), JSON.stringify(plan));
    await draftWeek(app, '2026-W47');
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'not-approved' } });
    await expect(approveWeek(app, '2026-W47', drafted?.edition.hash)).rejects.toThrow(
      'another content',
    );
  });

  it('cannot be approved or drafted once it is mailed', async () => {
    const { app } = await appAt(due);
    await wake(app, never);
    await expect(approveWeek(app, '2026-W47', undefined)).rejects.toThrow('mailed already');
    await expect(draftWeek(app, '2026-W47')).rejects.toThrow('mailed already');
  });
});
