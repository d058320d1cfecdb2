import { describe, expect, test } from 'vitest';
import { confirmedReader, mailEdition, readerAt, testSite } from '../support/site.js';

const ada = 'ada@example.com';

async function siteWithAda() {
  const site = await testSite();
  const { id } = await confirmedReader(site, ada);
  const token = (await site.app.signer()).sign('unsubscribe', id);
  return { site, path: `/unsubscribe/${token}` };
}

describe('a slash at the end of a path', () => {
  test.each([
    ['/compare/', '/compare'],
    ['/editions/', '/editions'],
    ['/editions/2026-W47/', '/editions/2026-W47'],
    ['/compare/smolvlm2-vs-mistral-medium-3//', '/compare/smolvlm2-vs-mistral-medium-3'],
    ['/vote/token/?tool=smolvlm2&choice=ship', '/vote/token?tool=smolvlm2&choice=ship'],
  ])('leads from %s to %s', async (path, target) => {
    const { site } = await siteWithAda();
    await mailEdition(site.app, '2026-W47');
    for (const method of ['GET', 'HEAD']) {
      const response = await site.request(path, { method });
      expect([response.status, response.headers.get('location')]).toEqual([301, target]);
    }
  });

  test.each(['//evil.example/', '/.//evil.example/', '/\\evil.example/'])(
    'leads from %s to no other site',
    async (path) => {
      const { site } = await siteWithAda();
      const response = await site.request(path);
      expect([response.status, response.headers.get('location')]).toEqual([404, null]);
    },
  );

  test('is found at once where a million slashes are not the end', async () => {
    const { site } = await siteWithAda();
    for (const method of ['GET', 'POST']) {
      const response = await site.request(`/x${'/'.repeat(1_000_000)}y`, { method });
      expect(response.status).toBe(404);
    }
  });

  test('keeps nobody from unsubscribing with one click, which follows no redirect', async () => {
    const { site, path } = await siteWithAda();
    const looked = await site.request(`${path}/`);
    expect([looked.status, looked.headers.get('location')]).toEqual([301, path]);
    expect(looked.headers.get('cache-control')).toBe('no-store');
    const response = await site.post(`${path}/`, { 'List-Unsubscribe': 'One-Click' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await readerAt(site.app, ada)).status).toBe('unsubscribed');
  });
});

describe('a method that a page does not take', () => {
  test.each([
    ['PUT', '/compare', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/subscribe', 'GET, HEAD, POST'],
    ['PATCH', '/preferences/token', 'GET, HEAD, POST'],
    ['GET', '/webhooks/resend', 'POST'],
    ['HEAD', '/webhooks/resend', 'POST'],
  ])('is answered 405 with those that it takes: %s %s', async (method, path, allow) => {
    const { site } = await siteWithAda();
    const response = await site.request(path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
  });

  test('is 404 where there is no page, and a dead link is 404 still', async () => {
    const { site } = await siteWithAda();
    for (const [method, path] of [
      ['PUT', '/nothing'],
      ['POST', '/nothing'],
      ['POST', '/preferences/nothing'],
      ['GET', '/compare/nothing'],
    ] as const) {
      const response = await site.request(path, { method });
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 404, null]);
    }
  });
});

describe('a page that everybody may read', () => {
  test.each(['/', '/compare', '/compare/smolvlm2-vs-mistral-medium-3', '/subscribe', '/feed.xml'])(
    'says to caches, asked by GET and HEAD alike, to ask whether it is still the same: %s',
    async (path) => {
      const { site } = await siteWithAda();
      const got = await site.request(path);
      const headed = await site.request(path, { method: 'HEAD' });
      const etag = got.headers.get('etag') ?? '';
      expect(etag).not.toBe('');
      for (const { status, headers } of [got, headed]) {
        expect([status, headers.get('cache-control'), headers.get('etag')]).toEqual([
          200,
          'no-cache',
          etag,
        ]);
      }
      const again = await site.request(path, { headers: { 'if-none-match': etag } });
      expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'no-cache']);
    },
  );

  test('has its icon at /favicon.ico as well', async () => {
    const { site } = await siteWithAda();
    const response = await site.request('/favicon.ico');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    const linked = /rel="icon" href="([^"]+)"/.exec(await (await site.request('/')).text())?.[1];
    expect(await response.text()).toBe(await (await site.request(linked ?? '')).text());
  });
});
