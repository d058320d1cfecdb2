/** @jsxImportSource hono/jsx */
import type { Disagreement, Edition, Matchup, MatchupTool } from '../../editions/edition.js';
import { paths } from '../../letters/links.js';
import {
  dateline,
  disagreementsTitle,
  labelOf,
  pairsOf,
  paragraphsOf,
  type Standing,
  share,
  titleOf,
  toolOf,
  voteCount,
} from '../../letters/wording.js';
import { Figure } from './comparison.js';
import { Heading } from './heading.js';
import { Named } from './named.js';

interface EditionProps {
  edition: Edition;
  /** The rank of its title among the page's headings. */
  level: 1 | 2;
}

/** An edition as a page shows it: what the letter says, without anything personal. */
export function EditionView({ edition, level }: EditionProps) {
  const all = [...edition.matchups, ...edition.moreOnTheWeb];
  const names = namesIn(edition);
  return (
    <article class="edition">
      <p class="small muted">{dateline({ ...edition, matchups: all, moreOnTheWeb: [] })}</p>
      <Heading level={level} class="title">
        <Named names={names}>{edition.subject}</Named>
      </Heading>
      <Paragraphs names={names}>{edition.intro}</Paragraphs>
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
      {edition.closing !== undefined && <Paragraphs names={names}>{edition.closing}</Paragraphs>}
    </article>
  );
}

function Paragraphs({ names, children }: { names: readonly string[]; children: string }) {
  return (
    <>
      {paragraphsOf(children).map((paragraph) => (
        <p key={paragraph} class="lead">
          <Named names={names}>{paragraph}</Named>
        </p>
      ))}
    </>
  );
}

/** The names of the tools that an edition is about, for `Named`. */
export function namesIn({ matchups, moreOnTheWeb }: Edition): string[] {
  return [...matchups, ...moreOnTheWeb].flatMap(({ tools }) => tools.map(({ name }) => name));
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
  return leads ? (
    <b>
      <bdi>{children}</bdi>
    </b>
  ) : (
    <bdi>{children}</bdi>
  );
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
              <a href={paths.comparison(disagreement.comparison)}>
                <bdi>{disagreement.name}</bdi>
              </a>{' '}
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
  const names = matchup.tools.map(({ name }) => name);
  return (
    <section class="card matchup">
      <p class="overline">{`${rank} · ${matchup.category}`}</p>
      <Heading level={level} class="heading">
        <Named names={names}>{titleOf(matchup)}</Named>
      </Heading>
      {matchup.headline !== undefined && (
        <p class="strong">
          <Named names={names}>{matchup.headline}</Named>
        </p>
      )}
      {matchup.pairs.map(({ slug, outcome }) => (
        <p key={slug}>
          <Named names={names}>{outcome.sentence}</Named>
        </p>
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
