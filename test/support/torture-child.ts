import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plan } from './torture-plan.js';

const cli = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const preload = fileURLToPath(new URL('torture-preload.mjs', import.meta.url));

/** How the built command is run. */
export interface Command {
  args: string[];
  /** The working folder; a trace of what is done is kept beside it while the command runs. */
  folder: string;
  settings: Record<string, string>;
  /** Without one, nothing stands between the command and the system. */
  plan?: Plan | undefined;
  /** It prints its pid, and when it is killed, its parent never asks how it ended. */
  neverReaped?: boolean | undefined;
}

/** What a child process did and said. */
export interface Ran {
  exit: number | null;
  killed: boolean;
  stdout: string;
  stderr: string;
  /** The boundaries it passed, if there was a plan. */
  trace: string[];
}

export interface Started {
  ended: Promise<Ran>;
  /** What it has printed by now. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
}

/** Becomes a process that has the command as its child, and does not know of it. */
const neverReaping = ['sh', '-c', '"$@" & echo $!; exec sleep 600', 'sh'];

let children = 0;

/** Starts the command in a child process, in an environment of nothing but its settings. */
export function startCommand({ args, folder, settings, plan, neverReaped }: Command): Started {
  children += 1;
  const trace = `${folder}.trace-${children}`;
  writeFileSync(trace, '');
  const command = [process.execPath, ...(plan ? ['--import', preload] : []), cli, ...args];
  const [program = '', ...rest] = neverReaped ? [...neverReaping, ...command] : command;
  const child = spawn(program, rest, {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      ...settings,
      ...(plan && { TORTURE_PLAN: JSON.stringify({ ...plan, trace }) }),
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([exit, signal]): Ran => {
    const boundaries = readFileSync(trace, 'utf8').split('\n').filter(Boolean);
    rmSync(trace);
    return { exit, killed: signal === 'SIGKILL', stdout, stderr, trace: boundaries };
  });
  return {
    ended,
    said: () => stdout + stderr,
    kill: (signal) => void child.kill(signal),
  };
}
