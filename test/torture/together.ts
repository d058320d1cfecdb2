import { existsSync, readFileSync } from 'node:fs';
import { inLanes } from '../support/torture-plan.js';
import { receiptIn, type Stage, type TortureRoom, week } from '../support/torture-room.js';

/** Several `send` at once: one of them sends, the others say so, everybody has one message. */
export async function sendsAtOnce(room: TortureRoom, rounds: number): Promise<string[]> {
  const problems: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const stage: Stage = round % 4 === 3 ? 'drafted' : 'frozen';
    const mailing = await room.case(stage, { latency: 200 });
    const ran = await Promise.all([mailing.send(), mailing.send(), mailing.send()]);
    const sent = ran.filter(({ exit }) => exit === 0);
    const late = ran.filter(({ stderr }) => /^Process \d+ is drafting or sending/.test(stderr));
    if (sent.length === 0 || sent.length + late.length !== ran.length) {
      problems.push(`${stage}: ${ran.map(({ exit, stderr }) => `${exit} ${stderr}`).join('; ')}`);
    }
    for (const { stdout } of sent) problems.push(...(await mailing.check(receiptIn(stdout))));
    problems.push(...(await mailing.finish()));
    await mailing.close();
  }
  return problems;
}

/** `send` beside `schedule`, both awake when the edition is due. */
export async function sendBesideSchedule(room: TortureRoom, rounds: number): Promise<string[]> {
  const problems: string[] = [];
  const due = Date.parse('2026-11-17T09:30:00Z');
  for (let round = 0; round < rounds; round += 1) {
    const mailing = await room.case('frozen', { latency: 200 });
    const shift = { hours: (due - Date.now()) / 3_600_000 };
    const schedule = mailing.start(['schedule'], { shift });
    await mailing.send({ shift });
    await until(() => schedule.said().trim().includes('\n'));
    schedule.kill('SIGTERM');
    const { exit, stdout, stderr } = await schedule.ended;
    if (exit !== 0) problems.push(`schedule ends with ${exit}: ${stdout}${stderr}`);
    problems.push(...(await mailing.finish()));
    await mailing.close();
  }
  return problems;
}

/**
 * The clock jumps, forwards or back, between a run that was killed with requests unanswered and the next:
 * what was unanswered is uncertain, whatever Resend remembers, and is never sent again.
 */
export async function clockBetweenRuns(room: TortureRoom): Promise<string[]> {
  const problems: string[] = [];
  await inLanes([26, -26], async (hours) => {
    const mailing = await room.case('frozen', { latency: 20 });
    const boundary = 'after the request is accepted, before the answer is read';
    await mailing.send({ dieAt: { [boundary]: 2 } });
    room.tally.add({ named: 1 });
    if (hours > 0) await mailing.sandbox.jump(hours);
    for (let runs = 1; runs <= 2; runs += 1) {
      const { exit, stdout } = await mailing.send({ shift: { hours } });
      const receipt = receiptIn(stdout);
      const { state, uncertain, pending } = receipt;
      const found = await mailing.check(receipt);
      if (exit !== 3 || state !== 'finished' || uncertain === 0 || pending > 0) {
        found.push(`it ends with ${exit}, ${JSON.stringify(receipt)}`);
      }
      for (const problem of found) problems.push(`${hours} h, run ${runs}: ${problem}`);
    }
    await mailing.close();
  });
  return problems;
}

/** The machine sleeps for a day while a request is to be repeated: its key is no longer trusted. */
export async function clockWithinARun(room: TortureRoom): Promise<string[]> {
  const mailing = await room.case('frozen');
  await mailing.sandbox.fail({ kind: 'cut', accepted: true });
  room.tally.add({ network: 1 });
  const shift = { hours: 26, at: 'after the request has failed', occurrence: 1 };
  const sending = mailing.send({ shift });
  await until(async () => (await mailing.sandbox.counts()).size === room.readers.length);
  await mailing.sandbox.jump(26);
  const { exit, stdout } = await sending;
  const receipt = receiptIn(stdout);
  const problems = await mailing.check(receipt);
  if (exit !== 3 || receipt.uncertain === 0) {
    problems.push(`it ends with ${exit}, ${JSON.stringify(receipt)}`);
  }
  await mailing.close();
  return problems;
}

/** A sender that was killed holds nobody up: not even when its parent never hears of its death. */
export async function deadHolder(room: TortureRoom): Promise<string[]> {
  const mailing = await room.case('frozen');
  await mailing.sandbox.fail({ kind: 'hang', times: 4 });
  const parent = mailing.start(['send', '--week', week, '--yes'], undefined, true);
  await until(
    () => existsSync(mailing.ledger) && readFileSync(mailing.ledger).includes('attempted'),
  );
  const problems: string[] = [];
  const { exit, stderr } = await mailing.send();
  if (exit !== 1 || !/^Process \d+ is/.test(stderr)) problems.push(`while it lives: ${stderr}`);
  process.kill(Number.parseInt(parent.said(), 10), 'SIGKILL');
  room.tally.add({ random: 1 });
  mailing.settings = { REQUEST_TIMEOUT_SECONDS: '1' };
  problems.push(...(await mailing.finish()));
  parent.kill('SIGKILL');
  await parent.ended;
  await mailing.close();
  return problems;
}

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    if (await met()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('What was waited for did not come.');
}
