import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.js';
import { type Address, parseAddress } from '../../src/subscribers/address.js';
import type { CsvSource } from '../../src/subscribers/csv.js';
import { newSubscriberId } from '../../src/subscribers/id.js';
import { type Newcomers, newcomersOf } from '../../src/subscribers/newcomers.js';
import { hashOfText } from '../../src/subscribers/record-bytes.js';
import { RecordList } from '../../src/subscribers/record-list.js';
import { openStore, type Placement, type SubscriberStore } from '../../src/subscribers/store.js';
import type { Subscriber } from '../../src/subscribers/subscriber.js';
import { admit, type Entry, newReader } from '../../src/subscribers/transitions.js';

export const at = '2026-11-17T09:00:00.000Z';
export const later = '2026-11-18T09:00:00.000Z';
const consent = { at, how: 'operator', from: 'verdicts subscribers add' } as const;

/** Stands still, but sleeps for real: locks are waited for. */
export const heldClock: Clock = {
  now: () => new Date(at),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

export function addressOf(text: string): Address {
  const address = parseAddress(text);
  if ('problem' in address) throw new Error(`not an address: ${text}: ${address.problem}`);
  return address;
}

/** An operator's entry for that address. */
export function entryFor(text: string, changes: Partial<Entry> = {}): Entry {
  const address = addressOf(text);
  const id = newSubscriberId();
  return { id, address, preferences: {}, status: 'active', consent, at, ...changes };
}

/** What adds that entry to a store. */
export function placementOf(entry: Entry): Placement {
  const newcomer = newReader(entry);
  return { address: entry.address, rule: (standing) => admit(standing, newcomer) };
}

/** What adds all of those entries. */
export function newcomersFrom(entries: readonly Entry[]): Newcomers {
  return newcomersOf(entries.map(newReader), new RecordList());
}

/** An active reader. */
export function aSubscriber(changes: Partial<Subscriber> = {}): Subscriber {
  return {
    id: 'abcdefghij012345',
    normalised: 'ada@example.com',
    status: 'active',
    email: 'Ada@example.com',
    format: 'digest',
    topics: [],
    consent,
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
}

/** A store that is closed when the test has finished. */
export async function openedStore(folder: string): Promise<SubscriberStore> {
  const store = await openStore({ folder, clock: heldClock });
  onTestFinished(() => store.close());
  return store;
}

/** Adds active readers; resolves with their ids. */
export async function addReaders(store: SubscriberStore, ...addresses: string[]) {
  const entries = addresses.map((address) => entryFor(address));
  await store.admitAll(newcomersFrom(entries));
  return entries.map(({ id }) => id);
}

export async function everyone(store: SubscriberStore): Promise<Subscriber[]> {
  const readers: Subscriber[] = [];
  for await (const batch of store.batches({ size: 3 })) readers.push(...batch);
  return readers;
}

/** Both files of a store, as text. */
export function filesOf(folder: string): { snapshot: string; journal: string } {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { snapshot: read('subscribers.json'), journal: read('subscribers.journal') };
}

/** A file's bytes, in chunks of that size. */
export function csvOf(content: string | Buffer, chunkSize = 7, name = 'readers.csv'): CsvSource {
  const bytes = Buffer.from(content);
  return {
    name,
    bytes: (async function* () {
      for (let start = 0; start < bytes.length; start += chunkSize) {
        yield bytes.subarray(start, start + chunkSize);
      }
    })(),
  };
}

/** Addresses as they are in use. */
export const anAddress: fc.Arbitrary<string> = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\.[A-Za-z0-9_-]{1,10})?$/),
    fc.constantFrom('example.com', 'Example.COM', 'mail.example.com', 'bücher.example.com'),
  )
  .map(([local, domain]) => `${local}@${domain}`);

/** Two addresses with the same hash: of so many, some are bound to have. */
export function sameHash(): [string, string] {
  const known = new Map<number, string>();
  for (;;) {
    const address = `${randomUUID()}@example.com`;
    const hash = hashOfText(address);
    const other = known.get(hash);
    if (other) return [other, address];
    known.set(hash, address);
  }
}
