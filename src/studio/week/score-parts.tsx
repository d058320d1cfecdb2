/** @jsxImportSource hono/jsx */
import { type Parts, WEIGHTS } from '../../editions/score.js';

/** The parts of a score, with what each says. */
export const scoreParts = [
  {
    part: 'freshness',
    name: 'Fresh',
    means: 'Published at the due time is 1, a week before it a half, three weeks before a quarter.',
  },
  {
    part: 'decisiveness',
    name: 'Clear',
    means:
      'How clear the panel is: all for one tool and none for the other is 1, two even splits 0.',
  },
  {
    part: 'disagreement',
    name: 'Split',
    means: 'Share of the reviewers who ship one of the two tools and skip the other.',
  },
  {
    part: 'novelty',
    name: 'New',
    means: 'Tools that none of the last 8 editions carried are 1, those of the last edition 0.',
  },
  {
    part: 'votes',
    name: 'Votes',
    means: 'How many readers voted on the two tools: 20 votes are a half.',
  },
] as const satisfies { part: keyof Parts; name: string; means: string }[];

/** What the parts of a score say, and how much each counts. */
export function Meanings() {
  return (
    <details class="week-meanings" id="meanings" hx-preserve="true">
      <summary>What the parts of a score say</summary>
      <dl>
        {scoreParts.map(({ part, name, means }) => (
          <div key={part}>
            <dt>
              {name} <span class="muted">{Math.round(WEIGHTS[part] * 100)}%</span>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
        <div>
          <dt>Score</dt>
          <dd>The sum of all, each counting as much as its percentage says.</dd>
        </div>
      </dl>
      <p class="hint">
        Pinned comparisons come first, in their order; then those published since the edition
        before, then older ones, each by score. A new order pins as many from the top as it takes.
      </p>
    </details>
  );
}
