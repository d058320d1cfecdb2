import type { Disagreement } from '../../src/editions/edition.js';
import type { LetterLinks } from '../letter-props.js';
import { disagreementsTitle, share, voteCount } from '../wording.js';
import { TextLink, Words } from './words.js';

interface DisagreementsProps {
  disagreements: readonly Disagreement[];
  links: LetterLinks;
}

/** The tools that readers see otherwise than the panel, both shares side by side. */
export function Disagreements({ disagreements, links }: DisagreementsProps) {
  return (
    <>
      <Words as="h2" step="heading" below={8}>
        {disagreementsTitle}
      </Words>
      <table width="100%" cellPadding="0" cellSpacing="0">
        <thead>
          <tr>
            <Heading align="left">Would ship it</Heading>
            <Heading align="right">You</Heading>
            <Heading align="right">Panel</Heading>
          </tr>
        </thead>
        <tbody>
          {disagreements.map((disagreement) => (
            <Row key={disagreement.tool} disagreement={disagreement} links={links} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Beside a long name, figures neither touch it nor break. */
const figures = { paddingLeft: '16px', whiteSpace: 'nowrap' } as const;

function Heading({ align, children }: { align: 'left' | 'right'; children: string }) {
  return (
    <th
      scope="col"
      align={align}
      className="muted smallstrong"
      style={{ textAlign: align, ...(align === 'right' && figures) }}
    >
      {children}
    </th>
  );
}

function Row({ disagreement, links }: { disagreement: Disagreement; links: LetterLinks }) {
  const { name, comparison, community, panelShip } = disagreement;
  return (
    <tr>
      <th scope="row" align="left" className="ink body score line">
        <TextLink href={links.comparison(comparison)}>{name}</TextLink>
        <br />
        <span className="muted small">{voteCount(disagreement)}</span>
      </th>
      <Share percent={community} />
      <Share percent={panelShip} />
    </tr>
  );
}

function Share({ percent }: { percent: number }) {
  return (
    <td align="right" valign="top" className="ink figure score line" style={figures}>
      {share(percent)}
    </td>
  );
}
