import type { Door } from '../config.js';
import type { SubscriberStore } from '../subscribers/store.js';
import type { StoreStats } from '../subscribers/store-files.js';
import { counted, type Diagnosis, inBytes, ok, warning } from './diagnosis.js';

/**
 * How many readers there are, by status, how large their files are, and whether letters to any of them would
 * leave by Resend and reach nobody. Opens the store only where there is one, since opening makes one; an
 * erasure that a crash cut off is finished by it. Throws a `VerdictsError` when a file is damaged or missing.
 */
export async function checkSubscribers(
  { snapshot, journal }: StoreStats,
  open: () => Promise<SubscriberStore>,
  door: Door['to'],
): Promise<Diagnosis[]> {
  const bringIn = '`verdicts subscribers import readers.csv` brings readers in.';
  if (!snapshot && !journal?.size) {
    return [warning('subscribers', 'There is no subscriber store yet.', bringIn)];
  }
  const store = await open();
  const { active, pending, unsubscribed, suppressed } = store.counts();
  const samples = door === 'resend' ? await activeSamples(store) : 0;
  await store.close();
  const sizes = `snapshot ${inBytes(snapshot?.size ?? 0)}, journal ${inBytes(journal?.size ?? 0)}`;
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

function aboutSamples(samples: number): Diagnosis {
  return warning(
    'subscribers',
    `${counted(samples, 'active reader')} at domains for examples, such as example.com: Resend refuses them.`,
    'If they are the sample readers, move `subscribers.*` of the subscribers’ folder elsewhere and import your own; `verdicts subscribers erase` takes out single ones.',
  );
}
