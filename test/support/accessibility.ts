import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe finds on a page in light and dark, without motion between the two; frames, which hold letters,
 * are left out. Leaves the page dark.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${axe.source} }`);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const findings = await page.evaluate<string[]>(findingsWith(optionsFor[colorScheme]));
    found.push(...findings.map((finding) => `${colorScheme}: ${finding}`));
  }
  return found;
}

/** At which of the widths, in CSS pixels, a page has to be scrolled sideways. Leaves it at the last of them. */
export async function sidewaysAt(page: Page, widths: number[]): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const actual = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (actual > width) found.push(`${actual} px wide at ${width}`);
  }
  return found;
}

/** Only colours differ in the dark; all else was looked at in the light. */
const optionsFor = { light: {}, dark: { runOnly: ['color-contrast'] } };

/** Said in the page: all that axe knows of what passed takes longer to hand over than to find out. */
function findingsWith(options: object): string {
  const all = JSON.stringify({ ...options, resultTypes: ['violations'] });
  return `axe.run({ exclude: ['iframe'] }, ${all}).then(({ violations, passes, incomplete }) => [
    ...violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join('\\n'))),
    ...[...violations, ...passes, ...incomplete].some(({ id }) => id === 'color-contrast') ? [] : ['no colours were looked at'],
  ])`;
}
