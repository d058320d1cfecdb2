/** @jsxImportSource hono/jsx */

import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { dark, light } from '../../letters/theme.js';
import { senderLine } from '../../letters/wording.js';
import type { Frame } from './frame.js';

export interface DocumentProps {
  frame: Frame;
  title: string;
  /** For search results and shared links. Without it, and without `path`, the page is not indexed. */
  description?: string;
  /** Where the page stands, as search engines shall know it. */
  path?: string;
  /** Structured data about what is on the page. */
  jsonLd?: unknown;
  /** `article` pages are wide, others as wide as a line reads well. */
  wide?: boolean;
  /** Whether the page has a sign-up form. */
  signsUp?: boolean;
  children: Child;
}

/** The frame of every page. What is not the page's own text stands outside `<main>`. */
export function Document(props: DocumentProps) {
  const { frame, title, description, path, jsonLd, wide, signsUp, children } = props;
  const { publication, publicUrl } = frame.masthead;
  const indexed = path !== undefined && description !== undefined;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {indexed ? (
          <>
            <meta name="description" content={description} />
            <link rel="canonical" href={publicUrl + path} />
            <meta
              property="og:type"
              content={path.startsWith('/compare/') ? 'article' : 'website'}
            />
            <meta property="og:title" content={title} />
            <meta property="og:description" content={description} />
            <meta property="og:url" content={publicUrl + path} />
            <meta property="og:site_name" content={publication} />
            <meta name="twitter:card" content="summary" />
          </>
        ) : (
          <meta name="robots" content="noindex" />
        )}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content={light.page} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={dark.page} media="(prefers-color-scheme: dark)" />
        <link rel="icon" href={frame.assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={frame.assets.stylesheet} />
        <link rel="alternate" type="application/atom+xml" title={publication} href="/feed.xml" />
        <link rel="alternate" type="application/feed+json" title={publication} href="/feed.json" />
        {signsUp && <script type="module" src={frame.assets.signUpScript}></script>}
        {jsonLd !== undefined && (
          <script type="application/ld+json">{raw(scriptSafe(jsonLd))}</script>
        )}
      </head>
      <body>
        <a class="to-content" href="#main">
          Skip to content
        </a>
        <Header publication={publication} />
        <main id="main" class={wide ? 'wide' : 'narrow'}>
          {children}
        </main>
        <Footer {...frame.masthead} />
      </body>
    </html>
  );
}

function Header({ publication }: { publication: string }) {
  return (
    <header class="bar">
      <nav aria-label="Site">
        <a class="brand" href="/">
          {publication}
        </a>
        <a href="/compare">Comparisons</a>
        <a href="/editions">Editions</a>
        <a href="/subscribe">Subscribe</a>
      </nav>
    </header>
  );
}

function Footer(masthead: Parameters<typeof senderLine>[0]) {
  return (
    <footer class="foot">
      <p>{senderLine(masthead)}</p>
      <p>
        <a href="/feed.xml">Atom feed</a> · <a href="/feed.json">JSON feed</a>
      </p>
    </footer>
  );
}

/** JSON that cannot end the script element it stands in. */
function scriptSafe(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
