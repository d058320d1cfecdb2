import type { FaultInput } from '../../src/sandbox/faults.js';
import { inLanes, randomFrom } from '../support/torture-plan.js';
import { receiptIn, type TortureRoom } from '../support/torture-room.js';

type NamedFault = [name: string, fault: FaultInput];

const conflict = (name: string, accepted: boolean): FaultInput => ({
  kind: 'fail',
  status: 409,
  name,
  message: 'injected',
  accepted,
});

/** Faults after which a sender goes on by itself, or when it is called again. */
const faults: NamedFault[] = [
  ['the connection is cut before acceptance', { kind: 'cut' }],
  ['the connection is cut after acceptance', { kind: 'cut', accepted: true }],
  ['no answer, not accepted', { kind: 'hang' }],
  ['no answer, accepted', { kind: 'hang', accepted: true }],
  ['500 before acceptance', { kind: 'fail' }],
  ['500 after acceptance', { kind: 'fail', accepted: true }],
  ['429 with retry-after', { kind: 'rate-limit', retryAfter: 1 }],
  ['429 without retry-after', { kind: 'rate-limit', retryAfter: null }],
  ['an answer that drips until time is up', { kind: 'drip', pause: 100 }],
  ['an HTML page with 502, not accepted', { kind: 'html' }],
  ['an HTML page with 502, accepted', { kind: 'html', accepted: true }],
  ['an HTML page with 200, accepted', { kind: 'html', status: 200, accepted: true }],
  ['half a JSON body', { kind: 'half' }],
  ['409, still running', conflict('concurrent_idempotent_requests', false)],
  ['409, still running, accepted', conflict('concurrent_idempotent_requests', true)],
  ['403 on the key', { kind: 'fail', status: 403, name: 'invalid_api_key', message: 'injected' }],
  ['an error with a name of its own', { kind: 'fail', status: 418, name: 'teapot' }],
];

/**
 * Each fault once: everybody has one message in the end. In the short run the batches of one mailing, which
 * go out at once, meet another fault each; in the long run each fault has a mailing for itself.
 */
export async function faultsOnce(room: TortureRoom, long: boolean): Promise<string[]> {
  const problems: string[] = [];
  const atOnce = long ? 1 : 4;
  const groups = faults.flatMap((_, start) =>
    start % atOnce === 0 ? [faults.slice(start, start + atOnce)] : [],
  );
  await inLanes(groups, async (group) => {
    const asked = group.map(([, fault]) => fault);
    for (const problem of await sendThrough(room, asked)) {
      problems.push(`${group.map(([name]) => name).join('; ')}: ${problem}`);
    }
  });
  if (long) problems.push(...(await sendThrough(room, [{ kind: 'drip', pause: 0 }], 60)));
  return problems;
}

/** Many faults in one mailing, drawn with the seed, with some requests let through among them. */
export async function faultsMixed(
  room: TortureRoom,
  { mailings, seed }: { mailings: number; seed: number },
): Promise<string[]> {
  const problems: string[] = [];
  const numbers = Array.from({ length: mailings }, (_, number) => number);
  await inLanes(numbers, async (number) => {
    const random = randomFrom(seed + number);
    const drawn = Array.from({ length: 6 }, () => faults[Math.floor(random() * faults.length)]);
    const named = drawn.filter((fault) => fault !== undefined);
    // Not all of the four batches: there must be requests for every fault to meet.
    const asked = named.flatMap(([, fault], index): FaultInput[] =>
      index < 3 && random() < 0.5 ? [{ kind: 'none' }, fault] : [fault],
    );
    for (const problem of await sendThrough(room, asked)) {
      problems.push(`${named.map(([name]) => name).join('; ')}: ${problem}`);
    }
  });
  return problems;
}

async function sendThrough(
  room: TortureRoom,
  asked: FaultInput[],
  timeoutSeconds = 1,
): Promise<string[]> {
  const mailing = await room.case('frozen');
  await mailing.sandbox.fail(...asked);
  room.tally.add({ network: asked.filter(({ kind }) => kind !== 'none').length });
  mailing.settings = { REQUEST_TIMEOUT_SECONDS: String(timeoutSeconds) };
  const problems = await mailing.finish();
  await mailing.close();
  return problems;
}

/**
 * Resend holds another payload under a batch's key, so something was accepted that the ledger does not know
 * of, as after a ledger was put back from a backup. Nobody can tell what: no request may go out under
 * another key, and the readers are listed as uncertain.
 */
export async function conflictingPayload(room: TortureRoom): Promise<string[]> {
  const mailing = await room.case('frozen');
  await mailing.sandbox.fail(conflict('invalid_idempotent_request', true));
  room.tally.add({ network: 1 });
  const problems: string[] = [];
  for (let runs = 1; runs <= 3; runs += 1) {
    const { exit, stdout } = await mailing.send();
    problems.push(...(await mailing.check(receiptIn(stdout))));
    const { uncertain } = receiptIn(stdout);
    if (runs === 1 && (exit !== 3 || uncertain === 0)) {
      problems.push(`run ${runs} ends with ${exit}, ${uncertain} uncertain`);
    }
  }
  await mailing.close();
  return problems;
}
