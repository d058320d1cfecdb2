import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import { VerdictsError } from '../errors.js';
import { type Sent, sendWeek } from '../jobs/weekly.js';
import type { Log } from '../log.js';

/** What became of a mailing that was begun here. */
export type SendingOutcome =
  | { kind: 'running' }
  /** `hash`: the content that alone was to be sent. */
  | { kind: 'ended'; sent: Sent; hash: string | undefined }
  | { kind: 'failed'; what: string; remedy: string };

/** With a `hash` a mailing is only begun of that very content; without preflight whatever that would find. */
interface Conditions {
  hash?: string;
  preflight?: boolean;
}

/** The mailings that this process sends for whoever pressed the button. The ledger knows all of them. */
export interface Sendings {
  /**
   * Begins or goes on with a week's mailing, unless this process is at it. Resolves when letters go out, or
   * when it is known why none do.
   */
  start(week: Week, conditions?: Conditions): Promise<void>;
  /** What this process knows of its last sending of the week. */
  outcome(week: Week): SendingOutcome | undefined;
  /** Forgets why the last sending ended, once somebody did something about it. */
  forget(week: Week): void;
  /** Finishes the batches under way, and no others. */
  close(): Promise<void>;
}

/** Sends as `sendWeek` does; what it throws is an outcome, and in the log. */
export function createSendings(app: App, log: Log): Sendings {
  const outcomes = new Map<Week, SendingOutcome>();
  const running = new Map<Week, Promise<void>>();
  const stop = new AbortController();

  async function send(week: Week, conditions: Conditions, begun: () => void): Promise<void> {
    const { hash, preflight = true } = conditions;
    if (preflight) log.info({ week, state: 'sending' }, `Sending ${week}, from the studio.`);
    else {
      const words = `Sending ${week}, from the studio, whatever preflight finds.`;
      log.warn({ week, state: 'sending', hash }, words);
    }
    try {
      const sent = await sendToItsEnd(week, conditions, begun);
      outcomes.set(week, { kind: 'ended', sent, hash });
      log.info({ week, state: sent.outcome }, `${week}: ${endingOf(sent)}.`);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const known = error instanceof VerdictsError ? error.remedy : undefined;
      const remedy = known ?? 'Go on sending: it goes on where it stopped.';
      outcomes.set(week, { kind: 'failed', what, remedy });
      log.error({ week, state: 'failed' }, `${week}: ${what}`);
    }
  }

  /** A mailing that was resumed just when its sending came to an end goes on. */
  async function sendToItsEnd(
    week: Week,
    { hash, preflight = true }: Conditions,
    begun: () => void,
  ): Promise<Sent> {
    for (;;) {
      const sent = await sendWeek(app, week, {
        signal: stop.signal,
        byHand: true,
        preflight,
        confirm: async (edition) => hash === undefined || edition.hash === hash,
        onProgress: begun,
      });
      const resumed = sent.outcome === 'sent' && sent.ending.ended === 'interrupted';
      if (!resumed || stop.signal.aborted) return sent;
    }
  }

  return {
    async start(week, conditions = {}) {
      if (running.has(week) || stop.signal.aborted) return;
      outcomes.set(week, { kind: 'running' });
      await new Promise<void>((begun) => {
        const sending = send(week, conditions, begun).finally(() => {
          running.delete(week);
          begun();
        });
        running.set(week, sending);
      });
    },
    outcome: (week) => outcomes.get(week),
    forget(week) {
      if (!running.has(week)) outcomes.delete(week);
    },
    async close() {
      stop.abort();
      await Promise.all(running.values());
    },
  };
}

function endingOf(sent: Sent): string {
  return sent.outcome === 'sent' ? sent.ending.ended : sent.outcome;
}
