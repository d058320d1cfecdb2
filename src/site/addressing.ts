import type { Context, Hono, MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';

/**
 * A page that is asked for with slashes at its path's end is found without them (301). Only where nothing
 * is sent: the site's routes take a form there as it comes, because a mailbox provider that unsubscribes
 * somebody follows no redirect (RFC 8058).
 */
export function withoutTrailingSlash(): MiddlewareHandler {
  return async (context, next) => {
    const { method, url } = context.req;
    const { pathname, search } = new URL(url);
    // Looked for from where slashes begin only: a path may be thousands of them.
    const path = pathname.replace(/(?<!\/)\/+$/, '');
    // What begins with two slashes would be another site's address.
    const leadsHere = path !== '' && path !== pathname && !path.startsWith('//');
    const looks = method === 'GET' || method === 'HEAD';
    return looks && leadsHere ? context.redirect(path + search, 301) : next();
  };
}

/** What is asked of a page by a method that it does not take gets 405, with those that it takes. */
export function knownMethods(
  site: Hono,
  refuse: (context: Context) => Promise<Response>,
): MiddlewareHandler {
  return methodNotAllowed({
    app: site,
    onMethodNotAllowed(context, methods) {
      context.header('allow', methods.join(', '));
      context.header('cache-control', 'no-store');
      return refuse(context);
    },
  });
}
