#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { approveCommand } from './commands/approve.js';
import type { Context } from './commands/context.js';
import { cancelCommand, pauseCommand, resumeCommand } from './commands/control.js';
import { doctorCommand } from './commands/doctor.js';
import { draftCommand } from './commands/draft.js';
import { importCommand } from './commands/import.js';
import { pickCommand } from './commands/pick.js';
import { preflightCommand } from './commands/preflight.js';
import { previewCommand } from './commands/preview.js';
import { reconcileCommand } from './commands/reconcile.js';
import { reportCommand } from './commands/report.js';
import { scheduleCommand } from './commands/schedule.js';
import { sendCommand } from './commands/send.js';
import { serveCommand } from './commands/serve.js';
import { statusCommand } from './commands/status.js';
import { studioCommand } from './commands/studio.js';
import { subscribersCommand } from './commands/subscribers.js';
import { processTerminal } from './commands/terminal.js';
import { testSendCommand } from './commands/test-send.js';
import { votesCommand } from './commands/votes.js';
import { weeklyCommand } from './commands/weekly.js';

// Whoever reads the output may stop reading: `verdicts pick | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const context = processContext();
const program = new Command('verdicts')
  .description(
    'Picks the week’s AI tool comparisons, renders the digest and sends it through Resend.',
  )
  .helpOption('-h, --help', 'show how to use it')
  .addHelpText('after', examples())
  .showSuggestionAfterError()
  .exitOverride();

for (const command of [
  weeklyCommand,
  importCommand,
  pickCommand,
  draftCommand,
  approveCommand,
  previewCommand,
  preflightCommand,
  testSendCommand,
  sendCommand,
  statusCommand,
  reportCommand,
  votesCommand,
  pauseCommand,
  resumeCommand,
  cancelCommand,
  reconcileCommand,
  serveCommand,
  studioCommand,
  scheduleCommand,
  doctorCommand,
  subscribersCommand,
]) {
  program.addCommand(withUsageErrors(command(context)));
}

try {
  await program.parseAsync();
  process.exitCode = context.exitCode;
} catch (error) {
  process.exitCode = await explain(error);
}
// A connection that is kept open without an answer keeps no command from ending.
setTimeout(() => process.exit(), 2000).unref();

function processContext(): Context {
  let opened: ReturnType<Context['open']> | undefined;
  return {
    terminal: processTerminal(),
    exitCode: 0,
    open() {
      opened ??= openApp();
      return opened;
    },
    interruptible() {
      const stop = new AbortController();
      const onSignal = () => {
        if (stop.signal.aborted) process.exit(1);
        stop.abort();
        console.error(
          '\nStopping: what is under way is finished first. Once more to stop at once.',
        );
      };
      process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
      return stop.signal;
    },
  };
}

async function openApp() {
  const [{ loadConfig }, { createApp }, { systemClock }] = await Promise.all([
    import('./config.js'),
    import('./app.js'),
    import('./clock.js'),
  ]);
  return createApp(loadConfig(), systemClock);
}

/** A usage error ends a command as an exception, so that there is one place where the exit code is set. */
function withUsageErrors(command: Command): Command {
  command.exitOverride().showSuggestionAfterError();
  for (const inner of command.commands) withUsageErrors(inner);
  return command;
}

/** Prints what went wrong and what to do about it; answers the exit code. */
async function explain(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { VerdictsError } = await import('./errors.js');
  if (error instanceof VerdictsError) {
    console.error(`${error.message}\n${error.remedy}`);
    return error.exit;
  }
  const message = error instanceof Error ? error.message : String(error);
  console.error(`Something unexpected went wrong: ${message}`);
  console.error(
    'Nothing half-written is left behind; run the command again, and report this if it stays.',
  );
  return 1;
}

function examples(): string {
  return `
Examples:
  $ verdicts weekly                          pick, render and send this week’s edition
  $ verdicts import page.txt                 bring in a comparison page
  $ verdicts pick --week 2026-W47            see what is picked, and why
  $ verdicts preview --out preview           write each letter as html and txt
  $ verdicts preflight --online              check size, links, wording, contrast and facts
  $ verdicts test-send editor@example.com    mail the digest to yourself
  $ verdicts send                            send by hand, or go on after a stop
  $ verdicts studio                          see and steer all of it in a browser
  $ verdicts doctor                          see whether all is in order, and what to do
  $ verdicts status --json                   the receipt, for another program
  $ verdicts report 2026-W47                 what came of a mailing
  $ verdicts subscribers import readers.csv  bring readers in

Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 needs an operator.`;
}
