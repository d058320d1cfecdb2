import { Command } from 'commander';
import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import type { Week } from '../editions/week.js';
import { capitalised } from '../editions/wording.js';
import type { Sent } from '../jobs/weekly.js';
import type { Finding } from '../letters/preflight/finding.js';
import { sizesInWords } from '../letters/size-budget.js';
import type { Receipt } from '../mailings/receipt.js';
import type { Context } from './context.js';
import { jsonOption, weekOption } from './options.js';
import { findingLines } from './preflight.js';
import { sentLines } from './sent-lines.js';
import { receiptLines } from './status.js';

export function sendCommand(context: Context): Command {
  return new Command('send')
    .description('send the week’s edition to its readers, or go on where a sending stopped')
    .addOption(weekOption('the edition’s week (default: the one due)'))
    .option('--dry-run', 'say what would be sent, and to how many; write and send nothing')
    .option('-y, --yes', 'do not ask')
    .option('--no-preflight', 'send whatever preflight would find')
    .addOption(jsonOption())
    .action(async (options: SendOptions) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { weekToSend } = await import('../jobs/drafting.js');
      const week = weekToSend(app, options.week ? parseWeek(options.week) : undefined);
      if (options.dryRun) return dryRun(context, app, week, options);
      const asks = context.terminal.interactive && !options.yes && !options.json;
      const sent = await runSending(context, app, week, { asks, preflight: options.preflight });
      if (options.json) context.terminal.json(jsonOf(sent));
      else context.terminal.print(sentLines(sent));
      await noteIfSandboxed(context, app, week);
    });
}

interface SendOptions {
  week?: string;
  dryRun?: true;
  yes?: true;
  preflight: boolean;
  json?: true;
}

/** Sends with a progress bar and, if wanted, a question before; sets the exit code. */
export async function runSending(
  context: Context,
  app: App,
  week: Week,
  { asks, preflight = true }: { asks: boolean; preflight?: boolean },
): Promise<Sent> {
  const { sendWeek } = await import('../jobs/weekly.js');
  await noteIfEarly(context, app, week);
  const signal = context.interruptible();
  const bar = context.terminal.progress(`Sending ${week}`);
  try {
    const sent = await sendWeek(app, week, {
      signal,
      byHand: true,
      preflight,
      ...(asks && {
        confirm: (edition, readers) => confirm(context, edition, readers, signal),
      }),
      onProgress: (receiptNow) => {
        const { audience, accepted, refused, withdrawn } = receiptNow();
        bar.update(accepted + refused + withdrawn, audience);
      },
      onTrouble: onceEach((reason) =>
        context.terminal.note(`${capitalised(reason)}; trying again.`),
      ),
    });
    context.exitCode = exitCodeOf(sent);
    return sent;
  } finally {
    bar.stop();
  }
}

/** What the sandbox took reached nobody: says so of the week's mailing, and where it can be seen. */
export async function noteIfSandboxed({ terminal }: Context, app: App, week: Week): Promise<void> {
  if ((await app.mailings.read(week))?.door !== 'sandbox') return;
  terminal.note(`\nSent to the built-in sandbox: each message is in ${app.outboxFolder} as .eml.`);
  terminal.note('Set RESEND_API_KEY (see .env.example) to mail real readers.');
}

/** Passes each text on once. */
function onceEach(say: (text: string) => void): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (said.has(text)) return;
    said.add(text);
    say(text);
  };
}

function exitCodeOf(sent: Sent): Context['exitCode'] {
  if (sent.outcome === 'declined' || sent.outcome === 'preflight-failed') return 1;
  if (sent.outcome === 'no-readers') return 1;
  if (sent.outcome === 'nothing-to-send') return 0;
  if (sent.outcome === 'not-approved') return 3;
  if (sent.outcome === 'sent' && 'remedy' in sent.ending) return 3;
  if (sent.outcome === 'sent' && sent.ending.ended === 'interrupted') return 1;
  const { accepted, refused, uncertain } = sent.receipt;
  if (uncertain > 0 || (refused > 0 && accepted === 0)) return 3;
  return sent.outcome === 'sent' && sent.ending.ended !== 'finished' ? 1 : 0;
}

function jsonOf(sent: Sent): unknown {
  return sent.outcome === 'nothing-to-send' ? { outcome: sent.outcome, week: sent.week } : sent;
}

/** Whoever names a week may have meant another: nobody is mailed early without having been told. */
async function noteIfEarly({ terminal }: Context, app: App, week: Week): Promise<void> {
  const { dueTime } = await import('../editions/schedule.js');
  const dueAt = dueTime(week, app.schedule);
  if (dueAt <= app.clock.now()) return;
  const { momentInWords } = await import('../letters/wording.js');
  terminal.note(`${week} is due only ${momentInWords(dueAt, app.schedule.timeZone)}.`);
}

async function confirm(
  context: Context,
  edition: Edition,
  readers: number,
  signal: AbortSignal,
): Promise<boolean> {
  context.terminal.note(await editionLines(edition, readers));
  return context.terminal.ask(`Send it to ${readers} readers?`, signal);
}

async function editionLines(edition: Edition, readers: number): Promise<string> {
  const { momentInWords } = await import('../letters/wording.js');
  return [
    `Edition   ${edition.week}, due ${momentInWords(new Date(edition.dueAt), edition.timeZone)}`,
    `Subject   ${edition.subject}`,
    `Begins    ${edition.intro}`,
    ...edition.matchups.flatMap(({ pairs }) =>
      pairs.slice(0, 1).map(({ outcome }) => `          ${outcome.sentence}`),
    ),
    `Audience  ${readers} confirmed readers`,
  ].join('\n');
}

async function dryRun(context: Context, app: App, week: Week, { json, preflight }: SendOptions) {
  const { composeFor } = await import('../jobs/drafting.js');
  const { receiptFor } = await import('../jobs/operating.js');
  const { preflightEdition } = await import('../jobs/preflight.js');
  const { hasErrors } = await import('../letters/preflight/finding.js');
  const { fitEdition } = await import('../letters/fit.js');
  const receipt = await receiptFor(app, week);
  const written = await app.editions.read(week);
  const drafted = written
    ? await fitEdition(written, app.masthead)
    : (await composeFor(app, week)).drafted;
  const readers = (await app.subscribers()).counts().active;
  const checks = preflight && drafted && !receipt;
  const findings = checks ? (await preflightEdition(app, drafted.edition)).findings : [];
  if (hasErrors(findings)) context.exitCode = 1;
  if (json) {
    const edition = drafted?.edition ?? null;
    context.terminal.json({
      week,
      edition,
      sizes: drafted?.sizes ?? null,
      readers,
      findings,
      receipt: receipt ?? null,
    });
    return;
  }
  if (receipt) {
    context.terminal.print(`${receiptLines(receipt)}\n\n${aheadLine(receipt)}`);
    return;
  }
  if (!drafted) {
    context.terminal.print(`Nothing to pick for ${week}: nobody would be mailed.`);
    return;
  }
  context.terminal.print(await editionLines(drafted.edition, readers));
  context.terminal.print(`Sizes     ${sizesInWords(drafted.sizes)}`);
  if (checks) context.terminal.print(`Preflight ${preflightLine(findings)}`);
  context.terminal.print('\nNothing was written or sent.');
}

function aheadLine({ state, pending, uncertain }: Receipt): string {
  const left = pending + uncertain;
  if (state === 'cancelled' || left === 0) return 'It is over: nobody would be mailed.';
  if (state === 'paused') return 'It is paused: nobody would be mailed before it is resumed.';
  return `A sending would go on from here: ${left} readers would be attempted.`;
}

function preflightLine(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return 'finds nothing that keeps it from being sent';
  return `finds what must not go out, so that it would not be sent:\n\n${findingLines(errors)}`;
}
