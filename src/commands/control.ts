import { Command } from 'commander';
import type { Control } from '../mailings/control.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';
import { receiptLines, uncertainLines } from './status.js';

export function pauseCommand(context: Context): Command {
  return controlCommand(context, 'pause', 'begin no other batch of a mailing until it is resumed');
}

export function resumeCommand(context: Context): Command {
  return controlCommand(context, 'resume', 'let a paused mailing go on');
}

export function cancelCommand(context: Context): Command {
  return controlCommand(
    context,
    'cancel',
    'end a mailing for good: whoever is pending is not mailed',
  );
}

/** The three differ in their word only; the rules are mailings/control.ts's. */
function controlCommand(context: Context, verb: Control, description: string): Command {
  return new Command(verb)
    .description(description)
    .argument('<week>', 'such as 2026-W47')
    .addOption(jsonOption())
    .action(async (text: string, { json }: { json?: true }) => {
      const app = await context.open();
      const { parseWeek } = await import('../editions/week.js');
      const { controlWeek, senderNow } = await import('../jobs/operating.js');
      const week = parseWeek(text);
      const result = await controlWeek(app, week, verb);
      if (!result?.controlled.done) context.exitCode = 1;
      if (json) {
        context.terminal.json(result ?? { week, state: 'not-mailed', sender: senderNow(app) });
        return;
      }
      if (!result) {
        context.terminal.print(`${week} is not mailed, so there is nothing to ${verb}.`);
        const sender = senderNow(app);
        if (sender) context.terminal.note(stillAtIt(verb, week, sender.pid));
        return;
      }
      const { controlled, receipt, sender } = result;
      const said = controlled.done
        ? sentence(verb, week, sender?.pid)
        : `${week} is ${controlled.standing}, so there is nothing to ${verb}.`;
      context.terminal.print(
        [said, receiptLines(receipt), ...uncertainLines(receipt, sender)].join('\n\n'),
      );
    });
}

function stillAtIt(verb: Control, week: string, pid: number): string {
  return `Process ${pid} is drafting or sending: if it is this week’s, say \`verdicts ${verb} ${week}\` again as soon as it sends, or stop that process.`;
}

function sentence(verb: Control, week: string, sender: number | undefined): string {
  const by = sender ? `process ${sender} heeds it before its next batch` : 'nobody is sending it';
  switch (verb) {
    case 'pause':
      return `${week} is paused; ${by}.`;
    case 'resume':
      return sender
        ? `${week} is resumed; ${by}.`
        : `${week} is resumed; \`verdicts send --week ${week}\` or the schedule goes on.`;
    case 'cancel':
      return `${week} is cancelled for good; ${by}.`;
  }
}
