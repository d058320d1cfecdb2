import { Command } from 'commander';
import type { Context } from './context.js';
import { jsonOption } from './options.js';

export function serveCommand(context: Context): Command {
  return new Command('serve')
    .description('stay running: the public site, Resend’s webhooks, and the schedule')
    .addOption(jsonOption())
    .action(async ({ json }: { json?: true }) => {
      const app = await context.open();
      const [{ keepWaking }, { createLog }, { startService }] = await Promise.all([
        import('../jobs/service.js'),
        import('../log.js'),
        import('../site/serving.js'),
      ]);
      const log = createLog({ json: json ?? false, stream: process.stdout, clock: app.clock });
      const signal = context.interruptible();
      const service = await startService(app, log);
      const { port, metricsPort } = service;
      log.info({ port }, `Serving on port ${port}, for readers at ${app.config.publicUrl}.`);
      if (metricsPort !== undefined) {
        log.info({ port: metricsPort }, `Metrics at http://127.0.0.1:${metricsPort}/metrics.`);
      }
      try {
        await keepWaking(app, log, signal);
      } finally {
        await service.close();
      }
      log.info({ state: 'stopped' }, 'Stopped. `verdicts serve` goes on where this ended.');
    });
}
