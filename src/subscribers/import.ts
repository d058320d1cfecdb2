import { VerdictsError } from '../errors.js';
import type { CsvSource } from './csv.js';
import { type ImportBatch, readBatches } from './import-batches.js';
import { readAhead } from './import-reading.js';
import type { SubscriberStore, Trial } from './store.js';
import { refusalSentences, type Transition } from './transitions.js';

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
  const at = options.at.toISOString();
  const run = new ImportRun(store, at, options);
  const { signal, dryRun } = options;
  const counted = run.counting(source);
  try {
    for await (const batch of dryRun ? readBatches(counted, at) : readAhead(counted, at)) {
      await run.take(batch);
      if (signal?.aborted) break;
    }
  } catch (error) {
    await run.written();
    // So does a stream end that knows the signal.
    if (!signal?.aborted) throw error;
  }
  return run.finish(source.name);
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
  #writing: Promise<void> = Promise.resolve();
  #bytes = 0;
  readonly #trial: Trial | undefined;

  constructor(
    readonly store: SubscriberStore,
    readonly at: string,
    readonly options: ImportOptions,
  ) {
    this.#trial = options.dryRun ? new Map() : undefined;
  }

  /** The same file, of whose bytes the progress tells. */
  counting(source: CsvSource): CsvSource {
    const count = (piece: Uint8Array) => {
      this.#bytes += piece.length;
      return piece;
    };
    const bytes = (async function* () {
      for await (const piece of source.bytes) yield count(piece);
    })();
    return { ...source, bytes };
  }

  /** Begins to write what was read, once what was before it is written. */
  async take(batch: ImportBatch): Promise<void> {
    await this.#writing;
    this.#report.rows += batch.lines.length + batch.invalid.length;
    this.#report.notes = batch.notes;
    for (const { line, problem } of batch.invalid) this.#settle(line, 'invalid', problem);
    this.#writing = this.#write(batch);
    // Awaited by the next; until then it must not count as unhandled.
    this.#writing.catch(() => {});
  }

  /** What is under way is on disk. Throws where that fails. */
  written(): Promise<void> {
    return this.#writing;
  }

  async finish(file: string): Promise<ImportReport> {
    await this.written();
    if (this.#report.rows === 0) throw noReaders(file);
    if (!this.#trial) await this.store.tidy();
    return this.#report;
  }

  async #write({ newcomers, lines, active }: ImportBatch): Promise<void> {
    const answer = await this.store.admitAll(newcomers, this.#trial);
    lines.forEach((line, index) => {
      const transition = answer === 'all added' ? undefined : answer[index];
      if (transition && transition.kind !== 'added') this.#tally(line, transition);
      else this.#settle(line, active[index] ? 'added' : 'recorded');
    });
    this.options.onProgress?.({ rows: this.#report.rows, bytes: this.#bytes });
  }

  #tally(line: number, transition: Exclude<Transition, { kind: 'added' }>): void {
    if (transition.kind === 'refused') {
      this.#settle(line, 'keptOut', refusalSentences[transition.why]);
    } else if (transition.kind === 'changed') {
      this.#settle(line, 'changed');
    } else {
      const earlierRow = transition.subscriber.updatedAt === this.at;
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
