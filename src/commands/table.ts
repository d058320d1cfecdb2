/** A column of a table: its heading, and how a row fills it. Numbers go right. */
export interface Column<Row> {
  heading: string;
  cell(row: Row): string | number;
}

/** The rows as lines of equally wide columns, two spaces apart, under their headings. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, index) =>
    Math.max(column.heading.length, ...cells.map((line) => String(line[index]).length)),
  );
  const line = (texts: readonly (string | number)[]) =>
    texts
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return typeof text === 'number' ? String(text).padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ heading }) => heading)), ...cells.map(line)].join('\n');
}
