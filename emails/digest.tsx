import type { LetterProps } from './letter-props.js';
import { Footer, MoreOnTheWeb } from './parts/closing.js';
import { Disagreements } from './parts/disagreements.js';
import { Document } from './parts/document.js';
import { Block, Card } from './parts/layout.js';
import { MatchupCard } from './parts/matchup-card.js';
import { Opening, Scoreboard } from './parts/opening.js';
import { Prose } from './parts/words.js';
import { previewProps } from './preview-props.js';

/** The full digest: a card for each matchup. */
export default function Digest({ edition, masthead, links, address }: LetterProps) {
  return (
    <Document title={edition.subject} preheader={edition.preheader}>
      <tr>
        <td style={{ paddingBottom: '24px' }}>
          <Opening edition={edition} publication={masthead.publication} />
        </td>
      </tr>
      <tr>
        <td style={{ paddingBottom: '28px' }}>
          <Scoreboard matchups={edition.matchups} />
        </td>
      </tr>
      {edition.matchups.map((matchup, index) => (
        <MatchupCard
          key={matchup.pairs[0]?.slug}
          edition={edition}
          matchup={matchup}
          rank={index + 1}
          links={links}
        />
      ))}
      {edition.moreOnTheWeb.length > 0 && (
        <Card>
          <Block above={0}>
            <MoreOnTheWeb edition={edition} links={links} />
          </Block>
        </Card>
      )}
      {edition.disagreements !== undefined && (
        <Card>
          <Block above={0}>
            <Disagreements disagreements={edition.disagreements} links={links} />
          </Block>
        </Card>
      )}
      {edition.closing !== undefined && (
        <tr>
          <td style={{ padding: '8px 0 24px' }}>
            <Prose>{edition.closing}</Prose>
          </td>
        </tr>
      )}
      <tr>
        <td style={{ paddingTop: '8px' }}>
          <Footer masthead={masthead} links={links} address={address} />
        </td>
      </tr>
    </Document>
  );
}

Digest.PreviewProps = previewProps satisfies LetterProps;
