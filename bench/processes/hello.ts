import { Hono } from 'hono';
import { serveSite } from '../../src/site/server.js';
import { answerOrders } from './orders.js';
import type { ServeAnswer } from './serve.js';

/** Serves the least that hono can answer, on the same server with the same time-outs. */
answerOrders(async (): Promise<ServeAnswer> => {
  const site = new Hono();
  site.get('/', (context) => context.text('hello'));
  const { port } = await serveSite(site, 0);
  return { port };
});
