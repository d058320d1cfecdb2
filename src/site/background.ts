import type { Log } from '../log.js';

/** Work that a visitor does not wait for, so that no answer takes longer for one address than another. */
export interface Background {
  /** False when too much is under way: then the work is not begun. */
  start(work: () => Promise<void>): boolean;
  /** Resolves when all that was begun has ended. */
  settled(): Promise<void>;
}

/** At most `capacity` pieces of work are under way at once; one that fails is logged. */
export function createBackground(log: Log, capacity = 1000): Background {
  const underWay = new Set<Promise<void>>();
  return {
    start(work) {
      if (underWay.size >= capacity) return false;
      const task = work()
        .catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          log.error({}, `Work behind an answer failed: ${reason}`);
        })
        .finally(() => underWay.delete(task));
      underWay.add(task);
      return true;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
