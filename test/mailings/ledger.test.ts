import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { receiptFor } from '../../src/jobs/operating.js';
import { wake } from '../../src/jobs/scheduler.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import type { LedgerRecord } from '../../src/mailings/ledger-record.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';
import { FakeResend, ledgerOf, MailingRig } from '../support/mailings.js';

const week = '2026-W47';
const signal = new AbortController().signal;

/** A mailing that was sent to three readers, and where its files are. */
async function sent() {
  const clock = new TestClock('2026-11-17T09:00:00.000Z');
  const app = testApp(clock);
  await addReaders(app, 3);
  expect(await sendWeek(app, week, { signal, preflight: false })).toMatchObject({
    receipt: { accepted: 3 },
  });
  const folder = join(app.config.dataDir, 'mailings', week);
  return { app, clock, folder, ledger: join(folder, 'ledger.jsonl') };
}

describe('a ledger', () => {
  it.each([
    ['is gone', (path: string) => rmSync(path)],
    ['is empty', (path: string) => writeFileSync(path, '')],
    [
      'has lost its beginning',
      (path: string) => {
        const [, ...rest] = readFileSync(path, 'utf8').split('\n');
        writeFileSync(path, rest.join('\n'));
      },
    ],
  ])(
    'that %s is told from a mailing that is not begun: nobody is mailed twice',
    async (_, lose) => {
      const { app, ledger } = await sent();
      lose(ledger);
      const told = /ledger\.jsonl: the ledger is missing or its beginning is, and nobody knows/;
      await expect(receiptFor(app, week)).rejects.toThrow(told);
      await expect(sendWeek(app, week, { signal })).rejects.toThrow(told);
      await expect(wake(app, signal)).rejects.toThrow(told);
    },
  );

  it('of another mailing is refused', async () => {
    const { app, ledger } = await sent();
    const other = await sent();
    writeFileSync(ledger, readFileSync(other.ledger));
    const { id } = (await other.app.mailings.read(week)) ?? { id: '' };
    expect(id).not.toBe((await app.mailings.read(week))?.id);
    await expect(receiptFor(app, week)).rejects.toThrow(`the ledger of another mailing, ${id}`);
  });

  it('keeps its week from being frozen anew when the mailing beside it is gone', async () => {
    const { app, folder } = await sent();
    const audience = readFileSync(join(folder, 'audience.jsonl'), 'utf8');
    rmSync(join(folder, 'mailing.json'));
    await expect(sendWeek(app, week, { signal })).rejects.toThrow(
      /mailing\.json beside it, is gone/,
    );
    expect(readFileSync(join(folder, 'audience.jsonl'), 'utf8')).toBe(audience);
  });

  it('that disappears while a mailing is sent ends the sending', async () => {
    const rig = new MailingRig(temporaryFolder(), 900, new TestClock());
    const resend = new FakeResend();
    const lose = () => rmSync(join(rig.folder, 'ledger.jsonl'), { force: true });
    await expect(rig.send(resend, { onProgress: lose })).rejects.toThrow('nobody knows');
    expect(resend.requests).toBeLessThan(9);
    expect([...resend.got.values()].every((count) => count === 1)).toBe(true);
  });

  it('of a finished mailing is not opened again by a sender that was late to stop', async () => {
    const { app, clock } = await sent();
    const ledger = await ledgerOf(app, week);
    const at = clock.now().toISOString();
    await ledger.append({ type: 'stopped', at, reason: 'another process took this mailing over' });
    expect(ledger.standing).toEqual({ state: 'finished' });
  });

  const at = '2026-11-17T09:00:00.000Z';
  const withdrawn: string[] = [];
  const attempted: LedgerRecord = {
    type: 'attempted',
    at,
    batch: 0,
    key: 'k',
    sha256: '0'.repeat(64),
    withdrawn,
  };
  const quota = { type: 'paused', at, by: 'quota', reason: 'used up', until: at } as const;
  const reason = 'no answer';

  it.each<[string, LedgerRecord]>([
    ['stopped', { type: 'stopped', at, reason }],
    ['at the end of its quota', quota],
    ['finished', { type: 'finished', at }],
    ['resumed', { type: 'resumed', at }],
    ['on its way', attempted],
  ])('of a cancelled mailing stays so, though a sender then finds it %s', async (_, late) => {
    const ledger = await new MailingRig(temporaryFolder(), 100, new TestClock()).openLedger();
    await ledger.append({ type: 'cancelled', at });
    await ledger.append(late);
    expect(ledger.standing).toEqual({ state: 'cancelled' });
  });

  it('of a paused mailing stays so when a batch goes out that was on its way, a stopped one does not', async () => {
    const ledger = await new MailingRig(temporaryFolder(), 100, new TestClock()).openLedger();
    await ledger.append({ type: 'stopped', at, reason });
    await ledger.append(attempted);
    expect(ledger.standing).toEqual({ state: 'unfinished' });
    await ledger.append({ type: 'paused', at, by: 'operator', reason: 'an operator paused it' });
    await ledger.append(attempted);
    expect(ledger.standing).toMatchObject({ state: 'paused', by: 'operator' });
  });

  it('keeps the answer that is known when a suspended sender comes late with its own', async () => {
    const rig = new MailingRig(temporaryFolder(), 100, new TestClock());
    const [late, other] = [await rig.openLedger(), await rig.openLedger()];
    const refused = [{ reader: 'reader0000000000', message: 'no' }];
    const ids = Array.from({ length: 99 }, (_, index) => `id${index}`);
    const accepted: LedgerRecord = { type: 'accepted', at, batch: 0, ids, refused, withdrawn };
    await late.append(attempted);
    await other.append(attempted);
    await other.append(accepted);
    await other.append({ type: 'finished', at });

    await late.append({ type: 'unanswered', at, batch: 0, reason, mayBeAccepted: true });
    await late.append({ type: 'uncertain', at, batch: 0, reason });
    await late.append(accepted);

    const ledger = await rig.openLedger();
    expect(ledger.standing).toEqual({ state: 'finished' });
    expect(ledger.batch(0)).toMatchObject({ state: 'accepted', accepted: 99, refused: 1 });
    expect(ledger.answeredSinceResumed).toEqual({ accepted: 99, refused: 1 });
    expect([...ledger.refusals]).toEqual([['no', 1]]);
  });

  it('says the same of itself when its file is put back from a copy while it is open', async () => {
    const rig = new MailingRig(temporaryFolder(), 900, new TestClock());
    const resend = new FakeResend(undefined, (address) => /[05]@/.test(address));
    await rig.send(resend);
    const ledger = await rig.openLedger();
    await ledger.append({ type: 'resumed', at: rig.clock.now().toISOString() });
    await rig.send(new FakeResend());
    await ledger.refresh();
    const told = () =>
      structuredClone({
        batches: [...ledger.batches()],
        standing: ledger.standing,
        answered: ledger.answeredSinceResumed,
        refusals: [...ledger.refusals],
        resumedAt: ledger.resumedAt,
        latest: ledger.latestAnswers,
      });
    const before = told();
    expect(before.refusals).not.toEqual([]);
    const path = join(rig.folder, 'ledger.jsonl');
    copyFileSync(path, `${path}.copy`);
    renameSync(`${path}.copy`, path);
    await ledger.refresh();
    expect(told()).toEqual(before);
  });

  it.each([{ reason: 'no answer', until: '2026-11-17T09:10:00.000Z' }, { reason: 'a wrong key' }])(
    'says why a mailing is stopped, and until when it is: %j',
    async (why) => {
      const rig = new MailingRig(temporaryFolder(), 100, new TestClock());
      const ledger = await rig.openLedger();
      await ledger.append({ type: 'stopped', at: rig.clock.now().toISOString(), ...why });
      expect(ledger.standing).toEqual({ state: 'stopped', ...why });
    },
  );

  it('keeps count of the first twenty reasons for which readers were refused', async () => {
    const rig = new MailingRig(temporaryFolder(), 100, new TestClock());
    const ledger = await rig.openLedger();
    const at = rig.clock.now().toISOString();
    const refused = Array.from({ length: 50 }, (_, index) => ({
      reader: `reader${index}`,
      message: `reason ${index % 25}`,
    }));
    const ids = refused.map(({ reader }) => reader);
    await ledger.append({ type: 'accepted', at, batch: 0, ids, refused, withdrawn: [] });
    const first = Array.from({ length: 20 }, (_, index) => [`reason ${index}`, 2]);
    expect([...ledger.refusals]).toEqual(first);
  });

  it('takes in no record that would make it unreadable', async () => {
    const rig = new MailingRig(temporaryFolder(), 100, new TestClock());
    const ledger = await rig.openLedger();
    const at = rig.clock.now().toISOString();
    const settled = { type: 'settled', at, batch: 0, as: 'accepted', readers: 100 } as const;
    await expect(ledger.append(settled)).rejects.toThrow('the records before do not allow it');
    await ledger.append({ type: 'cancelled', at });
    expect((await rig.openLedger()).standing).toEqual({ state: 'cancelled' });
  });

  it('that is lost holds up no later edition', async () => {
    const { app, clock, ledger } = await sent();
    rmSync(ledger);
    clock.jump(7 * 24 * 3600_000);
    expect(await wake(app, signal)).toMatchObject({ week: '2026-W48' });
  });
});
