import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server.edge';
import { breaksLongWords, fontStack, light, space, width } from '../theme.js';
import mjml2html from './mjml.js';
import { Preheader } from './preheader.js';
import { headMarkup } from './stylesheet.js';

interface DocumentProps {
  title: string;
  preheader: string;
  /** Sections and wrappers of MJML. */
  children: ReactNode;
}

/**
 * The frame of a letter made with MJML. React writes the MJML source, MJML makes HTML of it, and
 * the HTML stands in a React element again, so that this renders and previews like any template.
 * Throws when MJML finds the source at fault.
 */
export async function MjmlDocument({ title, preheader, children }: DocumentProps) {
  const source = renderToStaticMarkup(<Source title={title}>{children}</Source>);
  const { html } = await mjml2html(source, {
    // Otherwise MJML fetches fonts from Google.
    fonts: {},
    validationLevel: 'strict',
  });
  // Not MJML's own: its white words stand for hidden ones with spam filters.
  const hidden = renderToStaticMarkup(<Preheader text={preheader} />);
  // React writes the outer tags: it would add an empty `<head>` to a document without its own.
  return (
    <html lang="en" dir="ltr" {...officeNamespaces}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: MJML gives finished HTML. */}
      <head dangerouslySetInnerHTML={{ __html: contentOf('head', html) }} />
      <body
        className="page"
        style={{ backgroundColor: light.page, ...breaksLongWords }}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: MJML gives finished HTML.
        dangerouslySetInnerHTML={{ __html: `${hidden}<main>${contentOf('body', html)}</main>` }}
      />
    </html>
  );
}

/** What stands inside the one element of that name, without the line ends and indents that MJML writes. */
function contentOf(element: 'head' | 'body', html: string): string {
  const start = html.indexOf('>', html.indexOf(`<${element}`)) + 1;
  const content = html.slice(start, html.lastIndexOf(`</${element}>`));
  return content.trim().replaceAll(/\s*\n\s*/g, ' ');
}

const officeNamespaces = {
  xmlns: 'http://www.w3.org/1999/xhtml',
  'xmlns:v': 'urn:schemas-microsoft-com:vml',
  'xmlns:o': 'urn:schemas-microsoft-com:office:office',
};

function Source({ title, children }: Omit<DocumentProps, 'preheader'>) {
  return (
    <mjml lang="en" dir="ltr">
      <mj-head>
        <mj-title>{title}</mj-title>
        <mj-attributes>
          <mj-all font-family={fontStack} />
          <mj-text padding="0" color={light.ink} font-size="15px" line-height="22px" />
          <mj-table padding="0" color={light.ink} font-size="15px" line-height="22px" />
          <mj-section padding="0" />
          <mj-wrapper padding={`0 ${space.gutter}px`} />
        </mj-attributes>
        <Raw content={headMarkup} />
      </mj-head>
      <mj-body
        width={`${width.letter + 2 * space.gutter}px`}
        background-color={light.page}
        css-class="page"
      >
        {children}
      </mj-body>
    </mjml>
  );
}

/** Tags that MJML copies as they are. */
function Raw({ content }: { content: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: constants of this room, no content.
  return <mj-raw dangerouslySetInnerHTML={{ __html: content }} />;
}
