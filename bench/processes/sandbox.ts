import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.js';
import { answerOrders } from './orders.js';

export type SandboxOrder =
  | { start: { rateLimit: number | null; tls?: { key: string; cert: string } } }
  /** New limits, each so many seconds after the first request. */
  | { limits: { after: number; perSecond: number }[] }
  | { report: true };

export interface SandboxReport {
  url: string;
  /** How many addresses got how many messages: a mailing to all makes this `{1: readers}`. */
  messages: Record<number, number>;
  /** When the requests were taken or refused, in seconds since the first. */
  taken: number[];
  refused: number[];
}

const times: number[] = [];
const refused: number[] = [];
let changes: { after: number; perSecond: number }[] = [];
let sandbox: Sandbox | undefined;

answerOrders(async (order: SandboxOrder): Promise<SandboxReport> => {
  if ('start' in order) {
    sandbox = await startSandbox({ keep: 'tally', faults: onRequest, ...order.start });
    setInterval(watchRefusals, 10);
  }
  if ('limits' in order) changes = order.limits;
  return report();
});

function onRequest(): undefined {
  times.push(performance.now());
  if (times.length > 1) return;
  for (const { after, perSecond } of changes) {
    setTimeout(() => sandbox?.limit(perSecond), after * 1000);
  }
}

function watchRefusals(): void {
  const count = sandbox?.answers().get(429) ?? 0;
  while (refused.length < count) refused.push(performance.now());
}

async function report(): Promise<SandboxReport> {
  const messages: Record<number, number> = {};
  for (const count of (await sandbox?.counts())?.values() ?? []) {
    messages[count] = (messages[count] ?? 0) + 1;
  }
  const [first = 0] = times;
  const sinceFirst = (time: number) => (time - first) / 1000;
  return {
    url: sandbox?.url ?? '',
    messages,
    taken: times.map(sinceFirst),
    refused: refused.map(sinceFirst),
  };
}
