import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browser.js';
import { mailEdition, type TestSite, testSite } from '../support/site.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

const hebrew = 'מודל שפה';

function rename(site: TestSite, slug: string, name: string): void {
  const path = join(site.app.config.dataDir, 'tools', `${slug}.json`);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), name }));
  site.clock.jump(60_000);
}

test('a name that is written from right to left leaves the figures after it where they are', async () => {
  const site = await testSite();
  rename(site, 'smolvlm2-2b', hebrew);
  await mailEdition(site.app, '2026-W47');
  site.clock.jump(60_000);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const path of ['/', '/compare', '/editions', '/editions/2026-W47']) {
    const html = await (await site.request(path)).text();
    expect(html).toContain(`<bdi>${hebrew}</bdi>`);
    await page.setContent(html);
    expect([path, await page.evaluate<unknown>(displaced)]).toEqual([path, []]);
  }
  await page.close();
  expect(await (await site.request('/feed.xml')).text()).toContain(`<bdi>${hebrew}</bdi>: 75%`);
});

/** The lines with a percentage that stands before the name which it comes after in the text. */
const displaced = `(() => {
  const found = [];
  for (const line of document.querySelectorAll('main p, main th, main td, main li')) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let name;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      if (node.data.includes(${JSON.stringify(hebrew)})) name = range.getBoundingClientRect();
      const at = node.data.search(/\\d+%/);
      if (!name || at < 0) continue;
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const figure = range.getBoundingClientRect();
      if (figure.top < name.bottom && figure.left < name.right) found.push(line.textContent);
    }
  }
  return found;
})()`;
