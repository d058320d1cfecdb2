import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { addReaders } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { readerAt, servedSite } from '../support/site.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  return context.newPage();
}

/** A served site, and where one of its readers finds the preferences. */
async function siteWithReader() {
  const site = await servedSite();
  await addReaders(site.app, 1);
  const { id } = await readerAt(site.app, 'reader0@example.com');
  const token = (await site.app.signer()).sign('preferences', id);
  return { site, preferences: `${site.url}/preferences/${token}` };
}

test('a second press while a sign-up is on its way sends nothing more, and the focus stays', async () => {
  const { url } = await servedSite();
  const page = await newPage();
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  let answer = () => {};
  const waited = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/altcha', async (route) => {
    await waited;
    await route.continue();
  });
  await page.goto(`${url}/subscribe`);
  await page.fill('#email', 'ada@example.com');
  await page.press('main button', 'Enter');
  await page.press('main button', 'Enter');
  const button = page.locator('main button');
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  expect(await page.locator(':focus').textContent()).toBe('Subscribe');
  answer();
  await page.waitForSelector('text=Check your mailbox');
  expect(sent).toEqual([`${url}/subscribe`]);
  await page.goBack();
  expect(await button.getAttribute('aria-disabled')).toBe('false');
});

test.each([true, false])(
  'a mistake in an address is where the page opens; with JavaScript: %s',
  async (javaScriptEnabled) => {
    const { url } = await servedSite();
    const page = await newPage({ javaScriptEnabled });
    await page.goto(`${url}/subscribe`);
    await page.fill('#email', 'ada@example');
    await page.click('main button');
    await page.waitForSelector('.problem');
    expect(await page.locator(':focus').getAttribute('id')).toBe('email');
    expect(await page.inputValue('#email')).toBe('ada@example');
  },
);

test('what is wrong with preferences is where the page opens, each a link to its field', async () => {
  const { preferences } = await siteWithReader();
  const page = await newPage();
  await page.goto(preferences);
  await page.fill('#time-zone', 'Mars/Phobos');
  await page.press('#time-zone', 'Enter');
  await page.waitForSelector('[role=alert]:focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(`document.activeElement.id === 'time-zone'`);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Europe/Berlin');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Saved.');
});

test('going back to preferences that were saved shows them, without a question', async () => {
  const { preferences } = await siteWithReader();
  const page = await newPage();
  await page.goto(preferences);
  await page.check('[value=brief]');
  await page.click('text="Save"');
  await page.waitForSelector('text=Saved.');
  await page.click('text="Unsubscribe"');
  await page.waitForSelector('h1:text("Unsubscribe")');
  await page.goBack();
  expect(await page.textContent('h1')).toBe('Your preferences');
  expect(await page.isChecked('[value=brief]')).toBe(true);
});
