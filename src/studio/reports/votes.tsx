/** @jsxImportSource hono/jsx */
import type { Report } from '../../feedback/report.js';
import { Bar } from '../views/pieces.js';
import { number } from './figures.js';

/** What readers voted since, beside what the panel says of the same tools. */
export function VotesAgainstPanel({ votes: { cast, tools } }: Pick<Report, 'votes'>) {
  return (
    <section class="card scrolls" aria-labelledby="votes">
      <h2 id="votes">Votes against the panel</h2>
      {cast === 0 ? (
        <p class="muted">No reader has voted since this edition.</p>
      ) : (
        <table class="votes">
          <caption>
            {number(cast)} {cast === 1 ? 'vote' : 'votes'} cast since, until the next edition. The
            shares that say ship: of the panel, and of all readers’ votes.
          </caption>
          <thead>
            <tr>
              <th scope="col">Tool</th>
              <th scope="col" class="number">
                Ship, skip
              </th>
              <th scope="col">Panel</th>
              <th scope="col">Readers</th>
            </tr>
          </thead>
          <tbody>
            {tools.map(({ tool, name, ship, skip, panelShip, community }) => (
              <tr key={tool}>
                <th scope="row">{name}</th>
                <td class="number">
                  {number(ship)}, {number(skip)}
                </td>
                <td>
                  <Share percent={panelShip} />
                </td>
                <td>
                  <Share percent={community} tone="warn" none="too few votes" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface ShareProps {
  percent: number | null;
  tone?: 'good' | 'warn';
  none?: string;
}

function Share({ percent, tone = 'good', none = '—' }: ShareProps) {
  if (percent === null) return <span class="hint">{none}</span>;
  return (
    <>
      <span class="number">{percent}%</span>
      <Bar share={percent / 100} tone={tone} />
    </>
  );
}
