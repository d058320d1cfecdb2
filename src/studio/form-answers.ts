import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/** So many pages are kept that nobody has come for yet; the oldest goes first. */
const mostKept = 20;

/**
 * Leads a browser whose form is answered by a page to that page: one that answers a form itself cannot be gone
 * back to, as nothing of it is stored. A page is kept in memory until it is asked for, once, as it may hold an
 * address; after that its address leads to the page that the form is on. Programs are answered at once.
 */
export function formAnswers(): MiddlewareHandler {
  const kept = new Map<string, Response>();
  return async (context, next) => {
    const { req } = context;
    const url = new URL(req.url);
    const id = url.searchParams.get('answer');
    url.searchParams.delete('answer');
    if (req.method === 'GET' && id !== null) {
      const answer = kept.get(id);
      kept.delete(id);
      return answer ?? context.redirect(url.pathname + url.search, 302);
    }
    await next();
    const byBrowser = req.header('accept')?.includes('text/html') && !req.header('hx-request');
    const isPage = context.res.headers.get('content-type')?.startsWith('text/html');
    if (req.method !== 'POST' || !byBrowser || !isPage) return;
    const given = randomBytes(12).toString('hex');
    kept.set(given, context.res);
    const [oldest = ''] = kept.keys();
    if (kept.size > mostKept) kept.delete(oldest);
    url.searchParams.set('answer', given);
    context.res = context.redirect(url.pathname + url.search, 303);
  };
}
