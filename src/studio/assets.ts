import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Hono } from 'hono';
import { dark, light } from '../letters/theme.js';
import { stylesheet } from './stylesheet.js';
import type { Frame } from './views/frame.js';

/** What pages load, in memory, under paths that change with the content. */
export interface Assets {
  paths: Frame['assets'];
  routes: Hono;
}

/** Libraries that run in the browser: htmx replaces pieces of a page, Sortable drags what is in a list. */
const libraries = {
  'htmx.js': 'htmx.org/dist/htmx.min.js',
  'sse.js': 'htmx-ext-sse/dist/sse.min.js',
  'sortable.js': 'sortablejs/Sortable.min.js',
};

/** A check mark on a tile, as the site's but the other way round. */
const icon = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
  `<rect width="32" height="32" rx="8" fill="${light.bar}"/>`,
  `<path d="M8 17l5 5L24 10" fill="none" stroke="${dark.ink}" stroke-width="4"/></svg>`,
].join('');

/** Reads the files, which are small and few. */
export async function readAssets(): Promise<Assets> {
  const find = createRequire(import.meta.url).resolve;
  const files = new Map<string, { type: string; content: string }>();
  for (const [name, path] of Object.entries(libraries)) {
    files.set(name, { type: 'text/javascript', content: await readFile(find(path), 'utf8') });
  }
  const own = await readFile(join(import.meta.dirname, 'assets/studio.js'), 'utf8');
  files.set('studio.js', { type: 'text/javascript', content: own });
  files.set('studio.css', { type: 'text/css', content: stylesheet() });
  files.set('icon.svg', { type: 'image/svg+xml', content: icon });

  const hash = createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')
    .slice(0, 12);
  const base = `/assets/${hash}`;
  const routes = new Hono();
  for (const [name, { type, content }] of files) {
    routes.get(`${base}/${name}`, (context) =>
      context.body(content, 200, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'private, max-age=31536000, immutable',
      }),
    );
  }
  const scripts = [...files.keys()].filter((name) => name.endsWith('.js'));
  return {
    routes,
    paths: {
      stylesheet: `${base}/studio.css`,
      scripts: scripts.map((name) => `${base}/${name}`),
      icon: `${base}/icon.svg`,
    },
  };
}
