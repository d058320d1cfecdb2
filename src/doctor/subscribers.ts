import { join } from 'node:path';
import type { Door } from '../config.js';
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
 * How many readers there are, by status, how large their files are, and whether letters to any of them would
 * leave by Resend and reach nobody. Opens the store only where there is one, since opening makes one; an
 * erasure that a crash cut off is finished by it. Throws a `VerdictsError` when a file is damaged or missing.
 */
export async function checkSubscribers(
  { snapshot, journal }: StoreSizes,
  open: () => Promise<SubscriberStore>,
  door: Door['to'],
): Promise<Finding[]> {
  const bringIn = '`verdicts subscribers import readers.csv` brings readers in.';
  if (snapshot === null && !journal) {
    return [warning('subscribers', 'There is no subscriber store yet.', bringIn)];
  }
  const store = await open();
  const { active, pending, unsubscribed, suppressed } = store.counts();
  const samples = door === 'resend' ? await activeSamples(store) : 0;
  await store.close();
  const sizes = `snapshot ${inBytes(snapshot ?? 0)}, journal ${inBytes(journal ?? 0)}`;
  const readers = `${counted(active, 'active reader')}, ${pending} pending, ${unsubscribed} unsubscribed, ${suppressed} suppressed; ${sizes}.`;
  if (active === 0) return [warning('subscribers', `Nobody would be mailed: ${readers}`, bringIn)];
  return [ok('subscribers', readers), ...(samples > 0 ? [aboutSamples(samples)] : [])];
}

/** Domains that are kept for examples and tests: nobody has a mailbox there (RFC 2606, sections 2 and 3). */
const nobodys = /@(?:.+\.)?(?:example\.(?:com|net|org)|example|test|invalid|localhost)$/;

async function activeSamples(store: SubscriberStore): Promise<number> {
  let samples = 0;
  for await (const readers of store.batches({ status: 'active' })) {
    samples += readers.filter(({ normalised }) => nobodys.test(normalised)).length;
  }
  return samples;
}

function aboutSamples(samples: number): Finding {
  return warning(
    'subscribers',
    `${counted(samples, 'active reader')} at domains for examples, such as example.com: Resend refuses them.`,
    'If they are the sample readers, move `subscribers.*` of the subscribers’ folder elsewhere and import your own; `verdicts subscribers erase` takes out single ones.',
  );
}
