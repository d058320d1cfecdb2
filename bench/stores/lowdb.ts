import { join } from 'node:path';
import { loadReference } from '../references.js';
import { type Contestant, type Row, rowOf } from './contestant.js';

/** What is used of lowdb. */
interface LowdbModule {
  JSONFilePreset(file: string, initial: Row[]): Promise<Database>;
}

interface Database {
  data: Row[];
  write(): Promise<void>;
}

/** One JSON file that is held in memory and rewritten at each change. It syncs nothing. */
export class Lowdb implements Contestant {
  #database: Database | undefined;

  constructor(readonly folder: string) {}

  async import(readers: number): Promise<void> {
    await this.open();
    for (let number = 0; number < readers; number += 1) this.#opened.data.push(rowOf(number));
    await this.#opened.write();
  }

  async open(): Promise<void> {
    const { JSONFilePreset } = await loadReference<LowdbModule>('lowdb/node');
    this.#database = await JSONFilePreset(join(this.folder, 'readers.json'), []);
  }

  async find(email: string): Promise<unknown> {
    return this.#opened.data.find((row) => row.normalised === email);
  }

  async add(row: Row): Promise<void> {
    this.#opened.data.push(row);
    await this.#opened.write();
  }

  get #opened(): Database {
    if (!this.#database) throw new Error('The store is not open.');
    return this.#database;
  }
}
