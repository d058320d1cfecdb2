import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/app.js';
import { createLog } from '../../src/log.js';
import { type Changes, watchChanges } from '../../src/studio/changes.js';
import { renderRequested } from '../../src/studio/letter-request.js';
import type { Renderer } from '../../src/studio/renderer.js';
import { openStudio } from '../../src/studio/serving.js';
import { testApp } from './app.js';
import { TestClock } from './clock.js';

/** A studio over a fresh folder, to which requests are handed without a network. */
export interface TestStudio {
  app: App;
  clock: TestClock;
  /** What was logged, a JSON object a line. */
  logged: string[];
  request(
    path: string,
    init?: { method?: string; headers?: Record<string, string> },
  ): Promise<Response>;
  /** As a browser asks for a page by itself. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** The text of a page; throws unless it was found. */
  page(path: string): Promise<string>;
  /** Sends a form as a page of the studio does. */
  post(path: string, fields?: Record<string, string> | FormData): Promise<Response>;
  close(): Promise<void>;
}

/** Renders in the test's own thread, with the templates that the test has loaded. */
const rendererHere: Renderer = {
  render: renderRequested,
  reload() {},
  settled: async () => {},
  close: async () => {},
};

const noChanges: Changes = {
  listen: () => () => {},
  close: async () => {},
};

export async function testStudio(
  settings: Record<string, string> = {},
  { clock = new TestClock() } = {},
): Promise<TestStudio> {
  const app = testApp(clock, settings);
  const logged: string[] = [];
  const log = createLog({ json: true, clock, stream: { write: (text) => logged.push(text) } });
  const { studio, close } = await openStudio(app, log, {
    changes: noChanges,
    renderer: rendererHere,
  });
  onTestFinished(close);
  const origin = 'http://127.0.0.1:4000';
  const get: TestStudio['get'] = async (path, headers) =>
    studio.request(origin + path, { headers: { host: '127.0.0.1:4000', ...headers } });
  return {
    app,
    clock,
    logged,
    request: async (path, { headers, ...init } = {}) =>
      studio.request(origin + path, { ...init, headers: { host: '127.0.0.1:4000', ...headers } }),
    get,
    close,
    async page(path) {
      const response = await get(path);
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`);
      return response.text();
    },
    post: async (path, fields = {}) =>
      studio.request(origin + path, {
        method: 'POST',
        headers: { host: '127.0.0.1:4000', origin },
        body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      }),
  };
}

/** A studio that a browser can open, which sees what changes on disk. */
export interface ServedStudio {
  app: App;
  /** Without a trailing slash. */
  url: string;
  /** A new page of the browser, closed with the test. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Serves a studio over the real clock, on any free port. */
export async function servedStudio(browser: Browser, app: App): Promise<ServedStudio> {
  const log = createLog({ json: true, clock: app.clock, stream: { write: () => true } });
  const changes = await watchChanges(
    { dataDir: app.config.dataDir, templates: 'emails' },
    log,
    app.clock,
  );
  const opened = await openStudio(app, log, { changes, renderer: rendererHere });
  const server = createServer(getRequestListener(opened.studio.fetch)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await Promise.all([changes.close(), opened.close()]);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    app,
    url,
    async open(path, options) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      await page.goto(url + path);
      return page;
    },
  };
}
