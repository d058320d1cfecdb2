import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultInput } from '../../src/sandbox/faults.js';
import type { SandboxOptions } from '../../src/sandbox/sandbox.js';

/** A sandbox in a process of its own, which outlives whoever sends to it. */
export interface SandboxProcess {
  url: string;
  counts(): Promise<Map<string, number>>;
  answers(): Promise<Map<number, number>>;
  fail(...faults: FaultInput[]): Promise<void>;
  limit(perSecond: number | null): Promise<void>;
  /** Kills the process (SIGKILL), as a machine that goes down would. */
  kill(): Promise<void>;
}

/** Options that can be sent to another process. */
export type SandboxProcessOptions = Omit<SandboxOptions, 'clock' | 'faults'> & {
  faults?: FaultInput[];
};

/** Starts the built sandbox (dist/) in a child process. Rejects when that ends before it listens. */
export async function startSandboxProcess(
  options: SandboxProcessOptions = {},
): Promise<SandboxProcess> {
  const child = fork(fileURLToPath(new URL('sandbox-child.mjs', import.meta.url)));
  const exited = once(child, 'exit');
  child.send(options);
  const [started] = await Promise.race([once(child, 'message'), exited]);
  if (typeof started?.url !== 'string') {
    throw new Error(`The sandbox process ended with ${String(started)}. Was it built?`);
  }
  const url: string = started.url;

  return {
    url,
    counts: async () => new Map(Object.entries(await control<number>('GET', 'counts'))),
    answers: async () => {
      const answers = Object.entries(await control<number>('GET', 'answers'));
      return new Map(answers.map(([status, count]) => [Number(status), count]));
    },
    fail: async (...faults) => void (await control('POST', 'faults', faults)),
    limit: async (perSecond) => void (await control('PUT', 'rate-limit', { perSecond })),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };

  async function control<T>(method: string, path: string, body?: unknown) {
    const response = await fetch(`${url}/sandbox/${path}`, {
      method,
      headers: { 'x-sandbox-control': '1' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Record<string, T>; // As control.ts documents it.
  }
}
