import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server.edge';
import { breaksLongWords, fontStack, light, space, width } from '../theme.js';
import { Layout } from './layout.js';
import { Preheader } from './preheader.js';
import { Container, Html } from './react-email.js';
import { headMarkup } from './stylesheet.js';

interface DocumentProps {
  title: string;
  preheader: string;
  children: ReactNode;
}

/**
 * The frame of a letter made with React Email: head, hidden preheader, one centred column. React Email's own
 * `Body` puts all of it into a table cell, where HTML allows no `<main>`.
 */
export function Document({ title, preheader, children }: DocumentProps) {
  return (
    <Html lang="en" dir="ltr" {...officeNamespaces}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: React itself cannot write the conditional comments that Outlook on Windows needs. */}
      <head dangerouslySetInnerHTML={{ __html: headOf(title) }} />
      <body style={{ backgroundColor: light.page, ...bodyText }}>
        <Preheader text={preheader} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the same; what is inside is React's own output. */}
        <main dangerouslySetInnerHTML={{ __html: columnOf(children) }} />
      </body>
    </Html>
  );
}

const bodyText = { fontFamily: fontStack, ...breaksLongWords };

const officeNamespaces = {
  xmlns: 'http://www.w3.org/1999/xhtml',
  'xmlns:o': 'urn:schemas-microsoft-com:office:office',
};

/** Keeps Outlook on Windows from enlarging the letter by the screen's scale. */
const outlookSettings = [
  '<!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:AllowPNG/>',
  '<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><![endif]-->',
].join('');

function headOf(title: string): string {
  const tags = renderToStaticMarkup(
    <>
      <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
    </>,
  );
  return tags + outlookSettings + headMarkup;
}

/** The column, 600 px at most; Outlook on Windows knows no `max-width` and gets a table around it. */
function columnOf(children: ReactNode): string {
  const outerWidth = width.letter + 2 * space.gutter;
  const column = renderToStaticMarkup(
    <Container style={{ maxWidth: `${outerWidth}px` }}>
      <Layout>
        <tr>
          {/* Yahoo and AOL drop what <body> is given. */}
          <td
            className="gutter"
            style={{ padding: `${space.card}px ${space.gutter}px`, ...bodyText }}
          >
            <Layout>{children}</Layout>
          </td>
        </tr>
      </Layout>
    </Container>,
  );
  return [
    `<table role="presentation" class="page" bgcolor="${light.page}" width="100%" cellpadding="0" cellspacing="0"><tbody><tr><td>`,
    `<!--[if mso]><table role="presentation" width="${outerWidth}" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`,
    column,
    '<!--[if mso]></td></tr></table><![endif]-->',
    '</td></tr></tbody></table>',
  ].join('');
}
