import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReaders } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { hour } from '../support/clock.js';
import { letterTo, linkIn, mailEdition, readerAt, servedSite } from '../support/site.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

const slug = 'smolvlm2-vs-mistral-medium-3';
const ada = 'ada@example.com';

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  test('a reader signs up, confirms, votes, chooses, leaves, and is left out of the next mailing', async () => {
    const site = await servedSite({ COMMUNITY_QUORUM: '1', MAX_COMPARISONS: '4' });
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const problems = watch(page);
    const follow = (path: string) => page.goto(site.url + path);
    const heading = () => page.textContent('h1');

    await follow(`/compare/${slug}`);
    expect(await communityOf(page)).toEqual(['—', '—']);
    await page.fill('input[type=email]', ada);
    const [signUp] = await Promise.all([
      page.waitForRequest((request) => request.url().endsWith('/subscribe')),
      page.click('input[type=submit]'),
    ]);
    await page.waitForURL('**/subscribe');
    expect(await heading()).toBe('Check your mailbox');
    expect(signUp.postData()?.includes('altcha=ey')).toBe(javaScriptEnabled);

    const confirmation = await letterTo(site, ada, 'Confirm your subscription');
    site.clock.jump(60_000);
    await follow(linkIn(confirmation, '/confirm/'));
    expect((await readerAt(site.app, ada)).status).toBe('pending');
    await page.click('main button');
    expect(await heading()).toBe('You are in');
    expect(await readerAt(site.app, ada)).toMatchObject({
      status: 'active',
      consent: { how: 'double-opt-in', from: '/confirm' },
    });
    const welcome = await letterTo(site, ada, 'Welcome');
    expect(welcome.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(welcome.headers['List-Id']).toBe(site.app.listId);

    site.clock.jump(60_000);
    expect(await mailEdition(site.app, '2026-W47')).toMatchObject({ receipt: { accepted: 1 } });
    const digest = await letterTo(site, ada, 'SmolVLM2-2B vs Mistral');
    await follow(linkIn(digest, '/vote/\\S+tool=smolvlm2&choice=skip'));
    expect(await heading()).toBe('Skip SmolVLM2?');
    await page.click('main button');
    expect(await mainText(page)).toMatch(/100%\s+Panel ship\s+0%\s+Community/);
    await follow(`/compare/${slug}`);
    expect(await communityOf(page)).toEqual(['0%', '—']);

    await follow(linkIn(digest, '/editions/'));
    expect(await heading()).toBe(digest.subject);
    expect(await page.content()).not.toContain('/preferences/');

    await follow(linkIn(digest, '/preferences/'));
    expect(await mainText(page)).toContain('a•••@example.com');
    await page.check('input[value=brief]');
    await page.fill('#time-zone', 'Europe/Berlin');
    await page.click('text=Save');
    expect(await page.textContent('[role=status]')).toBe('Saved.');
    expect(await readerAt(site.app, ada)).toMatchObject({
      format: 'brief',
      timeZone: 'Europe/Berlin',
    });

    const oneClick = new URL(digest.headers['List-Unsubscribe']?.slice(1, -1) ?? '');
    const left = await fetch(oneClick, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      redirect: 'manual',
    });
    expect(left.status).toBe(200);
    expect((await readerAt(site.app, ada)).status).toBe('unsubscribed');

    site.clock.jump(7 * 24 * hour);
    await addReaders(site.app, 1);
    expect(await mailEdition(site.app, '2026-W48')).toMatchObject({
      receipt: { audience: 1, accepted: 1 },
    });
    const subjects = (await site.letters()).filter(({ to }) => to.includes(ada));
    expect(subjects.map(({ subject }) => subject)).toEqual([
      confirmation.subject,
      welcome.subject,
      digest.subject,
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });
});

/** The page's own text as a visitor sees it. */
function mainText(page: Page): Promise<string> {
  return page.evaluate<string>(`document.querySelector('main').innerText`);
}

/** The community figures of the two tools as a visitor reads them. */
async function communityOf(page: Page): Promise<string[]> {
  const text = await mainText(page);
  return [...text.matchAll(/(\S+)\s+Community/g)].map(([, figure]) => figure ?? '');
}

/** What the browser complains about: scripts that fail, and what the security policy keeps out. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}
