import type { ReactNode } from 'react';
import { light, space, width } from '../theme.js';

/** A table that only places things: Outlook on Windows knows no other way. Holds rows. */
export function Layout({ children }: { children: ReactNode }) {
  return (
    <table role="presentation" width="100%" cellPadding="0" cellSpacing="0">
      <tbody>{children}</tbody>
    </table>
  );
}

/** One of two columns, which stand below each other where there is no room: no client needs a style for it. */
export function Column({ children }: { children: ReactNode }) {
  return (
    <table
      role="presentation"
      className="column"
      align="left"
      width={width.columnUnstyled}
      cellPadding="0"
      cellSpacing="0"
    >
      <tbody>
        <tr>
          <td style={{ padding: `${space.block}px 14px 0 0` }}>{children}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** A bordered box as a row of the letter, with room below it for the next. Holds rows. */
export function Card({ children }: { children: ReactNode }) {
  return (
    <tr>
      <td style={{ paddingBottom: `${space.between}px` }}>
        <Layout>
          <tr>
            <td
              className="card inside"
              bgcolor={light.card}
              style={{ padding: `${space.card}px`, border: `1px solid ${light.line}` }}
            >
              <Layout>{children}</Layout>
            </td>
          </tr>
        </Layout>
      </td>
    </tr>
  );
}

/** One block of a card as a row, its distance from the one before in px. */
export function Block({ children, above = space.block }: { children: ReactNode; above?: number }) {
  return (
    <tr>
      <td {...(above > 0 && { style: { paddingTop: `${above}px` } })}>{children}</td>
    </tr>
  );
}

/** One block of a card as rows, below a hairline. */
export function Ruled({ children }: { children: ReactNode }) {
  return (
    <>
      <tr>
        <td
          className="line"
          style={{
            borderBottom: `1px solid ${light.line}`,
            fontSize: '1px',
            lineHeight: `${space.block}px`,
          }}
        >
          {'\u00a0'}
        </td>
      </tr>
      <Block above={16}>{children}</Block>
    </>
  );
}
