import type { App } from '../app.js';
import type { Week } from '../editions/week.js';
import { VerdictsError } from '../errors.js';
import { outgoing } from '../jobs/outgoing.js';
import {
  type AskingProgress,
  askResend,
  type Decision,
  type Listings,
  reconcileWeek,
} from '../jobs/reconciling.js';
import type { Log } from '../log.js';
import type { Sendings } from './sendings.js';

/** What this process knows of the batches of a week that nobody knows the answer to. */
export interface Reconciliation {
  /** Resend is being asked at this moment. */
  asking?: AskingProgress;
  /** Why the last asking or settling came to nothing. */
  failed?: { what: string; remedy: string };
  /** What Resend said when it was asked last. */
  asked?: { at: Date; listed: Listings };
}

/** What Resend is asked about uncertain batches, and their settling, for whoever pressed the button. */
export interface Reconciliations {
  /** Asks Resend what it lists, unless it is being asked. Rejects as `askResend` does. */
  ask(week: Week): Promise<void>;
  /**
   * Settles batches with what Resend lists, which it is asked for first unless it was. What is to be sent again
   * needs no list. Where nobody is left to be mailed, the mailing is closed. Rejects as `reconcileWeek` does, and
   * while Resend is being asked.
   */
  settle(week: Week, decision: Decision): Promise<void>;
  state(week: Week): Reconciliation;
  /** Forgets why the last came to nothing, once somebody was told. */
  forget(week: Week): void;
  /** Stops asking; a decision that is being written is finished. */
  close(): Promise<void>;
}

/** Asks and settles as jobs/reconciling.ts does, one thing at a time for each week; what comes to nothing is in `state`. */
export function createReconciliations(app: App, sendings: Sendings, log: Log): Reconciliations {
  const states = new Map<Week, Reconciliation>();
  const running = new Map<Week, Promise<void>>();
  const stop = new AbortController();
  const state = (week: Week) => states.get(week) ?? {};

  function run(week: Week, work: () => Promise<unknown>): Promise<void> {
    const { asked } = state(week);
    states.set(week, { ...(asked && { asked }) });
    const done = work()
      .then(() => {})
      .catch((error: unknown) => {
        const what = error instanceof Error ? error.message : String(error);
        const remedy = error instanceof VerdictsError ? error.remedy : 'Ask again.';
        const { asking: _, ...before } = state(week);
        states.set(week, { ...before, failed: { what, remedy } });
        if (!stop.signal.aborted) log.error({ week, state: 'failed' }, `${week}: ${what}`);
        throw error;
      })
      .finally(() => running.delete(week));
    running.set(week, done);
    // Whoever has left is told by the page.
    done.catch(() => {});
    return done;
  }

  async function listedAnew(week: Week): Promise<Listings> {
    log.info({ week, state: 'asking' }, `Asking Resend what it lists of ${week}.`);
    const onProgress = (asking: AskingProgress) => states.set(week, { ...state(week), asking });
    const listed = await askResend(app, week, { onProgress, signal: stop.signal });
    states.set(week, { asked: { at: app.clock.now(), listed } });
    return listed;
  }

  /** Of all that are open now. */
  async function listedBefore(week: Week): Promise<Listings | undefined> {
    const listed = state(week).asked?.listed;
    const now = await outgoing(app, week);
    const open = now.state === 'mailed' ? now.open : [];
    return listed && open.every((each) => listed.has(each.idempotencyKey)) ? listed : undefined;
  }

  async function settleNow(week: Week, decision: Decision): Promise<void> {
    const listed =
      decision.as === 'again'
        ? new Map<string, undefined>()
        : ((await listedBefore(week)) ?? (await listedAnew(week)));
    const result = await reconcileWeek(app, week, decision, { listed });
    sendings.forget(week);
    if (!result) return;
    const { pending, uncertain, state: standing } = result.receipt;
    // Nobody is left to be mailed: whoever sends next only closes the mailing.
    if (pending + uncertain === 0 && standing === 'unfinished') await sendings.start(week);
  }

  return {
    ask: (week) => running.get(week) ?? run(week, () => listedAnew(week)),
    async settle(week, decision) {
      if (running.has(week)) throw busy();
      await run(week, () => settleNow(week, decision));
    },
    state,
    forget(week) {
      const { failed: _, ...rest } = state(week);
      states.set(week, rest);
    },
    async close() {
      stop.abort();
      await Promise.allSettled(running.values());
    },
  };
}

function busy(): VerdictsError {
  return new VerdictsError(
    'asking',
    'Resend is being asked what it lists, or batches are settled.',
    {
      remedy: 'Wait until that is done, and decide then; nothing was settled.',
    },
  );
}
