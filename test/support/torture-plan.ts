import { availableParallelism } from 'node:os';

/** What is to happen to a child process; torture-preload.mjs says what each part means. */
export interface Plan {
  trace?: string;
  dieAt?: Record<string, number>;
  shift?: { hours: number; at?: string; occurrence?: number };
  refuse?: { op: string; file: string; from?: number; code: string; partly?: boolean }[];
}

/** Random numbers from 0 up to 1 that are the same again for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A sender waits about as much as it works, so there are more lanes than cores. */
let freeLanes = availableParallelism() + 1;
const waiting: (() => void)[] = [];

/** Works on the items, so many at a time as there are lanes for all who call this at once. */
export async function inLanes<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  await Promise.all(
    items.map(async (item) => {
      if (freeLanes > 0) freeLanes -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        await work(item);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else freeLanes += 1;
      }
    }),
  );
}
