import { light, type } from '../theme.js';

/** A link as a button, as wide as its words; on a phone as wide as the letter. */
export function Button({ href, children }: { href: string; children: string }) {
  return (
    <table role="presentation" className="wide" cellPadding="0" cellSpacing="0">
      <tbody>
        <tr>
          <td
            className="button"
            align="center"
            // SpamAssassin knows no `bgcolor` of a cell: it would take the white words for hidden ones.
            style={{ backgroundColor: light.button, msoPaddingAlt: '11px 20px' }}
          >
            <a
              className="buttonink"
              href={href}
              style={{
                display: 'block',
                padding: '11px 20px',
                ...type.strong,
                color: light.buttonInk,
                textDecoration: 'none',
              }}
            >
              {children}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
