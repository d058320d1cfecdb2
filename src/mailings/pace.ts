import type { Clock } from '../clock.js';
import type { Reply } from './courier.js';

/** Spaces requests so that they use what Resend's rate limit allows and no more. */
export interface Pace {
  /** Resolves when the next request may start, in the order of the calls; at once when `signal` is aborted. */
  turn(signal?: AbortSignal): Promise<Turn>;
  /** A request was refused for its rate: nobody's turn comes for `milliseconds`. */
  hold(milliseconds: number): void;
}

/** Leave to make one request. */
export interface Turn {
  /** The request goes out at this very moment. */
  started(): void;
  /** Learns from the reply's headers: `ratelimit-limit`, `-remaining`, `-reset` (seconds). */
  learn(headers: Reply['headers']): void;
}

/**
 * Requests are evenly spaced at the limit that the last reply named, and no more than that many start in
 * any second, or in the second that the server counts, where replies tell when that begins. When they
 * name no limit there is no spacing, until a request is refused.
 */
export function createPace(clock: Clock): Pace {
  return new EvenPace(clock);
}

/** Resend's lowest limit in requests a second: assumed until a reply names one. */
const lowestLimit = 2;
/** A second, and what one request may take longer to arrive than another: the server counts arrivals. */
const second = { ms: 1010, most: 1100, step: 10 };
/** A second of the server's, from the arrival of the request that it began with. */
const windowMs = 1006;
/** So many round trips show how quick the quickest are. */
const enough = 10;

interface Request {
  /** When it started; for one that began a window, when it arrived, if the quickest arrive at once. */
  at: number;
  /** A reply said, or it is presumed until its own does, that the server's second began with it. */
  beganWindow: boolean;
}

class EvenPace implements Pace {
  #limit = lowestLimit;
  #limitIs: 'assumed' | 'named' | 'guessed' = 'assumed';
  #limitChangedAt = Number.NEGATIVE_INFINITY;
  #second = second.ms;
  /** When the last turn was due; a little that it came later is made up for. */
  #due = Number.NEGATIVE_INFINITY;
  #heldUntil = Number.NEGATIVE_INFINITY;
  /** Those of the last seconds, oldest first. */
  #requests: Request[] = [];
  /** How long after their turns the last requests started: once they were in the ledger. */
  #lags = new Recent();
  #roundTrips = new Recent();
  #lastTurn: Promise<unknown> = Promise.resolve();
  #latest = 0;

  constructor(readonly clock: Clock) {}

  turn(signal?: AbortSignal): Promise<Turn> {
    const turn = this.#lastTurn.then(() => this.#wait(signal));
    this.#lastTurn = turn;
    return turn;
  }

  hold(milliseconds: number): void {
    const now = this.#now();
    const first = now >= this.#heldUntil;
    this.#heldUntil = Math.max(this.#heldUntil, now + milliseconds);
    if (!first) return;
    if (this.#limitIs !== 'named') {
      this.#limitIs = 'guessed';
      this.#limit = Math.max(1, Math.floor(this.#startedBetween(now - 1000, now) / 2));
    } else if (now - this.#limitChangedAt > 1000) {
      this.#second = Math.min(this.#second + second.step, second.most);
    }
  }

  async #wait(signal?: AbortSignal): Promise<Turn> {
    for (;;) {
      const now = this.#now();
      const room = this.#room(now);
      const wait = Math.max(this.#due + this.#spacing, room.at, this.#heldUntil) - now;
      if (wait <= 0 || signal?.aborted) return this.#give(now, room.beginsWindow);
      await this.clock.sleep(wait, signal);
    }
  }

  get #spacing(): number {
    return this.#second / this.#limit;
  }

  /** When the limit has room for one more, and whether the server's next second begins with that one. */
  #room(now: number): { at: number; beginsWindow: boolean } {
    // It takes as long at least from its turn to its start.
    const lead = this.#lags.least();
    const first = this.#requests.findLastIndex(({ beganWindow }) => beganWindow);
    const windowBegan = this.#requests[first]?.at;
    if (windowBegan !== undefined) {
      const end = windowBegan + windowMs - lead;
      const used = this.#requests.length - first;
      return now < end && used < this.#limit
        ? { at: now, beginsWindow: false }
        : { at: end, beginsWindow: true };
    }
    const before = this.#requests.at(-this.#limit);
    return { at: before ? before.at + this.#second - lead : now, beginsWindow: false };
  }

  #give(now: number, beganWindow: boolean): Turn {
    this.#due = Math.max(this.#due + this.#spacing, now - Math.min(this.#spacing / 2, 50));
    const request = { at: now, beganWindow };
    this.#requests = this.#requests.filter(({ at }) => at > now - 2 * second.most);
    this.#requests.push(request);
    return {
      started: () => {
        request.at = this.#now();
        this.#lags.add(request.at - now);
      },
      learn: (headers) => this.#learn(headers, request),
    };
  }

  #learn(headers: Reply['headers'], request: Request): void {
    const now = this.#now();
    const limit = Math.floor(Number(headers['ratelimit-limit']));
    if (limit >= 1) {
      if (limit !== this.#limit) this.#limitChangedAt = now;
      this.#limit = limit;
      this.#limitIs = 'named';
    } else if (this.#limitIs === 'assumed' && Object.keys(headers).length > 0) {
      this.#limit = Number.POSITIVE_INFINITY;
    }
    const remaining = Number(headers['ratelimit-remaining'] ?? Number.NaN);
    const reset = Number(headers['ratelimit-reset'] ?? Number.NaN);
    // The limit is the whole team's: others may be using it as well.
    const own = () => this.#startedBetween(request.at - second.most, request.at);
    if (remaining === 0 && reset > 0 && own() < this.#limit) {
      this.#heldUntil = Math.max(this.#heldUntil, now + Math.min(reset, 60) * 1000);
    }
    const roundTrip = now - request.at;
    this.#roundTrips.add(roundTrip);
    this.#noteWindow(request, remaining);
    if (!request.beganWindow) return;
    const quickest = this.#roundTrips.count < enough ? 0 : this.#roundTrips.least();
    request.at += Math.min(roundTrip - quickest, 100);
  }

  /** Windows are only trusted where one begins while earlier requests would still count without them. */
  #noteWindow(request: Request, remaining: number): void {
    const first = remaining === this.#limit - 1;
    if (request.beganWindow && !first) for (const each of this.#requests) each.beganWindow = false;
    const among = () => this.#startedBetween(request.at - 900, request.at) > 1;
    request.beganWindow = first && (request.beganWindow || among());
  }

  #startedBetween(from: number, to: number): number {
    return this.#requests.filter(({ at }) => at > from && at <= to).length;
  }

  /** Nobody waits for a clock that was set back to come round again. */
  #now(): number {
    const now = this.clock.now().getTime();
    if (now < this.#latest - 1000) {
      this.#requests = [];
      this.#due = this.#heldUntil = this.#limitChangedAt = Number.NEGATIVE_INFINITY;
    }
    this.#latest = now;
    return now;
  }
}

/** The last durations of a kind. */
class Recent {
  #durations: number[] = [];

  get count(): number {
    return this.#durations.length;
  }

  add(milliseconds: number): void {
    this.#durations = [...this.#durations.slice(-49), Math.max(0, milliseconds)];
  }

  least(): number {
    return this.#durations.length > 0 ? Math.min(...this.#durations) : 0;
  }
}
