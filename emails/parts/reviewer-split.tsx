import type { Verdict } from '../../src/content/tool.js';
import type { Edition, MatchupTool } from '../../src/editions/edition.js';
import { labelOf } from '../wording.js';
import { Ruled } from './layout.js';

/** More tools than this do not fit side by side on a phone: the lenses then go across. */
const toolsAcross = 3;

interface Axis {
  key: string;
  label: string;
}

interface SplitProps {
  edition: Edition;
  tools: readonly MatchupTool[];
}

/** Who on the panel would ship which tool, lens by lens. */
export function ReviewerSplit({ edition, tools }: SplitProps) {
  const lenses = edition.panel
    .map(({ lens }) => ({ key: lens, label: labelOf(edition, lens) }))
    .filter(({ key }) => tools.some(({ verdicts }) => verdicts.some(({ lens }) => lens === key)));
  if (lenses.length === 0) return null;
  const names = tools.map(({ slug, name }) => ({ key: slug, label: name }));
  const across = tools.length <= toolsAcross ? names : lenses;
  const down = across === names ? lenses : names;
  const verdictOf = (row: Axis, column: Axis) => {
    const [tool, lens] = across === names ? [column.key, row.key] : [row.key, column.key];
    return tools
      .find(({ slug }) => slug === tool)
      ?.verdicts.find((verdict) => verdict.lens === lens)?.verdict;
  };
  return (
    <Ruled>
      <table
        width="100%"
        cellPadding="0"
        cellSpacing="0"
        {...(across === lenses && { className: 'lenses' })}
      >
        <thead>
          <tr>
            <Heading first>Reviewer split</Heading>
            {across.map((column) => (
              <Heading key={column.key} width={`${Math.floor(64 / across.length)}%`}>
                {column.label}
              </Heading>
            ))}
          </tr>
        </thead>
        <tbody>
          {down.map((row) => (
            <tr key={row.key}>
              <th scope="row" align="left" className="cell ink note name">
                {row.label}
              </th>
              {across.map((column) => (
                <td key={column.key} className="cell muted small">
                  <VerdictWord verdict={verdictOf(row, column)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Ruled>
  );
}

interface HeadingProps {
  children: string;
  width?: string;
  first?: boolean;
}

function Heading({ children, width, first = false }: HeadingProps) {
  return (
    <th
      scope="col"
      align="left"
      className={`cell muted smallstrong${first ? ' name' : ''}`}
      {...(width !== undefined && { width })}
    >
      {children}
    </th>
  );
}

/** SHIP or SKIP: the word says it, the colour only helps. A lens that did not review gets a dash. */
function VerdictWord({ verdict }: { verdict: Verdict | undefined }) {
  if (verdict === undefined) return '—';
  return <b className={verdict === 'ship' ? 'shipped' : 'skipped'}>{verdict.toUpperCase()}</b>;
}
