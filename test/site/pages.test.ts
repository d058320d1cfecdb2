import { readFileSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, sidewaysAt } from '../support/accessibility.js';
import { launchChromium } from '../support/browser.js';
import { confirmedReader, everyPage, type TestSite, testSite } from '../support/site.js';

const origin = 'http://127.0.0.1:3000';
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

test('every page is valid, axe finds nothing on it, light or dark, and nothing sticks out at 320 to 1280 px or is too small for a thumb', async () => {
  const site = await testSite();
  const pages = await everyPage(site);
  for (const [name, html] of await pagesOfTopics(site)) pages.set(name, html);
  const found: unknown[] = [];
  for (const [name, html] of pages) {
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) => result.messages);
    found.push(...messages.map(({ ruleId, message, column }) => [name, ruleId, message, column]));
  }

  const page = await browser.newPage();
  await serveInto(page, site, pages);
  for (const name of pages.keys()) {
    await page.goto(`${origin}/page/${encodeURIComponent(name)}`);
    const findings = [
      ...(await axeFindings(page)),
      ...(await sidewaysAt(page, [1280, 768, 320, 375])),
      ...(await page.evaluate<string[]>(tooSmall)),
    ];
    found.push(...findings.map((finding) => [name, finding]));
  }
  await page.close();
  expect(found).toEqual([]);
}, 300_000);

/** What is pressed and lower than 44 px, but for links in running text. A box counts with its label. */
const tooSmall = `[...document.querySelectorAll('a, button, input:not([type=hidden], [tabindex="-1"])')]
  .filter((target) => getComputedStyle(target).display !== 'inline')
  .map((target) => [target.outerHTML.slice(0, 80), (target.closest('label') ?? target).offsetHeight])
  .filter(([, height]) => height < 44)
  .map(([html, height]) => html + ' is ' + height + ' px high')`;

/** The preferences of a reader who asked for topics, as they are and with mistakes in every field. */
async function pagesOfTopics(site: TestSite): Promise<[string, string][]> {
  const { id } = await confirmedReader(site, 'eve@example.com');
  const path = `/preferences/${(await site.app.signer()).sign('preferences', id)}`;
  const mistakes = { format: 'x', topics: 'x', 'time-zone': '<x>', 'paused-until': '<x>' };
  const textOf = async (response: Promise<Response>) => (await response).text();
  const saved = async (choice: Record<string, string>) => {
    const { headers } = await site.post(path, choice);
    return textOf(site.request(headers.get('location') ?? ''));
  };
  return [
    ['topics chosen', await saved({ topics: 'Developer Tools' })],
    ['every choice refused', await textOf(site.post(path, mistakes))],
    ['a long pause', await saved({ 'paused-until': '2027-10-01' })],
    ['the way out of a long pause', await textOf(site.request(await wayOut(site, id)))],
    ['a page misused', await textOf(site.request('/compare', { method: 'PUT' }))],
  ];
}

async function wayOut(site: TestSite, reader: string): Promise<string> {
  return `/unsubscribe/${(await site.app.signer()).sign('unsubscribe', reader)}`;
}

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // The renderer's style, which HTML allows: `<br/>` and `checked=""`.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    // The words of the sign-up's button shall not be a line of the page that it closes.
    'prefer-button': 'off',
    // Everything that a page loads comes from where the page comes from.
    'require-sri': 'off',
    'long-title': 'off',
  },
});

describe('a comparison’s page', () => {
  const slugs = [
    'smolvlm2-2b-2-vs-mistral-medium-3-72b-instruct',
    'smolvlm2-2b-vs-mistral-code',
    'smolvlm2-2b-vs-mistral-large-3',
    'smolvlm2-2b-vs-mistral-medium-3-2',
    'smolvlm2-vs-mistral-medium-3',
  ];

  test.each([1280, 320])('reads line by line as the real page does, at %i px', async (width) => {
    const site = await testSite();
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await serveInto(page, site, new Map());
    for (const slug of slugs) {
      await page.goto(`${origin}/compare/${slug}`);
      const text = await page.evaluate<string>(`document.querySelector('main').innerText`);
      const whole = await page.evaluate<string>('document.body.innerText');
      const expected = linesOf(readFileSync(`test/fixtures/pages/${slug}.txt`, 'utf8'));
      expect(linesOf(text)).toEqual(expected);
      // In one piece, between what stands at the head and the foot of every page.
      expect(linesOf(whole).join('\n')).toContain(expected.join('\n'));
    }
    await page.close();
  });

  test('says in structured data who would ship', async () => {
    const site = await testSite();
    const html = await (await site.request('/compare/smolvlm2-2b-vs-mistral-code')).text();
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1];
    expect(JSON.parse(json ?? '')).toMatchObject({
      '@context': 'https://schema.org',
      headline: 'SmolVLM2-2B vs Mistral Code',
      about: [
        {
          name: 'SmolVLM2-2B',
          aggregateRating: { ratingValue: 75, ratingCount: 4 },
          review: [
            { author: { name: 'Builder' }, reviewRating: { ratingValue: 1 } },
            { author: { name: 'Skeptic' }, reviewRating: { ratingValue: 1 } },
            { author: { name: 'Futurist' }, reviewRating: { ratingValue: 1 } },
            { author: { name: 'Founder' }, reviewRating: { ratingValue: 0 } },
          ],
        },
        { name: 'Mistral Code', aggregateRating: { ratingValue: 100 } },
      ],
    });
  });
});

/** Answers the browser's requests from the site, and `/page/<name>` with that page. */
async function serveInto(page: Page, site: TestSite, pages: Map<string, string>): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const name = /^\/page\/(.*)$/.exec(pathname)?.[1];
    if (name !== undefined) {
      const body = pages.get(decodeURIComponent(name)) ?? '';
      return route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
    }
    const response = await site.request(pathname);
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  });
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean);
}
