import type { Clock } from '../clock.js';
import { type Answer, failure, tooManyRequests } from './answers.js';

/**
 * Resend's limit of requests per second for a whole team, counted in windows of one second that
 * begin with the first request after the last window ended.
 * (https://resend.com/docs/api-reference/rate-limit)
 */
export class RequestLimit {
  private windowStart = Number.NEGATIVE_INFINITY;
  private used = 0;

  /** `perSecond` null stands for no limit. It may be changed at any time. */
  constructor(
    public perSecond: number | null,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts one request. Gives the headers that its answer carries, and the 429 answer when the
   * request is one too many.
   */
  admit(): { headers: Record<string, string>; refusal?: Answer } {
    if (this.perSecond === null) return { headers: {} };
    const now = this.clock.now().getTime();
    if (now - this.windowStart >= 1000 || now < this.windowStart) {
      this.windowStart = now;
      this.used = 0;
    }
    const reset = String(Math.ceil((this.windowStart + 1000 - now) / 1000));
    const admitted = this.used < this.perSecond;
    if (admitted) this.used += 1;
    const headers = {
      'ratelimit-limit': String(this.perSecond),
      'ratelimit-policy': `${this.perSecond};w=1`,
      'ratelimit-remaining': String(Math.max(0, this.perSecond - this.used)),
      'ratelimit-reset': reset,
    };
    if (admitted) return { headers };
    const refusal = failure(tooManyRequests(this.perSecond), { 'retry-after': reset });
    return { headers, refusal };
  }
}
