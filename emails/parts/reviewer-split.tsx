import type { Verdict } from '../../src/content/tool.js';
import type { Edition, MatchupTool } from '../../src/editions/edition.js';
import { keepsWhole, type } from '../theme.js';
import { labelOf } from '../wording.js';
import { Ruled } from './layout.js';

/** More tools than this do not fit side by side on a phone: the lenses then go across. */
const toolsAcross = 3;

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
  const Rows = tools.length <= toolsAcross ? LensRows : ToolRows;
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

/** SHIP or SKIP: the word says it, the colour only helps. A lens that did not review gets a dash. */
function VerdictCell({ verdict }: { verdict: Verdict | undefined }) {
  return (
    <td className="cell muted small">
      {verdict === undefined ? (
        '—'
      ) : (
        <b className={verdict === 'ship' ? 'shipped' : 'skipped'}>{verdict.toUpperCase()}</b>
      )}
    </td>
  );
}
