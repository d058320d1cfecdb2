import { on } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { faultOf, VerdictsError } from '../errors.js';
import { readBatches } from './import-batches.js';
import type { ThreadAnswer, ThreadOrder, ThreadPiece } from './import-reading.js';
import { bytesOf } from './newcomers.js';

/** So many pieces of the file are on their way while one is read. */
const piecesAhead = 2;

if (parentPort) await read(parentPort, workerData);

/** Reads the file whose bytes come through the port, and answers with what is in it. */
async function read(port: MessagePort, { name, at }: ThreadOrder): Promise<void> {
  const tell = (answer: ThreadAnswer, moved?: ArrayBuffer[]) => port.postMessage(answer, moved);

  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let ahead = 0; ahead < piecesAhead; ahead += 1) tell('more');
    // The port brings nothing else.
    for await (const [piece] of on(port, 'message') as AsyncIterable<[ThreadPiece]>) {
      if (piece === 'end') return;
      tell('more');
      yield piece;
    }
  }

  try {
    for await (const { newcomers, ...batch } of readBatches({ name, bytes: bytes() }, at)) {
      const said = bytesOf(newcomers);
      const moved = [said.list.buffer, said.hashes.buffer, batch.lines.buffer, batch.active.buffer];
      tell({ batch, newcomers: said }, moved);
    }
    tell('end');
  } catch (error) {
    if (!(error instanceof VerdictsError)) throw error;
    tell({ fault: faultOf(error) });
  }
}
