/** @jsxImportSource hono/jsx */

import { shortHash } from '../../editions/wording.js';
import type { Outgoing } from '../../jobs/outgoing.js';
import { kilobytes, sizeBudget } from '../../letters/size-budget.js';

/** What goes out, in short, and where to look at it. */
export function LetterCard({ outgoing }: { outgoing: Outgoing }) {
  const { week } = outgoing;
  const drafted = outgoing.state === 'unmailed' ? (outgoing.draft ?? outgoing.today) : undefined;
  const edition = outgoing.state === 'mailed' ? outgoing.edition : drafted?.edition;
  if (!edition) {
    return (
      <section class="card">
        <h2>The letter</h2>
        <p class="muted">There is none: nothing is picked for this week.</p>
        <p>
          <a href={`/week/${week}`}>See why, and pin what should go out</a>
        </p>
      </section>
    );
  }
  const asDrafted = outgoing.state === 'mailed' || outgoing.draft !== undefined;
  return (
    <section class="card">
      <h2>The letter</h2>
      <dl class="facts">
        <div>
          <dt>Subject</dt>
          <dd>
            <b>{edition.subject}</b>
          </dd>
        </div>
        <div>
          <dt>Preheader</dt>
          <dd>{edition.preheader}</dd>
        </div>
        {drafted && (
          <div>
            <dt>Sizes</dt>
            <dd>
              digest {kilobytes(drafted.sizes.digest)}, brief {kilobytes(drafted.sizes.brief)}{' '}
              <span class="hint">of {kilobytes(sizeBudget)}</span>
            </dd>
          </div>
        )}
        <div>
          <dt>Content</dt>
          <dd>
            {asDrafted ? <code>{shortHash(edition.hash)}</code> : 'as of now, not yet drafted'}
          </dd>
        </div>
      </dl>
      <p class="buttons">
        <a class="button quiet small" href={`/preview/${week}/digest`}>
          Look at the digest
        </a>
        <a class="button quiet small" href={`/preview/${week}/brief`}>
          Look at the brief
        </a>
      </p>
    </section>
  );
}
