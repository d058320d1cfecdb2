/** @jsxImportSource hono/jsx */
import type { Mailing } from '../../mailings/mailing.js';
import { Bar } from '../views/pieces.js';
import { number, share } from './figures.js';
import type { ReportPageProps } from './report.js';

/** The letter with the clicks drawn onto it, and every link as a table. */
export function LinkMap(props: ReportPageProps) {
  const { report, mailing, variant, scheme } = props;
  const { human, links } = report.clicked;
  const address = (changes: Record<string, string>) =>
    `/reports/${report.week}?${new URLSearchParams({ variant: variant.id, scheme, ...changes })}`;
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <section class="stack" aria-labelledby="link-map" id="links">
      <h2 id="link-map">Where readers clicked</h2>
      <div class="link-map-columns">
        <div class="card shown-letter">
          <div class="buttons">
            <nav class="tabs" aria-label="Letters of this mailing">
              {mailing.variants.map((each) => (
                <a
                  key={each.id}
                  href={`${address({ variant: each.id })}#links`}
                  {...(each.id === variant.id && { 'aria-current': 'page' })}
                >
                  {variantName(each)} <span class="hint">{number(each.readers)}</span>
                </a>
              ))}
            </nav>
            <a class="button quiet small" href={`${address({ scheme: other })}#links`}>
              {other === 'dark' ? 'Show it dark' : 'Show it light'}
            </a>
          </div>
          <iframe
            title="The letter, with the clicks on each of its links"
            src={`/reports/${report.week}/letter?${new URLSearchParams({ variant: variant.id, scheme })}`}
          />
        </div>
        <div class="card scrolls">
          <h3>Links by clicks</h3>
          {links.length === 0 ? (
            <p class="muted">No link was clicked yet.</p>
          ) : (
            <table class="tight">
              <thead>
                <tr>
                  <th scope="col">Link</th>
                  <th scope="col" class="number">
                    Clicks
                  </th>
                  <th scope="col" class="number">
                    Readers
                  </th>
                  <th scope="col" class="number">
                    Machines
                  </th>
                </tr>
              </thead>
              <tbody>
                {links.map((each) => (
                  <tr key={each.link}>
                    <th scope="row">
                      {withoutOrigin(each.link, mailing.masthead.publicUrl)}
                      <Bar share={each.human.times / Math.max(1, links[0]?.human.times ?? 0)} />
                    </th>
                    <td class="number">
                      {number(each.human.times)}{' '}
                      <span class="hint">{share(each.human.times, human.times)}</span>
                    </td>
                    <td class="number">{number(each.human.readers)}</td>
                    <td class="number">{number(each.all.times - each.human.times)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p class="hint">
            Clicks of all letters of the mailing together, machines left out. Where a link stands in
            several places, each shows the clicks of all. Readers’ own tokens are not kept: votes
            and settings are counted by kind.
          </p>
        </div>
      </div>
    </section>
  );
}

function variantName({ variant: { format, topics } }: Mailing['variants'][number]): string {
  const name = format === 'digest' ? 'Digest' : 'Brief';
  return topics === null ? name : `${name}: ${topics.join(', ')}`;
}

function withoutOrigin(link: string, publicUrl: string): string {
  return link.startsWith(publicUrl) ? link.slice(publicUrl.length) || '/' : link;
}
