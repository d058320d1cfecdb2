import { Fragment } from 'react';
import type { Edition, Matchup } from '../../src/editions/edition.js';
import type { LetterLinks } from '../letter-props.js';
import { separatorAfter, sidesOf } from '../wording.js';
import { ComparisonLinks, VoteLinks } from './card-links.js';
import { Block, Card } from './layout.js';
import { Quotes } from './quotes.js';
import { ReviewerSplit } from './reviewer-split.js';
import { ToolGrid } from './tool-grid.js';
import { Aside, Name, Sentence, Words } from './words.js';

interface MatchupCardProps {
  edition: Edition;
  matchup: Matchup;
  /** Its place in the ranking, from 1. */
  rank: number;
  links: LetterLinks;
}

/** Everything the letter says of one matchup. */
export function MatchupCard({ edition, matchup, rank, links }: MatchupCardProps) {
  return (
    <Card>
      <Block above={0}>
        <Words step="overline" tone="muted">
          {`${rank} · ${matchup.category}`}
        </Words>
        <Words as="h2" step="heading" above={6}>
          <Title matchup={matchup} />
        </Words>
        {matchup.headline !== undefined && (
          <Words step="strong" above={8}>
            {matchup.headline}
          </Words>
        )}
        {matchup.pairs.map((pair) => (
          <Words key={pair.slug} step="verdict" above={8}>
            <Sentence tools={matchup.tools}>{pair.outcome.sentence}</Sentence>
          </Words>
        ))}
      </Block>
      <ToolGrid tools={matchup.tools} />
      <ReviewerSplit edition={edition} tools={matchup.tools} />
      <Quotes edition={edition} matchup={matchup} />
      <ComparisonLinks matchup={matchup} links={links} />
      <VoteLinks tools={matchup.tools} links={links} />
    </Card>
  );
}

/** The names, the words between them set back. */
function Title({ matchup }: { matchup: Matchup }) {
  const { first, opponents } = sidesOf(matchup);
  return (
    <>
      <Name>{first.name}</Name> <Aside>vs</Aside>{' '}
      {opponents.map((tool, index) => (
        <Fragment key={tool.slug}>
          <Name>{tool.name}</Name>
          {index < opponents.length - 1 && <Aside>{separatorAfter(index, opponents.length)}</Aside>}
        </Fragment>
      ))}
    </>
  );
}
