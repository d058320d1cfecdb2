/** @jsxImportSource hono/jsx */
import type { EditionFigures } from '../../jobs/trend.js';
import { Document } from '../views/document.js';
import type { Frame } from '../views/frame.js';
import { Empty } from '../views/pieces.js';
import { TrendChart } from '../views/trend-chart.js';
import { number, percent, tenths } from './figures.js';

interface TrendProps {
  frame: Frame;
  /** The oldest first. */
  editions: readonly EditionFigures[];
}

/** What came of the editions, over time. */
export function TrendPage({ frame, editions }: TrendProps) {
  return (
    <Document
      frame={frame}
      room="reports"
      title="Reports"
      lead="What came of each edition, in readers. Machines are left out where they can be told."
    >
      {editions.length === 0 ? <NothingMailed /> : <Trend editions={editions} />}
    </Document>
  );
}

function Trend({ editions }: Pick<TrendProps, 'editions'>) {
  const waits = editions.some(({ feedback }) => feedback === undefined);
  return (
    <div
      id="trend"
      class="stack"
      {...(waits && {
        'hx-get': '/reports',
        'hx-trigger': 'load delay:1s',
        'hx-select': '#trend',
        'hx-swap': 'outerHTML',
      })}
    >
      {waits && (
        <p role="status">Some figures are being counted; they appear in a moment, or on reload.</p>
      )}
      {editions.length > 1 && <Charts editions={editions} />}
      <Editions editions={editions} />
    </div>
  );
}

function Charts({ editions }: Pick<TrendProps, 'editions'>) {
  const labels = editions.map(({ week }) => week.slice('2026-'.length));
  const of = (value: (each: EditionFigures) => number | null) => editions.map(value);
  const share = (part: 'opened' | 'clicked') =>
    of(({ feedback }) => (feedback ? percent(feedback[part], feedback.delivered) : null));
  const rate = (part: (each: EditionFigures) => number | undefined) =>
    of((each) => tenths(part(each), each.audience));
  const charts = [
    {
      title: 'Reach',
      series: [
        { name: 'Audience', values: of(({ audience }) => audience) },
        { name: 'Delivered', values: of(({ feedback }) => feedback?.delivered ?? null) },
      ],
    },
    {
      title: 'Attention, of those delivered',
      unit: '%',
      series: [
        { name: 'Opened', values: share('opened') },
        { name: 'Clicked', values: share('clicked') },
      ],
    },
    {
      title: 'Losses, of the audience',
      unit: '%',
      series: [
        { name: 'Unsubscribed', values: rate(({ unsubscribed }) => unsubscribed) },
        { name: 'Bounced', values: rate(({ feedback }) => feedback?.bounced) },
        { name: 'Complained', values: rate(({ feedback }) => feedback?.complained) },
      ],
    },
  ];
  return (
    <div class="columns trends">
      {charts.map((chart) => (
        <TrendChart
          key={chart.title}
          {...chart}
          labels={labels}
          says={`${chart.title}, from ${labels[0]} to ${labels.at(-1)}: a line each for ${chart.series
            .map(({ name }) => name.toLowerCase())
            .join(', ')}. The table below has the figures.`}
        />
      ))}
    </div>
  );
}

function Editions({ editions }: Pick<TrendProps, 'editions'>) {
  return (
    <section class="card scrolls" aria-labelledby="editions-title">
      <h2 id="editions-title">Editions</h2>
      <table class="editions">
        <thead>
          <tr>
            <th scope="col">Week</th>
            {[
              'Audience',
              'Delivered',
              'Opened',
              'Clicked',
              'Bounced',
              'Unsubscribed',
              'Complained',
            ].map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {editions.toReversed().map(({ week, audience, unsubscribed, feedback }) => (
            <tr key={week}>
              <th scope="row">
                <a href={`/reports/${week}`}>{week}</a>
              </th>
              <td class="number">{number(audience)}</td>
              <td class="number">{number(feedback?.delivered)}</td>
              <td class="number">{number(feedback?.opened)}</td>
              <td class="number">{number(feedback?.clicked)}</td>
              <td class="number">{number(feedback?.bounced)}</td>
              <td class="number">{number(unsubscribed)}</td>
              <td class="number">{number(feedback?.complained)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function NothingMailed() {
  return (
    <Empty title="No edition was mailed yet">
      <p>
        Once one is, this shows how many readers it reached, what they opened and where they
        clicked, and who left.
      </p>
      <p>
        See to <a href="/week">this week’s edition</a>, then mail it in <a href="/send">Send</a>.
      </p>
    </Empty>
  );
}
