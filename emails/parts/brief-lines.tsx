import type { Matchup, MatchupTool } from '../../src/editions/edition.js';
import type { LetterLinks } from '../letter-props.js';
import { light, space, type } from '../theme.js';
import { opponentIn, separatorAfter, share, sidesOf } from '../wording.js';
import { Aside, Name, Sentence, TextLink, Words } from './words.js';

interface BriefLinesProps {
  matchups: readonly Matchup[];
  links: LetterLinks;
}

/** The rows of the brief's list: who met whom with the panel's figures, and who leads and why. */
export function BriefLines({ matchups, links }: BriefLinesProps) {
  return matchups.map((matchup, index) => {
    const cell = {
      padding: '14px 0',
      verticalAlign: 'top',
      ...(index > 0 && { borderTop: `1px solid ${light.line}` }),
    };
    return (
      <tr key={matchup.pairs[0]?.slug}>
        <td className="muted line" width={space.card} style={{ ...cell, ...number }}>
          {index + 1}
        </td>
        <td className="line" style={cell}>
          <Words as="h2" step="subheading">
            <Title matchup={matchup} links={links} />
          </Words>
          <Words step="body" above={2}>
            <Sentence tools={matchup.tools}>
              {matchup.pairs.map(({ outcome }) => outcome.sentence).join(' ')}
            </Sentence>
          </Words>
        </td>
      </tr>
    );
  });
}

const number = { ...type.body, lineHeight: type.subheading.lineHeight, color: light.muted };

/** The first tool, then each opponent as a link to the comparison of the two. */
function Title({ matchup, links }: { matchup: Matchup; links: LetterLinks }) {
  const { first } = sidesOf(matchup);
  return (
    <>
      <Named tool={first} /> <Aside>vs</Aside>{' '}
      {matchup.pairs.map((pair, index) => {
        const opponent = opponentIn(matchup, pair);
        return (
          <span key={pair.slug}>
            <Named tool={opponent} href={links.comparison(pair.slug)} />
            <Aside>{separatorAfter(index, matchup.pairs.length)}</Aside>
          </span>
        );
      })}
    </>
  );
}

function Named({ tool, href }: { tool: MatchupTool; href?: string }) {
  const name = <Name>{tool.name}</Name>;
  return (
    <>
      {href === undefined ? name : <TextLink href={href}>{name}</TextLink>}{' '}
      <Aside>{share(tool.panelShip)}</Aside>
    </>
  );
}
