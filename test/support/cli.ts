import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from './folder.js';

const root = resolve(import.meta.dirname, '../..');
const entry = join(root, 'dist/src/cli.js');

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** The built command line in a fresh folder that holds the real content and the sample readers. */
export class Cli {
  constructor(
    readonly settings: Record<string, string> = {},
    readonly folder: string = temporaryFolder(),
  ) {
    for (const name of ['panel.json', 'tools', 'comparisons']) {
      cpSync(join(root, 'data', name), join(this.folder, 'data', name), { recursive: true });
    }
    mkdirSync(join(this.folder, 'subscribers'));
    cpSync(join(root, 'subscribers/sample.csv'), join(this.folder, 'subscribers/sample.csv'));
  }

  /** Runs `verdicts` with these words, or arguments as they are; `input` goes to its standard input. */
  run(words: string | string[], input = ''): Promise<Ran> {
    return new Promise((done) => {
      const child = execFile(
        process.execPath,
        [entry, ...argumentsOf(words)],
        { ...this.#place, maxBuffer: 1 << 26 },
        (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
      );
      child.stdin?.end(input);
    });
  }

  /** The same, under way: for a test that stops it, or stops listening to it. */
  start(words: string | string[]): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [entry, ...argumentsOf(words)], this.#place);
  }

  get #place() {
    const { PATH = '' } = process.env;
    return { cwd: this.folder, env: { PATH, ...this.settings } };
  }
}

function argumentsOf(words: string | string[]): string[] {
  return typeof words === 'string' ? words.split(' ').filter(Boolean) : words;
}
