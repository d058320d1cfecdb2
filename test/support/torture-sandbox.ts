import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultInput } from '../../src/sandbox/faults.js';
import type { SandboxProcessOptions } from './sandbox-process.js';

/** A sandbox that outlives whoever sends to it, counts what each address got, and has a clock of its own. */
export interface TortureSandbox {
  url: string;
  counts(): Promise<Map<string, number>>;
  fail(...faults: FaultInput[]): Promise<void>;
  /** Sets its clock so many hours ahead, so that it forgets keys. */
  jump(hours: number): Promise<void>;
  close(): Promise<void>;
}

/** A process that runs as many sandboxes as are wanted; starting one takes no time. */
export interface SandboxHost {
  open(options?: SandboxProcessOptions): Promise<TortureSandbox>;
  close(): Promise<void>;
}

export function startSandboxHost(): SandboxHost {
  const child = fork(fileURLToPath(new URL('torture-sandbox.mjs', import.meta.url)));
  const exited = once(child, 'exit');
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });

  async function ask<T>(call: string, ...args: unknown[]): Promise<T> {
    const id = calls;
    calls += 1;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    child.send({ id, call, args });
    const ended = exited.then((): Answer => ({ id, error: 'The sandbox process ended.' }));
    const { result, error } = await Promise.race([answered, ended]);
    if (error !== undefined) throw new Error(error);
    return result as T; // As torture-sandbox.mjs answers this call.
  }

  return {
    async open(options = {}) {
      const url = await ask<string>('open', options);
      return {
        url,
        counts: async () =>
          new Map(Object.entries(await ask<Record<string, number>>('counts', url))),
        fail: (...faults) => ask('fail', url, faults),
        jump: (hours) => ask('jump', url, hours),
        close: () => ask('close', url),
      };
    },
    async close() {
      child.disconnect();
      await exited;
    },
  };
}

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}
