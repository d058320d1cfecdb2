import type { Clock } from '../clock.js';
import type { Reply } from './courier.js';

/** Spaces requests so that they use what Resend's rate limit allows and no more. */
export interface Pace {
  /** Resolves when the next request may start. */
  turn(signal?: AbortSignal): Promise<void>;
  /** Learns from a reply's headers: `ratelimit-limit`, `-remaining`, `-reset` (seconds). */
  learn(headers: Reply['headers']): void;
  /** Nobody's turn comes for `milliseconds`: Resend said so. */
  hold(milliseconds: number): void;
}

/** Requests start evenly spaced at the limit that the last reply named; without one, at once. */
export function createPace(clock: Clock): Pace {
  let spacing = 0;
  let next = 0;

  return {
    async turn(signal) {
      const now = clock.now().getTime();
      const mine = Math.max(next, now);
      next = mine + spacing;
      if (mine > now) await clock.sleep(mine - now, signal);
    },
    learn(headers) {
      const limit = Number(headers['ratelimit-limit']);
      if (Number.isFinite(limit) && limit > 0) spacing = 1000 / limit;
      const remaining = headers['ratelimit-remaining'];
      const reset = Number(headers['ratelimit-reset']);
      if (remaining === '0' && Number.isFinite(reset)) {
        next = Math.max(next, clock.now().getTime() + Math.min(reset, 60) * 1000);
      }
    },
    hold(milliseconds) {
      next = Math.max(next, clock.now().getTime() + milliseconds);
    },
  };
}
