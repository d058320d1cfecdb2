import { getConnInfo } from '@hono/node-server/conninfo';
import type { Hono } from 'hono';
import type { App } from '../app.js';
import type { Log } from '../log.js';
import { openPostbox } from '../mailings/postbox.js';
import { readAssets } from './assets.js';
import { createBackground } from './background.js';
import { openCatalogue } from './catalogue.js';
import { writeProbe } from './health.js';
import { createMetrics, type Metrics, type MetricsServer, serveMetrics } from './metrics.js';
import type { SiteParts } from './parts.js';
import { serveSite } from './server.js';
import { createSite } from './site.js';

/** The running site. */
export interface Service {
  port: number;
  /** Undefined when metrics are off. */
  metricsPort: number | undefined;
  /** Resolves when what goes on behind the answers is done, and the letters of it are posted. */
  settled(): Promise<void>;
  /** Answers what is under way, posts the letters that wait, and stops. */
  close(): Promise<void>;
}

/** So long what is under way may take once the service is told to stop. */
const graceMs = 10_000;

/** Starts the public site with its webhook endpoint and its metrics. Throws a `VerdictsError`. */
export async function startService(app: App, log: Log): Promise<Service> {
  const { port, metricsPort } = app.config;
  const open = await openSite(app, log, (context) => getConnInfo(context).remote.address);
  let scraped: MetricsServer | undefined;
  try {
    scraped = metricsPort === 0 ? undefined : await serveMetrics(open.metrics, metricsPort);
    const served = await serveSite(open.site, port);
    return {
      port: served.port,
      metricsPort: scraped?.port,
      settled: open.settled,
      async close() {
        await served.close(graceMs);
        const enough = new AbortController();
        await Promise.race([open.settled(), app.clock.sleep(graceMs, enough.signal)]);
        enough.abort();
        await scraped?.close();
        await open.close();
      },
    };
  } catch (error) {
    await scraped?.close();
    await open.close();
    throw error;
  }
}

/** The site without a server: its requests are handed to it. */
export interface OpenSite {
  site: Hono;
  metrics: Metrics;
  /** Resolves when what goes on behind the answers is done, and the letters of it are posted. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Wires the site's parts together. `peer` says which address is at the other end of a request. */
export async function openSite(app: App, log: Log, peer: SiteParts['peer']): Promise<OpenSite> {
  const { config, clock } = app;
  const catalogue = openCatalogue(app, log);
  // Broken content is told now, not to the first visitor.
  await catalogue();
  const [readers, signer, votes, receiveWebhook, assets, door] = await Promise.all([
    app.subscribers(),
    app.signer(),
    app.votes(),
    app.receiver(),
    readAssets(),
    app.openDoor(),
  ]);
  const metrics = createMetrics(() => readers.counts());
  const { from, replyTo } = config;
  const { courier } = door;
  const postbox = openPostbox({ courier, from, replyTo, clock, log, onPosted: metrics.letter });
  const background = createBackground(log);
  const parts = {
    app,
    catalogue,
    readers,
    signer,
    votes,
    receiveWebhook,
    postbox,
    background,
    metrics,
    frame: { masthead: app.masthead, assets: assets.paths },
    log,
    peer,
    isWritable: writeProbe([config.dataDir, config.subscribersDir], clock, log),
  };
  return {
    site: createSite(parts, assets),
    metrics,
    async settled() {
      await background.settled();
      await postbox.emptied();
    },
    async close() {
      await door.close();
      await Promise.all([readers.close(), votes.close()]);
    },
  };
}
