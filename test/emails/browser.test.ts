import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../support/accessibility.js';
import { launchChromium } from '../support/browser.js';
import { editionOf, filledLetter, matchupOf, singleLetters, weeks } from '../support/letters.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
}, 600_000);
afterAll(() => browser?.close());

const cases = Object.entries(weeks).flatMap(([name, edition]) =>
  (['digest', 'brief'] as const).map((format) => ({ name, format, edition })),
);

/** What some clients leave of a letter. */
const lesser: [how: string, lessened: (html: string) => string][] = [
  ['without <style>', (html) => html.replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, '')],
  ['without @media', (html) => html.replaceAll(/<style[^>]*>\s*@media[\s\S]*?<\/style>/g, '')],
];

describe.each(cases)('the $format, $name', ({ edition, format }) => {
  test('axe finds nothing, light or dark', async () => {
    const { html } = await filledLetter(edition, format);
    await show(html);
    expect(await axeFindings(page)).toEqual([]);
  });

  test.each([720, 375, 320])('nothing has to be scrolled sideways at %i px', async (width) => {
    const { html } = await filledLetter(edition, format);
    await show(html, { width });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const outside = `[...document.querySelectorAll('main *')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().right > ${width} + 0.5)
      .map((one) => one.outerHTML.slice(0, 120))`;
    expect(await page.evaluate(outside)).toEqual([]);
  });
});

describe.each(['digest', 'brief'] as const)('the %s', (format) => {
  test('follows the reader’s scheme', async () => {
    const { html } = await filledLetter(editionOf(), format);
    const grounds: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await show(html, { colorScheme });
      grounds.push(
        await page.evaluate<string>(
          `getComputedStyle(document.querySelector('.page')).backgroundColor`,
        ),
      );
    }
    expect(grounds).toEqual(['rgb(238, 241, 245)', 'rgb(13, 17, 23)']);
  });

  test('turns dark by the marks of Outlook too', async () => {
    const { html } = await filledLetter(editionOf(), format);
    const marked = html.replace('<body', '<body data-ogsc="" data-ogsb=""');
    await show(marked);
    const colour = (selector: string, property: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
    expect(await colour('h1', 'color')).toBe('rgb(241, 244, 248)');
    expect(await colour('.card', 'backgroundColor')).toBe('rgb(23, 28, 37)');
    // What is painted right behind the title.
    const ground = `(() => {
      let one = document.querySelector('h1');
      while (/^rgba.* 0\\)$/.test(getComputedStyle(one).backgroundColor)) one = one.parentElement;
      return getComputedStyle(one).backgroundColor;
    })()`;
    expect(await page.evaluate(ground)).toBe('rgb(13, 17, 23)');
  });

  test('reads in order with every style stripped', async () => {
    const edition = editionOf();
    const { html } = await filledLetter(edition, format);
    const stripped = html
      .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, '')
      .replaceAll(/ (?:style|class|bgcolor|width|align|valign)="[^"]*"/g, '');
    await show(stripped, { width: 375 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    const text = String(await page.evaluate('document.body.innerText'));
    const order = [
      edition.preheader,
      'Week 47 · 17 November 2026 · 5 comparisons',
      edition.subject,
      edition.intro,
      ...edition.matchups.flatMap(({ pairs }) => pairs[0]?.outcome.sentence ?? ''),
      'You get this letter because ada@example.com',
      'Unsubscribe',
      'Sample Street',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    if (format === 'digest') {
      expect(text).toMatch(/75%\s+Panel ship/);
      expect(text).toMatch(/Founder\s+SKIP\s+SHIP|Mistral Medium 3\.2\s+SHIP\s+SHIP\s+SHIP\s+SKIP/);
    }
  });

  test.each(lesser)('needs no sideways scroll on a phone %s', async (_, lessened) => {
    for (const edition of Object.values(weeks)) {
      const { html } = await filledLetter(edition, format);
      await show(lessened(html), { width: 375 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    }
  });

  test('needs no sideways scroll on a phone, its words half as large again', async () => {
    for (const edition of Object.values(weeks)) {
      const { html } = await filledLetter(edition, format);
      await show(html, { width: 375 });
      await page.evaluate(enlarged(1.5));
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    }
  });

  test('lets a thumb hit its links on a phone', async () => {
    for (const edition of Object.values(weeks)) {
      const { html } = await filledLetter(edition, format);
      await show(html, { width: 375 });
      expect(await lowLinks()).toEqual([]);
    }
  });
});

test('a button keeps its edge where a reader’s own colours take its ground', async () => {
  const { html } = await filledLetter(editionOf(), 'digest');
  await show(html);
  await page.emulateMedia({ forcedColors: 'active' });
  const edge = await page.evaluate(`(() => {
    const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(document.querySelector('.button'));
    return [borderTopWidth, borderTopColor === backgroundColor];
  })()`);
  await page.emulateMedia({ forcedColors: 'none' });
  expect(edge).toEqual(['1px', false]);
});

describe.each(Object.entries(singleLetters))('the letter "%s"', (_, rendered) => {
  test('passes axe, light and dark, and a thumb hits its links', async () => {
    const { html } = await rendered();
    await show(html, { width: 375 });
    expect(await axeFindings(page)).toEqual([]);
    expect(await lowLinks()).toEqual([]);
  });

  test.each([720, 375, 320])('needs no sideways scroll at %i px', async (width) => {
    const { html } = await rendered();
    await show(html, { width });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});

test.each([720, 375])('a price told in many words is no tower of them at %i px', async (width) => {
  for (const edition of Object.values(weeks)) {
    const { html } = await filledLetter(edition, 'digest');
    await show(html, { width });
    const towers = `[...document.querySelectorAll('.phrase')]
      .filter((price) => price.offsetHeight > price.offsetWidth)
      .map((price) => price.textContent)`;
    expect(await page.evaluate(towers)).toEqual([]);
  }
});

const whole: (typeof lesser)[number] = ['with all styles', (html) => html];

test.each([
  { width: 720, seen: whole },
  ...[whole, ...lesser].map((seen) => ({ width: 375, seen })),
])('no word of a price is broken at $width px $seen.0', async ({ width, seen: [, lessened] }) => {
  const prices = ['$19.99/month', '£8.33 per user/month', 'Subscription', '$20/month', 'Withdrawn'];
  const matchups = prices.map((entry, at) => matchupOf({ id: `price-${at}`, tool: { entry } }));
  const { html } = await filledLetter(editionOf({ matchups }), 'digest');
  await show(lessened(html), { width });
  const broken = `[...document.querySelectorAll('.phrase')].flatMap((price) =>
    [...price.textContent.matchAll(/\\S+/g)]
      .filter(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(price.firstChild, index);
        range.setEnd(price.firstChild, index + word.length);
        return range.getClientRects().length > 1;
      })
      .map(([word]) => word))`;
  expect(await page.evaluate(broken)).toEqual([]);
});

describe.each(lesser)('the digest on a phone %s', (_, lessened) => {
  test('keeps figures and verdicts whole and apart', async () => {
    for (const edition of Object.values(weeks)) {
      const { html } = await filledLetter(edition, 'digest');
      await show(lessened(html), { width: 375 });
      // Of an element's text, not of its cell: cells touch.
      const broken = `[...document.querySelectorAll('b.figure, b.shipped, b.skipped')]
        .filter((one) => one.getClientRects().length > 1)
        .map((one) => one.textContent)`;
      expect(await page.evaluate(broken)).toEqual([]);
      const touching = `[...document.querySelectorAll('td.stat, th.cell, td.cell')]
        .map((cell) => [cell, cell.nextElementSibling])
        .filter(([cell, next]) => {
          if (!next) return false;
          const [one, other] = [cell, next].map((each) => {
            const range = document.createRange();
            range.selectNodeContents(each);
            return range.getBoundingClientRect();
          });
          return other.left - one.right < 3;
        })
        .map(([cell]) => cell.textContent)`;
      expect(await page.evaluate(touching)).toEqual([]);
    }
  });

  test('sets nobody in bold but who leads', async () => {
    const { html } = await filledLetter(editionOf(), 'digest');
    await show(lessened(html), { width: 375 });
    const weights = `[...document.querySelectorAll('th.score')].map((name) => getComputedStyle(name).fontWeight)`;
    expect(new Set(await page.evaluate<string[]>(weights))).toEqual(new Set(['400']));
  });
});

/** The words of the links that are lower than WCAG 2.2, 2.5.8 asks for. */
function lowLinks(): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a')]
    .filter((link) => link.getBoundingClientRect().height < 24)
    .map((link) => link.textContent)`);
}

/** Makes all words so many times as large, as readers may: whatever is as wide as they were stays so. */
function enlarged(times: number): string {
  return `(() => {
    const sizes = [...document.querySelectorAll('body, body *')].map((one) => {
      const { fontSize, lineHeight } = getComputedStyle(one);
      return { one, fontSize: parseFloat(fontSize), lineHeight: parseFloat(lineHeight) };
    });
    for (const { one, fontSize, lineHeight } of sizes) {
      one.style.setProperty('font-size', fontSize * ${times} + 'px', 'important');
      if (lineHeight) one.style.setProperty('line-height', lineHeight * ${times} + 'px', 'important');
    }
  })()`;
}

interface View {
  width?: number;
  colorScheme?: 'light' | 'dark';
}

/** Puts the letter on the page; one page for all, because a new one takes longer than the look. */
async function show(
  html: string,
  { width = 720, colorScheme = 'light' }: View = {},
): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.setContent(html);
}
