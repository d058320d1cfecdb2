import type { Clock } from '../../src/clock.js';
import type { Pace } from '../../src/mailings/pace.js';

/** A request as it reached the server; `at` in milliseconds since the beginning. */
export interface Arrival {
  at: number;
  refused: boolean;
}

export const countings = [
  /** Seconds that begin with the first request after the last one's end, as sandbox/request-limit.ts has them. */
  'fixed windows',
  /** The seconds of its clock. */
  'clock seconds',
  /** The last second, at each moment. */
  'a sliding window',
  /** A bucket as large as the limit that is filled evenly. */
  'a token bucket',
] as const;
type Counting = (typeof countings)[number];

interface World {
  /** Requests a second. */
  limit: number;
  counts?: Counting;
  /** From a request's start to its reply, in milliseconds; it arrives halfway. */
  latency: number;
  /** So much longer, at most, does a request take to arrive. */
  jitter?: number;
  /** From a turn to the request's start. */
  lag?: number;
  /** Replies carry no headers about the limit. */
  silent?: boolean;
  seed?: number;
}

interface Event {
  at: number;
  happen: () => void;
}

/**
 * A server with a rate limit, and those who send to it, in a time of their own: events happen in the
 * order of their times, and no time passes in between.
 */
export class PacedServer implements Clock {
  /** As many as a mailing has requests under way. */
  readonly senders = 6;
  limit: number;
  #time = 0;
  #offset = 0;
  #events: Event[] = [];
  #arrivals: Arrival[] = [];
  #windowStart = Number.NEGATIVE_INFINITY;
  #counted: number[] = [];
  #tokens: number;
  #filledAt = 0;
  #random: number;

  constructor(readonly world: World) {
    this.limit = world.limit;
    this.#tokens = world.limit;
    this.#random = world.seed ?? 1;
  }

  now(): Date {
    return new Date(this.#time + this.#offset);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
      this.at(this.#time + Math.max(1, Math.ceil(milliseconds)), resolve);
    });
  }

  /** Has something happen at that time. */
  at(time: number, happen: () => void): void {
    this.#events.push({ at: time, happen });
  }

  setBack(milliseconds: number): void {
    this.#offset -= milliseconds;
  }

  /** A request of somebody else in the team. */
  takeForOthers(): void {
    this.#admit();
  }

  /** Lets all senders send for so long, and answers what arrived. */
  async serve(pace: Pace, until: number): Promise<Arrival[]> {
    let over = false;
    const senders = Array.from({ length: this.senders }, async () => {
      while (!over) await this.#send(pace);
    });
    void Promise.all(senders);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#events.reduce((first, event) => (event.at < first.at ? event : first), {
        at: until,
        happen: () => undefined,
      });
      if (next.at >= until) break;
      this.#events.splice(this.#events.indexOf(next), 1);
      this.#time = next.at;
      next.happen();
    }
    over = true;
    return this.#arrivals;
  }

  async #send(pace: Pace): Promise<void> {
    const { latency, jitter = 0, lag = 0 } = this.world;
    const turn = await pace.turn();
    if (lag > 0) await this.sleep(lag);
    turn.started();
    const late = Math.round(this.#chance() * jitter);
    await this.sleep(latency / 2 + late);
    const { refused, headers } = this.#admit();
    this.#arrivals.push({ at: this.#time, refused });
    await this.sleep(latency / 2);
    turn.learn(headers);
    if (refused) pace.hold(1000);
  }

  #admit(): { refused: boolean; headers: Record<string, string> } {
    const { silent } = this.world;
    const left = this.#left();
    const refused = left < 1;
    if (!refused) this.#counted.push(this.#time);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (!silent && this.limit < Number.POSITIVE_INFINITY) {
      headers['ratelimit-limit'] = String(this.limit);
      headers['ratelimit-remaining'] = String(Math.floor(refused ? 0 : left - 1));
      headers['ratelimit-reset'] = '1';
    }
    return { refused, headers };
  }

  /** How many more requests the server would take at this moment. */
  #left(): number {
    const { counts = 'fixed windows' } = this.world;
    const now = this.#time;
    switch (counts) {
      case 'a token bucket': {
        const spent = this.#counted.length;
        this.#counted = [];
        const added = ((now - this.#filledAt) * this.limit) / 1000;
        this.#tokens = Math.min(this.limit, this.#tokens - spent + added);
        this.#filledAt = now;
        return this.#tokens;
      }
      case 'a sliding window':
        this.#counted = this.#counted.filter((at) => at > now - 1000);
        break;
      case 'clock seconds':
        this.#counted = this.#counted.filter((at) => at >= now - (now % 1000));
        break;
      case 'fixed windows':
        if (now - this.#windowStart >= 1000) {
          this.#windowStart = now;
          this.#counted = [];
        }
    }
    return this.limit - this.#counted.length;
  }

  #chance(): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#random / 2 ** 32;
  }
}
