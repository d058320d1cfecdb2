import type { Verdict } from '../../src/content/tool.js';
import type { Matchup, MatchupTool } from '../../src/editions/edition.js';
import type { LetterLinks } from '../letter-props.js';
import { pairsOf, type Standing } from '../wording.js';
import { Button } from './button.js';
import { Block, Layout, Ruled } from './layout.js';
import { TextLink, Words } from './words.js';

/** Links to the pages with both write-ups side by side: a button, or of several pairs a list. */
export function ComparisonLinks({ matchup, links }: { matchup: Matchup; links: LetterLinks }) {
  const [first, ...others] = pairsOf([matchup]);
  if (first === undefined) return null;
  return (
    <Block>
      {others.length === 0 ? (
        <Button href={links.comparison(first.pair.slug)}>{labelOf(first)}</Button>
      ) : (
        [first, ...others].map((standing) => (
          <Words key={standing.pair.slug} step="strong" below={8}>
            <TextLink href={links.comparison(standing.pair.slug)}>{labelOf(standing)}</TextLink>
          </Words>
        ))
      )}
    </Block>
  );
}

function labelOf({ left, right }: Standing): string {
  return `Compare ${left.name} and ${right.name}`;
}

/** Asks the reader about each tool of the card. The links lead to a page that asks to confirm. */
export function VoteLinks({ tools, links }: { tools: readonly MatchupTool[]; links: LetterLinks }) {
  return (
    <Ruled>
      <Words step="smallstrong" tone="muted" below={6}>
        Would you ship it?
      </Words>
      <Layout>
        {tools.map((tool) => (
          <tr key={tool.slug}>
            <td className="cell ink note">{tool.name}</td>
            <Choice tool={tool} choice="ship" links={links} />
            <Choice tool={tool} choice="skip" links={links} />
          </tr>
        ))}
      </Layout>
    </Ruled>
  );
}

interface ChoiceProps {
  tool: MatchupTool;
  choice: Verdict;
  links: LetterLinks;
}

function Choice({ tool, choice, links }: ChoiceProps) {
  const word = choice === 'ship' ? 'Ship' : 'Skip';
  return (
    <td className="vote" width="68" align="center">
      <a
        className={`choice line small ${choice}`}
        href={links.vote(tool.slug, choice)}
        aria-label={`${word} ${tool.name}`}
      >
        {word}
      </a>
    </td>
  );
}
