import { Command } from 'commander';
import type { Context } from './context.js';
import { jsonOption } from './options.js';

export function studioCommand(context: Context): Command {
  return new Command('studio')
    .description('stay running: pages on this machine to preview, approve, send and watch')
    .option('--no-open', 'do not open a browser')
    .addOption(jsonOption())
    .action(async ({ open: opens, json }: { open: boolean; json?: true }) => {
      const app = await context.open();
      const [{ startStudio }, { createLog }] = await Promise.all([
        import('../studio/serving.js'),
        import('../log.js'),
      ]);
      const log = createLog({ json: json ?? false, stream: process.stdout, clock: app.clock });
      const signal = context.interruptible();
      const studio = await startStudio(app, log);
      log.info({ state: 'awake' }, `The studio is open at ${studio.url}. Ctrl-C closes it.`);
      if (opens && context.terminal.interactive) await openBrowser(studio.url);
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await studio.close();
      log.info({ state: 'stopped' }, 'Closed. A mailing under way goes on with `verdicts send`.');
    });
}

/** Where there is no browser, the address has been said. */
async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open');
  const opened = await open(url);
  opened.on('error', () => undefined);
}
