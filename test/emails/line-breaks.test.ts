import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browser.js';
import { editionOf, filledLetter, matchupOf } from '../support/letters.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
}, 600_000);
afterAll(() => browser?.close());

test.each([375, 320])('no word of a name is broken over its verdicts at %i px', async (width) => {
  const cards = [
    ['Perplexity', 'ChatGPT Search', 'NotebookLM'],
    ['ElevenLabs', 'WhisperTranscribe'],
    ['Midjourney 7', 'Stable Diffusion 3.5'],
    ['SmolVLM2-2B', 'Mistral Medium 3 (72B Instruct)'],
  ];
  const matchups = cards.map((names, at) => {
    const matchup = matchupOf({ id: `card-${at}`, tools: names.length });
    const tools = matchup.tools.map((tool, index) => ({ ...tool, name: names[index] ?? '' }));
    return { ...matchup, tools };
  });
  const { html } = await filledLetter(editionOf({ matchups }), 'digest');
  await show(html, width);
  // A word ends at a blank or behind a hyphen, where a line may end too.
  const broken = `[...document.querySelectorAll('th')].flatMap((heading) =>
    [...heading.textContent.matchAll(/[^\\s-]+/g)]
      .filter(({ 0: word, index }) => {
        const words = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT).nextNode();
        if (heading.matches('.score, .overline')) return false;
        const range = document.createRange();
        range.setStart(words, index);
        range.setEnd(words, index + word.length);
        return range.getClientRects().length > 1;
      })
      .map(([word]) => word))`;
  expect(await page.evaluate(broken)).toEqual([]);
});

test('a panel of many with long titles needs no sideways scroll on a phone', async () => {
  const panel = [
    'Builder',
    'Skeptic',
    'Futurist',
    'Founder',
    'Security researcher',
    'Designer',
  ].map((label) => ({ lens: label.toLowerCase().replaceAll(' ', '-'), label }));
  const verdicts = panel.map(({ lens }) => ({ lens, verdict: 'ship' as const }));
  const matchups = [2, 3, 6].map((tools) =>
    matchupOf({ id: `of-${tools}`, tools, tool: { verdicts } }),
  );
  const { html } = await filledLetter(editionOf({ panel, matchups }), 'digest');
  for (const width of [375, 320]) {
    await show(html, width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
  await show(html.replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, ''), 375);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
});

async function show(html: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.setContent(html);
}
