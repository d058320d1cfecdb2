/** @jsxImportSource hono/jsx */
import { line } from 'd3-shape';
import { Plot } from './plot.js';

/** A value at each step; null where there is none. */
interface Series {
  name: string;
  values: readonly (number | null)[];
}

interface TrendChartProps {
  title: string;
  /** The chart in a sentence, for those who do not see it. */
  says: string;
  /** What stands under each step, the first on the left. */
  labels: readonly string[];
  /** At most four. */
  series: readonly Series[];
  /** What a value is, such as `%`. */
  unit?: string;
}

/** Several series over time as lines, with a legend that has their last values. */
export function TrendChart({ title, says, labels, series, unit = '' }: TrendChartProps) {
  const greatest = Math.max(
    0,
    ...series.flatMap(({ values }) => values.map((value) => value ?? 0)),
  );
  return (
    <figure class="card trend">
      <figcaption>
        <h2>{title}</h2>
        <ul class="keys">
          {series.map(({ name, values }, index) => (
            <li key={name}>
              <svg class={`key series-${index + 1}`} viewBox="0 0 16 8" aria-hidden="true">
                <line x1="0" x2="16" y1="4" y2="4" />
              </svg>
              {name} <b class="number">{written(values.at(-1) ?? null, unit)}</b>
            </li>
          ))}
        </ul>
      </figcaption>
      <Plot says={says} labels={labels} domain={[0, greatest]}>
        {({ x, y }) =>
          series.map(({ name, values }, index) => {
            const path = line<number | null>(
              (_, at) => x(at),
              (value) => y(value ?? 0),
            );
            path.defined((value) => value !== null);
            return (
              <g key={name} class={`series-${index + 1}`}>
                <path d={path(values) ?? ''} />
                {values.map((value, at) =>
                  value === null ? null : (
                    <circle key={labels[at]} cx={x(at)} cy={y(value)} r="3.5">
                      <title>{`${labels[at]}: ${name} ${written(value, unit)}`}</title>
                    </circle>
                  ),
                )}
              </g>
            );
          })
        }
      </Plot>
    </figure>
  );
}

function written(value: number | null, unit: string): string {
  return value === null ? '—' : `${new Intl.NumberFormat('en').format(value)}${unit}`;
}
