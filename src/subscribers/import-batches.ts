import { Columns } from './columns.js';
import { type CsvSource, type Row, readRows } from './csv.js';
import { newSubscriberId } from './id.js';
import { readReader } from './import-row.js';
import { StatusReader } from './import-status.js';
import { type Newcomers, newcomersOf } from './newcomers.js';
import { RecordList } from './record-list.js';
import type { Consent, Subscriber } from './subscriber.js';
import { newReader } from './transitions.js';

/** Some rows of a file of readers, as they were read. */
export interface ImportBatch {
  newcomers: Newcomers;
  /** Of each of the newcomers, the line on which the row begins. */
  lines: Uint32Array<ArrayBuffer>;
  /** Of each of the newcomers, 1 if the file wants the reader mailed. */
  active: Uint8Array<ArrayBuffer>;
  /** The rows that bring nobody, each with a sentence that names no address. */
  invalid: { line: number; problem: string }[];
  /** Sentences on the file as a whole, as far as it is read. */
  notes: string[];
}

/** So many rows, or a few more, are one durable record. */
const batchSize = 1000;

/**
 * Reads a file of readers. `at`, ISO 8601, is when they come; the file's name is recorded as where the
 * consent is from of those of whom it does not say how they agreed. Throws a `VerdictsError` when the file
 * cannot be read.
 */
export async function* readBatches(source: CsvSource, at: string): AsyncGenerator<ImportBatch> {
  const reading = new Reading(source.name, at);
  for await (const rows of readRows(source)) {
    for (const row of rows) reading.take(row);
    if (reading.taken >= batchSize) yield reading.batch();
  }
  yield reading.batch();
}

class Reading {
  /** Rows since the last batch. */
  taken = 0;
  #columns: Columns | undefined;
  #statuses: StatusReader | undefined;
  #readers: Subscriber[] = [];
  #lines: number[] = [];
  #invalid: ImportBatch['invalid'] = [];
  readonly #list = new RecordList();
  readonly #consent: Consent;

  constructor(
    readonly file: string,
    readonly at: string,
  ) {
    this.#consent = { at, how: 'import', from: file };
  }

  take(row: Row): void {
    if (!this.#columns || !this.#statuses) {
      if (row.cells.every((cell) => cell.trim() === '')) return;
      this.#columns = new Columns(row, this.file);
      this.#statuses = new StatusReader(this.#columns, this.file);
      if (this.#columns.hasHeader) return;
    }
    this.taken += 1;
    const said = readReader(row, this.#columns, this.#statuses);
    if ('problem' in said) {
      this.#invalid.push({ line: row.line, problem: said.problem });
      return;
    }
    const { address, preferences, status, createdAt } = said;
    const consent = said.consent ?? (status === 'active' ? this.#consent : undefined);
    const id = newSubscriberId();
    const entry = { id, address, preferences, status, consent, createdAt, at: this.at };
    this.#readers.push(newReader(entry));
    this.#lines.push(row.line);
  }

  batch(): ImportBatch {
    const batch: ImportBatch = {
      newcomers: newcomersOf(this.#readers, this.#list),
      lines: new Uint32Array(this.#lines),
      active: new Uint8Array(this.#readers.map(({ status }) => (status === 'active' ? 1 : 0))),
      invalid: this.#invalid,
      notes: this.#statuses?.notes() ?? [],
    };
    this.taken = 0;
    this.#readers = [];
    this.#lines = [];
    this.#invalid = [];
    return batch;
  }
}
