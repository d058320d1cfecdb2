import { join } from 'node:path';
import { statIfThere } from '../disk.js';
import type { SubscriberStore } from '../subscribers/store.js';
import { counted, type Finding, inBytes, ok, warning } from './finding.js';

/** How many bytes the subscriber store's files take; null for one that is not there. */
export interface StoreSizes {
  snapshot: number | null;
  journal: number | null;
}

/** The sizes of the files in the subscribers' folder. Throws a `VerdictsError` when it cannot be looked into. */
export function storeSizes(folder: string): StoreSizes {
  const size = (name: string) => statIfThere(join(folder, name))?.size ?? null;
  return { snapshot: size('subscribers.json'), journal: size('subscribers.journal') };
}

/**
 * How many readers there are, by status, and how large their files are. Opens the store only where there
 * is one, since opening makes one; an erasure that a crash cut off is finished by it. Throws a `VerdictsError` when a file is damaged or missing.
 */
export async function checkSubscribers(
  { snapshot, journal }: StoreSizes,
  open: () => Promise<SubscriberStore>,
): Promise<Finding[]> {
  const bringIn = '`verdicts subscribers import readers.csv` brings readers in.';
  if (snapshot === null && !journal) {
    return [warning('subscribers', 'There is no subscriber store yet.', bringIn)];
  }
  const store = await open();
  const { active, pending, unsubscribed, suppressed } = store.counts();
  await store.close();
  const sizes = `snapshot ${inBytes(snapshot ?? 0)}, journal ${inBytes(journal ?? 0)}`;
  const readers = `${counted(active, 'active reader')}, ${pending} pending, ${unsubscribed} unsubscribed, ${suppressed} suppressed; ${sizes}.`;
  return active === 0
    ? [warning('subscribers', `Nobody would be mailed: ${readers}`, bringIn)]
    : [ok('subscribers', readers)];
}
