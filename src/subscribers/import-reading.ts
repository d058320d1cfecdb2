import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { errorOf, type Fault } from '../errors.js';
import type { CsvSource } from './csv.js';
import { type ImportBatch, readBatches } from './import-batches.js';
import { type NewcomerBytes, newcomersIn } from './newcomers.js';

/** What the thread that reads a file must know. */
export interface ThreadOrder {
  name: string;
  at: string;
}

/** Some of the file's bytes; `end` comes after the last. */
export type ThreadPiece = Uint8Array | 'end';

/** `more`: the thread has room for another piece. */
export type ThreadAnswer =
  | 'more'
  | 'end'
  | { batch: Omit<ImportBatch, 'newcomers'>; newcomers: NewcomerBytes }
  | { fault: Fault };

/** From so many bytes on, some 100,000 rows, a second processor is worth the tenth of a second that a thread takes. */
const largeFile = 4 << 20;

/**
 * Reads a file of readers as `readBatches` does; one that is known to be large in a thread of its own, which
 * reads ahead while what is read is put into the store. Not for a trial, which needs each reader, and would
 * take longer to get at them in a thread's bytes than to read them.
 */
export function readAhead(source: CsvSource, at: string): AsyncIterable<ImportBatch> {
  const thread = new URL('./import-thread.js', import.meta.url);
  // Beside the sources there is none: they run as they are in tests.
  const inThread = (source.size ?? 0) >= largeFile && existsSync(thread);
  return inThread ? readInThread(source, at, thread) : readBatches(source, at);
}

/** The same in a thread, which runs `file`: import-thread.js as it was built. */
export async function* readInThread(
  { name, bytes }: CsvSource,
  at: string,
  file: URL,
): AsyncGenerator<ImportBatch> {
  const pieces = bytes[Symbol.asyncIterator]();
  const worker = new Worker(file, { workerData: { name, at } satisfies ThreadOrder });
  try {
    // What the thread says, in turn; its failure is thrown.
    const answers = on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[ThreadAnswer]>;
    for await (const [said] of answers) {
      if (said === 'end') return;
      if (said === 'more') {
        const { done, value } = await pieces.next();
        worker.postMessage((done ? 'end' : value) satisfies ThreadPiece);
      } else if ('fault' in said) {
        throw errorOf(said.fault);
      } else {
        yield { ...said.batch, newcomers: newcomersIn(said.newcomers) };
      }
    }
    throw new Error('The thread that reads the file has ended.');
  } finally {
    await worker.terminate();
    await pieces.return?.();
  }
}
