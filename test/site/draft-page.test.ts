import { describe, expect, test } from 'vitest';
import { draftWeek } from '../../src/jobs/drafting.js';
import { testSite } from '../support/site.js';

describe('the page of a draft to approve', () => {
  test('shows the draft at its hash, to nobody who does not know that, and not to search engines', async () => {
    const site = await testSite();
    const { drafted } = await draftWeek(site.app, '2026-W47');
    const { hash = '', subject = '' } = drafted?.edition ?? {};
    const page = await site.request(`/drafts/${hash}`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain(subject);
    expect(html).toMatch(/due <time [^>]*>Tuesday 17 November 2026, \d\d:00 \w+<\/time>\./);
    expect(html).toContain('noindex');
    expect(page.headers.get('cache-control')).toBe('no-store');
    for (const other of ['0'.repeat(64), hash.slice(0, 12), '2026-W47']) {
      expect((await site.request(`/drafts/${other}`)).status).toBe(404);
    }
  });
});
