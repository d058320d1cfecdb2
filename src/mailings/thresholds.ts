import type { Answered } from './ledger.js';

/** From which share on a mailing pauses by itself, in percent of the readers answered so far. */
export interface Thresholds {
  refused: number;
  bounced: number;
  complained: number;
}

/** Readers of whom a bounce or a complaint came back. */
export interface Trouble {
  bounced: number;
  complained: number;
}

/** Below so many readers a share says little. */
const least = 500;

/** Why the mailing must pause, as part of a sentence; undefined while all is within its limits. */
export function overThreshold(
  thresholds: Thresholds,
  { accepted, refused }: Answered,
  { bounced, complained }: Trouble,
): string | undefined {
  const answered = accepted + refused;
  if (answered < least) return undefined;
  const counts = { refused, bounced, complained };
  for (const name of ['refused', 'bounced', 'complained'] as const) {
    const share = (100 * counts[name]) / answered;
    if (share > thresholds[name]) {
      return `${counts[name]} of ${answered} readers ${name}, which is over ${thresholds[name]} %`;
    }
  }
  return undefined;
}
