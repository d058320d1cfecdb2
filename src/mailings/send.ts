import type { Clock } from '../clock.js';
import { BatchBody } from './batch-body.js';
import type { Courier } from './courier.js';
import { type Delivered, deliverBatch } from './delivery.js';
import type { Readers } from './freeze.js';
import type { Ledger } from './ledger.js';
import type { Unstamped } from './ledger-record.js';
import { type Addressee, batchCount, type Mailing } from './mailing.js';
import type { Message } from './message.js';
import type { Pace } from './pace.js';
import { overThreshold, type Thresholds, type Trouble } from './thresholds.js';

/** Everything that sending a frozen mailing needs. */
export interface Sending {
  mailing: Mailing;
  ledger: Ledger;
  courier: Courier;
  /** The host that the courier goes to, where another may have been asked before: keys are known to one only. */
  server?: string | undefined;
  readers: Readers;
  pace: Pace;
  clock: Clock;
  thresholds: Thresholds;
  /** What came back of this mailing so far, or since that time (ISO 8601), whichever process learnt of it. */
  trouble(since: string | undefined): Trouble | Promise<Trouble>;
  /** The addressees of one batch, from 0. */
  batch(number: number): Promise<Addressee[]>;
  /** One reader's message. */
  messageFor(addressee: Addressee): Message;
  /** False when another process took the lock over: then nothing more is sent. */
  stillMine(): boolean;
  /** Aborted when the operator wants to stop: batches under way are finished, no other is begun. */
  signal: AbortSignal;
  /** Called after each batch. */
  onProgress?: () => void;
  /** Called when a request was not answered, or put off, and is to be repeated. */
  onTrouble?: (reason: string) => void;
}

export type Ending =
  | { ended: 'finished' | 'interrupted' | 'cancelled' }
  | { ended: 'stopped' | 'paused'; reason: string; remedy: string };

/** So many requests may be under way at once: enough to use ten a second when each takes half a second. */
const atOnce = 6;
/** So many batches in a row without an answer mean that Resend cannot be reached. */
const unansweredInARow = 3;
/** So long after that the schedule tries again by itself. */
const againAfterMs = 10 * 60_000;

/**
 * Sends what is still to be sent of a mailing, and may be called as often as needed: the ledger says
 * which batches are answered. One that was attempted without an answer is built again to the same bytes
 * and repeated under the same key, so that Resend takes it once. What other processes write into the
 * ledger (pause, resume, cancel) is heeded before each batch.
 */
export async function sendMailing(sending: Sending): Promise<Ending> {
  const { mailing, ledger, signal } = sending;
  const before = endingOf(ledger);
  if (before) return before;

  const run = new Run(sending);
  const numbers = pendingBatches(mailing, ledger);
  const workers = Array.from({ length: atOnce }, () => run.work(numbers));
  // Nothing is left running when this returns, also when one of them has failed.
  const [failed] = (await Promise.allSettled(workers)).filter(
    ({ status }) => status === 'rejected',
  );
  if (failed?.status === 'rejected') throw failed.reason;

  if (!signal.aborted) run.stopIfUnanswered();
  if (run.stopped) {
    const { reason, remedy, again } = run.stopped;
    const until = again && new Date(sending.clock.now().getTime() + againAfterMs).toISOString();
    await run.record({ type: 'stopped', reason, ...(until && { until }) });
    return { ended: 'stopped', reason, remedy };
  }
  if (pendingBatches(mailing, ledger).next().done) await run.record({ type: 'finished' });
  return endingOf(ledger) ?? { ended: 'interrupted' };
}

/** What the ledger says of a mailing that is not to be sent, now or any more. */
function endingOf({ standing }: Ledger): Ending | undefined {
  switch (standing.state) {
    case 'finished':
    case 'cancelled':
      return { ended: standing.state };
    case 'paused': {
      const remedy =
        standing.by === 'quota'
          ? `It goes on by itself under \`verdicts schedule\` after ${standing.until}, or with \`verdicts resume\`.`
          : '`verdicts resume` goes on, `verdicts cancel` ends it for good.';
      return { ended: 'paused', reason: standing.reason, remedy };
    }
    default:
      return undefined;
  }
}

function* pendingBatches(mailing: Mailing, ledger: Ledger): Generator<number> {
  for (let number = 0; number < batchCount(mailing); number += 1) {
    const state = ledger.batch(number)?.state;
    if (state === undefined || state === 'attempted') yield number;
  }
}

/** One call of `sendMailing`: workers that take batch after batch until none is left or one must stop. */
class Run {
  /** `again`: nothing is wrong here, and trying again later may do. */
  stopped: { reason: string; remedy: string; again?: true } | undefined;
  #failed = false;
  #unanswered = 0;
  #lastReason: string | undefined;

  constructor(readonly sending: Sending) {}

  async work(numbers: Iterator<number>): Promise<void> {
    const body = new BatchBody();
    try {
      let held: number | undefined;
      while (await this.#mayGoOn()) {
        const { value: number, done } = held === undefined ? numbers.next() : { value: held };
        if (done) return;
        const delivered = await deliverBatch(this.sending, number, body, () => this.#over());
        held = delivered.kind === 'held' ? number : undefined;
        await this.#heed(delivered);
        this.sending.onProgress?.();
      }
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  record(record: Unstamped): Promise<void> {
    return this.sending.ledger.append({ ...record, at: this.sending.clock.now().toISOString() });
  }

  /** Batches that were given up one by one, while others were answered, need an operator as well. */
  stopIfUnanswered(): void {
    if (this.#lastReason !== undefined) this.#stopUnanswered();
  }

  /** Heeds the ledger before each batch; an operator's pause is waited out. */
  async #mayGoOn(): Promise<boolean> {
    const { ledger, clock, signal } = this.sending;
    for (;;) {
      if (this.#over()) return false;
      await ledger.refresh();
      const { standing } = ledger;
      if (standing.state === 'unfinished' || standing.state === 'stopped') return true;
      if (standing.state !== 'paused' || standing.by !== 'operator') return false;
      await clock.sleep(500, signal);
    }
  }

  #over(): boolean {
    if (!this.stopped && !this.sending.stillMine()) {
      this.#stop('another process took this mailing over', 'Look at `verdicts status`.');
    }
    return this.#failed || this.stopped !== undefined || this.sending.signal.aborted;
  }

  async #heed(delivered: Delivered): Promise<void> {
    switch (delivered.kind) {
      case 'accepted':
        this.#unanswered = 0;
        await this.#pauseIfTroubled();
        return;
      case 'stop':
        this.#stop(delivered.reason, delivered.remedy);
        return;
      case 'quota': {
        const { reason, until } = delivered;
        await this.record({ type: 'paused', by: 'quota', reason, until: until.toISOString() });
        return;
      }
      case 'unanswered':
        this.#unanswered += 1;
        this.#lastReason = delivered.reason;
        if (delivered.notTaken || this.#unanswered >= unansweredInARow) this.#stopUnanswered();
        return;
      case 'held':
      case 'left':
    }
  }

  async #pauseIfTroubled(): Promise<void> {
    const { ledger, thresholds } = this.sending;
    const trouble = await this.sending.trouble(ledger.resumedAt);
    const reason = overThreshold(thresholds, ledger.answeredSinceResumed, trouble);
    const { standing } = ledger;
    if (reason && (standing.state !== 'paused' || standing.by === 'quota')) {
      await this.record({ type: 'paused', by: 'threshold', reason });
    }
  }

  #stop(reason: string, remedy: string): void {
    this.stopped ??= { reason, remedy };
  }

  #stopUnanswered(): void {
    this.stopped ??= {
      reason: `Resend gave no answer to a batch, however often it was asked (${this.#lastReason})`,
      remedy:
        '`verdicts schedule` tries again in ten minutes, and on. Or send again within 23 hours: the same requests are repeated, and nobody is mailed twice.',
      again: true,
    };
  }
}
