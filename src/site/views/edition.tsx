/** @jsxImportSource hono/jsx */
import type { Disagreement, Edition, Matchup, MatchupTool } from '../../editions/edition.js';
import { paths } from '../../letters/links.js';
import {
  dateline,
  disagreementsTitle,
  labelOf,
  pairsOf,
  type Standing,
  share,
  titleOf,
  toolOf,
  voteCount,
} from '../../letters/wording.js';
import { Figure } from './comparison.js';

interface EditionProps {
  edition: Edition;
  /** The rank of its title among the page's headings. */
  level: 1 | 2;
}

/** An edition as a page shows it: what the letter says, without anything personal. */
export function EditionView({ edition, level }: EditionProps) {
  const all = [...edition.matchups, ...edition.moreOnTheWeb];
  return (
    <article class="edition">
      <p class="small muted">{dateline({ ...edition, matchups: all, moreOnTheWeb: [] })}</p>
      <Heading level={level} class="title">
        {edition.subject}
      </Heading>
      <p class="lead">{edition.intro}</p>
      <Scoreboard standings={pairsOf(all)} />
      {all.map((matchup, index) => (
        <MatchupCard
          key={matchup.pairs[0]?.slug}
          edition={edition}
          matchup={matchup}
          rank={index + 1}
          level={level === 1 ? 2 : 3}
        />
      ))}
      {edition.disagreements && (
        <section class="card matchup">
          <Heading level={level === 1 ? 2 : 3} class="heading">
            {disagreementsTitle}
          </Heading>
          <Disagreements disagreements={edition.disagreements} />
        </section>
      )}
      {edition.closing !== undefined && <p class="lead">{edition.closing}</p>}
    </article>
  );
}

function Heading({
  level,
  children,
  ...attributes
}: {
  level: number;
  class: string;
  children: string;
}) {
  if (level === 1) return <h1 {...attributes}>{children}</h1>;
  if (level === 2) return <h2 {...attributes}>{children}</h2>;
  if (level === 3) return <h3 {...attributes}>{children}</h3>;
  return <h4 {...attributes}>{children}</h4>;
}

/** Every pair with both panel figures; whoever leads stands in bold. */
function Scoreboard({ standings }: { standings: readonly Standing[] }) {
  return (
    <table class="scoreboard">
      <thead>
        <tr>
          <th scope="col">The verdicts</th>
          <th scope="col" class="right">
            Panel ship
          </th>
        </tr>
      </thead>
      <tbody>
        {standings.map(({ pair, left, right }) => (
          <tr key={pair.slug}>
            <th scope="row">
              <a href={paths.comparison(pair.slug)}>
                <Leading leads={pair.outcome.leader === 'left'}>{left.name}</Leading>{' '}
                <span class="muted">vs</span>{' '}
                <Leading leads={pair.outcome.leader === 'right'}>{right.name}</Leading>
              </a>
            </th>
            <td class="right">
              {share(left.panelShip)} <span class="muted">–</span> {share(right.panelShip)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Leading({ leads, children }: { leads: boolean; children: string }) {
  return leads ? <b>{children}</b> : <span>{children}</span>;
}

/** The tools that readers see otherwise than the panel. */
function Disagreements({ disagreements }: { disagreements: readonly Disagreement[] }) {
  return (
    <table class="scoreboard">
      <thead>
        <tr>
          <th scope="col">Would ship it</th>
          <th scope="col" class="right">
            Readers
          </th>
          <th scope="col" class="right">
            Panel
          </th>
        </tr>
      </thead>
      <tbody>
        {disagreements.map((disagreement) => (
          <tr key={disagreement.tool}>
            <th scope="row">
              <a href={paths.comparison(disagreement.comparison)}>{disagreement.name}</a>{' '}
              <span class="small muted">{voteCount(disagreement)}</span>
            </th>
            <td class="right">{share(disagreement.community)}</td>
            <td class="right">{share(disagreement.panelShip)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface InEdition {
  edition: Edition;
  /** The rank of a heading. */
  level: number;
}

interface MatchupProps extends InEdition {
  matchup: Matchup;
  rank: number;
}

function MatchupCard({ edition, matchup, rank, level }: MatchupProps) {
  return (
    <section class="card matchup">
      <p class="overline">{`${rank} · ${matchup.category}`}</p>
      <Heading level={level} class="heading">
        {titleOf(matchup)}
      </Heading>
      {matchup.headline !== undefined && <p class="strong">{matchup.headline}</p>}
      {matchup.pairs.map(({ slug, outcome }) => (
        <p key={slug}>{outcome.sentence}</p>
      ))}
      <div class="tools">
        {matchup.tools.map((tool) => (
          <MatchupToolView key={tool.slug} edition={edition} tool={tool} level={level + 1} />
        ))}
      </div>
      <Quotes edition={edition} matchup={matchup} />
      <ul class="links">
        {pairsOf([matchup]).map(({ pair, left, right }) => (
          <li key={pair.slug}>
            <a href={paths.comparison(pair.slug)}>{`Compare ${left.name} and ${right.name}`}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MatchupToolView({ edition, tool, level }: InEdition & { tool: MatchupTool }) {
  return (
    <div>
      <Heading level={level} class="subheading">
        {tool.name}
      </Heading>
      <p class="note muted">{tool.tagline}</p>
      <div class="figures">
        <Figure value={share(tool.panelShip)} label="Panel ship" />
        <Figure value={share(tool.community)} label="Community" />
        <Figure value={tool.entry} label="Entry" />
      </div>
      <ul class="verdicts">
        {tool.verdicts.map(({ lens, verdict }) => (
          <li key={lens}>
            {labelOf(edition, lens)} <b class={`chip ${verdict}`}>{verdict.toUpperCase()}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Quotes({ edition, matchup }: { edition: Edition; matchup: Matchup }) {
  const { quotes } = matchup;
  const said = [
    { stance: 'for', word: 'For', quote: quotes.for },
    { stance: 'against', word: 'Against', quote: quotes.against },
  ];
  return (
    <>
      {said.map(
        ({ stance, word, quote }) =>
          quote && (
            <figure key={stance} class={`pull ${stance}`}>
              <figcaption>
                {`${word} · ${labelOf(edition, quote.lens)} on ${toolOf(matchup, quote.tool).name}`}
              </figcaption>
              <blockquote>
                <p>{`“${quote.text}”`}</p>
              </blockquote>
            </figure>
          ),
      )}
    </>
  );
}
