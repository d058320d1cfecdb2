/** @jsxImportSource hono/jsx */
import { mondayOf } from '../../../editions/week.js';
import type { Readership, ReadershipWeek } from '../../../jobs/readership.js';
import { AreaChart } from '../../views/area-chart.js';
import { Bar } from '../../views/pieces.js';
import { Plot } from '../../views/plot.js';
import {
  dayOf,
  monthOf,
  numberOf,
  readersOf,
  statuses,
  statusMeanings,
  statusTones,
  timeIn,
} from '../wording.js';

/** How far back the charts look. */
export const spans = ['12', '26', '52', 'all'] as const;
export type Span = (typeof spans)[number];

interface ChartsProps {
  readership: Readership;
  weeks: readonly ReadershipWeek[];
  timeZone: string;
}

/** Growth, churn and state; each chart says in words and in a table what it draws. */
export function Charts({ readership, weeks, timeZone }: ChartsProps) {
  return (
    <>
      <div class="columns">
        <Growth weeks={weeks} />
        <Churn weeks={weeks} />
        <State readership={readership} />
        <Formats readership={readership} />
      </div>
      <p class="hint">
        Counted at {timeIn(timeZone)(readership.at)} from what is kept of each reader: one joined
        when agreeing, and left when unsubscribed or suppressed, as of the record’s last change. Who
        came back counts from then on. Erased readers are in none of these numbers, and who never
        agreed neither joined nor left. Weeks begin on Mondays, in UTC.
      </p>
    </>
  );
}

function Growth({ weeks }: { weeks: readonly ReadershipWeek[] }) {
  const [first, last] = [weeks[0], weeks.at(-1)];
  const change = (last?.active ?? 0) - (first?.active ?? 0);
  const says = `Active readers at the end of each week: ${numberOf(first?.active ?? 0)} at first, ${numberOf(last?.active ?? 0)} at last.`;
  return (
    <section class="card" aria-labelledby="growth">
      <h2 id="growth">Growth</h2>
      <p class="muted">
        Active readers at the end of each week
        {weeks.length > 1 && <>: {signed(change)} since the first one shown</>}.
      </p>
      <AreaChart says={says} labels={labelsOf(weeks)} values={weeks.map(({ active }) => active)} />
      <WeekTable
        caption="Active readers at the end of each week"
        columns={['Active']}
        rows={weeks.map(({ week, active }) => [week, active])}
      />
    </section>
  );
}

function Churn({ weeks }: { weeks: readonly ReadershipWeek[] }) {
  const sum = (of: 'joined' | 'left') => weeks.reduce((all, week) => all + week[of], 0);
  const most = (of: 'joined' | 'left') => Math.max(0, ...weeks.map((week) => week[of]));
  const says = `Readers who joined and left in each week: ${numberOf(sum('joined'))} joined and ${numberOf(sum('left'))} left in all.`;
  return (
    <section class="card" aria-labelledby="churn">
      <h2 id="churn">Joined and left</h2>
      <p class="legend">
        <span class="joined">Joined {numberOf(sum('joined'))}, upwards</span>
        <span class="left">Left {numberOf(sum('left'))}, downwards</span>
      </p>
      <Plot says={says} labels={labelsOf(weeks)} domain={[-most('left'), most('joined')]}>
        {({ x, y, step }) => {
          const width = Math.max(step * 0.64, 0.5);
          return weeks.map(({ week, joined, left }, at) => (
            <g key={week}>
              <rect
                class="joined"
                x={x(at) - width / 2}
                y={y(joined)}
                width={width}
                height={y(0) - y(joined)}
              />
              <rect
                class="left"
                x={x(at) - width / 2}
                y={y(0)}
                width={width}
                height={y(-left) - y(0)}
              />
            </g>
          ));
        }}
      </Plot>
      <WeekTable
        caption="Readers who joined and left in each week"
        columns={['Joined', 'Left']}
        rows={weeks.map(({ week, joined, left }) => [week, joined, left])}
      />
    </section>
  );
}

function State({ readership: { counts } }: { readership: Readership }) {
  const all = statuses.reduce((sum, status) => sum + counts[status], 0);
  return (
    <section class="card" aria-labelledby="state">
      <h2 id="state">State</h2>
      <table class="shares">
        <caption>{readersOf(all)} are in the store, by status</caption>
        <ShareHead what="Status" />
        <tbody>
          {statuses.map((status) => (
            <Share
              key={status}
              name={status}
              hint={statusMeanings[status]}
              readers={counts[status]}
              of={all}
              tone={statusTones[status]}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Formats({ readership: { formats, counts, paused } }: { readership: Readership }) {
  return (
    <section class="card" aria-labelledby="formats">
      <h2 id="formats">What active readers get</h2>
      <table class="shares">
        <caption>Of {readersOf(counts.active)} who are active</caption>
        <ShareHead what="Letter" />
        <tbody>
          <Share
            name="digest"
            hint="the whole edition"
            readers={formats.digest}
            of={counts.active}
          />
          <Share
            name="brief"
            hint="the verdicts in short"
            readers={formats.brief}
            of={counts.active}
          />
          <Share
            name="paused"
            hint="get nothing until a day they chose"
            readers={paused}
            of={counts.active}
            tone="warn"
          />
        </tbody>
      </table>
    </section>
  );
}

function ShareHead({ what }: { what: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{what}</th>
        <th scope="col" class="number">
          Readers
        </th>
        <th scope="col" class="number">
          Share
        </th>
      </tr>
    </thead>
  );
}

interface ShareProps {
  name: string;
  hint: string;
  readers: number;
  of: number;
  tone?: 'good' | 'bad' | 'warn' | 'plain';
}

function Share({ name, hint, readers, of, tone = 'good' }: ShareProps) {
  const share = of === 0 ? 0 : readers / of;
  return (
    <tr>
      <th scope="row">
        {name} <span class="hint">{hint}</span>
        <Bar share={share} tone={tone} />
      </th>
      <td class="number">{numberOf(readers)}</td>
      <td class="number">{percent(share)}</td>
    </tr>
  );
}

interface WeekTableProps {
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly [week: string, ...numbers: number[]])[];
}

/** The chart's numbers, the newest week first. */
function WeekTable({ caption, columns, rows }: WeekTableProps) {
  return (
    <details class="fold">
      <summary>As a table</summary>
      <table>
        <caption>{caption}, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Week</th>
            <th scope="col">From</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(([week, ...numbers]) => (
            <tr key={week}>
              <th scope="row">{week}</th>
              <td>{dayOf(mondayOf(week), { year: true })}</td>
              {columns.map((column, at) => (
                <td key={column} class="number">
                  {numberOf(numbers[at] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** What stands under a week; over more than a year the day matters less than the year. */
function labelsOf(weeks: readonly ReadershipWeek[]): string[] {
  return weeks.map(({ week }) =>
    weeks.length > 60 ? monthOf(mondayOf(week)) : dayOf(mondayOf(week), { year: false }),
  );
}

function signed(change: number): string {
  if (change === 0) return 'no change';
  return `${change > 0 ? '+' : '−'}${numberOf(Math.abs(change))}`;
}

/** Less than a half percent is still somebody. */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return '< 1%';
  return whole === 100 && share < 1 ? '> 99%' : `${whole}%`;
}
