/** @jsxImportSource hono/jsx */
import type { Report } from '../../feedback/report.js';
import { Bar } from '../views/pieces.js';
import { counted, number, share } from './figures.js';

interface Step {
  name: string;
  readers: number;
  /** Machines counted as well, where they can be told from people. */
  withMachines?: number;
  /** What the step is a share of. */
  of: number;
}

/** How far the edition came: from Resend's acceptance to a click, in readers. */
export function Funnel({ report }: { report: Report }) {
  const { receipt, delivered, opened, clicked } = report;
  const steps: Step[] = [
    { name: 'Accepted', readers: receipt.accepted, of: receipt.audience },
    { name: 'Delivered', readers: delivered, of: receipt.accepted },
    {
      name: 'Opened',
      readers: opened.human.readers,
      withMachines: opened.all.readers,
      of: delivered,
    },
    {
      name: 'Clicked',
      readers: clicked.human.readers,
      withMachines: clicked.all.readers,
      of: delivered,
    },
  ];
  const most = Math.max(1, receipt.audience);
  return (
    <section class="card scrolls" aria-labelledby="funnel">
      <h2 id="funnel">Funnel</h2>
      <table class="funnel">
        <caption>
          In readers. Accepted is a share of the audience, delivered of those accepted, the others
          of those delivered.
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" class="number">
              Readers
            </th>
            <th scope="col" class="number">
              Share
            </th>
            <th scope="col" class="number">
              With machines
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ name, readers, withMachines, of }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <Bar share={readers / most} />
              </th>
              <td class="number">
                <b>{number(readers)}</b>
              </td>
              <td class="number">{share(readers, of)}</td>
              <td class="number muted">{number(withMachines)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        {counted(opened.human.times, 'opening')} and {counted(clicked.human.times, 'click')} by
        people. With machines {number(opened.all.times)} and {number(clicked.all.times)}: scanners
        follow every link, and some mailboxes load every image.
      </p>
    </section>
  );
}
