#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { printable } from './commands/printable.js';
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
import { compilePatternsOnce } from './engine.js';

keepFromOthers();
keepOnWithoutReaders();
compilePatternsOnce();
const context = processContext();
const program = new Command('verdicts')
  .description(
    'Picks the week’s AI tool comparisons, renders the digest and sends it through Resend.',
  )
  .version(ownVersion(), '--version', 'show which version it is')
  .addHelpText('after', examples())
  .hook('preAction', (_, command) => refuseEmpty(command));

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
  program.addCommand(command(context));
}
prepare(program);

try {
  await program.parseAsync();
  process.exitCode = context.exitCode;
} catch (error) {
  process.exitCode = await explain(error);
}
// A connection that is kept open without an answer keeps no command from ending.
setTimeout(() => process.exit(), 2000).unref();

/** Nearly all that is written holds readers' addresses and links: on a shared machine, it is not for everybody. */
function keepFromOthers(): void {
  process.umask(process.umask(0o077) | 0o007);
}

/**
 * Whoever reads the output may stop reading (`verdicts pick | head`), and a disk may fill up under it: from
 * then on no more is printed, and the work goes on.
 */
function keepOnWithoutReaders(): void {
  let lost = false;
  process.stderr.on('error', () => {});
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (lost || code === 'EPIPE') return;
    lost = true;
    console.error(`Standard output cannot be written (${code}): what is said there is lost.`);
  });
  // A file that may not grow any more is told of by the write, as a full disk is.
  process.on('SIGXFSZ', () => {});
  process.on('exit', (code) => {
    if (lost && code === 0) process.exitCode = 1;
  });
}

function processContext(): Context {
  let opened: ReturnType<Context['open']> | undefined;
  const stop = new AbortController();
  let finishes = false;
  const onSignal = () => {
    if (!finishes || stop.signal.aborted) {
      console.error('\nStopped. What was written stays; run the command again.');
      process.exit(1);
    }
    stop.abort();
    console.error('\nStopping: what is under way is finished first. Once more to stop at once.');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    terminal: processTerminal(),
    exitCode: 0,
    open() {
      opened ??= openApp();
      return opened;
    },
    interruptible() {
      finishes = true;
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

/** As package.json has it, which lies above the folder of what is built. */
function ownVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}

/** What all commands have in common. */
function prepare(command: Command): void {
  command
    .helpOption('-h, --help', 'show how to use it')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`${printable(text.trimEnd())}\n`) })
    // A usage error ends a command as an exception, so that there is one place where the exit code is set.
    .exitOverride();
  for (const inner of command.commands) prepare(inner);
  if (command.commands.length > 0) command.helpCommand(false).addCommand(helpCommand(command));
}

/** Commander's own shows the whole help for a name that it does not know. */
function helpCommand(parent: Command): Command {
  return new Command('help')
    .description('show how to use a command')
    .argument('[command]')
    .exitOverride()
    .action((name?: string) => {
      const named = parent.commands.find((each) => each.name() === name);
      if (name !== undefined && !named) parent.error(`error: unknown command '${name}'`);
      (named ?? parent).help();
    });
}

/** What a script meant to fill in must not be taken for what was left out. */
async function refuseEmpty(command: Command): Promise<void> {
  const inArguments = command.args.flatMap((value, index) => {
    const { registeredArguments: known } = command;
    return value.trim() === '' ? [`<${known[Math.min(index, known.length - 1)]?.name()}>`] : [];
  });
  const inOptions = Object.entries(command.opts()).flatMap(([name, value]) => {
    const option = command.options.find((each) => each.attributeName() === name);
    const isEmpty = [value].flat().some((each) => typeof each === 'string' && each.trim() === '');
    return option && isEmpty ? [option.long ?? name] : [];
  });
  const [empty] = [...inArguments, ...inOptions];
  if (empty === undefined) return;
  const { VerdictsError } = await import('./errors.js');
  throw new VerdictsError('usage', `${empty} is empty.`, {
    remedy: 'Give it a value, or leave it out where that may be; `--help` says more.',
    exit: 2,
  });
}

/** Prints what went wrong and what to do about it; answers the exit code. */
async function explain(error: unknown): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { code, message, remedy, exit } = await failureOf(error);
  if (!(error instanceof CommanderError)) console.error(printable(`${message}\n${remedy}`));
  // Commander has said its own and, of a slip, what was meant.
  else if (error.code !== 'commander.help' && !/Did you mean/.test(message)) console.error(remedy);
  if (process.argv.includes('--json')) context.terminal.json({ error: { code, message, remedy } });
  return exit;
}

async function failureOf(thrown: unknown) {
  if (thrown instanceof CommanderError) {
    const isHelp = thrown.code === 'commander.help';
    const message = isHelp ? 'A command is missing.' : thrown.message.replace(/^error: /, '');
    const remedy = '`verdicts --help` and `--help` of each command say how they are used.';
    return { code: 'usage', message, remedy: weekHint(thrown) ?? remedy, exit: 2 };
  }
  const [{ VerdictsError }, { diskError }] = await Promise.all([
    import('./errors.js'),
    import('./disk.js'),
  ]);
  const path = thrown instanceof Error && 'path' in thrown ? String(thrown.path) : 'A file';
  const error = diskError(thrown, path);
  if (error instanceof VerdictsError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message: `Something unexpected went wrong: ${message}`,
    remedy:
      'Nothing half-written is left behind; run the command again, and report this if it stays.',
    exit: 1,
  };
}

/** Some commands take the week alone, and some, which know which one is meant without it, as an option. */
function weekHint({ code, message }: CommanderError): string | undefined {
  const week = process.argv.find((word) => /^\d{4}-W\d{2}$/.test(word));
  if (week === undefined) return undefined;
  if (code === 'commander.excessArguments') return `Here a week is given as \`--week ${week}\`.`;
  const isWeek = code === 'commander.unknownOption' && message.includes("'--week'");
  return isWeek ? `Here the week stands alone: \`${week}\` without \`--week\`.` : undefined;
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
