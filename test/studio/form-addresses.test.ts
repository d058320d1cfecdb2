import { describe, expect, it } from 'vitest';
import { testStudio } from '../support/studio.js';

const reader = 'aaaabbbbccccdddd';

describe('The address of a form, opened by itself', () => {
  it.each([
    ['/week/2026-W47/plan?format=brief', '/week/2026-W47?format=brief'],
    ['/week/2026-W47/draft', '/week/2026-W47'],
    ['/preview/2026-W47/digest/reader?look=dark', '/preview/2026-W47/digest?look=dark'],
    ['/send/2026-W47/approve', '/send/2026-W47'],
    ['/send/2026-W47/start', '/send/2026-W47'],
    ['/outbox/01a201cb/events', '/outbox/01a201cb'],
    [`/readers/${reader}/erase`, `/readers/${reader}`],
  ])('%s leads to the page that the form is on', async (address, page) => {
    const { get } = await testStudio();
    const response = await get(address);
    expect([response.status, response.headers.get('location')]).toEqual([302, page]);
  });

  it('of no form is no page', async () => {
    const { get } = await testStudio();
    expect((await get('/send/2026-W47/nothing')).status).toBe(404);
  });
});
