import { createInterface } from 'node:readline';

/** Where a command's words go: results to standard output, everything else to standard error. */
export interface Terminal {
  print(text: string): void;
  note(text: string): void;
  json(value: unknown): void;
  /** Whether a person sits there to answer: questions come on standard error. */
  readonly interactive: boolean;
  /** Asks a yes-or-no question; anything but yes is no, and so are Ctrl-C, Ctrl-D and an aborted `signal`. */
  ask(question: string, signal?: AbortSignal): Promise<boolean>;
  /** A bar on standard error, shown from the second second on and only to a person. */
  progress(label: string): ProgressBar;
}

interface ProgressBar {
  /** `more` stands behind the figures, where `done` may stand still for long. */
  update(done: number, total: number, more?: string): void;
  stop(): void;
}

/** The process's own terminal. */
export function processTerminal(): Terminal {
  return {
    print: (text) => console.log(text),
    note: (text) => console.error(text),
    json: (value) => console.log(JSON.stringify(value, null, 2)),
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    ask: (question, signal) =>
      new Promise((resolve) => {
        const lines = createInterface({ input: process.stdin, output: process.stderr, signal });
        lines.once('close', () => {
          process.stderr.write('\n');
          resolve(false);
        });
        lines.question(`${question} [y/N] `, (answer) => {
          resolve(/^y(es)?$/i.test(answer.trim()));
          lines.removeAllListeners('close').close();
        });
      }),
    progress: (label) => (process.stderr.isTTY ? new Bar(label) : { update() {}, stop() {} }),
  };
}

class Bar implements ProgressBar {
  #startedAt = Date.now();
  #drawnAt = 0;
  #bar: Promise<import('cli-progress').SingleBar> | undefined;
  #latest: [number, number, { more: string }] = [0, 0, { more: '' }];

  constructor(readonly label: string) {}

  update(done: number, total: number, more = ''): void {
    this.#latest = [done, total, { more }];
    const now = Date.now();
    if (now - this.#startedAt < 1000 || now - this.#drawnAt < 100) return;
    this.#drawnAt = now;
    this.#bar ??= this.#start();
    void this.#bar.then((bar) => bar.update(this.#latest[0], this.#latest[2]));
  }

  stop(): void {
    void this.#bar?.then((bar) => {
      bar.update(this.#latest[0]);
      bar.stop();
    });
  }

  async #start() {
    const { SingleBar, Presets } = await import('cli-progress');
    const format = `${this.label} {bar} {value}/{total} · {percentage}% · {eta_formatted} left{more}`;
    const options = { format, formatTime: timeLeft, stream: process.stderr };
    const bar = new SingleBar(options, Presets.shades_classic);
    bar.start(this.#latest[1], this.#latest[0], this.#latest[2]);
    // It had the terminal no longer wrap lines, and a process that is stopped does not stop it.
    process.once('exit', () => process.stderr.write('\x1b[?7h'));
    return bar;
  }
}

/** So many seconds as a bar says them; a word of the bar’s for “not known” is three dots. */
export function timeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return '…';
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`;
}
