import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './folder.js';

const root = resolve(import.meta.dirname, '../..');

/** The built studio as a process of its own, in a copy of the product whose files a test may change. */
export interface StudioProcess {
  /** Without a trailing slash. */
  url: string;
  read(path: string): string;
  /** Writes a file of the copy, such as `emails/digest.tsx`. */
  write(path: string, text: string): void;
}

/** Starts `verdicts studio` in a copy with the real content; it is ended with the test. */
export async function studioProcess(settings: Record<string, string> = {}): Promise<StudioProcess> {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'emails', 'dist']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const name of ['panel.json', 'tools', 'comparisons']) {
    cpSync(join(root, 'data', name), join(folder, 'data', name), { recursive: true });
  }
  mkdirSync(join(folder, 'subscribers'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['dist/src/cli.js', 'studio', '--no-open', '--json'], {
    cwd: folder,
    env: { PATH, STUDIO_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  return {
    url: await new Promise((found, failed) => {
      createInterface(child.stdout).on('line', (line) => {
        const url = /http:\/\/[\w.:[\]]+:\d+/.exec(line)?.[0];
        if (url) found(url);
      });
      child.once('exit', (code) => failed(new Error(`The studio ended with ${code}: ${said}`)));
    }),
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write: (path, text) => writeFileSync(join(folder, path), text),
  };
}
