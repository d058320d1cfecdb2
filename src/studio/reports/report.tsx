/** @jsxImportSource hono/jsx */
import type { Report } from '../../feedback/report.js';
import { isUntold, untoldWords } from '../../feedback/untold.js';
import type { Mailing } from '../../mailings/mailing.js';
import { Document } from '../views/document.js';
import type { Frame } from '../views/frame.js';
import { Moment } from '../views/moment.js';
import { Figure, Figures, Notice, Words } from '../views/pieces.js';
import { number, share } from './figures.js';
import { Funnel } from './funnel.js';
import { LinkMap } from './links.js';
import { VotesAgainstPanel } from './votes.js';

export interface ReportPageProps {
  frame: Frame;
  zone: string;
  mailing: Mailing;
  report: Report;
  /** Whose letter is shown, and how. */
  variant: Mailing['variants'][number];
  scheme: 'light' | 'dark';
  subject: string;
}

/** What came of one mailing. */
export function ReportPage(props: ReportPageProps) {
  const { frame, zone, mailing, report, subject } = props;
  return (
    <Document
      frame={frame}
      room="reports"
      title={`Report of ${report.week}`}
      lead={
        <>
          “{subject}”, mailed <Moment at={mailing.frozenAt} zone={zone} />
        </>
      }
      aside={
        <>
          <a class="button quiet" href="/reports">
            All reports
          </a>
          <a class="button quiet" href={`/outbox?week=${report.week}`}>
            Its letters
          </a>
        </>
      }
    >
      {isUntold(report) && (
        <Notice tone="warn">
          <Words>{untoldWords(frame.publicUrl)}</Words>
        </Notice>
      )}
      <div class="columns">
        <Funnel report={report} />
        <div class="stack">
          <NotReached report={report} />
          <Receipt report={report} />
        </div>
      </div>
      <LinkMap {...props} />
      <div class="columns">
        <VotesAgainstPanel votes={report.votes} />
        <Departures unsubscribed={report.unsubscribed} />
      </div>
    </Document>
  );
}

function NotReached({ report }: { report: Report }) {
  const { bounced, complained, suppressed, failed, delayed, receipt } = report;
  const kinds = `${number(bounced.permanent)} for good, ${number(bounced.transient)} for now, ${number(bounced.undetermined)} unclear`;
  return (
    <section class="card" aria-labelledby="not-reached">
      <h2 id="not-reached">What went wrong</h2>
      <Figures>
        <Figure value={number(bounced.readers)} label="Bounced" hint={kinds} />
        <Figure
          value={number(complained)}
          label="Complained"
          hint={`${share(complained, receipt.accepted)} of those accepted`}
        />
        <Figure value={number(suppressed)} label="Suppressed" hint="not tried, by Resend" />
        <Figure value={number(failed)} label="Failed" hint="Resend could not send" />
        <Figure value={number(delayed)} label="Delayed" hint="at one time" />
      </Figures>
    </section>
  );
}

const receiptParts = [
  ['accepted', 'Resend took the message'],
  ['refused', 'Resend never will'],
  ['withdrawn', 'left the list before their turn'],
  ['uncertain', 'asked, and the answer is unknown'],
  ['pending', 'not asked yet'],
] as const;

function Receipt({ report: { receipt } }: { report: Report }) {
  return (
    <section class="card" aria-labelledby="receipt">
      <h2 id="receipt">Receipt</h2>
      <table class="tight">
        <tbody>
          {receiptParts.map(([part, meaning]) => (
            <tr key={part}>
              <th scope="row">{part}</th>
              <td class="muted">{meaning}</td>
              <td class="number">{number(receipt[part])}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">audience</th>
            <td class="muted">{receipt.state}</td>
            <td class="number">
              <b>{number(receipt.audience)}</b>
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Departures({ unsubscribed }: Pick<Report, 'unsubscribed'>) {
  const { readers, reasons } = unsubscribed;
  return (
    <section class="card" aria-labelledby="departures">
      <h2 id="departures">Unsubscribed since</h2>
      {readers === 0 ? (
        <p class="muted">Nobody has left since this edition.</p>
      ) : (
        <table class="tight">
          <caption>
            {number(readers)} {readers === 1 ? 'reader' : 'readers'}, until the next edition
          </caption>
          <tbody>
            {reasons.map(({ reason, readers: count }) => (
              <tr key={reason}>
                <th scope="row" class={reason === null ? 'muted' : ''}>
                  {reason ?? 'No reason given'}
                </th>
                <td class="number">{number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
