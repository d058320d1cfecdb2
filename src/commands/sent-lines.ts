import { shortHash } from '../editions/wording.js';
import type { Sent } from '../jobs/weekly.js';
import { findingLines } from './preflight.js';
import { receiptLines, uncertainLines } from './status.js';

/** What a sending came to, as lines to read. */
export function sentLines(sent: Sent): string {
  switch (sent.outcome) {
    case 'nothing-to-send':
      return nothingLine(sent);
    case 'no-readers':
      return `${sent.week} was not sent: there is no active reader. \`verdicts subscribers import\` brings readers in.`;
    case 'declined':
      return 'Nothing was sent.';
    case 'not-approved':
      return notApprovedLine(sent);
    case 'preflight-failed':
      return preflightFailedLines(sent);
    case 'sent-before':
      return [
        `${sent.week} was sent before; nobody is mailed again.`,
        receiptLines(sent.receipt),
        ...uncertainLines(sent.receipt),
      ].join('\n\n');
    case 'sent':
      return [...sentHeading(sent), '', receiptLines(sent.receipt), ...whatNext(sent)].join('\n');
  }
}

function nothingLine({ week, later, next }: Extract<Sent, { outcome: 'nothing-to-send' }>): string {
  const line = `Nothing to pick for ${week}: nobody is mailed.`;
  if (later === 0) return line;
  const came = later === 1 ? 'One comparison was' : `${later} comparisons were`;
  return `${line} ${came} published after it was due, for the editions to come: \`--week ${next}\` sends the next now, \`--published\` of \`verdicts import\` dates a page.`;
}

function notApprovedLine({ week, hash }: Extract<Sent, { outcome: 'not-approved' }>): string {
  return hash
    ? `${week} was not sent: its content (hash ${shortHash(hash)}) is not approved. \`verdicts approve ${week}\` approves it.`
    : `${week} was not sent: editors must approve it, and there is no draft. \`verdicts draft --week ${week}\` makes one.`;
}

function preflightFailedLines({ week, findings }: Extract<Sent, { outcome: 'preflight-failed' }>) {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [
    `${week} was not sent: preflight found what must not go out.`,
    '',
    findingLines(errors),
    '',
    `Mend it and send again; \`verdicts preflight ${week}\` shows all that was found, \`--no-preflight\` sends all the same.`,
  ].join('\n');
}

function sentHeading({ resumed, week, ending }: Extract<Sent, { outcome: 'sent' }>): string[] {
  const verb = {
    finished: 'is sent',
    interrupted: 'is not yet sent to all',
    stopped: 'is stopped',
    paused: 'is paused',
    cancelled: 'is cancelled',
  };
  const wentOn = resumed && ending.ended !== 'paused' && ending.ended !== 'cancelled';
  return [`${week} ${verb[ending.ended]}${wentOn ? ' (went on where it had stopped)' : ''}.`];
}

function whatNext({ week, ending, receipt }: Extract<Sent, { outcome: 'sent' }>): string[] {
  if ('remedy' in ending) return ['', `Why: ${ending.reason}.`, ending.remedy];
  if (ending.ended === 'interrupted') {
    return ['', `\`verdicts send --week ${week}\` goes on; nobody is mailed twice.`];
  }
  return uncertainLines(receipt).flatMap((line) => ['', line]);
}
