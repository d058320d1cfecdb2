import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { TextDecoder } from 'node:util';
import { CsvError, type Parser, parse } from 'csv-parse';
import { VerdictsError } from '../errors.js';
import { plainRecords } from './plain-csv.js';

/** A record of a CSV file, and the line on which it begins. */
export interface Row {
  line: number;
  cells: string[];
}

/** A file's bytes as they come, and what to call it in errors. */
export interface CsvSource {
  name: string;
  /** How many bytes there are, where that is known. */
  size?: number;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * Reads the rows of a CSV file (RFC 4180), some at a time: UTF-8 or UTF-16, with or without a byte order
 * mark, any line ends, cells separated by what a first line like `sep=;` says, else by comma, semicolon or
 * tab, whichever the first line has most of. That line and blank ones are left out. Throws a
 * `VerdictsError` naming file and line where the file is something else.
 */
export async function* readRows({ name, bytes }: CsvSource): AsyncGenerator<Row[]> {
  let reader: RowReader | undefined;
  for await (const piece of utf8Pieces(name, withoutUtf16(name, bytes))) {
    reader ??= new RowReader(name, piece);
    yield await reader.take(piece);
  }
  if (reader) yield await reader.end();
}

/** A cell that is longer than this means a quote that never closes. */
const longestRecord = 1 << 16;
const smallChunk = 1 << 16;

/**
 * Plain pieces, which are most, are split here, several times faster than csv-parse does it. From the first
 * piece that is not plain, csv-parse reads the rest of the file.
 */
class RowReader {
  #parser: Parser | undefined;
  #cells: string[][] = [];
  #line = 1;
  readonly delimiter: string;
  /** Whether the first line does nothing but name the delimiter, as Excel's may. */
  readonly #announced: boolean;

  constructor(
    readonly name: string,
    piece: Buffer,
  ) {
    const [line = ''] = piece.toString('utf8', 0, longestRecord).split(/[\r\n]/, 1);
    const announced = /^"?sep=([^\w\s"]|\t)"?$/i.exec(line)?.[1];
    this.#announced = announced !== undefined;
    this.delimiter = announced ?? delimiterOf(line);
  }

  async take(piece: Buffer): Promise<Row[]> {
    const plain = this.#parser ? undefined : plainRecords(piece.toString(), this.delimiter);
    if (plain) {
      this.#cells = plain;
    } else {
      this.#parser ??= parserFor(this.delimiter);
      await this.#parse(this.#parser, piece);
    }
    return this.#rows();
  }

  async end(): Promise<Row[]> {
    if (!this.#parser) return [];
    const ended = once(this.#parser, 'end');
    this.#parser.on('data', (cells: string[]) => this.#cells.push(cells)).end();
    await ended.catch((error) => {
      throw this.#problem(error);
    });
    return this.#rows();
  }

  async #parse(parser: Parser, piece: Buffer): Promise<void> {
    const taken = new Promise<void>((resolve, reject) => {
      parser.write(piece, (error) => (error ? reject(this.#problem(error)) : resolve()));
    });
    this.#drain(parser);
    await taken;
    this.#drain(parser);
  }

  #drain(parser: Parser): void {
    for (;;) {
      const cells: string[] | null = parser.read();
      if (cells === null) return;
      this.#cells.push(cells);
    }
  }

  #rows(): Row[] {
    const rows: Row[] = [];
    const records = this.#cells;
    this.#cells = [];
    for (const cells of records) {
      const passed = this.#announced && this.#line === 1;
      if (!passed && (cells.length > 1 || cells[0] !== '')) rows.push({ line: this.#line, cells });
      this.#line += 1;
      if (this.#parser) for (const cell of cells) this.#line += lineEndsIn(cell);
    }
    return rows;
  }

  #problem(error: unknown): unknown {
    if (!(error instanceof CsvError)) return error;
    this.#rows(); // The record at fault begins on the line after those that were read.
    return unreadable(this.name, this.#line, 'a cell begins with a quote that never closes');
  }
}

function parserFor(delimiter: string): Parser {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRecord,
  });
  // Whoever waits for the parser is told as well; without a listener it would end the process.
  return parser.on('error', () => {});
}

/** UTF-16 as UTF-8, told by its byte order mark or by the empty half of its first two characters. */
async function* withoutUtf16(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  let line = 1;
  const decoded = (chunk?: Uint8Array): Buffer => {
    try {
      const text = Buffer.from(decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '');
      line += countLines(text);
      return text;
    } catch {
      throw unreadable(name, line, 'the UTF-16 text is damaged, in this line or soon after it');
    }
  };
  for await (const next of bytes) {
    let chunk = next;
    if (head) {
      head = Buffer.concat([head, next]);
      if (head.length < 4) continue;
      const encoding = utf16Of(head);
      if (encoding) decoder = new TextDecoder(encoding, { fatal: true });
      chunk = head;
      head = undefined;
    }
    yield decoder ? decoded(chunk) : chunk;
  }
  // Of UTF-16, so few bytes are no more than a character.
  if (head && !utf16Of(head)) yield head;
  if (decoder) yield decoded();
}

function utf16Of(head: Buffer): string | undefined {
  const kind = head.toString('latin1', 0, 4).replace(/[^\0\xfe\xff]/g, 'x');
  if (kind.startsWith('\xff\xfe') || kind === 'x\0x\0') return 'utf-16le';
  if (kind.startsWith('\xfe\xff') || kind === '\0x\0x') return 'utf-16be';
  return undefined;
}

/** The file's text in pieces that end where lines do. */
async function* utf8Pieces(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  let line = 1;
  let first = true;
  const checked = (piece: Buffer) => {
    const start = first ? startOf(piece, name) : 0;
    first = false;
    if (!isUtf8(piece)) throw notUtf8(name, line + linesBeforeDamage(piece));
    line += countLines(piece);
    return piece.subarray(start);
  };
  for await (const chunk of smallChunks(bytes)) {
    const all = Buffer.concat([kept, chunk]);
    // A return at the very end may be half of a line's end.
    const end = 1 + Math.max(all.lastIndexOf('\n'), all.subarray(0, -1).lastIndexOf('\r'));
    kept = all.subarray(end);
    if (end > 0) yield checked(all.subarray(0, end));
    else if (all.length > longestRecord) throw unreadable(name, line, 'the line never ends');
  }
  if (kept.length > 0) yield checked(kept);
}

/** So that the rows of one are few enough to be soon forgotten, which is what costs the least. */
async function* smallChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length; start += smallChunk) {
      yield chunk.subarray(start, start + smallChunk);
    }
  }
}

/** How long the byte order mark is. Throws when the first bytes are those of another kind of file. */
function startOf(piece: Buffer, name: string): number {
  const head = piece.toString('latin1', 0, 4);
  if (head.startsWith('\xef\xbb\xbf')) return 3;
  if (head === 'PK\x03\x04') throw unreadable(name, 1, 'this is a spreadsheet or an archive');
  return 0;
}

function delimiterOf(line: string): string {
  const unquoted = line.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => unquoted.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function lineEndsIn(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function countLines(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}

function linesBeforeDamage(piece: Buffer): number {
  let start = 0;
  for (let lines = 0; ; lines += 1) {
    const end = piece.indexOf(0x0a, start) + 1 || piece.length;
    if (!isUtf8(piece.subarray(start, end)) || end === piece.length) return lines;
    start = end;
  }
}

function notUtf8(name: string, line: number): VerdictsError {
  return unreadable(name, line, 'the text is not UTF-8');
}

function unreadable(name: string, line: number, what: string): VerdictsError {
  return new VerdictsError('unreadable', `${name}, line ${line}: ${what}.`, {
    remedy: 'Save the list as “CSV UTF-8” and import that file.',
    exit: 2,
  });
}
