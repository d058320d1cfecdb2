/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { momentInWords } from '../letters/wording.js';
import type { SiteParts } from './parts.js';
import { notFound, show } from './respond.js';
import { Document } from './views/document.js';
import { EditionView } from './views/edition.js';

/**
 * An edition as editors are asked to approve it. Its address ends in the content's hash, which nobody
 * guesses, and shows nothing any more once the draft has another content.
 */
export function draftPage({ frame, app }: SiteParts): Hono {
  const routes = new Hono();
  routes.get('/drafts/:hash{[0-9a-f]{64}}', async (context) => {
    const hash = context.req.param('hash');
    const edition = (await app.editions.list()).find((each) => each.hash === hash);
    if (!edition) return notFound(context, frame);
    context.header('cache-control', 'no-store');
    context.header('referrer-policy', 'no-referrer');
    return show(
      context,
      <Document frame={frame} title={`To approve: ${edition.subject}`}>
        <p class="lead">
          This is the draft of {edition.week}, due{' '}
          <time datetime={edition.dueAt}>
            {momentInWords(new Date(edition.dueAt), edition.timeZone)}
          </time>
          .
        </p>
        <EditionView edition={edition} level={1} />
      </Document>,
    );
  });
  return routes;
}
