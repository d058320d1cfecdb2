import { Fragment } from 'react';
import type { Verdict } from '../../src/content/tool.js';
import type { Edition, MatchupTool } from '../../src/editions/edition.js';
import { keepsWhole, type } from '../theme.js';
import { labelOf } from '../wording.js';
import { Ruled } from './layout.js';

interface Lens {
  lens: string;
  label: string;
}

interface RowsProps {
  lenses: readonly Lens[];
  tools: readonly MatchupTool[];
}

interface SplitProps {
  edition: Edition;
  tools: readonly MatchupTool[];
}

/** Who on the panel would ship which tool, lens by lens. */
export function ReviewerSplit({ edition, tools }: SplitProps) {
  const lenses = edition.panel
    .map(({ lens }) => ({ lens, label: labelOf(edition, lens) }))
    .filter(({ lens }) => tools.some((tool) => verdictOf(tool, lens) !== undefined));
  if (lenses.length === 0) return null;
  const Rows = fitAcross(tools) ? LensRows : lensesFitAcross(lenses) ? ToolRows : Lines;
  return (
    <Ruled>
      <table
        width="100%"
        cellPadding="3"
        cellSpacing="0"
        style={{ ...keepsWhole, fontSize: type.small.fontSize }}
      >
        <Rows lenses={lenses} tools={tools} />
      </table>
    </Ruled>
  );
}

/**
 * What may stand side by side on the narrowest phone; else the lenses go across. A longer word would be broken there,
 * a longer name be a tower.
 */
const mostAcross = { tools: 2, inWord: 11, inName: 40, lenses: 4, inLabel: 9 };

function fitAcross(tools: readonly MatchupTool[]): boolean {
  const fits = ({ name }: MatchupTool) =>
    name.length <= mostAcross.inName &&
    name.split(/[ -]/).every(({ length }) => length <= mostAcross.inWord);
  return tools.length <= mostAcross.tools && tools.every(fits);
}

function lensesFitAcross(lenses: readonly Lens[]): boolean {
  return (
    lenses.length <= mostAcross.lenses &&
    lenses.every(({ label }) => label.length <= mostAcross.inLabel)
  );
}

function verdictOf({ verdicts }: MatchupTool, lens: string): Verdict | undefined {
  return verdicts.find((verdict) => verdict.lens === lens)?.verdict;
}

/** A row a lens, a column a tool. */
function LensRows({ lenses, tools }: RowsProps) {
  return (
    <>
      <thead>
        <tr>
          <Heading wraps>Reviewer split</Heading>
          {tools.map(({ slug, name }) => (
            <Heading key={slug} wraps width={`${Math.floor(64 / tools.length)}%`}>
              {name}
            </Heading>
          ))}
        </tr>
      </thead>
      <tbody>
        {lenses.map(({ lens, label }) => (
          <tr key={lens}>
            <th scope="row" align="left" className="cell ink note">
              {label}
            </th>
            {tools.map((tool) => (
              <VerdictCell key={tool.slug} verdict={verdictOf(tool, lens)} />
            ))}
          </tr>
        ))}
      </tbody>
    </>
  );
}

/** A column a lens; each tool's name stands above its verdicts. */
function ToolRows({ lenses, tools }: RowsProps) {
  const above = { align: 'left', colSpan: lenses.length, style: wrapping } as const;
  return (
    <>
      <thead>
        <tr>
          <th scope="colgroup" className="cell muted smallstrong" {...above}>
            Reviewer split
          </th>
        </tr>
        <tr>
          {lenses.map(({ lens, label }) => (
            <Heading key={lens} width={`${Math.floor(100 / lenses.length)}%`}>
              {label}
            </Heading>
          ))}
        </tr>
      </thead>
      {tools.map((tool) => (
        <tbody key={tool.slug}>
          <tr>
            <th scope="rowgroup" className="over ink note" {...above}>
              {tool.name}
            </th>
          </tr>
          <tr>
            {lenses.map(({ lens }) => (
              <VerdictCell key={lens} verdict={verdictOf(tool, lens)} />
            ))}
          </tr>
        </tbody>
      ))}
    </>
  );
}

/** Each tool's name above its verdicts, which take as many lines as they need: for a large panel, or long labels. */
function Lines({ lenses, tools }: RowsProps) {
  return (
    <tbody>
      <tr>
        <th scope="col" align="left" className="cell muted smallstrong">
          Reviewer split
        </th>
      </tr>
      {tools.map((tool) => (
        <tr key={tool.slug}>
          <td className="cell muted small" style={wrapping}>
            <span className="ink note">{tool.name}</span>
            <br />
            {lenses.map(({ lens, label }) => (
              <Fragment key={lens}>
                <span style={keepsWhole}>
                  {label} <VerdictWord verdict={verdictOf(tool, lens)} />
                </span>{' '}
              </Fragment>
            ))}
          </td>
        </tr>
      ))}
    </tbody>
  );
}

const wrapping = { whiteSpace: 'normal' } as const;

interface HeadingProps {
  children: string;
  width?: string;
  wraps?: boolean;
}

function Heading({ children, width, wraps = false }: HeadingProps) {
  return (
    <th
      scope="col"
      align="left"
      className="cell muted smallstrong"
      {...(width !== undefined && { width })}
      {...(wraps && { style: wrapping })}
    >
      {children}
    </th>
  );
}

function VerdictCell({ verdict }: { verdict: Verdict | undefined }) {
  return (
    <td className="cell muted small">
      <VerdictWord verdict={verdict} />
    </td>
  );
}

/** SHIP or SKIP: the word says it, the colour only helps. A lens that did not review gets a dash. */
function VerdictWord({ verdict }: { verdict: Verdict | undefined }) {
  if (verdict === undefined) return '—';
  return <b className={verdict === 'ship' ? 'shipped' : 'skipped'}>{verdict.toUpperCase()}</b>;
}
