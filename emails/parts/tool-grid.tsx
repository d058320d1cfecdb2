import { Fragment } from 'react';
import type { MatchupTool } from '../../src/editions/edition.js';
import { light, space } from '../theme.js';
import { share } from '../wording.js';
import { Block, Layout } from './layout.js';
import { Words } from './words.js';

/**
 * The tools of a card, two a row; of an odd number the first, which the others are measured
 * against, has a row to itself.
 */
export function ToolGrid({ tools }: { tools: readonly MatchupTool[] }) {
  return (
    <Block above={0}>
      <Layout>
        {rowsOf(tools).map((row) => (
          <tr key={row[0]?.slug}>
            {row.map((tool, column) => (
              <td
                key={tool.slug}
                className="column"
                valign="top"
                {...(row.length === 1 ? { colSpan: 2 } : { width: '50%' })}
                style={{ padding: paddingOf(column, row.length) }}
              >
                <ToolFigures tool={tool} />
              </td>
            ))}
          </tr>
        ))}
      </Layout>
    </Block>
  );
}

function rowsOf(tools: readonly MatchupTool[]): MatchupTool[][] {
  const alone = tools.length % 2;
  const rows = alone === 1 ? [tools.slice(0, 1)] : [];
  for (let index = alone; index < tools.length; index += 2)
    rows.push(tools.slice(index, index + 2));
  return rows;
}

function paddingOf(column: number, columns: number): string {
  const [right, left] = columns === 1 ? [0, 0] : column === 0 ? [14, 0] : [0, 14];
  return `${space.block}px ${right}px 0 ${left}px`;
}

function ToolFigures({ tool }: { tool: MatchupTool }) {
  return (
    <>
      <Words as="h3" step="subheading">
        {tool.name}
      </Words>
      <Words step="note" tone="muted" above={2} below={10}>
        {tool.tagline}
      </Words>
      <PanelBar verdicts={tool.verdicts} />
      <Layout>
        <tr>
          <Figure value={share(tool.panelShip)} label="Panel ship" />
          <Figure value={share(tool.community)} label="Community" />
          <Figure value={tool.entry} label="Entry" />
        </tr>
      </Layout>
    </>
  );
}

/**
 * One segment a review, filled for each that says ship. The figure below says the same in digits,
 * so screen readers are spared the bar.
 */
function PanelBar({ verdicts }: { verdicts: MatchupTool['verdicts'] }) {
  if (verdicts.length === 0) return null;
  const ships = verdicts.filter(({ verdict }) => verdict === 'ship').length;
  return (
    <table role="presentation" aria-hidden width="100%" cellPadding="0" cellSpacing="0">
      <tbody>
        <tr style={{ fontSize: '1px', lineHeight: '6px' }}>
          {verdicts.map(({ lens }, index) => (
            <Fragment key={lens}>
              {index > 0 && <td width="3" />}
              <td
                className={index < ships ? 'on' : 'off'}
                bgcolor={index < ships ? light.bar : light.barRest}
              >
                {'\u00a0'}
              </td>
            </Fragment>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function Figure({ value, label }: { value: string; label: string }) {
  // A price told as a phrase would not fit at the size of a figure.
  const step = value.length > 7 ? 'phrase' : 'figure';
  return (
    <td width="33%" valign="top" className="stat muted small">
      <b className={`ink ${step}`}>{value}</b>
      <br />
      {label}
    </td>
  );
}
