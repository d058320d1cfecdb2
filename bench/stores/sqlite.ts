import { join } from 'node:path';
import { loadReference } from '../references.js';
import { type Contestant, type Row, rowOf } from './contestant.js';

/** What is used of better-sqlite3. */
interface SqliteModule {
  default: new (file: string) => Database;
}

interface Database {
  pragma(text: string): unknown;
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  transaction(work: () => void): () => void;
}

interface Statement {
  run(...values: string[]): unknown;
  get(...values: string[]): unknown;
}

/** SQLite with a write-ahead log that is synced at each commit. */
export class Sqlite implements Contestant {
  #database: Database | undefined;
  #insert: Statement | undefined;
  #select: Statement | undefined;

  constructor(readonly folder: string) {}

  async import(readers: number): Promise<void> {
    await this.open();
    this.#database?.transaction(() => {
      for (let number = 0; number < readers; number += 1) this.#put(rowOf(number));
    })();
    this.#database?.pragma('wal_checkpoint(TRUNCATE)');
  }

  async open(): Promise<void> {
    const { default: Sqlite3 } = await loadReference<SqliteModule>('better-sqlite3');
    const database = new Sqlite3(join(this.folder, 'readers.db'));
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec(
      'CREATE TABLE IF NOT EXISTS readers (id TEXT PRIMARY KEY, normalised TEXT UNIQUE, status TEXT, record TEXT) WITHOUT ROWID',
    );
    this.#insert = database.prepare('INSERT INTO readers VALUES (?, ?, ?, ?)');
    this.#select = database.prepare('SELECT record FROM readers WHERE normalised = ?');
    this.#database = database;
  }

  async find(email: string): Promise<unknown> {
    const found = this.#select?.get(email) as { record: string } | undefined; // As it was selected.
    return found && JSON.parse(found.record);
  }

  async add(row: Row): Promise<void> {
    this.#put(row);
  }

  #put(row: Row): void {
    this.#insert?.run(row.id, row.normalised, row.status, JSON.stringify(row));
  }
}
