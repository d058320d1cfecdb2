import type { Clock } from '../clock.js';

/** So many tokens an hour for each key, as many at once; at most `capacity` keys are remembered. */
export interface RateLimitOptions {
  perHour: number;
  clock: Clock;
  capacity?: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const hourMs = 3_600_000;

/** A token bucket a key. When too many keys are about, the one that was idle longest is forgotten. */
export class RateLimit {
  #buckets = new Map<string, Bucket>();

  constructor(readonly options: RateLimitOptions) {}

  /** Takes a token: 0 when there was one, else the seconds until there is. */
  take(key: string): number {
    const { perHour, clock, capacity = 50_000 } = this.options;
    const now = clock.now().getTime();
    const bucket = this.#buckets.get(key) ?? { tokens: perHour, at: now };
    const gained = (Math.max(0, now - bucket.at) * perHour) / hourMs;
    const tokens = Math.min(perHour, bucket.tokens + gained);
    const taken = tokens >= 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
    const [idlest] = this.#buckets.keys();
    if (this.#buckets.size > capacity && idlest !== undefined) this.#buckets.delete(idlest);
    return taken ? 0 : Math.ceil(((1 - tokens) * hourMs) / perHour / 1000);
  }
}
