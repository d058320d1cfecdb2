import type { ReactNode } from 'react';
import type { Edition, Matchup } from '../../src/editions/edition.js';
import { light } from '../theme.js';
import { dateline, pairsOf, type Standing, share } from '../wording.js';
import { Aside, Name, Prose, Words } from './words.js';

/** Publication, date, the week's title and its introduction. */
export function Opening({ edition, publication }: { edition: Edition; publication: string }) {
  return (
    <>
      <Words step="smallstrong">{publication}</Words>
      <Words step="small" tone="muted">
        {dateline(edition)}
      </Words>
      <Words as="h1" step="title" above={20}>
        {edition.subject}
      </Words>
      <Prose above={12}>{edition.intro}</Prose>
    </>
  );
}

/** Every pair of the letter with both panel figures; whoever leads stands in bold. */
export function Scoreboard({ matchups }: { matchups: readonly Matchup[] }) {
  return (
    // The padding is for clients without styles; the style sheet has its own.
    <table width="100%" cellPadding="4" cellSpacing="0">
      <thead>
        <tr>
          <Heading align="left">The verdicts</Heading>
          <Heading align="right">Panel ship</Heading>
        </tr>
      </thead>
      <tbody>
        {pairsOf(matchups).map((standing) => (
          <Row key={standing.pair.slug} {...standing} />
        ))}
      </tbody>
    </table>
  );
}

function Heading({ align, children }: { align: 'left' | 'right'; children: string }) {
  return (
    <th
      scope="col"
      align={align}
      className="muted overline strongline"
      style={{ padding: '0 0 8px', borderBottom: `2px solid ${light.ink}`, textAlign: align }}
    >
      {children}
    </th>
  );
}

function Row({ pair, left, right }: Standing) {
  const { by, leader } = pair.outcome;
  const winner = (side: 'left' | 'right', text: ReactNode) =>
    leader === side ? <b>{text}</b> : text;
  // Where something other than the panel decides, neither of its figures stands out.
  const figure = (side: 'left' | 'right', percent: number) =>
    by === 'panel' ? winner(side, share(percent)) : share(percent);
  return (
    <tr>
      <th scope="row" align="left" className="ink body score line" style={{ fontWeight: 400 }}>
        {winner('left', <Name>{left.name}</Name>)} <Aside>vs</Aside>{' '}
        {winner('right', <Name>{right.name}</Name>)}
      </th>
      <td
        align="right"
        className="ink body score line"
        style={{ whiteSpace: 'nowrap', paddingLeft: '16px' }}
      >
        {figure('left', left.panelShip)} <Aside>–</Aside> {figure('right', right.panelShip)}
      </td>
    </tr>
  );
}
