import type { App } from '../app.js';
import { dueTime, weekDue } from '../editions/schedule.js';
import type { Week } from '../editions/week.js';
import { VerdictsError } from '../errors.js';
import type { Receipt } from '../mailings/receipt.js';
import { isTooLate } from './drafting.js';
import { receiptFor } from './operating.js';
import { type Sent, sendWeek } from './weekly.js';

type Idle = 'sent' | 'stopped' | 'paused' | 'cancelled' | 'another-process-sends';

/** What the job did on being woken. */
export type Woken =
  | { did: 'nothing'; week: Week; because: Idle }
  /** Due, not mailed, and too late to be mailed without asking anybody. */
  | { did: 'nothing'; week: Week; because: 'missed'; dueAt: Date }
  | { did: 'send'; week: Week; sent: Sent };

/**
 * The weekly job, woken at any time and any number of times: what it does follows from which edition is
 * due and what its ledger says, never from when it was woken last. So a restart, a missed minute or a
 * second process neither skips nor repeats an edition. A mailing of the weeks before that can go on, such
 * as one that waited for a quota, comes first.
 */
export async function wake(app: App, signal: AbortSignal): Promise<Woken> {
  const now = app.clock.now();
  const due = weekDue(now, app.schedule);
  const unfinished = await earlierToGoOn(app, due);
  if (unfinished) return send(app, unfinished, signal);

  const receipt = await receiptFor(app, due);
  const idle = receipt && idleBecause(receipt, now);
  if (idle) return { did: 'nothing', week: due, because: idle };
  if (!receipt && isTooLate(app, due)) {
    return { did: 'nothing', week: due, because: 'missed', dueAt: dueTime(due, app.schedule) };
  }
  return send(app, due, signal);
}

async function send(app: App, week: Week, signal: AbortSignal): Promise<Woken> {
  try {
    return { did: 'send', week, sent: await sendWeek(app, week, { signal }) };
  } catch (error) {
    if (error instanceof VerdictsError && error.code === 'sending') {
      return { did: 'nothing', week, because: 'another-process-sends' };
    }
    throw error;
  }
}

/** The earliest of the last few mailings before this week's that is not at its end and may go on. */
async function earlierToGoOn(app: App, due: Week): Promise<Week | undefined> {
  const weeks = (await app.mailings.list()).filter((week) => week < due).slice(-4);
  for (const week of weeks) {
    if (await mayGoOn(app, week)) return week;
  }
  return undefined;
}

/** False where a damaged file leaves that open: doctor names it, and this week's edition does not wait for it. */
async function mayGoOn(app: App, week: Week): Promise<boolean> {
  try {
    const receipt = await receiptFor(app, week);
    return receipt !== undefined && !idleBecause(receipt, app.clock.now());
  } catch (error) {
    if (error instanceof VerdictsError && error.code === 'damaged') return false;
    throw error;
  }
}

/** Why a mailing that was begun is not to go on by itself; undefined when it is. */
function idleBecause({ state, until }: Receipt, now: Date): Idle | undefined {
  switch (state) {
    case 'finished':
      return 'sent';
    case 'paused':
    case 'stopped':
      return until !== null && Date.parse(until) <= now.getTime() ? undefined : state;
    case 'unfinished':
      return undefined;
    default:
      return state;
  }
}
