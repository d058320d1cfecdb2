import { describe, expect, it } from 'vitest';
import type { Courier, Reply } from '../../src/mailings/courier.js';
import { receiptOf } from '../../src/mailings/receipt.js';
import { TestClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';
import { FakeResend, MailingRig } from '../support/mailings.js';

describe('a batch that Resend does not take at once', () => {
  it.each([
    ['the next day', 'daily_quota_exceeded', undefined, '2026-12-31T00:00:00.000Z'],
    ['the next month', 'monthly_quota_exceeded', undefined, '2027-01-01T00:00:00.000Z'],
    ['as long as Resend says', 'monthly_quota_exceeded', 7200, '2026-12-30T22:00:00.000Z'],
  ])('waits until %s where a quota is used up, and says so', async (_, name, wait, until) => {
    const rig = new MailingRig(temporaryFolder(), 50, new TestClock('2026-12-30T20:00:00.000Z'));
    const error = { name, statusCode: 429, message: 'later' };
    const headers: Reply['headers'] = wait ? { 'retry-after': `${wait}` } : {};
    expect(await rig.send({ post: async () => ({ data: null, error, headers }) })).toMatchObject({
      ended: 'paused',
      remedy: expect.stringContaining(until),
    });
    expect(receiptOf(rig.mailing, await rig.openLedger()).until).toBe(until);
  });

  it('is tried again after a second, then after twice as long each time, up to a minute', async () => {
    const rig = new MailingRig(temporaryFolder(), 100, new TestClock());
    const waits = [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000];
    const resend = new FakeResend(() => 'lose-the-request');
    expect(await rig.send(resend)).toMatchObject({ ended: 'stopped' });
    expect(rig.clock.slept).toEqual(waits);
    expect(resend.requests).toBe(waits.length + 1);
  });

  it('waits a second where Resend says “not yet”, but not for how long', async () => {
    const rig = new MailingRig(temporaryFolder(), 100, new TestClock());
    const resend = new FakeResend();
    const error = { name: 'rate_limit_exceeded', statusCode: 429, message: 'later' };
    let asked = 0;
    const courier: Courier = {
      post: async (bytes, key) =>
        asked++ === 0 ? { data: null, error, headers: {} } : resend.post(bytes, key),
    };
    expect(await rig.send(courier)).toEqual({ ended: 'finished' });
    expect(rig.clock.slept.map((waited) => Math.round(waited / 100))).toEqual([10]);
  });
});
