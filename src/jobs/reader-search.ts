import { parseAddress } from '../subscribers/address.js';
import type { SubscriberStore } from '../subscribers/store.js';
import { type Status, type Subscriber, subscriberId } from '../subscribers/subscriber.js';

/** What an operator knows of the readers looked for. */
export interface ReaderQuery {
  /** An address or its beginning, `@` and a domain, a part of a name, an id; empty for everybody. */
  text: string;
  status?: Status | undefined;
}

/** Those found, at most `mostFound`. */
export interface FoundReaders {
  readers: Subscriber[];
  /** There are others beside these. */
  more: boolean;
}

/** So many readers are found at most. */
export const mostFound = 50;

/**
 * Readers by what an operator knows of them. A whole address or an id finds its reader at once, whatever
 * the status; anything else goes through the store until there are enough. An empty text finds those who
 * came last, the newest first.
 */
export async function searchReaders(
  store: SubscriberStore,
  { text, status }: ReaderQuery,
): Promise<FoundReaders> {
  const wanted = folded(text);
  const known = await knownAs(store, wanted);
  if (known) return { readers: [known], more: false };
  const filter = status ? { status } : {};
  if (wanted === '') return newest(store, filter);
  const readers: Subscriber[] = [];
  for await (const batch of store.batches(filter)) {
    readers.push(...batch.filter((reader) => matches(reader, wanted)));
    if (readers.length > mostFound) break;
  }
  return { readers: readers.slice(0, mostFound), more: readers.length > mostFound };
}

async function knownAs(store: SubscriberStore, text: string): Promise<Subscriber | undefined> {
  await store.refresh();
  if (subscriberId.test(text)) return store.get(text);
  const address = parseAddress(text);
  return 'problem' in address ? undefined : store.find(address);
}

/** Readers are kept in the order in which they came. */
async function newest(store: SubscriberStore, filter: { status?: Status }): Promise<FoundReaders> {
  let last: Subscriber[] = [];
  let count = 0;
  for await (const batch of store.batches(filter)) {
    last = [...last, ...batch].slice(-mostFound);
    count += batch.length;
  }
  return { readers: last.reverse(), more: count > mostFound };
}

function matches({ normalised, email, name }: Subscriber, text: string): boolean {
  if (text.startsWith('@')) return normalised.includes(text) || folded(email).includes(text);
  if (normalised.startsWith(text) || folded(email).startsWith(text)) return true;
  return name !== undefined && folded(name).includes(text);
}

/** However it is written: `ADA` finds Ada. */
function folded(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}
