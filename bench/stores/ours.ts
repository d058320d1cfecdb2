import { createReadStream, statSync } from 'node:fs';
import { systemClock } from '../../src/clock.js';
import { importCsv } from '../../src/subscribers/import.js';
import { openStore, type SubscriberStore } from '../../src/subscribers/store.js';
import { admit, newReader } from '../../src/subscribers/transitions.js';
import type { Contestant, Row } from './contestant.js';

/** The product's own store. It imports a CSV file, where the others are given ready rows. */
export class Ours implements Contestant {
  #store: SubscriberStore | undefined;

  constructor(readonly folder: string) {}

  async import(_readers: number, csv: string): Promise<void> {
    await this.open();
    const source = {
      name: 'readers.csv',
      bytes: createReadStream(csv, { highWaterMark: 1 << 18 }),
      size: statSync(csv).size,
    };
    await importCsv(this.#opened, source, { at: systemClock.now() });
  }

  async open(): Promise<void> {
    this.#store = await openStore({ folder: this.folder, clock: systemClock });
  }

  find(email: string): Promise<unknown> {
    return this.#opened.find({ normalised: email });
  }

  async add({ id, email, normalised, status, createdAt: at }: Row): Promise<void> {
    const address = { email, normalised };
    const consent = { at, how: 'operator', from: 'bench' } as const;
    const newcomer = newReader({ id, address, preferences: {}, status, consent, at });
    await this.#opened.place({ address, rule: (standing) => admit(standing, newcomer) });
  }

  get #opened(): SubscriberStore {
    if (!this.#store) throw new Error('The store is not open.');
    return this.#store;
  }
}
