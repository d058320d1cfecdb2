import type { Clock } from '../clock.js';
import type { Answer } from './answers.js';

const longestWaitMs = 30_000;

/**
 * The first answer that is final, or after so many tries the last one. `post` repeats the same bytes under
 * the same key, which makes that safe; in between it waits as long as Resend says, or ever longer.
 */
export async function repeated(
  post: () => Promise<Answer>,
  clock: Clock,
  tries: number,
): Promise<Answer> {
  for (let count = 1; ; count += 1) {
    const answer = await post();
    const passing = answer.kind === 'again' || answer.kind === 'unknown';
    if (!passing || count === tries) return answer;
    const asked = answer.kind === 'again' ? answer.waitMs : undefined;
    await clock.sleep(Math.min(asked ?? 500 * 2 ** count, longestWaitMs));
  }
}
