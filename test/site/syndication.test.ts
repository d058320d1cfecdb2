import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mailEdition, type TestSite, testSite } from '../support/site.js';

async function textOf(site: TestSite, path: string): Promise<string> {
  return (await site.request(path)).text();
}

describe('the feeds', () => {
  test('have every published comparison, the newest first, as Atom and as JSON', async () => {
    const site = await testSite();
    const { items, ...feed } = JSON.parse(await textOf(site, '/feed.json'));
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1',
      title: 'Weekly AI Tool Verdicts',
      feed_url: 'http://127.0.0.1:3000/feed.json',
    });
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({
      id: 'http://127.0.0.1:3000/compare/smolvlm2-2b-vs-mistral-medium-3-2',
      title: 'SmolVLM2-2B vs Mistral Medium 3.2',
      date_published: '2026-11-16T08:00:00.000Z',
    });
    const atom = await textOf(site, '/feed.xml');
    expect(atom.match(/<entry>/g)).toHaveLength(5);
    expect(atom).toContain('<updated>2026-11-16T08:00:00.000Z</updated>');
    expect(atom).toContain('rel="self" href="http://127.0.0.1:3000/feed.xml"');
  });

  test('hold what content says as text, whatever it looks like', async () => {
    const site = await testSite();
    const file = join(site.app.config.dataDir, 'tools/mistral-code.json');
    const tool = (await site.app.library()).tools.get('mistral-code');
    const name = 'A</title><script>alert(1)</script> & ]]> B';
    writeFileSync(file, JSON.stringify({ ...tool, name, description: name }));
    site.clock.jump(60_000);
    for (const path of ['/feed.xml', '/sitemap.xml', '/compare/smolvlm2-2b-vs-mistral-code', '/']) {
      expect(await textOf(site, path)).not.toContain('<script>alert');
    }
    const page = await textOf(site, '/compare/smolvlm2-2b-vs-mistral-code');
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(json).about[1].name).toBe(name);
  });
});

test('the Atom feed is XML, whatever a category looks like', async () => {
  const site = await testSite();
  const tool = (await site.app.library()).tools.get('mistral-code');
  const file = join(site.app.config.dataDir, 'tools/mistral-code.json');
  writeFileSync(file, JSON.stringify({ ...tool, category: 'Code <fast> & "small"' }));
  site.clock.jump(60_000);
  const label = 'label="Code &lt;fast> &amp; &quot;small&quot;"';
  expect(await textOf(site, '/feed.xml')).toContain(label);
});

describe('the site map', () => {
  test('lists public pages alone, the robots file keeps searchers off links', async () => {
    const site = await testSite();
    await mailEdition(site.app, '2026-W47');
    site.clock.jump(60_000);
    const map = await textOf(site, '/sitemap.xml');
    const paths = [...map.matchAll(/<loc>http:\/\/127\.0\.0\.1:3000(.*?)<\/loc>/g)].map(
      ([, path]) => path ?? '',
    );
    expect(paths).toContain('/editions/2026-W47');
    expect(paths).toHaveLength(10);
    for (const path of paths) {
      const page = await site.request(path);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(
        `<link rel="canonical" href="http://127.0.0.1:3000${path}"/>`,
      );
    }
    const robots = await textOf(site, '/robots.txt');
    expect(robots).toContain('Disallow: /unsubscribe/');
    expect(robots).toContain('Sitemap: http://127.0.0.1:3000/sitemap.xml');
  });
});

describe('the catalogue', () => {
  test('shows an edition once it is mailed, and content as it changes', async () => {
    const site = await testSite();
    expect(await textOf(site, '/')).toContain('The latest comparisons');
    expect((await site.request('/editions/2026-W47')).status).toBe(404);
    await mailEdition(site.app, '2026-W47');
    site.clock.jump(60_000);
    expect(await textOf(site, '/')).toContain('Week 47 · 17 November 2026');
    expect((await site.request('/editions/2026-W47')).status).toBe(200);
  });

  test('goes on with the last good content while some of it is broken', async () => {
    const site = await testSite();
    writeFileSync(join(site.app.config.dataDir, 'tools/mistral-code.json'), '{ "name": ');
    site.clock.jump(60_000);
    expect((await site.request('/compare/smolvlm2-2b-vs-mistral-code')).status).toBe(200);
    expect(site.logged.join()).toContain('tools/mistral-code.json');
  });

  test('keeps what is not yet published out of lists and search engines', async () => {
    const site = await testSite();
    const slug = 'smolvlm2-2b-vs-mistral-code';
    const comparison = (await site.app.library()).comparisons.get(slug);
    const later = { ...comparison, publishedAt: '2027-01-01T00:00:00Z' };
    writeFileSync(join(site.app.config.dataDir, `comparisons/${slug}.json`), JSON.stringify(later));
    site.clock.jump(60_000);
    for (const path of ['/', '/compare', '/feed.json', '/sitemap.xml']) {
      expect(await textOf(site, path)).not.toContain(slug);
    }
    expect(await textOf(site, `/compare/${slug}`)).toContain('content="noindex"');
  });

  test('answers that a public page is still the same', async () => {
    const site = await testSite();
    const first = await site.request('/compare');
    const etag = first.headers.get('etag') ?? '';
    const again = await site.request('/compare', { headers: { 'if-none-match': etag } });
    expect([first.status, again.status, again.headers.get('cache-control')]).toEqual([
      200,
      304,
      'no-cache',
    ]);
  });

  test('answers that a comparison is still the same, until readers’ votes change its figures', async () => {
    const site = await testSite({ COMMUNITY_QUORUM: '1' });
    const path = '/compare/smolvlm2-vs-mistral-medium-3';
    const ask = (etag = '') => site.request(path, { headers: { 'if-none-match': etag } });
    const etag = (await ask()).headers.get('etag') ?? '';
    const same = await ask(etag);
    expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, '']);

    await (await site.app.votes()).record('ada', 'smolvlm2', 'ship');
    const changed = await ask(etag);
    expect([changed.status, changed.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=UTF-8',
    ]);
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect(await changed.text()).toContain('100%');
  });
});
