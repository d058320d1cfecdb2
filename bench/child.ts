import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One of `processes/`, running; it answers orders one after the other. */
export interface Child {
  /** What comes back is what the process's file says it answers. */
  ask<Answer>(order: object): Promise<Answer>;
  end(): Promise<void>;
}

export interface ChildOptions {
  env?: Record<string, string>;
  /** Options of Node itself. */
  flags?: string[];
}

/** Starts `processes/NAME` in a process of its own. */
export function startChild(name: string, { env = {}, flags = [] }: ChildOptions = {}): Child {
  const file = fileURLToPath(new URL(`processes/${name}.js`, import.meta.url));
  const child = fork(file, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    execArgv: flags,
    serialization: 'advanced',
  });
  const exited = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`The process ${name} ended with ${code ?? signal}.`);
  });
  exited.catch(() => {}); // Nobody may be asking when it ends.
  return {
    async ask<Answer>(order: object) {
      child.send(order);
      const [answer] = await Promise.race([once(child, 'message'), exited]);
      return answer as Answer; // As its file says.
    },
    async end() {
      child.disconnect();
      await exited.catch(() => {});
    },
  };
}

/** Starts a process, has it obey one order, and ends it. */
export async function inChild<Answer>(
  name: string,
  order: object,
  options?: ChildOptions,
): Promise<Answer> {
  const child = startChild(name, options);
  try {
    return await child.ask<Answer>(order);
  } finally {
    await child.end();
  }
}
