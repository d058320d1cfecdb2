import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import type { Log } from '../log.js';
import { type Sent, sendWeek } from '../weekly.js';

/** What became of a mailing that was begun here. */
export type SendingOutcome =
  | { kind: 'running' }
  | { kind: 'ended'; sent: Sent }
  | { kind: 'failed'; what: string; remedy: string };

/** The mailings that this process sends for whoever pressed the button. The ledger knows all of them. */
export interface Sendings {
  /** Begins or goes on with a week's mailing, unless this process is at it. */
  start(week: Week): void;
  outcome(week: Week): SendingOutcome | undefined;
  /** Finishes the batches under way, and no others. */
  close(): Promise<void>;
}

export function createSendings(app: App, log: Log): Sendings {
  const outcomes = new Map<Week, SendingOutcome>();
  const running = new Set<Promise<void>>();
  const stop = new AbortController();

  async function send(week: Week): Promise<void> {
    log.info({ week, state: 'sending' }, `Sending ${week}, from the studio.`);
    try {
      const sent = await sendWeek(app, week, { signal: stop.signal, byHand: true });
      outcomes.set(week, { kind: 'ended', sent });
      log.info({ week, state: sent.outcome }, `${week}: ${endingOf(sent)}.`);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const known = error instanceof Error && 'remedy' in error ? String(error.remedy) : undefined;
      const remedy = known ?? 'Send again: it goes on where it stopped.';
      outcomes.set(week, { kind: 'failed', what, remedy });
      log.error({ week, state: 'failed' }, `${week}: ${what}`);
    }
  }

  return {
    start(week) {
      if (outcomes.get(week)?.kind === 'running') return;
      outcomes.set(week, { kind: 'running' });
      const sending = send(week).finally(() => running.delete(sending));
      running.add(sending);
    },
    outcome: (week) => outcomes.get(week),
    async close() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

function endingOf(sent: Sent): string {
  return sent.outcome === 'sent' ? sent.ending.ended : sent.outcome;
}
