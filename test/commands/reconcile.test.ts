import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Context } from '../../src/commands/context.js';
import { reconcileCommand } from '../../src/commands/reconcile.js';
import { testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';

it('a reconciliation that fails leaves no progress bar to be drawn over what is said of it', async () => {
  const app = testApp(new TestClock());
  const mailing = join(dirname(app.mailings.lockFolder), '2026-W47');
  mkdirSync(mailing, { recursive: true });
  writeFileSync(join(mailing, 'mailing.json'), '{');
  let stopped = 0;
  const context: Context = {
    terminal: {
      print() {},
      note() {},
      json() {},
      interactive: false,
      ask: async () => false,
      progress: () => ({
        update() {},
        stop() {
          stopped += 1;
        },
      }),
    },
    open: async () => app,
    interruptible: () => new AbortController().signal,
    exitCode: 0,
  };
  const command = reconcileCommand(context).parseAsync(['2026-W47'], { from: 'user' });
  await expect(command).rejects.toThrow('not valid JSON');
  expect(stopped).toBe(1);
});
