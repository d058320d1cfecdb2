/** @jsxImportSource hono/jsx */
import { scaleLinear } from 'd3-scale';
import type { Child } from 'hono/jsx';

/** The size of a chart's drawing, in its own units; on a page it is as wide as there is room. */
const plotSize = { width: 640, height: 220, left: 52, right: 10, top: 12, bottom: 28 };

interface PlotScales {
  /** The middle of the step at a position, from 0. */
  x(position: number): number;
  y(value: number): number;
  /** How wide a step is. */
  step: number;
}

interface PlotProps {
  /** What the chart shows, in a sentence, for those who do not see it. */
  says: string;
  /** What stands under the steps, the first on the left; only as many are written as there is room for. */
  labels: readonly string[];
  /** The least and the greatest value; 0 is always on the axis. */
  domain: [number, number];
  /** Draws with the scales. */
  children: (scales: PlotScales) => Child;
}

/** The frame of a chart over time: grid lines with their values, and what the steps are. */
export function Plot({ says, labels, domain, children }: PlotProps) {
  const { width, height, left, right, top, bottom } = plotSize;
  const least = Math.min(0, domain[0]);
  // A chart of nothing still has an axis.
  const greatest = Math.max(domain[1], least + 1);
  const y = scaleLinear([least, greatest], [height - bottom, top]).nice(4);
  const ticks = y.ticks(4).filter(Number.isInteger);
  const step = (width - left - right) / Math.max(labels.length, 1);
  const x = (position: number) => left + (position + 0.5) * step;
  const every = Math.ceil(labels.length / mostLabels);
  const shown = labels.flatMap((label, at) =>
    (labels.length - 1 - at) % every ? [] : { label, at },
  );
  return (
    <svg class="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={says}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? 'axis' : 'grid'}
            x1={left}
            x2={width - right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={left - 8} y={y(tick) + 4} text-anchor="end">
            {shortNumber(Math.abs(tick))}
          </text>
        </g>
      ))}
      {shown.map(({ label, at }) => (
        <text key={label} x={x(at)} y={height - 8} text-anchor={anchorOf(x(at))}>
          {label}
        </text>
      ))}
      {children({ x, y, step })}
    </svg>
  );
}

const mostLabels = 7;

/** Labels at the edges stay inside. */
function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (x > plotSize.width - 40) return 'end';
  return x < plotSize.left + 20 ? 'start' : 'middle';
}

function shortNumber(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact' }).format(value);
}
