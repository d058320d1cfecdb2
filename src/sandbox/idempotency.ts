import type { Clock } from '../clock.js';
import { type Answer, errors, failure } from './answers.js';
import type { Acceptance, Outbox } from './outbox.js';

export type Outcome =
  | { accepted: true; acceptance: Acceptance }
  | { accepted: false; answer: Answer };

/** What a repeated request is known by. */
export type Attempt = Pick<Acceptance, 'key' | 'sha256'>;

/**
 * Resend's idempotency keys: within 24 hours the same key with the same payload gets the first answer
 * again, with another payload a conflict, and while the first request still runs a conflict that may
 * be repeated. Only an accepted request uses its key up.
 * (https://resend.com/docs/dashboard/emails/idempotency-keys)
 */
export class IdempotencyKeys {
  private readonly running = new Set<string>();

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The answer to a request; `accept` is called if it is not a repeated one. */
  async once(attempt: Attempt, accept: () => Promise<Outcome>): Promise<Answer> {
    const { key } = attempt;
    if (key === null) return answerTo(attempt, await accept());
    if (key.length < 1 || key.length > 256) return failure(errors.invalidIdempotencyKey);
    if (this.running.has(key)) return failure(errors.stillRunning);
    this.running.add(key);
    try {
      const first = await this.outbox.find(key, this.clock.now());
      return answerTo(attempt, first ? { accepted: true, acceptance: first } : await accept());
    } finally {
      this.running.delete(key);
    }
  }
}

/** The acceptance may be an earlier one under the same key, found or made by another process. */
function answerTo(attempt: Attempt, outcome: Outcome): Answer {
  if (!outcome.accepted) return outcome.answer;
  const { acceptance } = outcome;
  if (acceptance.sha256 !== attempt.sha256) return failure(errors.differentPayload);
  return { status: 200, headers: {}, body: acceptance.answer };
}
