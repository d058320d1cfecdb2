import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { weekToEdit } from '../../src/jobs/drafting.js';
import { testApp } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { servedStudio, testStudio } from '../support/studio.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

/** Breaks a comparison; answers what mends it. */
function breakContent(dataDir: string): () => void {
  const [name = ''] = readdirSync(join(dataDir, 'comparisons'));
  const file = join(dataDir, 'comparisons', name);
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.slice(0, 40));
  return () => writeFileSync(file, whole);
}

it('what goes wrong with a piece of a page is a notice above it, and no page within the page', async () => {
  const { get } = await testStudio();
  const htmx = { 'hx-request': 'true' };
  const answer = await get('/readers/aaaabbbbccccdddd/history', htmx);
  expect([answer.status, answer.headers.get('hx-retarget')]).toEqual([404, '#broken']);
  const html = await answer.text();
  expect(html).toContain('There is no such reader.');
  expect(html).not.toContain('<h1');
});

it('a search that is not known is said, also where there is nothing to search yet', async () => {
  const { page } = await testStudio();
  for (const path of ['/readers/search/none', '/outbox/search/none']) {
    expect(await page(path), path).toContain('There is no such search');
  }
});

it('in the frame of the letter, what is broken is told in a page with styles', async () => {
  const { app, page } = await testStudio();
  breakContent(app.config.dataDir);
  const html = await page('/week/2026-W47/letter');
  expect(html).toContain('The letter cannot be shown');
  expect(html).toContain('<style>');
});

it('what is typed as a command is marked as such where a person is told what to do', async () => {
  const { app, page } = await testStudio();
  rmSync(join(app.config.dataDir, 'comparisons'), { recursive: true });
  const html = await page('/preview');
  expect(html).toContain('<code>verdicts import</code>');
  expect(html.includes('`')).toBe(false);
});

it('content that breaks is said on an open page of Send, and pages opened meanwhile come by themselves', async () => {
  const app = testApp(systemClock);
  const week = await weekToEdit(app, undefined);
  const studio = await servedStudio(browser, app);
  const open = await studio.open(`/send/${week}`);
  const mend = breakContent(app.config.dataDir);
  const broken = () => open.textContent('#broken');
  await expect.poll(broken).toContain('Correct these files');
  const late = await studio.open(`/send/${week}`);
  expect(await late.textContent('h1')).toBe('That does not work as things stand');
  mend();
  await expect.poll(broken).toBe('');
  await expect.poll(() => late.textContent('h1')).toBe(`Send ${week}`);
});

it('a page says when the studio does not answer, until it does, and catches up', async () => {
  const studio = await servedStudio(browser, testApp(systemClock));
  const page = await studio.open('/week');
  await page.route('**/changes?*', (route) => route.abort());
  await page.reload();
  await expect.poll(() => page.textContent('#lost')).toContain('does not answer');
  const caughtUp = page.waitForRequest('**/pieces*');
  await page.unroute('**/changes?*');
  await caughtUp;
  await expect.poll(() => page.textContent('#lost')).toBe('');
});

it('a page that another password keeps out says so, and catches up when it is let in', async () => {
  const studio = await servedStudio(browser, testApp(systemClock));
  const page = await studio.open('/week');
  await page.route('**/changes?*', (route) => route.fulfill({ status: 401 }));
  await page.reload();
  await expect.poll(() => page.textContent('#lost')).toContain('does not let this page in');
  await page.unroute('**/changes?*');
  await expect.poll(() => page.textContent('#lost')).toBe('');
});

it('a piece that another password keeps out says so above what the page shows', async () => {
  const { get } = await testStudio({ STUDIO_PASSWORD: 'a long password' });
  const answer = await get('/week/2026-W47', { 'hx-request': 'true' });
  expect([answer.status, answer.headers.get('hx-retarget')]).toEqual([401, '#broken']);
  expect(answer.headers.get('www-authenticate')).toContain('Basic');
  expect(await answer.text()).toContain('The studio asks for its password.');
});

it('a press that no answer comes to is said, until one comes', async () => {
  const app = testApp(systemClock);
  const studio = await servedStudio(browser, app);
  const page = await studio.open(`/week/${await weekToEdit(app, undefined)}`);
  const pin = page.locator('button[id^="pin-"]').first();
  await page.route('**/plan', (route) => route.abort());
  await pin.click();
  await expect.poll(() => page.textContent('#broken')).toContain('No answer came');
  await page.unroute('**/plan');
  await pin.click();
  await expect.poll(() => page.textContent('#broken')).toBe('');
});

it('words that no answer came to are not said to be saved, as those before them were', async () => {
  const app = testApp(systemClock);
  const studio = await servedStudio(browser, app);
  const page = await studio.open(`/week/${await weekToEdit(app, undefined)}`);
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const isSaid = () => page.locator('#said .good').isVisible();
  await page.fill('[name=intro]', 'These words arrive.');
  await save.click();
  await expect.poll(isSaid).toBe(true);
  await page.route('**/plan', (route) => route.abort());
  await page.fill('[name=intro]', 'These words do not.');
  await save.click();
  await expect.poll(isSaid).toBe(false);
});

it('a phone shows the letter as wide as itself', async () => {
  const app = testApp(systemClock);
  const studio = await servedStudio(browser, app);
  const week = await weekToEdit(app, undefined);
  const page = await studio.open(`/preview/${week}/digest`, {
    viewport: { width: 375, height: 700 },
    isMobile: true,
  });
  expect((await page.locator('#letter').boundingBox())?.width).toBe(375);
});
