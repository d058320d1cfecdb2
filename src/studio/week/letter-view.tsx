/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { PREHEADER_MAX, SUBJECT_MAX } from '../../editions/edition.js';
import type { Week } from '../../editions/week.js';
import { characters } from '../../editions/wording.js';
import type { PlannedWeek } from '../../jobs/planning.js';
import { Format } from '../../letters/letter.js';
import { budgetInWords, kilobytes, sizeBudget } from '../../letters/size-budget.js';
import { Bar } from '../views/pieces.js';
import { addressOf, type View } from './requests.js';

/** The letter beside what is done about it, in either format. */
export function LetterView({
  week,
  view,
  children,
}: {
  week: Week;
  view: View;
  /** What is said of it. */
  children: Child;
}) {
  return (
    <section id="letter" class="card week-letter" aria-labelledby="letter-title">
      <div class="week-heading">
        <h2 id="letter-title">The letter</h2>
        <nav class="tabs" aria-label="Format">
          {Format.options.map((format) => (
            <a
              key={format}
              href={addressOf(week, { ...view, format })}
              hx-get={addressOf(week, { ...view, format })}
              hx-target="#letter"
              hx-select="#letter"
              hx-swap="outerHTML"
              hx-push-url="true"
              {...(format === view.format && { 'aria-current': 'page' })}
            >
              {format === 'digest' ? 'Digest' : 'Brief'}
            </a>
          ))}
        </nav>
      </div>
      {children}
      <iframe
        data-live
        title={`The ${view.format} of ${week} as a reader gets it`}
        src={addressOf(week, view, '/letter')}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      />
    </section>
  );
}

/** Subject and preheader as composed, and how much of the budget each format takes. */
export function LetterFacts({ planned, swapped }: { planned: PlannedWeek; swapped?: boolean }) {
  const { letter, plan } = planned;
  return (
    <div id="letter-facts" data-letter={letter.kind} {...(swapped && { 'hx-swap-oob': 'true' })}>
      {letter.kind === 'composed' && (
        <dl class="week-facts">
          <Fact
            name="Subject"
            note={`${characters(letter.drafted.edition.subject)} of ${SUBJECT_MAX}`}
          >
            {letter.drafted.edition.subject}
            {plan.subject === undefined && <span class="hint"> from the pick</span>}
          </Fact>
          <Fact
            name="Preheader"
            note={`${characters(letter.drafted.edition.preheader)} of ${PREHEADER_MAX}`}
          >
            {letter.drafted.edition.preheader}
          </Fact>
          {Format.options.map((format) => (
            <Size key={format} format={format} bytes={letter.drafted.sizes[format]} />
          ))}
        </dl>
      )}
      {letter.kind === 'nothing-picked' && (
        <p class="muted">Nothing is picked: there is no letter.</p>
      )}
      {letter.kind === 'impossible' && (
        <div class="notice bad" role="alert">
          <p>{letter.what}</p>
          <p>{letter.remedy}</p>
        </div>
      )}
    </div>
  );
}

export function Fact({ name, note, children }: { name: string; note?: string; children: Child }) {
  return (
    <div>
      <dt>
        {name} {note && <span class="number">{note}</span>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Size({ format, bytes }: { format: Format; bytes: number }) {
  const share = bytes / sizeBudget;
  return (
    <Fact
      name={format === 'digest' ? 'Digest' : 'Brief'}
      note={`${kilobytes(bytes)} of ${budgetInWords}`}
    >
      <Bar share={share} tone={share > 0.9 ? 'warn' : 'good'} />
    </Fact>
  );
}
