import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import { dark, light } from '../letters/theme.js';
import { stylesheet } from './stylesheet.js';
import type { Frame } from './views/frame.js';

/** What pages load, in memory, under paths that change with the content; the icon under its usual one too. */
export interface Assets {
  paths: Frame['assets'];
  routes: Hono;
}

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The parts of altcha-lib that run in a browser, as they refer to each other. */
const altcha = ['pow.js', 'helpers.js', 'types.js', 'algorithms/web/sha.js'];

/** A check mark on a tile. */
const icon = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
  `<rect width="32" height="32" rx="8" fill="${light.ink}"/>`,
  `<path d="M8 17l5 5L24 10" fill="none" stroke="${dark.bar}" stroke-width="4"/></svg>`,
].join('');

/** Reads the files, which are small and few. Each path holds a hash of them all, so that it never expires. */
export async function readAssets(): Promise<Assets> {
  const files = new Map([
    ['site.css', stylesheet()],
    ['icon.svg', icon],
    ['sign-up.js', await readFile(join(import.meta.dirname, 'assets/sign-up.js'), 'utf8')],
  ]);
  // The package exports its CommonJS build to `require`, which finds it from anywhere.
  const built = dirname(createRequire(import.meta.url).resolve('altcha-lib'));
  for (const name of altcha) {
    const file = join(built, '../../esm/v2', name);
    files.set(`altcha/${name}`, await readFile(file, 'utf8'));
  }

  const hash = createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')
    .slice(0, 12);
  const base = `/assets/${hash}`;
  const routes = new Hono();
  for (const [name, content] of files) {
    const type = Object.entries(types).find(([ending]) => name.endsWith(`.${ending}`))?.[1];
    routes.get(`${base}/${name}`, (context) =>
      context.body(content, 200, {
        'content-type': type ?? 'text/plain',
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    );
  }
  // Where browsers look that have not read a page, such as for a feed. Its path stays, so it is asked for anew.
  routes.get('/favicon.ico', (context) =>
    context.body(icon, 200, {
      'content-type': types.svg,
      'cache-control': 'public, max-age=86400',
    }),
  );
  return {
    routes,
    paths: {
      stylesheet: `${base}/site.css`,
      signUpScript: `${base}/sign-up.js`,
      icon: `${base}/icon.svg`,
    },
  };
}
