import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import { shortHash } from '../editions/wording.js';
import type { Notice } from '../letters/notice.js';
import { momentInWords } from '../letters/wording.js';
import type { Log } from '../log.js';
import { announceDraft } from './announcing.js';
import { tell, tellAgain } from './notices.js';
import { type Woken, wake } from './scheduler.js';
import type { Sent } from './weekly.js';

/** So many notices that could not be mailed are kept, to be tried again at each waking. */
const mostUntold = 10;

/**
 * The weekly job as a service: woken at once and then every minute until `signal` is aborted, it says in
 * the log what has changed, and tells ops what needs them. Resolves when the last waking has ended.
 */
export async function keepWaking(app: App, log: Log, signal: AbortSignal): Promise<void> {
  const { default: cron } = await import('node-cron');
  let said = '';
  let untold: Notice[] = [];
  const once = async () => {
    const { state, week, text, notice } = await wakeOnce(app, log, signal);
    for (const earlier of untold) {
      if (!(await tellAgain(app, earlier, log))) break;
      untold = untold.filter((each) => each !== earlier);
    }
    if (text !== said) {
      if (!notice) log.info({ state, ...(week !== undefined && { week }) }, text);
      else if (!(await tell(app, notice, log))) untold = [...untold, notice].slice(-mostUntold);
    }
    said = text;
  };

  let waking = once();
  const task = cron.schedule(
    '* * * * *',
    () => {
      waking = waking.then(once);
      return waking;
    },
    { noOverlap: true, logger: quietBut(log) },
  );
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await task.destroy();
  await waking;
}

/** node-cron warns of each waking that finds the one before still at work, as a large mailing is for hours. */
function quietBut(log: Log) {
  const error = (message: string | Error) => log.error({ state: 'failed' }, String(message));
  return { error, warn() {}, info() {}, debug() {} };
}

/** What a waking came to: for the log and, where somebody must act, for ops. */
interface Outcome {
  state: string;
  week?: string;
  text: string;
  notice?: Notice;
}

async function wakeOnce(app: App, log: Log, signal: AbortSignal): Promise<Outcome> {
  try {
    await announceDraft(app, log);
    const woken = await wake(app, signal);
    const mailing = await app.mailings.read(woken.week);
    return outcomeOf(woken, app.schedule.timeZone, mailing?.door === 'sandbox');
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const known = error instanceof Error && 'remedy' in error ? String(error.remedy) : undefined;
    const remedy =
      known ?? 'It is tried again every minute; `verdicts doctor` may say why it fails.';
    return withNotice({ kind: 'failed', what, remedy });
  }
}

/** `sandboxed`: its letters go to the built-in sandbox. */
function outcomeOf(woken: Woken, timeZone: string, sandboxed: boolean): Outcome {
  const { week } = woken;
  if (woken.did === 'send') return sentOutcome(woken.sent, sandboxed);
  switch (woken.because) {
    case 'sent':
      return sentBefore(week, sandboxed);
    case 'cancelled':
      return { state: 'cancelled', week, text: `${week} is cancelled; waiting for the next.` };
    case 'another-process-sends':
      return { state: 'busy', week, text: `${week}: another process is at it.` };
    case 'paused':
    case 'stopped': {
      const text = `${week} is ${woken.because}; \`verdicts status --week ${week}\` says why.`;
      return { state: woken.because, week, text };
    }
    case 'missed': {
      const what = `${week} was due on ${momentInWords(woken.dueAt, timeZone)}, which is too long ago to send it unasked.`;
      return withNotice({
        week,
        kind: 'missed',
        what,
        remedy: `\`verdicts send --week ${week}\` sends it now.`,
      });
    }
  }
}

function sentBefore(week: Week, sandboxed: boolean): Outcome {
  const sent = sandboxed
    ? `${week} went to the built-in sandbox, no reader has it`
    : `${week} is sent`;
  return { state: 'sent', week, text: `${sent}; waiting for the next.` };
}

function sentOutcome(sent: Sent, sandboxed: boolean): Outcome {
  const { week } = sent;
  switch (sent.outcome) {
    case 'nothing-to-send':
      return withNotice({
        week,
        kind: 'skipped',
        what: `There is nothing to pick for ${week}: nobody is mailed.`,
        remedy: '`verdicts import` brings comparisons in; `verdicts pick` says why none is picked.',
      });
    case 'no-readers':
      return withNotice({
        week,
        kind: 'skipped',
        what: `${week} is due, but there is no active reader.`,
        remedy: `\`verdicts subscribers import\` brings readers in; the letter goes out then, as long as it is not too late.`,
      });
    case 'not-approved':
      return withNotice({
        week,
        kind: 'not-approved',
        what: sent.hash
          ? `${week} is due, but its content (hash ${shortHash(sent.hash)}) is not approved.`
          : `${week} is due, but there is no draft that could be approved.`,
        remedy: `\`verdicts approve ${week}\` lets it go out at once, as long as it is not too late.`,
      });
    case 'preflight-failed': {
      const errors = sent.findings.filter(({ severity }) => severity === 'error');
      return withNotice({
        week,
        kind: 'preflight-failed',
        what: errors.map(({ what, remedy }) => `${what} ${remedy}`).join('\n'),
        remedy: `\`verdicts preflight ${week}\` shows all of it; once it is mended, the letter goes out at once, as long as it is not too late.`,
      });
    }
    case 'declined':
    case 'sent-before':
      return sentBefore(week, sandboxed);
    case 'sent':
      return endedOutcome(sent, sandboxed);
  }
}

function endedOutcome(
  { week, ending, receipt }: Extract<Sent, { outcome: 'sent' }>,
  sandboxed: boolean,
): Outcome {
  const { accepted, refused, withdrawn, uncertain, pending, audience } = receipt;
  const where = sandboxed ? ' It goes to the built-in sandbox: no reader has it.' : '';
  const numbers = `${audience} readers: ${accepted} accepted, ${refused} refused, ${withdrawn} withdrawn, ${uncertain} uncertain, ${pending} pending.${where}`;
  if ('remedy' in ending) {
    const what = `${ending.reason}.\n${numbers}`;
    return withNotice({ week, kind: ending.ended, what, remedy: ending.remedy });
  }
  if (uncertain > 0) {
    const what = `Of some batches nobody knows whether Resend took them.\n${numbers}`;
    return withNotice({
      week,
      kind: 'stopped',
      what,
      remedy: `\`verdicts reconcile ${week}\` lists them.`,
    });
  }
  return { state: ending.ended, week, text: `${week}: ${ending.ended}. ${numbers}` };
}

function withNotice(notice: Notice): Outcome {
  const { week, kind, what } = notice;
  return { state: kind, ...(week !== undefined && { week }), text: what, notice };
}
