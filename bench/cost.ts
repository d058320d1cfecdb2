/** What a piece of work took in the process that did it. */
export interface Cost {
  wallSeconds: number;
  /** User and system time of all threads. */
  cpuSeconds: number;
  /** The most memory that the process has had by now. */
  rssMegabytes: number;
}

/** Starts measuring; what it answers tells the cost since then, as often as asked. */
export function stopwatch(): () => Cost {
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return {
      wallSeconds: (performance.now() - start) / 1000,
      cpuSeconds: (user + system) / 1e6,
      rssMegabytes: process.resourceUsage().maxRSS / 1024,
    };
  };
}

/** Runs `work` and measures it. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const since = stopwatch();
  await work();
  return since();
}

/** The value in the middle, or between the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that so large a share of the values is not above; between two, in proportion. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = sorted.slice(Math.floor(at), Math.floor(at) + 2);
  return below + (above - below) * (at - Math.floor(at));
}
