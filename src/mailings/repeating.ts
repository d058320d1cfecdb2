import type { Clock } from '../clock.js';

const longestWaitMs = 30_000;

/**
 * The first answer that is final (neither `again` nor `unknown`), or after so many tries the last one; in
 * between it waits as long as Resend says, or ever longer. `ask` must be safe to repeat: it reads, or posts
 * the same bytes under the same key.
 */
export async function repeated<Asked extends { kind: string; waitMs?: number }>(
  ask: () => Promise<Asked>,
  clock: Clock,
  tries: number,
): Promise<Asked> {
  for (let count = 1; ; count += 1) {
    const answer = await ask();
    const passing = answer.kind === 'again' || answer.kind === 'unknown';
    if (!passing || count === tries) return answer;
    await clock.sleep(Math.min(answer.waitMs ?? 500 * 2 ** count, longestWaitMs));
  }
}
