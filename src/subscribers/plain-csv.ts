/** A line of more characters than this is left to the parser, which knows how long a record may be. */
const longestLine = 1 << 14;

/**
 * The records of a text that begins and ends where records do, if they are plain: each on one line, with
 * quotes, if any, around whole cells (RFC 4180, section 2, without its line breaks within cells). A blank
 * line is a record of one empty cell. Undefined for any other text.
 */
export function plainRecords(text: string, delimiter: string): string[][] | undefined {
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const anyQuotes = text.includes('"');
  const records: string[][] = [];
  for (const line of lines) {
    const cells =
      anyQuotes && line.includes('"') ? quotedCells(line, delimiter) : line.split(delimiter);
    if (!cells || line.length > longestLine) return undefined;
    records.push(cells);
  }
  return records;
}

/** The cells of a line in which there are quotes; undefined when they are not around whole cells. */
function quotedCells(line: string, delimiter: string): string[] | undefined {
  const cells: string[] = [];
  for (let start = 0; ; ) {
    const quoted = line[start] === '"';
    const end = quoted ? afterQuotes(line, start) : before(delimiter, line, start);
    const cell = quoted ? line.slice(start + 1, end - 1) : line.slice(start, end);
    if (!quoted && cell.includes('"')) return undefined;
    cells.push(quoted ? cell.replaceAll('""', '"') : cell);
    if (end === line.length) return cells;
    if (line[end] !== delimiter) return undefined;
    start = end + 1;
  }
}

/** Where the quoted cell that begins at `start` is over: after a quote that no other follows. */
function afterQuotes(line: string, start: number): number {
  for (let quote = line.indexOf('"', start + 1); quote >= 0; ) {
    if (line[quote + 1] !== '"') return quote + 1;
    quote = line.indexOf('"', quote + 2);
  }
  return line.length + 1;
}

function before(delimiter: string, line: string, start: number): number {
  const end = line.indexOf(delimiter, start);
  return end < 0 ? line.length : end;
}
