import type { Clock } from '../clock.js';
import type { Ledger, Standing } from './ledger.js';

export type Control = 'pause' | 'resume' | 'cancel';

/** Whether the ledger took it, or why it makes no sense as things stand. */
export type Controlled = { done: true } | { done: false; standing: Standing['state'] };

/**
 * Puts an operator's word into the ledger, where whoever sends the mailing finds it before the next
 * batch. Cancelling is for good; a finished or cancelled mailing hears nothing any more.
 */
export async function control(ledger: Ledger, verb: Control, clock: Clock): Promise<Controlled> {
  await ledger.refresh();
  const { standing } = ledger;
  const { state } = standing;
  const at = clock.now().toISOString();
  if (!sensible[verb].includes(state) && !endsByItself(standing)) {
    return { done: false, standing: state };
  }
  if (verb === 'pause') {
    await ledger.append({ type: 'paused', at, by: 'operator', reason: 'an operator paused it' });
  } else {
    await ledger.append({ type: verb === 'resume' ? 'resumed' : 'cancelled', at });
  }
  // Whoever sends it may have ended it in the moment before: then nothing was paused or cancelled.
  const now = ledger.standing.state;
  return now === wanted[verb] ? { done: true } : { done: false, standing: now };
}

/** Whether the mailing goes on once its quota has renewed, which an operator may not want. */
function endsByItself(standing: Standing): boolean {
  return standing.state === 'paused' && standing.by === 'quota';
}

const sensible: Record<Control, Standing['state'][]> = {
  pause: ['unfinished', 'stopped'],
  resume: ['paused'],
  cancel: ['unfinished', 'stopped', 'paused'],
};

/** The state in which each leaves the mailing. */
const wanted: Record<Control, Standing['state']> = {
  pause: 'paused',
  resume: 'unfinished',
  cancel: 'cancelled',
};
