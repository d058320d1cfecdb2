import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { StudioParts } from './parts.js';

/**
 * `/changes`: server-sent events, one `changed` for each change on disk, its data the subjects in words. The
 * pages' script reloads what shows them. `since`, in milliseconds since 1970, is when the page was asked for:
 * what changed before it listened is told at once.
 */
export function changesPage({ changes, renderer }: StudioParts): Hono {
  const routes = new Hono();
  routes.get('/changes', (context) =>
    streamSSE(context, async (stream) => {
      // Without it this is no time, and nothing is after that.
      const since = new Date(Number(context.req.query('since') || Number.NaN));
      const stop = changes.listen((subjects) => {
        // The letters are shown again only once the changed templates are in place.
        const ready = subjects.has('templates') ? renderer.settled() : Promise.resolve();
        void ready.then(() => stream.writeSSE({ event: 'changed', data: [...subjects].join(' ') }));
      }, since);
      await stream.writeSSE({ event: 'listening', data: '' });
      // A comment now and then finds out that nobody is there any more.
      while (!stream.aborted) {
        await stream.sleep(15_000);
        await stream.write(': still here\n\n');
      }
      stop();
    }),
  );
  return routes;
}
