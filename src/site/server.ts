import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { VerdictsError } from '../errors.js';

/** A site that is being served. */
export interface Served {
  port: number;
  /** Takes no more requests, and resolves when those under way are answered or `graceMs` have passed. */
  close(graceMs: number): Promise<void>;
}

/** Serves the site on `port`, 0 for any that is free. Throws a `VerdictsError` when it is taken. */
export async function serveSite(site: Hono, port: number): Promise<Served> {
  const server = createServer(
    {
      // A client that sends slowly holds a connection no longer than this.
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 5000,
      keepAliveTimeout: 15_000,
      maxHeaderSize: 16 * 1024,
    },
    // HTTP/1.0, in which load balancers ask for /healthz, does without a Host.
    getRequestListener(site.fetch, { hostname: 'localhost' }),
  );
  server.maxConnections = 10_000;
  server.setTimeout(60_000);
  try {
    server.listen(port);
    await once(server, 'listening');
  } catch (cause) {
    throw new VerdictsError('port', `The site cannot be served on port ${port}.`, {
      remedy: 'Set PORT to a port that is free and that this user may open.',
      exit: 2,
      cause,
    });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: (graceMs) => drain(server, graceMs),
  };
}

async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection is idle once its answer is out, and would be kept for another request.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
