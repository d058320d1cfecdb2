import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import { matchedRoutes } from 'hono/route';
import { knownMethods, withoutTrailingSlash } from './addressing.js';
import type { Assets } from './assets.js';
import { confirmationPages } from './confirming.js';
import { draftPage } from './draft-page.js';
import { isBrokenOff } from './form.js';
import { bodyLimits, privateLinks, sameOrigin, securityHeaders } from './guards.js';
import { mailboxPages } from './mailbox-pages.js';
import type { SiteParts } from './parts.js';
import { PendingLimit } from './pending-limit.js';
import { preferencesPages } from './preferences.js';
import { publicPages } from './public-pages.js';
import { notFound, say } from './respond.js';
import { signUpPages } from './sign-up.js';
import { syndication } from './syndication.js';
import { unsubscribePages } from './unsubscribing.js';
import { votingPages } from './voting.js';
import { webhookRoutes } from './webhooks.js';

/** Every page and endpoint, behind the guards that all of them need. */
export function createSite(parts: SiteParts, assets: Assets): Hono {
  const { frame, app } = parts;
  const { publicUrl } = app.masthead;
  const pending = new PendingLimit(app.config.pendingPerClient, app.clock);
  // A slash at a path's end makes it no other path.
  const site = new Hono({ strict: false });

  site.use(measured(parts));
  site.use(securityHeaders(publicUrl));
  site.use(privateLinks());
  site.use(withoutTrailingSlash());
  site.use(knownMethods(site, misused));
  site.use(bodyLimits(tooLong));
  site.use(sameOrigin(publicUrl, foreign));

  site.get('/healthz', async (context) => {
    const writable = await parts.isWritable();
    context.header('cache-control', 'no-store');
    return context.json({ status: writable ? 'ok' : 'cannot write' }, writable ? 200 : 503);
  });
  site.route('/', webhookRoutes(parts));
  site.route('/', assets.routes);
  site.use('/subscribe', revalidated(), etag());
  site.route('/', signUpPages(parts, pending));
  site.route('/', confirmationPages(parts, pending));
  site.route('/', unsubscribePages(parts));
  site.route('/', preferencesPages(parts));
  site.route('/', mailboxPages(parts));
  site.route('/', votingPages(parts));
  site.route('/', draftPage(parts));
  site.use(revalidated(), etag());
  site.route('/', publicPages(parts));
  site.route('/', syndication(parts));
  site.notFound((context) => notFound(context, frame));
  site.onError((error, context) => {
    // Nobody reads this answer, and anybody could fill the log with it.
    if (isBrokenOff(context)) return context.body(null, 400);
    parts.log.error({ route: routeOf(context) }, `A request failed: ${error.message}`);
    return say(context, frame, {
      status: 500,
      title: 'Something went wrong',
      words: ['It is not your fault. Try again in a few minutes.'],
    });
  });
  return site;

  function tooLong(context: Context) {
    return say(context, frame, {
      status: 413,
      title: 'That is too much',
      words: ['What was sent is longer than anything this page takes.'],
    });
  }

  function misused(context: Context) {
    return say(context, frame, {
      status: 405,
      title: 'This page does not take that',
      words: ['Open it in a browser, or press the button in your letter again.'],
    });
  }

  function foreign(context: Context) {
    return say(context, frame, {
      status: 403,
      title: 'That came from another site',
      words: ['Open the page here, and send it again.'],
    });
  }
}

/** Measures each request. By its route, never its path: a link's path is a reader's right. */
function measured({ metrics }: SiteParts) {
  return async (context: Context, next: () => Promise<void>) => {
    const start = performance.now();
    await next();
    const method = methods.find((each) => each === context.req.method) ?? 'other';
    const { status } = context.res;
    const seconds = (performance.now() - start) / 1000;
    metrics.request({ method, route: routeOf(context), status }, seconds);
  };
}

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** The pattern that a request's path matched, such as `/vote/:token`. */
function routeOf(context: Context): string {
  return matchedRoutes(context).findLast(({ path }) => path !== '/*')?.path ?? 'none';
}

/** Caches may keep public pages, and ask each time whether they are still the same. */
function revalidated() {
  return async (context: Context, next: () => Promise<void>) => {
    await next();
    const { method } = context.req;
    if (method !== 'GET' && method !== 'HEAD') return;
    context.res.headers.set('cache-control', 'no-cache');
  };
}
