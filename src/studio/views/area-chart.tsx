/** @jsxImportSource hono/jsx */
import { area, line } from 'd3-shape';
import { Plot } from './plot.js';

/** One value over time as a line with what is under it filled; the values stand beside it elsewhere. */
export function AreaChart({
  says,
  labels,
  values,
}: {
  /** The chart in a sentence. */
  says: string;
  /** What stands under each value. */
  labels: readonly string[];
  values: readonly number[];
}) {
  const greatest = Math.max(0, ...values);
  return (
    <Plot says={says} labels={labels} domain={[0, greatest]}>
      {({ x, y }) => {
        const edge = line<number>((_, at) => x(at), y);
        const under = area<number>((_, at) => x(at), y(0), y);
        const last = values.length - 1;
        return (
          <>
            <path class="area" d={under(values) ?? ''} />
            <path class="line" d={edge(values) ?? ''} />
            {last >= 0 && <circle class="end" cx={x(last)} cy={y(values[last] ?? 0)} r="4" />}
          </>
        );
      }}
    </Plot>
  );
}
