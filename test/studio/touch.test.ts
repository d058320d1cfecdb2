import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { draftWeek, weekToEdit } from '../../src/jobs/drafting.js';
import { addReaders, testApp } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { deaf, mailReaders, week } from '../support/outbox.js';
import { servedStudio } from '../support/studio.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

/** What is pressed and lower than 44 px, but for links in running text. A box counts with its label. */
const tooSmall = `[...document.querySelectorAll('main a, nav a, .handle, button, select, summary, input:not([type=hidden])')]
  .filter((target) => target.checkVisibility() && getComputedStyle(target).display !== 'inline')
  .map((target) => [target.outerHTML.slice(0, 80), (target.closest('label') ?? target).offsetHeight])
  .filter(([, height]) => height < 44)
  .map(([html, height]) => html + ' is ' + height + ' px high')`;

it.each([375, 768])('what is pressed is 44 px high on a page %i px wide', async (width) => {
  const app = testApp(systemClock, { APPROVAL: 'required' });
  const now = await weekToEdit(app, undefined);
  await addReaders(app, 3);
  await draftWeek(app, now);
  const studio = await servedStudio(browser, app);
  const page = await studio.open('/week', { viewport: { width, height: 800 } });
  const found: unknown[] = [];
  for (const path of [
    `/week/${now}`,
    '/week/next',
    `/preview/${now}/digest`,
    `/send/${now}`,
    '/outbox',
    '/readers',
    '/readers/add',
    '/readers/import',
    '/readers/export',
    '/reports',
  ]) {
    await page.goto(studio.url + path);
    const small = await page.evaluate<string[]>(tooSmall);
    found.push(...small.map((target) => [path, target]));
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (wide > width) found.push([path, `${wide} px wide`]);
  }
  expect(found).toEqual([]);
});

it('names of readers and the axes of charts can be read on a phone', async () => {
  const app = testApp(systemClock);
  await addReaders(app, 1);
  const studio = await servedStudio(browser, app);
  const page = await studio.open('/readers', { viewport: { width: 375, height: 800 } });
  const axis = await page.locator('.plot text').first().boundingBox();
  expect(axis?.height).toBeGreaterThan(9);
  await page.getByRole('button', { name: 'Find' }).click();
  const name = await page.locator('.found td').first().boundingBox();
  expect(name?.width).toBeGreaterThanOrEqual(120);
});

/** Words in a table's cells that stand on more lines than one for every ten letters. */
const brokenUp = `[...document.querySelectorAll('td, th')].flatMap((cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => top)).size;
      if (lines > Math.ceil(word.length / 10)) found.push(word + ' on ' + lines + ' lines');
    }
  }
  return found;
})`;

it('no table of the outbox and the reports breaks its words up on a phone', async () => {
  const app = testApp(systemClock, deaf);
  await mailReaders(app, 3);
  const studio = await servedStudio(browser, app);
  const page = await studio.open('/outbox', { viewport: { width: 375, height: 800 } });
  for (const path of ['/outbox', '/reports', `/reports/${week}`]) {
    await page.goto(studio.url + path);
    expect(await page.evaluate<string[]>(brokenUp), path).toEqual([]);
  }
});
