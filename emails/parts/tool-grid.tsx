import { Fragment } from 'react';
import type { MatchupTool } from '../../src/editions/edition.js';
import { keepsWhole, keepsWords, light, space, type } from '../theme.js';
import { share } from '../wording.js';
import { Block, Column } from './layout.js';
import { Name, Words } from './words.js';

/**
 * The tools of a card, two a row; of an odd number the first, which the others are measured
 * against, has a row to itself.
 */
export function ToolGrid({ tools }: { tools: readonly MatchupTool[] }) {
  return rowsOf(tools).map((row) => (
    <Block key={row[0]?.slug} above={row.length === 1 ? space.block : 0}>
      {row.map((tool) =>
        row.length === 1 ? (
          <ToolFigures key={tool.slug} tool={tool} />
        ) : (
          <Column key={tool.slug}>
            <ToolFigures tool={tool} />
          </Column>
        ),
      )}
    </Block>
  ));
}

function rowsOf(tools: readonly MatchupTool[]): MatchupTool[][] {
  const alone = tools.length % 2;
  const rows = alone === 1 ? [tools.slice(0, 1)] : [];
  for (let index = alone; index < tools.length; index += 2)
    rows.push(tools.slice(index, index + 2));
  return rows;
}

/** What a price may have to stand in a third of a column: a longer one would be a tower, a longer word be cut. */
const mostBeside = { characters: 20, inWord: 9 };

function fitsBeside(entry: string): boolean {
  const words = entry.split(/[\s-]/);
  return (
    entry.length <= mostBeside.characters &&
    words.every(({ length }) => length <= mostBeside.inWord)
  );
}

function ToolFigures({ tool }: { tool: MatchupTool }) {
  const beside = fitsBeside(tool.entry);
  return (
    <>
      <Words as="h3" step="subheading">
        {tool.name}
      </Words>
      <Words step="note" tone="muted" above={2} below={10}>
        <Name>{tool.tagline}</Name>
      </Words>
      <PanelBar verdicts={tool.verdicts} />
      <table
        role="presentation"
        width="100%"
        cellPadding="3"
        cellSpacing="0"
        style={{ ...keepsWhole, fontSize: type.small.fontSize }}
      >
        <tbody>
          <tr className="figures">
            <Figure value={share(tool.panelShip)} label="Panel ship" />
            <Figure value={share(tool.community)} label="Community" />
            {beside ? (
              <Figure value={tool.entry} label="Entry" />
            ) : (
              <td width="33%" className="stat">
                {'\u00a0'}
              </td>
            )}
          </tr>
          {!beside && (
            <tr>
              <Figure value={tool.entry} label="Entry" columns={3} />
            </tr>
          )}
        </tbody>
      </table>
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

interface FigureProps {
  value: string;
  label: string;
  columns?: number;
}

function Figure({ value, label, columns = 1 }: FigureProps) {
  // A price told as a phrase would not fit at the size of a figure, nor on one line.
  const phrase = value.length > 7;
  const beside = columns === 1;
  return (
    <td
      {...(beside ? { width: '33%' } : { colSpan: columns })}
      valign="top"
      className="stat muted small"
      {...(phrase && { style: beside ? keepsWords : { whiteSpace: 'normal' } })}
    >
      <b className={`ink ${phrase ? 'phrase' : 'figure'}`}>{value}</b>
      <br />
      {label}
    </td>
  );
}
