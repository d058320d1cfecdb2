import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { App } from '../app.js';
import { VerdictsError } from '../errors.js';
import type { Log } from '../log.js';
import { readAssets } from './assets.js';
import { type Changes, watchChanges } from './changes.js';
import { createImports } from './readers/imports.js';
import { createReconciliations } from './reconciliations.js';
import { type Renderer, threadRenderer } from './renderer.js';
import { createSendings } from './sendings.js';
import { createStudio } from './studio.js';
import { templateBuilder } from './templates.js';

/** A running studio. */
export interface RunningStudio {
  /** Where it is opened, without a trailing slash. */
  url: string;
  /** Finishes the batches of a mailing that are under way, and stops. */
  close(): Promise<void>;
}

/** Serves the studio as the settings say. Throws a `VerdictsError` when its port is taken. */
export async function startStudio(app: App, log: Log): Promise<RunningStudio> {
  const { port, host } = app.config.studio;
  const templates = templateFolders();
  const changes = await watchChanges(
    { dataDir: app.config.dataDir, templates: templates.source },
    log,
    app.clock,
  );
  const renderer = threadRenderer({
    workerFile: new URL('./render-worker.js', import.meta.url),
    prepare: templateBuilder(templates.source, templates.built),
  });
  const stopReloading = changes.listen((subjects) => {
    if (subjects.has('templates')) renderer.reload();
  });
  const open = await openStudio(app, log, { changes, renderer });
  const server = createServer(getRequestListener(open.studio.fetch));
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    stopReloading();
    await Promise.all([changes.close(), renderer.close(), open.close()]);
    throw new VerdictsError('port', `The studio cannot be served on ${host}, port ${port}.`, {
      remedy: 'Set STUDIO_PORT to a port that is free and that this user may open.',
      exit: 2,
      cause,
    });
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server, port)}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([changes.close(), renderer.close(), open.close()]);
    },
  };
}

/** The studio without a server: its requests are handed to it. */
export async function openStudio(
  app: App,
  log: Log,
  { changes, renderer }: { changes: Changes; renderer: Renderer },
): Promise<{ studio: Hono; close(): Promise<void> }> {
  const assets = await readAssets();
  const sendings = createSendings(app, log);
  const reconciliations = createReconciliations(app, sendings, log);
  const imports = createImports(app, log);
  const { publication, publicUrl } = app.masthead;
  const frame = {
    publication,
    publicUrl,
    door: app.config.door.to,
    assets: assets.paths,
  };
  const parts = { app, frame, changes, renderer, sendings, reconciliations, imports, log };
  const studio = createStudio(parts, assets);
  return {
    studio,
    async close() {
      await Promise.all([sendings.close(), reconciliations.close(), imports.close()]);
    },
  };
}

/** Beside the source, what is built lies in dist/; the studio may run from either. */
function templateFolders(): { source: string; built: string } {
  const beside = join(import.meta.dirname, '../../emails');
  const built = join(import.meta.dirname, '../../../emails');
  return import.meta.filename.endsWith('.js')
    ? { source: built, built: beside }
    : { source: beside, built: beside };
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}
