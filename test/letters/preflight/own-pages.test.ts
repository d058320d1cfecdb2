import { describe, expect, test } from 'vitest';
import { whyNotServed } from '../../../src/letters/preflight/own-pages.js';
import { hour } from '../../support/clock.js';
import { confirmedReader, mailEdition, testSite } from '../../support/site.js';

const pages = {
  comparisons: new Set(['smolvlm2-vs-mistral-medium-3']),
  tools: new Set(['smolvlm2', 'mistral-medium-3']),
  editions: new Set(['2026-W47']),
};

const paths = [
  '/',
  '/compare',
  '/compare/smolvlm2-vs-mistral-medium-3',
  '/compare/nothing-vs-nobody',
  '/compare/',
  '/compare/smolvlm2-vs-mistral-medium-3/more',
  '/editions',
  '/editions/2026-W47',
  '/editions/2031-W01',
  '/editions/',
  '/subscribe',
  '/feed.xml',
  '/feed.json',
  '/sitemap.xml',
  '/robots.txt',
  '/pricing',
  '/tools/smolvlm2',
  '/unsubscribe',
  '/vote/',
];

describe('preflight and the site agree', () => {
  test('on which public pages are served', async () => {
    const site = await testSite();
    await mailEdition(site.app, '2026-W47');
    site.clock.jump(hour);
    for (const path of paths) {
      const served = (await site.request(path)).status === 200;
      expect([path, whyNotServed(path, '', pages) === undefined]).toEqual([path, served]);
    }
  });

  test('on the pages that a reader’s token opens, and on votes', async () => {
    const site = await testSite();
    const reader = await confirmedReader(site, 'ada@example.com');
    await mailEdition(site.app, '2026-W47');
    const signer = await site.app.signer();
    const vote = (query: string) => ({ path: `/vote/${signer.sign('vote', reader.id)}`, query });
    const asked = [
      { path: `/preferences/${signer.sign('preferences', reader.id)}`, query: '' },
      { path: `/unsubscribe/${signer.sign('unsubscribe', reader.id)}`, query: '' },
      vote('?tool=smolvlm2&choice=ship'),
      vote('?tool=smolvlm2&choice=maybe'),
      vote('?tool=nothing&choice=ship'),
    ];
    for (const { path, query } of asked) {
      const served = (await site.request(path + query)).status === 200;
      expect([query, whyNotServed(path, query, pages) === undefined]).toEqual([query, served]);
    }
  });
});
