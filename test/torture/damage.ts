import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.js';
import { VerdictsError } from '../../src/errors.js';
import { openLedger } from '../../src/mailings/ledger.js';
import { openStore } from '../../src/subscribers/store.js';
import { inLanes } from '../support/torture-plan.js';
import { type Case, type TortureRoom, week } from '../support/torture-room.js';
import { clearness } from './disk-faults.js';

interface Log {
  path: string;
  /** Opens it; what comes back is the same when the same records are in it. */
  read(): Promise<unknown>;
}

/** The ledger of a finished mailing, and a store whose journal has records of several kinds. */
async function logsOf(room: TortureRoom): Promise<{ mailing: Case; logs: Log[] }> {
  const mailing = await room.case('frozen');
  await mailing.must(['send', '--week', week, '--yes', '--no-preflight']);
  const folder = mailing.path('subscribers');
  const store = await openStore({ folder, clock: systemClock });
  const at = systemClock.now().toISOString();
  let readers = 0;
  for await (const batch of store.batches({ size: 40 })) {
    const [{ id } = { id: '' }] = batch;
    await store.change(id, (subscriber) => ({
      kind: 'changed',
      subscriber: { ...subscriber, name: `Reader Nº ${readers}`, updatedAt: at },
    }));
    readers += 1;
  }
  await store.close();
  return {
    mailing,
    logs: [
      {
        path: mailing.ledger,
        async read() {
          const { id } = JSON.parse(
            readFileSync(mailing.path(`${mailingFolder}/mailing.json`), 'utf8'),
          );
          const ledger = await openLedger(mailing.ledger, { id }, systemClock);
          await ledger.close();
          return [[...ledger.batches()], ledger.standing];
        },
      },
      {
        path: join(folder, 'subscribers.journal'),
        async read() {
          const opened = await openStore({ folder, clock: systemClock });
          const all: unknown[] = [];
          for await (const batch of opened.batches()) all.push(...batch);
          await opened.close();
          return all;
        },
      },
    ],
  };
}

/**
 * A record is the last, and cut at every byte offset: what comes before it is all there. In the long run it
 * is each in turn; in the short run the last, and the shortest, which takes the place of the last. A ledger
 * without its first record, which is there before the mailing is, is refused.
 */
export async function cutsEverywhere(room: TortureRoom, long: boolean): Promise<string[]> {
  const problems: string[] = [];
  const { mailing, logs } = await logsOf(room);
  for (const { path, read } of logs) {
    const whole = readFileSync(path);
    const lines = linesOf(whole);
    for (const { start, end } of long ? lines : [shortest(lines), ...lines.slice(-1)]) {
      const refused = start === 0 && path === mailing.ledger;
      const found = () => (refused ? refusal(read) : read().then(JSON.stringify));
      writeFileSync(path, whole.subarray(0, start));
      const before = refused ? 'damaged' : await found();
      for (let cut = start; cut < end; cut += 1) {
        writeFileSync(path, whole.subarray(0, cut));
        if ((await found()) !== before) problems.push(`${path} cut at byte ${cut}`);
        room.tally.add({ cuts: 1 });
      }
    }
    writeFileSync(path, whole);
  }
  await mailing.close();
  return problems;
}

/**
 * A byte of a record before the last is changed, each byte of each in the long run and every fifth of the
 * shortest in the short run: it is refused, with the line and what to do.
 */
export async function flipsEverywhere(room: TortureRoom, long: boolean): Promise<string[]> {
  const problems: string[] = [];
  const { mailing, logs } = await logsOf(room);
  for (const { path, read } of logs) {
    const whole = readFileSync(path);
    const lines = linesOf(whole).slice(0, -1);
    for (const { start, end, number } of long ? lines : [shortest(lines)]) {
      for (let offset = start; offset < end; offset += long ? 1 : 5) {
        const damaged = Buffer.from(whole);
        damaged[offset] = (damaged[offset] ?? 0) ^ (1 + (offset % 255));
        writeFileSync(path, damaged);
        const said = await read().then(
          () => 'nothing',
          (error: unknown) => error,
        );
        const named = said instanceof VerdictsError && said.message.includes(`line ${number}:`);
        if (!named) problems.push(`byte ${offset} of ${path} changed: ${said}`);
        room.tally.add({ flips: 1 });
      }
    }
    writeFileSync(path, whole);
  }
  await mailing.close();
  return problems;
}

async function refusal(read: () => Promise<unknown>): Promise<string> {
  return read().then(
    () => 'nothing',
    (error: unknown) => (error instanceof VerdictsError ? error.code : String(error)),
  );
}

interface Line {
  start: number;
  end: number;
  number: number;
}

function shortest(lines: Line[]): Line {
  return lines.reduce((least, line) =>
    line.end - line.start < least.end - least.start ? line : least,
  );
}

function linesOf(bytes: Buffer): Line[] {
  const lines = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\n', start) + 1;
    lines.push({ start, end, number: lines.length + 1 });
    start = end;
  }
  return lines;
}

/** The ledger of a mailing that was sent is cut in its last records, and the real command goes on. */
export async function cutsUnderTheCommand(room: TortureRoom, long: boolean): Promise<string[]> {
  const problems: string[] = [];
  const mailing = await room.case('frozen');
  await mailing.must(['send', '--week', week, '--yes', '--no-preflight']);
  const whole = readFileSync(mailing.ledger);
  const cutsARecord = long ? 50 : 2;
  for (const { start, end } of linesOf(whole).slice(-2)) {
    const step = Math.ceil((end - start) / cutsARecord);
    for (let cut = start + 1; cut < end; cut += step) {
      writeFileSync(mailing.ledger, whole.subarray(0, cut));
      for (const problem of await mailing.finish()) problems.push(`cut at ${cut}: ${problem}`);
      room.tally.add({ cuts: 1 });
    }
  }
  await mailing.close();
  return problems;
}

/** A byte of what the real commands read is changed: they refuse it, naming the file and what to do. */
export async function flipsUnderTheCommand(room: TortureRoom): Promise<string[]> {
  const problems: string[] = [];
  const halves = [damagedFiles.slice(0, 4), damagedFiles.slice(4)];
  await inLanes(halves, async (files) => {
    const mailing = await room.case('frozen', { latency: 20 });
    await mailing.send({ dieAt: { 'after the answer is read': 2 } });
    for (const [file, command, place] of files) {
      const path = mailing.path(file);
      const whole = readFileSync(path);
      const damaged = Buffer.from(whole);
      const offset = offsetOf(whole, place);
      damaged[offset] = (damaged[offset] ?? 0) ^ 1;
      writeFileSync(path, damaged);
      const options = command === 'send' ? ['--yes', '--no-preflight'] : [];
      const { exit, stderr } = await mailing.run([command, '--week', week, ...options]);
      room.tally.add({ flips: 1 });
      writeFileSync(path, whole);
      for (const problem of clearness(exit, stderr, new RegExp(`^${file}`))) {
        problems.push(`${file}, ${command}: ${problem}`);
      }
    }
    problems.push(...(await mailing.finish()));
    await mailing.close();
  });
  return problems;
}

const mailingFolder = `data/mailings/${week}`;

/** Where the byte stands: as a share of the file, or behind a pattern. */
const damagedFiles: [file: string, command: 'send' | 'status', place: number | RegExp][] = [
  [`${mailingFolder}/ledger.jsonl`, 'send', 0.5],
  [`${mailingFolder}/ledger.jsonl`, 'status', 0.5],
  [`${mailingFolder}/audience.jsonl`, 'send', 0.5],
  [`${mailingFolder}/letters/digest.json`, 'send', 0.5],
  [`${mailingFolder}/mailing.json`, 'send', /"from": "/],
  [`${mailingFolder}/mailing.json`, 'status', 0],
  ['subscribers/subscribers.json', 'send', 0.5],
];

function offsetOf(bytes: Buffer, place: number | RegExp): number {
  if (typeof place === 'number') return Math.floor((bytes.length - 1) * place);
  const found = place.exec(bytes.toString('latin1'));
  return found ? found.index + found[0].length : 0;
}
