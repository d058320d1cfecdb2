/** One figure, beside what it is measured against. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The reference in the same unit, and how the figure stands to it. */
  against?: { name: string; value: number };
  /** What was aimed at, in words, and whether it is reached. */
  goal?: { text: string; met: boolean };
}

export interface Report {
  bench: string;
  /** How it was measured. */
  notes: string[];
  figures: Figure[];
}

/** A figure that should be at least `times` the reference. */
export function atLeast(
  times: number,
  figure: Omit<Figure, 'goal'> & Required<Pick<Figure, 'against'>>,
): Figure {
  const ratio = figure.value / figure.against.value;
  return { ...figure, goal: { text: `≥ ${times} ×`, met: ratio >= times } };
}

/** A figure that should be at most `limit`, in its unit. */
export function atMost(limit: number, figure: Omit<Figure, 'goal'>): Figure {
  return {
    ...figure,
    goal: { text: `≤ ${shown(limit)} ${figure.unit}`, met: figure.value <= limit },
  };
}

/** The report as a Markdown table. */
export function tableOf({ bench, notes, figures }: Report): string {
  const rows = figures.map(({ name, value, unit, against, goal }) => [
    name,
    `${shown(value)} ${unit}`,
    against ? `${against.name}: ${shown(against.value)} ${unit}` : '',
    against ? `${shown(value / against.value)} ×` : '',
    goal ? `${goal.text} ${goal.met ? '✓' : '✗'}` : '',
  ]);
  const lines = [['figure', 'value', 'reference', 'ratio', 'goal'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const row = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = lines;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [`## ${bench}`, '', ...notes, '', row(head), rule, ...body.map(row)].join('\n');
}

/** Three significant digits, with commas from a thousand on. */
function shown(value: number): string {
  return value >= 1000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)));
}
