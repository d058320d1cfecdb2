// Loaded into a child with `node --import`: what TORTURE_PLAN asks for happens to it, at boundaries that
// have names such as `before sync data/mailings/WEEK/ledger.jsonl`. The product knows nothing of it.
//
//   trace   a file that every boundary reached is appended to, a line each
//   dieAt   {boundary: occurrence}: the process kills itself there (SIGKILL)
//   shift   {hours, at, occurrence}: the clock is so many hours ahead, from that boundary on or the start
//   refuse  [{op, file, from, code, partly}]: from its nth call on, that operation on that file fails, as
//           long as the process lives; `partly` lets half of the first write through, as a disk that fills
//           up does. The file `*` stands for any
import { openSync, writeSync } from 'node:fs';
import { watchFiles } from './torture-files.mjs';
import { watchFetch } from './torture-requests.mjs';

const plan = JSON.parse(process.env.TORTURE_PLAN ?? '{}');
const trace = plan.trace === undefined ? undefined : openSync(plan.trace, 'a');
const writeTrace = writeSync;
const seen = new Map();

function at(boundary) {
  const occurrence = (seen.get(boundary) ?? 0) + 1;
  seen.set(boundary, occurrence);
  if (trace !== undefined) writeTrace(trace, `${boundary}\n`);
  if (plan.shift?.at === boundary && plan.shift.occurrence === occurrence) shiftClock();
  if (plan.dieAt?.[boundary] === occurrence) die(boundary);
}

function die(boundary) {
  if (trace !== undefined) writeTrace(trace, `died ${boundary}\n`);
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Whether `half of write …` is a boundary at which to die, instead of writing all. */
function isToDie(boundary) {
  return plan.dieAt?.[boundary] === (seen.get(boundary) ?? 0) + 1;
}

const calls = new Map();

/** The code of the error that this call is to fail with, and whether half of it is done before. */
function refusal(op, file) {
  for (const refused of plan.refuse ?? []) {
    if (refused.op !== op || (refused.file !== '*' && refused.file !== file)) continue;
    const count = (calls.get(refused) ?? 0) + 1;
    calls.set(refused, count);
    const from = refused.from ?? 1;
    if (count < from) continue;
    return { code: refused.code, partly: Boolean(refused.partly) && count === from };
  }
  return undefined;
}

function shiftClock() {
  const { hours } = plan.shift;
  const SystemDate = Date;
  globalThis.Date = class extends SystemDate {
    constructor(...given) {
      if (given.length === 0) super(SystemDate.now() + hours * 3_600_000);
      else super(...given);
    }
    static now() {
      return SystemDate.now() + hours * 3_600_000;
    }
  };
}

if (plan.shift && plan.shift.at === undefined) shiftClock();
await watchFiles({ at, isToDie, die, refusal });
watchFetch({ at });
