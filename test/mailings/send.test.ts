import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { control } from '../../src/mailings/control.js';
import type { Courier, Reply } from '../../src/mailings/courier.js';
import type { Ledger } from '../../src/mailings/ledger.js';
import type { LedgerRecord } from '../../src/mailings/ledger-record.js';
import { createPace, type Pace } from '../../src/mailings/pace.js';
import { addsUp, receiptOf } from '../../src/mailings/receipt.js';
import { giveUpUnanswered, listedOf, openBatches, settle } from '../../src/mailings/reconcile.js';
import { hour, TestClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';
import { FakeResend, MailingRig, type Mishap } from '../support/mailings.js';

async function receiptNow(rig: MailingRig) {
  return receiptOf(rig.mailing, await rig.openLedger());
}

function rigOf(count: number): MailingRig {
  return new MailingRig(temporaryFolder(), count, new TestClock());
}

/** Sends until the first request has gone wrong so, and the operator stops. Later ones do as well. */
async function stoppedAfter(rig: MailingRig, mishap: Mishap): Promise<FakeResend> {
  const stop = new AbortController();
  const resend = new FakeResend(() => {
    stop.abort();
    return mishap;
  });
  await rig.send(resend, { signal: stop.signal });
  return resend;
}

const lostAnswer: Reply = {
  data: null,
  error: { name: 'application_error', statusCode: null, message: 'Unable to fetch data.' },
  headers: {},
};

const answering = (reply: Partial<Reply>): Courier => ({
  post: async () => ({ data: null, error: null, headers: {}, ...reply }),
});

describe('a mailing', () => {
  it('reaches every reader once, and its receipt adds up', async () => {
    const rig = rigOf(250);
    const resend = new FakeResend();
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.got.size).toBe(250);
    expect(resend.requests).toBe(3);
    expect(await receiptNow(rig)).toMatchObject({
      state: 'finished',
      audience: 250,
      accepted: 250,
    });
  });

  it('repeats no request at another server, which would take it for new', async () => {
    const rig = rigOf(250);
    let mishap: Mishap = 'accept-and-lose-the-answer';
    const stop = new AbortController();
    const resend = new FakeResend(() => {
      stop.abort();
      return mishap;
    });
    rig.server = 'api.resend.com';
    await rig.send(resend, { signal: stop.signal });
    expect(resend.got.size).toBeGreaterThan(0);

    const relay = new FakeResend();
    rig.server = 'relay.example.com';
    expect(await rig.send(relay)).toMatchObject({
      ended: 'stopped',
      reason: expect.stringContaining('was asked of api.resend.com'),
      remedy: expect.stringContaining('RESEND_BASE_URL'),
    });
    expect([...relay.got.keys()].filter((address) => resend.got.has(address))).toEqual([]);

    mishap = 'accept';
    rig.server = 'api.resend.com';
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.got.size + relay.got.size).toBe(250);
    expect(new Set([...resend.got.values(), ...relay.got.values()])).toEqual(new Set([1]));
  });

  it('mails nobody when it is sent again', async () => {
    const rig = rigOf(150);
    const resend = new FakeResend();
    await rig.send(resend);
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.requests).toBe(2);
  });

  it('names the refused readers by id, without their addresses', async () => {
    const rig = rigOf(120);
    await rig.send(new FakeResend(undefined, (address) => address.startsWith('reader11')));
    const receipt = await receiptNow(rig);
    expect(receipt).toMatchObject({ accepted: 109, refused: 11, pending: 0 });
    const { readFileSync } = await import('node:fs');
    const ledger = readFileSync(`${rig.folder}/ledger.jsonl`, 'utf8');
    expect(ledger).toContain('Invalid `to` field: the address');
    expect(ledger).not.toContain('@');
  });

  it('leaves out whoever left between freezing and attempting', async () => {
    const rig = rigOf(200);
    for (const { reader } of rig.addressees.slice(0, 130)) rig.readers.away.add(reader);
    const resend = new FakeResend();
    await rig.send(resend);
    expect(resend.requests).toBe(1);
    expect(await receiptNow(rig)).toMatchObject({ accepted: 70, withdrawn: 130, pending: 0 });
  });

  it('repeats an attempted batch to the same bytes, also when readers have left since', async () => {
    const rig = rigOf(100);
    const resend = new FakeResend((request) =>
      request === 0 ? 'accept-and-lose-the-answer' : 'accept',
    );
    const stop = new AbortController();
    const losing: Courier = {
      async post(body, key) {
        stop.abort();
        return resend.post(body, key);
      },
    };
    expect(await rig.send(losing, { signal: stop.signal })).toEqual({ ended: 'interrupted' });
    expect(await receiptNow(rig)).toMatchObject({ uncertain: 100 });
    rig.readers.away.add(rig.addressees[5]?.reader ?? '');
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect([...resend.got.values()]).toEqual(Array(100).fill(1));
    expect(await receiptNow(rig)).toMatchObject({ accepted: 100, withdrawn: 0 });
  });

  it('stops before it repeats a batch with other bytes', async () => {
    const rig = rigOf(50);
    const resend = await stoppedAfter(rig, 'accept-and-lose-the-answer');
    rig.wording = 'something else';
    expect(await rig.send(resend)).toMatchObject({
      ended: 'stopped',
      reason: expect.stringContaining('bytes'),
    });
    expect(resend.requests).toBe(1);
  });

  it('never trusts a key that Resend may have forgotten: such a batch is uncertain', async () => {
    const rig = rigOf(150);
    const resend = await stoppedAfter(rig, 'accept-and-lose-the-answer');
    const before = new Map(resend.got);
    rig.clock.jump(24 * hour);
    resend.forgetKeys();
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.got).toEqual(before);
    expect(await receiptNow(rig)).toMatchObject({ uncertain: 150, accepted: 0, pending: 0 });
  });

  it('does not believe a key’s age when the clock was set back', async () => {
    const rig = rigOf(50);
    const resend = await stoppedAfter(rig, 'lose-the-request');
    rig.clock.jump(-48 * hour);
    await rig.send(resend);
    expect(await receiptNow(rig)).toMatchObject({ uncertain: 50 });
  });

  it('goes on after a clock that was put right by a little', async () => {
    const rig = rigOf(50);
    await stoppedAfter(rig, 'accept-and-lose-the-answer');
    rig.clock.jump(-3000);
    expect(await rig.send(new FakeResend())).toEqual({ ended: 'finished' });
    expect(await receiptNow(rig)).toMatchObject({ accepted: 50 });
  });

  it('leaves out whoever left while Resend had it wait', async () => {
    const rig = rigOf(100);
    const resend = new FakeResend((request) => {
      rig.readers.away.add(rig.addressees[7]?.reader ?? '');
      return request === 0 ? 'rate-limit' : 'accept';
    });
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.got.has('reader7@example.com')).toBe(false);
    expect(await receiptNow(rig)).toMatchObject({ accepted: 99, withdrawn: 1 });
  });

  it('repeats what may have been taken as it was, whoever has left since', async () => {
    const rig = rigOf(100);
    const resend = new FakeResend((request) => {
      rig.readers.away.add(rig.addressees[7]?.reader ?? '');
      return request === 0 ? 'accept-and-lose-the-answer' : 'accept';
    });
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect([...resend.got.values()]).toEqual(Array(100).fill(1));
    expect(await receiptNow(rig)).toMatchObject({ accepted: 100, withdrawn: 0 });
  });

  it('stops where the store knows not one of its readers, instead of withdrawing them all', async () => {
    const rig = rigOf(112);
    for (const { reader } of rig.addressees) rig.readers.gone.add(reader);
    const resend = new FakeResend();
    expect(await rig.send(resend)).toMatchObject({
      ended: 'stopped',
      reason: expect.stringMatching(/^not one reader of batch [01] is in the store any more$/),
    });
    expect(await receiptNow(rig)).toMatchObject({ pending: 112, withdrawn: 0 });
    rig.readers.gone.delete(rig.addressees[0]?.reader ?? '');
    rig.readers.gone.delete(rig.addressees[111]?.reader ?? '');
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(await receiptNow(rig)).toMatchObject({ accepted: 2, withdrawn: 110 });
  });

  it('withdraws the few of a small audience who were all erased', async () => {
    const rig = rigOf(3);
    for (const { reader } of rig.addressees) rig.readers.gone.add(reader);
    expect(await rig.send(new FakeResend())).toEqual({ ended: 'finished' });
    expect(await receiptNow(rig)).toMatchObject({ withdrawn: 3 });
  });

  it('pauses for a used-up quota, then asks again under a new key what was not taken', async () => {
    const rig = rigOf(50);
    const quota = { name: 'daily_quota_exceeded', statusCode: 429, message: 'later' };
    expect(await rig.send(answering({ error: quota }))).toMatchObject({ ended: 'paused' });
    expect(await receiptNow(rig)).toMatchObject({
      state: 'paused',
      until: '2026-11-18T00:00:00.000Z',
      pending: 50,
      uncertain: 0,
    });
    const resend = new FakeResend();
    expect(await rig.send(resend)).toMatchObject({ ended: 'paused' });
    rig.clock.jump(30 * hour);
    rig.readers.away.add(rig.addressees[0]?.reader ?? '');
    await control(await rig.openLedger(), 'resume', rig.clock);
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(await receiptNow(rig)).toMatchObject({ accepted: 49, withdrawn: 1 });
  });

  it('finishes the batches under way when it is told to stop, and goes on later', async () => {
    const rig = rigOf(3000);
    const resend = new FakeResend();
    const stop = new AbortController();
    let batches = 0;
    const onProgress = () => {
      batches += 1;
      if (batches === 3) stop.abort();
    };
    expect(await rig.send(resend, { signal: stop.signal, onProgress })).toEqual({
      ended: 'interrupted',
    });
    const receipt = await receiptNow(rig);
    expect(receipt.accepted).toBe(resend.got.size);
    expect(receipt.uncertain).toBe(0);
    expect(receipt.pending).toBeGreaterThan(0);
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect([...resend.got.values()].every((count) => count === 1)).toBe(true);
    expect(resend.got.size).toBe(3000);
  });

  it('gives up when Resend cannot be reached, having asked patiently', async () => {
    const rig = rigOf(2000);
    const resend = new FakeResend(() => 'lose-the-request');
    expect(await rig.send(resend)).toMatchObject({
      ended: 'stopped',
      reason: expect.stringContaining('no answer'),
    });
    expect(Math.max(...rig.clock.slept)).toBe(60_000);
    expect((await receiptNow(rig)).pending).toBeGreaterThan(0);
    expect(await rig.send(new FakeResend())).toEqual({ ended: 'finished' });
  });

  it('posts nothing more once another process has taken its lock over', async () => {
    const rig = rigOf(3000);
    const resend = new FakeResend();
    rig.stillMine = () => resend.requests < 3;
    expect(await rig.send(resend)).toMatchObject({
      ended: 'stopped',
      reason: 'another process took this mailing over',
    });
    // Those that were under way.
    expect(resend.requests).toBeLessThan(10);
    rig.stillMine = () => true;
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect([...resend.got.values()]).toEqual(Array(3000).fill(1));
  });

  it('stops where Resend only ever says “not yet”: nothing is uncertain, and later it goes on', async () => {
    const rig = rigOf(100);
    const resend = new FakeResend(() => 'rate-limit');
    expect(await rig.send(resend)).toMatchObject({ ended: 'stopped' });
    expect(await receiptNow(rig)).toMatchObject({ state: 'stopped', uncertain: 0, pending: 100 });
    expect((await receiptNow(rig)).until).not.toBeNull();
    expect(await rig.send(new FakeResend())).toEqual({ ended: 'finished' });
  });

  it('sends the others of a mailing one of whose batches is never answered', async () => {
    const rig = rigOf(6000);
    const resend = new FakeResend();
    const never = '"to":["reader0@example.com"]';
    const courier: Courier = {
      post: (body, key) =>
        Buffer.from(body).includes(never) ? Promise.resolve(lostAnswer) : resend.post(body, key),
    };
    expect(await rig.send(courier)).toMatchObject({ ended: 'stopped' });
    expect(await receiptNow(rig)).toMatchObject({ accepted: 5900, uncertain: 100, pending: 0 });
  });

  it('never changes the bytes of a request that was not answered: they may be under way yet', async () => {
    const rig = rigOf(2000);
    const resend = new FakeResend();
    const lost: { bytes: Uint8Array; asItWas: Buffer }[] = [];
    const courier: Courier = {
      async post(bytes, key) {
        if (lost.length >= 2) return resend.post(bytes, key);
        lost.push({ bytes, asItWas: Buffer.from(bytes) });
        return lostAnswer;
      },
    };
    expect(await rig.send(courier)).toEqual({ ended: 'finished' });
    for (const { bytes, asItWas } of lost) expect(asItWas.equals(bytes)).toBe(true);
  });

  it.each([
    ['invalid_api_key', 403],
    ['validation_error', 403],
    ['something_new', 418],
  ])('stops for an operator on %s', async (name, statusCode) => {
    const rig = rigOf(700);
    const ending = await rig.send(answering({ error: { name, statusCode, message: 'no' } }));
    expect(ending).toMatchObject({ ended: 'stopped', reason: expect.stringContaining(name) });
    expect(await receiptNow(rig)).toMatchObject({ state: 'stopped', pending: 700, accepted: 0 });
  });

  it('leaves a batch uncertain whose key Resend holds another payload under, and stops', async () => {
    const rig = rigOf(100);
    const error = { name: 'invalid_idempotent_request', statusCode: 409, message: 'no' };
    expect(await rig.send(answering({ error }))).toMatchObject({ ended: 'stopped' });
    expect(await receiptNow(rig)).toMatchObject({ state: 'stopped', uncertain: 100, pending: 0 });
    const resend = new FakeResend();
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.requests).toBe(0);
  });

  it('never repeats a request under a key that grew too old while it waited', async () => {
    const rig = rigOf(100);
    const resend = new FakeResend(() => {
      rig.clock.jump(25 * hour);
      resend.forgetKeys();
      return 'accept-and-lose-the-answer';
    });
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.requests).toBe(1);
    expect(await receiptNow(rig)).toMatchObject({ uncertain: 100 });
  });
});

describe('an uncertain batch', () => {
  async function uncertainRig() {
    const rig = rigOf(250);
    const stop = new AbortController();
    const resend = new FakeResend((request) => {
      stop.abort();
      return request === 0 ? 'lose-the-request' : 'accept-and-lose-the-answer';
    });
    await rig.send(resend, { signal: stop.signal });
    rig.clock.jump(24 * hour);
    resend.forgetKeys();
    await rig.send(new FakeResend());
    return { rig, resend, ledger: await rig.openLedger() };
  }

  it('is listed with what is known of it', async () => {
    const { rig, ledger } = await uncertainRig();
    const open = openBatches(rig.mailing, ledger);
    expect(open.map(({ batch, state, readers }) => [batch, state, readers])).toEqual([
      [0, 'uncertain', 100],
      [1, 'uncertain', 100],
      [2, 'uncertain', 50],
    ]);
    expect(open[0]?.reason).toContain('too old to be repeated');
  });

  it('is one of which nobody can tell any more; before, sending again settles it', async () => {
    const rig = rigOf(150);
    const ledger = await rig.openLedger();
    await rig.send(
      answering({ error: { name: 'daily_quota_exceeded', statusCode: 429, message: '' } }),
    );
    await ledger.refresh();
    expect(openBatches(rig.mailing, ledger)).toEqual([]);

    rig.clock.jump(24 * hour);
    await control(ledger, 'resume', rig.clock);
    const attemptedAt = rig.clock.now().getTime();
    await stoppedAfter(rig, 'accept-and-lose-the-answer');
    await ledger.refresh();
    await giveUpUnanswered(rig.mailing, ledger, rig.clock);
    const [first] = openBatches(rig.mailing, ledger);
    expect(first).toMatchObject({ batch: 0, state: 'unanswered', readers: 100, withdrawn: 0 });
    expect(first?.idempotencyKey).toBe(`${rig.mailing.id}/0/2`);
    const safeFor = Date.parse(first?.safeUntil ?? '') - attemptedAt;
    expect(safeFor).toBeGreaterThanOrEqual(23 * hour);
    expect(safeFor).toBeLessThan(23.1 * hour);
    await expect(
      settle(rig.mailing, ledger, { batches: [0], as: 'again' }, rig.clock),
    ).rejects.toThrow('Batch 0 is not uncertain');

    await control(ledger, 'cancel', rig.clock);
    await giveUpUnanswered(rig.mailing, ledger, rig.clock);
    const [given] = openBatches(rig.mailing, ledger);
    expect(given).toMatchObject({ batch: 0, state: 'uncertain', safeUntil: null });
  });

  it('is known of where Resend’s list was read to the end, or holds all its readers', async () => {
    const { rig } = await uncertainRig();
    const found = new Map(rig.addressees.slice(99).map(({ email, reader }) => [email, reader]));
    const listed = (whole: boolean) =>
      [0, 1, 2].map((batch) => {
        const asked = rig.addressees.slice(batch * 100, batch * 100 + 100);
        return listedOf({ found, whole }, asked)?.ids.length;
      });
    expect(listed(true)).toEqual([1, 100, 50]);
    // Further back than was looked there may be more.
    expect(listed(false)).toEqual([undefined, 100, 50]);
    expect(listedOf(undefined, rig.addressees)).toBeUndefined();
  });

  it('is settled by an operator, on the record, and sent again only where they say so', async () => {
    const { rig, ledger } = await uncertainRig();
    await settle(rig.mailing, ledger, { batches: [1, 2], as: 'accepted' }, rig.clock);
    await settle(rig.mailing, ledger, { batches: [0], as: 'again' }, rig.clock);
    expect(receiptOf(rig.mailing, ledger)).toMatchObject({
      state: 'unfinished',
      accepted: 150,
      uncertain: 0,
      pending: 100,
    });
    rig.readers.away.add(rig.addressees[3]?.reader ?? '');
    const resend = new FakeResend();
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(resend.got.size).toBe(99);
    expect(await receiptNow(rig)).toMatchObject({ state: 'finished', accepted: 249, withdrawn: 1 });
  });

  it('is not settled twice, nor one that has its answer', async () => {
    const { rig, ledger } = await uncertainRig();
    await settle(rig.mailing, ledger, { batches: [0], as: 'accepted' }, rig.clock);
    const both = { batches: [0, 1], as: 'again' } as const;
    await expect(settle(rig.mailing, ledger, both, rig.clock)).rejects.toThrow('Batch 0');
    expect(receiptOf(rig.mailing, ledger)).toMatchObject({ accepted: 100, uncertain: 150 });
  });

  it('counts as accepted for the readers whom Resend lists, and as refused for the others', async () => {
    const { rig, ledger } = await uncertainRig();
    const [first, ...others] = rig.addressees.slice(100, 200).map(({ reader }) => reader);
    const listed = new Map([[1, { ids: others, missing: [first ?? ''] }]]);
    await settle(rig.mailing, ledger, { batches: [1, 2], as: 'accepted' }, rig.clock, listed);
    const receipt = receiptOf(rig.mailing, ledger);
    expect(receipt).toMatchObject({ accepted: 149, refused: 1, uncertain: 100, pending: 0 });
    expect(receipt.refusals).toEqual([
      { reason: 'Resend took the batch and lists no message to the reader', readers: 1 },
    ]);
    expect(addsUp(receipt)).toBe(true);
    expect(await receiptNow(rig)).toEqual(receipt);
  });

  it('is settled for those alone who were in it, not for who had left before', async () => {
    const rig = rigOf(100);
    rig.readers.away.add(rig.addressees[7]?.reader ?? '');
    await stoppedAfter(rig, 'accept-and-lose-the-answer');
    rig.clock.jump(24 * hour);
    await rig.send(new FakeResend());
    const ledger = await rig.openLedger();
    expect(openBatches(rig.mailing, ledger)).toMatchObject([{ readers: 99, withdrawn: 1 }]);
    await settle(rig.mailing, ledger, { batches: [0], as: 'accepted' }, rig.clock);
    const receipt = await receiptNow(rig);
    expect(receipt).toMatchObject({ accepted: 99, withdrawn: 1, uncertain: 0 });
    expect(addsUp(receipt)).toBe(true);
  });

  it('is accepted for all on the operator’s word, even where Resend lists nothing of it', async () => {
    const { rig, ledger } = await uncertainRig();
    const missing = rig.addressees.slice(0, 100).map(({ reader }) => reader);
    const listed = new Map([[0, { ids: [], missing }]]);
    await settle(rig.mailing, ledger, { batches: [0], as: 'accepted' }, rig.clock, listed);
    expect(receiptOf(rig.mailing, ledger)).toMatchObject({ accepted: 100, uncertain: 150 });
  });
});

describe('an operator at another terminal', () => {
  const quota = { name: 'daily_quota_exceeded', statusCode: 429, message: 'later' };
  const forGood = { state: 'paused', reason: 'an operator paused it', until: null };

  it('pauses a mailing for as long as they want, though its quota is used up meanwhile', async () => {
    const rig = rigOf(50);
    const other = await rig.openLedger();
    const stop = new AbortController();
    const pausedMeanwhile: Courier = {
      async post() {
        await control(other, 'pause', rig.clock);
        stop.abort();
        return { data: null, error: quota, headers: {} };
      },
    };
    await rig.send(pausedMeanwhile, { signal: stop.signal });
    expect(await receiptNow(rig)).toMatchObject(forGood);
  });

  it('keeps a mailing that waits for its quota from going on by itself', async () => {
    const rig = rigOf(50);
    await rig.send(answering({ error: quota }));
    expect((await receiptNow(rig)).until).not.toBeNull();
    expect(await control(await rig.openLedger(), 'pause', rig.clock)).toEqual({ done: true });
    expect(await receiptNow(rig)).toMatchObject(forGood);
  });

  it('pauses a mailing before its next batches, and it waits until it is resumed', async () => {
    const rig = rigOf(3000);
    const resend = new FakeResend();
    const other = await rig.openLedger();
    let paused = false;
    let seen = 0;
    const onProgress = () => {
      if (paused) return;
      paused = true;
      void control(other, 'pause', rig.clock).then(async () => {
        while (rig.clock.slept.length < 20) await new Promise((resolve) => setTimeout(resolve, 1));
        seen = resend.got.size;
        await control(other, 'resume', rig.clock);
      });
    };
    expect(await rig.send(resend, { onProgress })).toEqual({ ended: 'finished' });
    expect(seen).toBeLessThan(3000);
    expect(resend.got.size).toBe(3000);
  });

  it.each(['pause', 'cancel'] as const)(
    'says that there is nothing to %s where the sender ended the mailing a moment before',
    async (verb) => {
      const rig = rigOf(100);
      const [ledger, sender] = [await rig.openLedger(), await rig.openLedger()];
      const at = rig.clock.now().toISOString();
      const meanwhile: Ledger = Object.create(ledger, {
        append: {
          value: async (record: LedgerRecord) => {
            await sender.append({ type: 'finished', at });
            await ledger.append(record);
          },
        },
      });
      const said = await control(meanwhile, verb, rig.clock);
      expect(said).toEqual({ done: false, standing: 'finished' });
    },
  );

  it('holds batches back that have only waited for their turn', async () => {
    const rig = rigOf(1000);
    const resend = new FakeResend();
    const other = await rig.openLedger();
    const pace = createPace(rig.clock);
    let paused: Promise<unknown> | undefined;
    let whilePaused = 0;
    const pausedMeanwhile: Pace = {
      hold: (milliseconds) => pace.hold(milliseconds),
      async turn(signal) {
        paused ??= control(other, 'pause', rig.clock).then(() => {
          void (async () => {
            while (rig.clock.slept.length < 20) await new Promise(setImmediate);
            whilePaused = resend.requests;
            await control(other, 'resume', rig.clock);
          })();
        });
        await paused;
        return pace.turn(signal);
      },
    };
    expect(await rig.send(resend, { pace: pausedMeanwhile })).toEqual({ ended: 'finished' });
    expect(whilePaused).toBe(0);
    expect([...resend.got.values()]).toEqual(Array(1000).fill(1));
  });

  it('cancels it for good', async () => {
    const rig = rigOf(20_000);
    const resend = new FakeResend();
    const other = await rig.openLedger();
    let told = false;
    const onProgress = () => {
      if (!told) void control(other, 'cancel', rig.clock);
      told = true;
    };
    expect(await rig.send(resend, { onProgress })).toEqual({ ended: 'cancelled' });
    const receipt = await receiptNow(rig);
    expect(receipt).toMatchObject({ state: 'cancelled', accepted: resend.got.size });
    expect(receipt.pending).toBeGreaterThan(0);
    expect(addsUp(receipt)).toBe(true);
    expect(await control(other, 'resume', rig.clock)).toEqual({
      done: false,
      standing: 'cancelled',
    });
    expect(await rig.send(resend)).toEqual({ ended: 'cancelled' });
    expect(resend.got.size).toBe(receipt.accepted);
  });
});

describe('a mailing in trouble', () => {
  it('pauses by itself when too many are refused, and says so in its receipt', async () => {
    const rig = rigOf(3000);
    const resend = new FakeResend(undefined, (address) => /[05]@/.test(address));
    expect(await rig.send(resend)).toMatchObject({ ended: 'paused' });
    const receipt = await receiptNow(rig);
    expect(receipt.state).toBe('paused');
    expect(receipt.reason).toMatch(/^\d+ of \d+ readers refused, which is over 5 %$/);
    expect(receipt.accepted + receipt.refused).toBeGreaterThanOrEqual(500);
    expect(receipt.accepted + receipt.refused).toBeLessThanOrEqual(1200);
  });

  it('judges anew from where an operator resumed it', async () => {
    const rig = rigOf(1500);
    const resend = new FakeResend(undefined, (address) => /^reader[1-9]?\d?@/.test(address));
    expect(await rig.send(resend)).toMatchObject({ ended: 'paused' });
    await control(await rig.openLedger(), 'resume', rig.clock);
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
    expect(await receiptNow(rig)).toMatchObject({ accepted: 1400, refused: 100 });
  });

  it.each([
    ['bounced', { bounced: 30, complained: 0 }],
    ['complained', { bounced: 0, complained: 2 }],
  ])('pauses when too many %s', async (name, trouble) => {
    const rig = rigOf(3000);
    rig.trouble = () => trouble;
    expect(await rig.send(new FakeResend())).toMatchObject({
      ended: 'paused',
      reason: expect.stringContaining(name),
    });
  });

  it('is not paused again for what came back before it was resumed', async () => {
    const rig = rigOf(1500);
    const bounced = (since: string | undefined) => (since === undefined ? 30 : 0);
    rig.trouble = (since) => ({ bounced: bounced(since), complained: 0 });
    const resend = new FakeResend();
    expect(await rig.send(resend)).toMatchObject({ ended: 'paused' });
    await control(await rig.openLedger(), 'resume', rig.clock);
    expect(await rig.send(resend)).toEqual({ ended: 'finished' });
  });

  it('says little before 500 are answered', async () => {
    const rig = rigOf(400);
    expect(await rig.send(new FakeResend(undefined, () => true))).toEqual({ ended: 'finished' });
    expect(await receiptNow(rig)).toMatchObject({ refused: 400 });
  });
});

describe('whatever the network does', () => {
  const mishap = fc.constantFrom<Mishap>(
    'accept',
    'accept',
    'accept',
    'accept-and-lose-the-answer',
    'lose-the-request',
    'error-500-before',
    'error-500-after',
    'rate-limit',
    'still-running',
    'nonsense',
  );

  it('nobody is mailed twice, and everybody is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 900 }),
        fc.infiniteStream(mishap),
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
        async (count, mishaps, stops) => {
          const rig = rigOf(count);
          const resend = new FakeResend(() => mishaps.next().value ?? 'accept');
          for (const after of [...stops, Number.POSITIVE_INFINITY]) {
            const stop = new AbortController();
            let batches = 0;
            const onProgress = () => {
              batches += 1;
              if (batches >= after) stop.abort();
            };
            const ledger = await rig.openLedger();
            const ending = await rig.send(resend, { signal: stop.signal, onProgress, ledger });
            const receipt = receiptOf(rig.mailing, ledger);
            expect(addsUp(receipt)).toBe(true);
            expect(receipt.accepted).toBeLessThanOrEqual(resend.got.size);
            expect(resend.got.size).toBeLessThanOrEqual(receipt.accepted + receipt.uncertain);
            if (ending.ended === 'finished') expect(receipt.accepted).toBe(count);
          }
          expect([...resend.got.values()].every((messages) => messages === 1)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
