import type { Edition, Matchup, PulledQuote } from '../../src/editions/edition.js';
import { light } from '../theme.js';
import { labelOf, toolOf } from '../wording.js';
import { Block, Layout } from './layout.js';
import { Name, Words } from './words.js';

/** What one lens says for a tool of the card, and one against; either may be missing. */
export function Quotes({ edition, matchup }: { edition: Edition; matchup: Matchup }) {
  const said = [
    { stance: 'for' as const, quote: matchup.quotes.for },
    { stance: 'against' as const, quote: matchup.quotes.against },
  ];
  return said.map(
    ({ stance, quote }) =>
      quote !== undefined && (
        <Quote
          key={stance}
          stance={stance}
          quote={quote}
          lens={labelOf(edition, quote.lens)}
          tool={toolOf(matchup, quote.tool).name}
        />
      ),
  );
}

interface QuoteProps {
  stance: 'for' | 'against';
  quote: PulledQuote;
  /** The lens's label. */
  lens: string;
  /** The tool's name. */
  tool: string;
}

function Quote({ stance, quote, lens, tool }: QuoteProps) {
  const colour = stance === 'for' ? light.bar : light.skip;
  return (
    <Block>
      <Layout>
        <tr>
          <td className={stance} style={{ borderLeft: `3px solid ${colour}`, paddingLeft: '14px' }}>
            <Words step="overline" tone={stance === 'for' ? 'ship' : 'skip'}>
              {stance === 'for' ? 'For' : 'Against'}
            </Words>
            <Words step="quote" above={2} below={4}>
              <Name>{`“${quote.text}”`}</Name>
            </Words>
            <Words step="small" tone="muted">
              {`${lens} on ${tool}`}
            </Words>
          </td>
        </tr>
      </Layout>
    </Block>
  );
}
