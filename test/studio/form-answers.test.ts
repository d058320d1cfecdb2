import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { addReaders, testApp } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { servedStudio, testStudio } from '../support/studio.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

it.each([true, false])(
  'a refused form can be gone back to, with JavaScript: %s',
  async (javaScriptEnabled) => {
    const app = testApp(systemClock);
    await addReaders(app, 1);
    const studio = await servedStudio(browser, app);
    const page = await studio.open('/readers/add', { javaScriptEnabled });
    await page.getByLabel('Address').fill('ada@nowhere');
    await page.locator('[name=agreed]').check();
    await page.getByRole('button', { name: 'Add' }).click();
    expect(await page.locator('.problem').count()).toBe(1);
    expect(await page.getByLabel('Address').inputValue()).toBe('ada@nowhere');
    await page.goto(`${studio.url}/reports`);
    await page.goBack();
    expect(page.url()).toBe(`${studio.url}/readers/add`);
    expect(await page.locator('h1').textContent()).toBe('Add a reader');
  },
);

it('what was typed stands in no address, and a program is answered at once', async () => {
  const { post, request, get } = await testStudio();
  expect((await post('/readers/add', { email: 'ada@example.com' })).status).toBe(422);
  const led = await request('/readers/add', {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1:4000', accept: 'text/html,*/*;q=0.8' },
  });
  expect(led.status).toBe(303);
  const place = led.headers.get('location') ?? '';
  expect(place).toMatch(/^\/readers\/add\?answer=[\da-f]{24}$/);
  const shown = await get(place);
  expect([shown.status, shown.headers.get('cache-control')]).toEqual([422, 'no-store']);
  expect(await shown.text()).toContain('Add only who has agreed.');
  const again = await get(place);
  expect([again.status, again.headers.get('location')]).toEqual([302, '/readers/add']);
});
