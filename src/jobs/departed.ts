import type { App } from '../app.js';
import { statStore } from '../subscribers/store-files.js';
import type { Subscriber } from '../subscribers/subscriber.js';

/** A reader who left, as far as reports tell of it. */
export type Departed = Pick<Subscriber, 'status' | 'updatedAt' | 'reason'>;

interface Gathered {
  /** What the store's files were like then. */
  files: string;
  readers: Promise<Departed[]>;
}

const gathered = new WeakMap<App, Gathered>();

/**
 * The readers who left, each with when and why. All of them are visited for it, so they are remembered until
 * the store's files change.
 */
export async function departed(app: App): Promise<readonly Departed[]> {
  const files = filesOf(app.config.subscribersDir);
  const known = gathered.get(app);
  if (known?.files === files) return known.readers;
  const readers = gather(app);
  gathered.set(app, { files, readers });
  readers.catch(() => gathered.delete(app));
  return readers;
}

async function gather(app: App): Promise<Departed[]> {
  const departed: Departed[] = [];
  const store = await app.subscribers();
  for await (const batch of store.batches({ status: 'unsubscribed' })) {
    for (const { status, updatedAt, reason } of batch) {
      departed.push({ status, updatedAt, ...(reason !== undefined && { reason }) });
    }
  }
  return departed;
}

function filesOf(folder: string): string {
  const { snapshot, journal } = statStore(folder);
  return [snapshot, journal]
    .map((each) => `${each?.ino} ${each?.size} ${each?.mtimeMs}`)
    .join(', ');
}
