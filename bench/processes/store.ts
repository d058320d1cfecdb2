import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quantile } from '../cost.js';
import { type Contestant, emailOf, rowOf } from '../stores/contestant.js';
import { Lowdb } from '../stores/lowdb.js';
import { Ours } from '../stores/ours.js';
import { Sqlite } from '../stores/sqlite.js';
import { answerOrders } from './orders.js';

export type StoreName = 'ours' | 'lowdb' | 'sqlite';

export type StoreOrder = { store: StoreName; folder: string; readers: number } & (
  | { act: 'import'; csv: string }
  | { act: 'open' }
  | { act: 'use'; adds: number; together: number }
);

export interface StoreAnswer {
  /** What the act took; for `use`, opening is left out. */
  seconds: number;
  rssMegabytes: number;
}

export interface UseAnswer extends StoreAnswer {
  lookUpMicroseconds: number;
  /** One durable add after the other, in milliseconds. */
  add: { p50: number; p99: number };
  /** Adds a second from 256 at once. */
  together: number;
  /** Appending as many bytes to a file and syncing it, in milliseconds. */
  sync: { p50: number };
}

const stores = {
  ours: (folder: string) => new Ours(folder),
  lowdb: (folder: string) => new Lowdb(folder),
  sqlite: (folder: string) => new Sqlite(folder),
};

answerOrders(async (order: StoreOrder): Promise<StoreAnswer | UseAnswer> => {
  const store = stores[order.store](order.folder);
  switch (order.act) {
    case 'import':
      return measured(() => store.import(order.readers, order.csv));
    case 'open':
      return measured(() => store.open());
    case 'use':
      await store.open();
      return use(store, order);
  }
});

/** So many that each is past its warming up, and none takes minutes. */
const lookUpsOf = { ours: 200_000, sqlite: 20_000, lowdb: 50 };

async function measured(work: () => Promise<void>): Promise<StoreAnswer> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  return { seconds, rssMegabytes: process.resourceUsage().maxRSS / 1024 };
}

async function use(
  store: Contestant,
  { store: name, folder, readers, adds, together }: Extract<StoreOrder, { act: 'use' }>,
): Promise<UseAnswer> {
  const lookUps = lookUpsOf[name];
  const lookUp = await measured(async () => {
    for (let count = 0; count < lookUps; count += 1) {
      const email = emailOf(Math.floor(Math.random() * readers));
      if (!(await store.find(email))) throw new Error(`${name} did not find ${email}.`);
    }
  });

  const times: number[] = [];
  const syncs = new Syncs(folder);
  for (let count = 0; count < adds; count += 1) {
    const row = rowOf(readers + count);
    times.push(1000 * (await measured(() => store.add(row))).seconds);
    if (count % 100 === 99) await syncs.some(20);
  }
  syncs.close();

  let next = readers + adds;
  const until = next + together;
  const adder = async () => {
    while (next < until) {
      const row = rowOf(next);
      next += 1;
      await store.add(row);
    }
  };
  const all = await measured(async () => {
    await Promise.all(Array.from({ length: 256 }, adder));
  });

  return {
    ...all,
    lookUpMicroseconds: (lookUp.seconds / lookUps) * 1e6,
    add: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
    together: together / all.seconds,
    sync: { p50: quantile(syncs.times, 0.5) },
  };
}

/** What a sync takes, between the adds: a disk is quicker at one moment than at another. */
class Syncs {
  readonly times: number[] = [];
  readonly #line = Buffer.from(`${JSON.stringify(rowOf(0))}\n`);
  readonly #fd: number;

  constructor(folder: string) {
    this.#fd = openSync(join(folder, 'sync-times'), 'w');
  }

  async some(count: number): Promise<void> {
    for (let written = 0; written < count; written += 1) {
      const start = performance.now();
      writeSync(this.#fd, this.#line);
      await sync(this.#fd);
      this.times.push(performance.now() - start);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

const sync = promisify(fdatasync);
