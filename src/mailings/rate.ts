import type { TimedAnswer } from './ledger.js';

/** A rate is that of the last ten seconds, in ms. */
const spanMs = 10_000;
/** A shorter time than this says nothing about a second. */
const leastMs = 500;

/**
 * How many messages a second were answered lately, as of `now` (ms since 1970); undefined while too little
 * is known. Pure: the same records, the same rate, whoever looks.
 */
export function rateOf(answers: readonly TimedAnswer[], now: number): number | undefined {
  const lately = answers.filter(({ at }) => at > now - spanMs && at <= now);
  const [first, ...rest] = lately;
  // The first answer only says when the counting begins: what led to it lies before.
  if (!first || rest.length === 0 || now - first.at < leastMs) return undefined;
  const readers = rest.reduce((sum, answer) => sum + answer.readers, 0);
  return (readers * 1000) / (now - first.at);
}
