import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Only colours differ in the dark; all else was looked at in the light. */
export function optionsFor(colorScheme: 'light' | 'dark'): string {
  return colorScheme === 'light' ? '{}' : `{ runOnly: ['color-contrast'] }`;
}

/** What axe finds on a page in light and dark, without motion between the two; letters in frames are tested elsewhere. */
export async function axeFindings(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate<AxeResults>(
      `axe.run({ exclude: ['iframe'] }, ${optionsFor(colorScheme)})`,
    );
    if (!passes.some(({ id }) => id === 'color-contrast')) found.push([colorScheme, 'not looked']);
    for (const { id, nodes } of violations) {
      found.push([
        colorScheme,
        id,
        ...nodes.map(({ html, failureSummary }) => [html, failureSummary]),
      ]);
    }
  }
  return found;
}
