import type { App } from '../app.js';
import type { Terminal } from './terminal.js';

/** What every command is given. */
export interface Context {
  terminal: Terminal;
  /** Reads the settings and opens the parts. Throws a `VerdictsError` when a setting is wrong. */
  open(): Promise<App>;
  /** From the first call on, Ctrl-C and SIGTERM abort this signal instead of ending the process. */
  interruptible(): AbortSignal;
  /** What the process will exit with, unless something is thrown. */
  exitCode: 0 | 1 | 2 | 3;
}
