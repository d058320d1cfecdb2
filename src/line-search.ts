import { openIfThere } from './disk.js';
import { VerdictsError } from './errors.js';
import { recordIn } from './journal-lines.js';

/** A line of a file with its end, valid until the next is asked for; `number` counts from 0. */
export interface FoundLine {
  number: number;
  line: Buffer;
}

const chunkSize = 1 << 20;
const newline = 0x0a;

/**
 * The lines of a file that hold a text, without reading the others one by one: a gigabyte takes about a
 * second, in steps that leave room for other work. A last line without its end, as a crash leaves it, is
 * passed over; a file that is not there has no lines.
 */
export async function* linesHolding(path: string, text: string): AsyncGenerator<FoundLine> {
  const file = await openIfThere(path);
  if (!file) return;
  try {
    let buffer = Buffer.allocUnsafe(chunkSize);
    let filled = 0;
    let number = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled);
      if (bytesRead === 0) return;
      filled += bytesRead;
      const end = buffer.subarray(0, filled).lastIndexOf(newline) + 1;
      const lines = buffer.subarray(0, end);
      let counted = 0;
      for (let hit = lines.indexOf(text); hit >= 0; ) {
        const start = lines.subarray(0, hit).lastIndexOf(newline) + 1;
        const stop = lines.indexOf(newline, hit) + 1;
        number += linesIn(lines.subarray(counted, start));
        counted = start;
        yield { number, line: lines.subarray(start, stop) };
        hit = lines.indexOf(text, stop);
      }
      number += linesIn(lines.subarray(counted));
      buffer.copyWithin(0, end, filled);
      filled -= end;
      if (filled === buffer.length) buffer = Buffer.concat([buffer], filled * 2);
    }
  } finally {
    await file.close();
  }
}

/**
 * The records of a journal that hold a text, parsed, without replaying the journal. Throws a
 * `VerdictsError` where such a record is damaged.
 */
export async function* recordsHolding(path: string, text: string): AsyncGenerator<unknown> {
  for await (const { line, number } of linesHolding(path, text)) {
    const record = recordIn(line);
    if (!record) {
      throw new VerdictsError('damaged', `${path}, line ${number + 1}: the record is damaged.`, {
        remedy: 'Put the file back from a backup.',
      });
    }
    yield JSON.parse(record.toString());
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}
