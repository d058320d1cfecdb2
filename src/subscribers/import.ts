import { VerdictsError } from '../errors.js';
import type { Address } from './address.js';
import { Columns } from './columns.js';
import { type CsvSource, type Row, readRows } from './csv.js';
import { newSubscriberId } from './id.js';
import { type ImportedReader, readReader } from './import-row.js';
import { StatusReader } from './import-status.js';
import type { Placement, SubscriberStore, Trial } from './store.js';
import type { Consent, Status } from './subscriber.js';
import {
  admit,
  type Entry,
  type Preferences,
  refusalSentences,
  type Standing,
  type Transition,
} from './transitions.js';

/** How many rows ended how; together they are `rows`. */
export interface ImportReport {
  rows: number;
  /** New readers who will be mailed. */
  added: number;
  /** New readers whom the file marks as pending, unsubscribed or suppressed: they will not be mailed. */
  recorded: number;
  /** Known readers whom the file marks as unsubscribed or suppressed, or pending ones that it activates. */
  changed: number;
  alreadyThere: number;
  /** The address stood on an earlier line, which brought or changed the reader. */
  duplicates: number;
  /** Readers whom only they themselves, or an operator, can bring back. */
  keptOut: number;
  invalid: number;
  /** The first of the rows that were kept out or invalid. They never name an address. */
  problems: { line: number; problem: string }[];
  /** Sentences on the file as a whole: what its name says, and which columns were not read. */
  notes: string[];
}

/** What became of a row. */
export type Outcome = Exclude<keyof ImportReport, 'rows' | 'problems' | 'notes'>;

export interface ImportOptions {
  at: Date;
  /** Report what would be done, and write nothing. */
  dryRun?: boolean;
  /** Aborted, no more is read: the report is of the rows until then. */
  signal?: AbortSignal;
  /** How many problems to list; default 20. */
  problems?: number;
  /** Told what became of each row, in the file's order but for the invalid ones, which come early. */
  onRow?: (line: number, outcome: Outcome) => void;
  /** Told now and then how much of the file is read. */
  onProgress?: (progress: { rows: number; bytes: number }) => void;
}

/** A row that may bring a reader. */
class Candidate implements Placement, Entry {
  readonly id = newSubscriberId();
  readonly address: Address;
  readonly preferences: Preferences;
  readonly status: Status;
  readonly consent: Consent | undefined;
  readonly createdAt: string | undefined;

  constructor(
    readonly line: number,
    { address, preferences, status, consent, createdAt }: ImportedReader,
    readonly at: string,
    consentHere: Consent,
  ) {
    this.address = address;
    this.preferences = preferences;
    this.status = status;
    this.consent = consent ?? (status === 'active' ? consentHere : undefined);
    this.createdAt = createdAt;
  }

  rule(standing: Standing): Transition {
    return admit(standing, this);
  }
}

/** So many rows are one durable record. */
const batchSize = 1000;

/**
 * Imports readers from a CSV file; `source.name` is recorded as where their consent is from. Never revives
 * and never changes what a reader chose. Batches are on disk one by one, and what is there is left as it
 * is: an import that was interrupted is done again from the start. Throws a `VerdictsError` when the file
 * cannot be read, which then has been imported up to there, or when there is no reader in it.
 */
export async function importCsv(
  store: SubscriberStore,
  source: CsvSource,
  options: ImportOptions,
): Promise<ImportReport> {
  const run = new ImportRun(store, source.name, options);
  const bytes = run.counting(source.bytes);
  const { signal } = options;
  try {
    for await (const rows of readRows({ name: source.name, bytes })) {
      for (const row of rows) {
        run.take(row);
        if (run.full) await run.write();
      }
      if (signal?.aborted) break;
    }
  } catch (error) {
    await run.written();
    // So does a stream end that knows the signal.
    if (!signal?.aborted) throw error;
  }
  return run.finish();
}

class ImportRun {
  readonly #report: ImportReport = {
    rows: 0,
    added: 0,
    recorded: 0,
    changed: 0,
    alreadyThere: 0,
    duplicates: 0,
    keptOut: 0,
    invalid: 0,
    problems: [],
    notes: [],
  };
  #columns: Columns | undefined;
  #statuses: StatusReader | undefined;
  #batch: Candidate[] = [];
  #writing: Promise<void> = Promise.resolve();
  #bytes = 0;
  readonly #trial: Trial | undefined;
  readonly #at: string;
  /** Of the active readers of whom the file does not say how they agreed. */
  readonly #consent: Consent;

  constructor(
    readonly store: SubscriberStore,
    readonly file: string,
    readonly options: ImportOptions,
  ) {
    this.#trial = options.dryRun ? new Map() : undefined;
    this.#at = options.at.toISOString();
    this.#consent = { at: this.#at, how: 'import', from: file };
  }

  async *counting(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  take(row: Row): void {
    if (!this.#columns || !this.#statuses) {
      if (row.cells.every((cell) => cell.trim() === '')) return;
      this.#columns = new Columns(row, this.file);
      this.#statuses = new StatusReader(this.#columns, this.file);
      if (this.#columns.hasHeader) return;
    }
    this.#report.rows += 1;
    const reader = readReader(row, this.#columns, this.#statuses);
    if ('problem' in reader) this.#settle(row.line, 'invalid', reader.problem);
    else this.#batch.push(new Candidate(row.line, reader, this.#at, this.#consent));
  }

  get full(): boolean {
    return this.#batch.length === batchSize;
  }

  async finish(): Promise<ImportReport> {
    await this.write();
    await this.written();
    if (this.#report.rows === 0) throw noReaders(this.file);
    if (!this.#trial) await this.store.tidy();
    this.#report.notes = this.#statuses?.notes() ?? [];
    return this.#report;
  }

  /** Writes what was taken. The next rows are read while these are being synced. */
  async write(): Promise<void> {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    await this.#writing;
    this.#writing = this.store.placeAll(batch, this.#trial).then((transitions) => {
      transitions.forEach((transition, index) => {
        this.#tally(batch[index]?.line ?? 0, transition);
      });
      this.options.onProgress?.({ rows: this.#report.rows, bytes: this.#bytes });
    });
    // Awaited by the next write; until then it must not count as unhandled.
    this.#writing.catch(() => {});
  }

  /** What is under way is on disk. Throws where that fails. */
  written(): Promise<void> {
    return this.#writing;
  }

  #tally(line: number, transition: Transition): void {
    if (transition.kind === 'refused') {
      this.#settle(line, 'keptOut', refusalSentences[transition.why]);
    } else if (transition.kind === 'added') {
      this.#settle(line, transition.subscriber.status === 'active' ? 'added' : 'recorded');
    } else if (transition.kind === 'changed') {
      this.#settle(line, 'changed');
    } else {
      const earlierRow = transition.subscriber.updatedAt === this.#at;
      this.#settle(line, earlierRow ? 'duplicates' : 'alreadyThere');
    }
  }

  #settle(line: number, outcome: Outcome, problem?: string): void {
    const { problems = 20, onRow } = this.options;
    this.#report[outcome] += 1;
    if (problem && this.#report.problems.length < problems) {
      this.#report.problems.push({ line, problem });
    }
    onRow?.(line, outcome);
  }
}

function noReaders(file: string): VerdictsError {
  return new VerdictsError('no-readers', `There is no reader in ${file}.`, {
    remedy: 'Check that it is the file that you meant; nothing was imported.',
  });
}
