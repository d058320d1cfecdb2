import { Hono } from 'hono';

const paths = [
  '/week/:week/:form{plan|draft}',
  '/preview/:week/:letter/:form{reader}',
  '/send/:week/:form{draft|approve|test|start|pause|cancel|resume|settle}',
  '/outbox/:id/:form{events}',
  '/readers/:id/:form{unsubscribe|lift|erase}',
];

/**
 * The addresses that only forms are sent to. A refusal stands at one of them, so that it is bookmarked, restored
 * and opened anew: that leads to the page that the form is on.
 */
export function formAddresses(): Hono {
  const routes = new Hono();
  for (const path of paths) {
    routes.get(path, (context) => {
      const { pathname, search } = new URL(context.req.url);
      return context.redirect(pathname.slice(0, pathname.lastIndexOf('/')) + search, 302);
    });
  }
  return routes;
}
