/** @jsxImportSource hono/jsx */
import type { Forecast } from '../../jobs/forecast.js';
import { momentInWords } from '../../letters/wording.js';
import { Document } from '../views/document.js';
import type { Frame } from '../views/frame.js';
import { Badge } from '../views/pieces.js';
import { Countdown } from './standing-view.js';
import { Tabs } from './week-page.js';

interface NextWeeksProps {
  frame: Frame;
  forecasts: readonly Forecast[];
  timeZone: string;
  now: Date;
}

/** What would be picked for the weeks to come if the content stayed as it is. */
export function NextWeeks({ frame, forecasts, timeZone, now }: NextWeeksProps) {
  return (
    <Document
      frame={frame}
      room="week"
      title="Next weeks"
      lead="What would be picked if the content stayed as it is today, and these editions went out one after the other."
      aside={<Tabs here="next" />}
    >
      <ol class="week-next">
        {forecasts.map((forecast) => (
          <li key={forecast.week} class="card">
            <OneWeek forecast={forecast} timeZone={timeZone} now={now} />
          </li>
        ))}
      </ol>
    </Document>
  );
}

function OneWeek({
  forecast: { week, dueAt, pick },
  timeZone,
  now,
}: {
  forecast: Forecast;
  timeZone: string;
  now: Date;
}) {
  const picked = pick.candidates.filter((candidate) => candidate.in);
  return (
    <>
      <div class="week-heading">
        <h2>
          <a href={`/week/${week}`}>{week}</a>
        </h2>
        <Badge tone={picked.length > 0 ? 'good' : 'warn'}>{`${picked.length} picked`}</Badge>
      </div>
      <p class="hint">
        Due in <Countdown to={dueAt} now={now} />, on {momentInWords(dueAt, timeZone)}
      </p>
      {picked.length === 0 ? (
        <p>
          Nothing is left to pick. <code>verdicts import &lt;file&gt;</code> brings in more.
        </p>
      ) : (
        <ol class="week-picked">
          {picked.map(({ slug, title, reason, score }) => (
            <li key={slug}>
              <b>{title}</b> <span class="hint">{score.toFixed(2)}</span>
              <span class="hint reason">{reason}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
