import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitForLock } from '../../src/lock.js';
import type { Purpose } from '../../src/subscribers/links.js';
import type { Subscriber } from '../../src/subscribers/subscriber.js';
import { confirmedReader, type TestSite, testSite } from '../support/site.js';

/** What would run, or break out of its place, if it came back as it went in. */
const mark = '<xq"\'`>';
const hostile = fc.oneof(
  fc.constantFrom(
    `"><img src=x onerror=alert(1)>${mark}`,
    `</script><script>alert(1)</script>${mark}`,
    `javascript:alert(1)//${mark}`,
    `${mark}\r\nSet-Cookie: a=b\r\n\r\n${mark}`,
    '../../../../etc/passwd',
    '%00%0d%0a%c0%ae%e0%a4%a',
    '\u202e\u0000\ud800\ue000address\ue001',
    '{{constructor.constructor("return 1")()}}',
    '__proto__',
    'x'.repeat(20_000),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 40 }).map((text) => text + mark),
);
const address = fc.oneof(
  hostile,
  fc.emailAddress(),
  fc.constantFrom('bob@example.com', 'a@b', '@', '"a b"@example.com'),
  hostile.map((text) => `${text}@example.com`),
);

const purposes: Purpose[] = [
  'confirm',
  'preferences',
  'unsubscribe',
  'vote',
  'change-address',
  'new-address',
  'download',
  'erase',
];
const openPaths = [
  ...['/', '/compare', '/editions', '/subscribe', '/healthz', '/altcha', '/feed.xml', '/feed.json'],
  ...['/sitemap.xml', '/robots.txt', '/webhooks/resend', '/nothing'],
];

/** A path that may be any endpoint's, its last part forged, another purpose's, or nonsense. */
function pathsOf(tokens: readonly string[]): fc.Arbitrary<string> {
  const token = fc.oneof(
    fc.constantFrom(...tokens),
    fc
      .tuple(fc.constantFrom(...tokens), fc.nat(60), fc.constantFrom('a', 'Z', '-', '%', '\u00e9'))
      .map(([known, at, other]) => known.slice(0, at) + other + known.slice(at + 1)),
    hostile.map(encoded),
    hostile.map((text) => text.replaceAll(/[\s?#\\]/g, '')),
  );
  const page = fc.constantFrom(
    ...purposes,
    'compare',
    'editions',
    'assets',
    'webhooks',
    '/x',
    './/x',
  );
  const query = fc.option(
    fc
      .tuple(hostile, hostile)
      .map(([tool, choice]) => `?tool=${encoded(tool)}&choice=${encoded(choice)}`),
    { nil: '' },
  );
  return fc.oneof(
    fc
      .tuple(page, token, fc.constantFrom('', '', '/', '//'), query)
      .map(([first, last, end, rest]) => `/${first}/${last}${end}${rest}`),
    fc.tuple(fc.constantFrom(...openPaths), query).map(([path, rest]) => path + rest),
  );
}

const headers = fc.dictionary(
  fc.constantFrom(
    ...['origin', 'referer', 'sec-fetch-site', 'x-forwarded-for', 'x-forwarded-host', 'host'],
    ...['cookie', 'accept', 'accept-language', 'if-none-match', 'range', 'content-type'],
    ...['svix-id', 'svix-timestamp', 'svix-signature', 'x-http-method-override'],
  ),
  fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom('https://evil.example', 'null', 'cross-site', 'application/json', mark, '*/*'),
    fc.constantFrom('multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain'),
  ),
  { maxKeys: 5 },
);

const fields = fc.dictionary(
  fc.constantFrom(
    ...['email', 'format', 'topics', 'website', 'altcha', 'reason', 'instead', 'ask', 'send'],
    ...[
      'time-zone',
      'paused-until',
      'topics-offered',
      'tool',
      'choice',
      'List-Unsubscribe',
      '__proto__',
    ],
  ),
  fc.oneof(hostile, address, fc.constantFrom('brief', 'pause', 'erase', 'ship', 'smolvlm2')),
);
const body = fc.oneof(
  fields.map((values) => ({ type: undefined, body: new URLSearchParams(values) })),
  fields.map((values) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.append(name, value);
    form.append('file', new Blob(['x']), `${mark}.txt`);
    return { type: undefined, body: form };
  }),
  fc.oneof(fields, fc.anything()).map((value) => ({
    type: 'application/json',
    body: JSON.stringify(value) ?? '',
  })),
  hostile.map((text) => ({ type: 'multipart/form-data; boundary=x', body: `--x\r\n${text}` })),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ type: 'application/json', body: bytes })),
);

describe('whatever is asked', () => {
  test('no answer fails, carries anything back unescaped, or leads away', async () => {
    const { site, tokens } = await siteWithReaders();
    await fc.assert(
      fc.asyncProperty(
        pathsOf(tokens),
        fc.constantFrom('GET', 'POST', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'),
        headers,
        body,
        async (path, method, given, sent) => {
          const response = await ask(site, path, method, given, sent);
          if (!response) return;
          expect([path, method, response.status]).toSatisfy(([, , status]) => status < 500);
          // The ways on are to the same path without the slash at its end, and from what was saved to its page.
          const { status } = response;
          const isSaved = status === 303 && path.startsWith('/preferences/') && method === 'POST';
          const leadsOn = status === 301 || isSaved;
          expect(status < 300 || status >= 400 || status === 304 || leadsOn).toBe(true);
          expect(response.headers.get('location') ?? '/').toMatch(/^\/(?!\/)[^\\]*$/);
          expect(response.headers.get('set-cookie')).toBeNull();
          expect(response.headers.get('x-content-type-options')).toBe('nosniff');
          expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
          const text = await response.text();
          const isHtml = response.headers.get('content-type')?.startsWith('text/html') ?? false;
          if (isHtml)
            expect(text).not.toMatch(/<xq|"xq|<img src=x|<script>alert|onerror=alert\(1\)>/);
          // The one place where a reader's address stands is a file that a fresh link opens.
          if (!path.startsWith('/download/')) expect(text).not.toContain('lovelace@example.com');
        },
      ),
      { numRuns: 1500 },
    );
    expect(site.logged).toEqual([]);
  });

  test('looking changes nothing', async () => {
    const { site, tokens } = await siteWithReaders();
    const state = async () => {
      const store = await site.app.subscribers();
      const readers: Subscriber[] = [];
      for await (const batch of store.batches()) readers.push(...batch);
      const tallies = [...(await site.app.votes()).tallies()];
      return { readers, tallies, letters: (await site.letters()).length };
    };
    const before = await state();
    const valid = tokens.flatMap((token) => purposes.map((page) => `/${page}/${token}`));
    const path = fc.oneof(
      fc.constantFrom(...valid).map((link) => `${link}?tool=smolvlm2&choice=ship`),
      pathsOf(tokens),
    );
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.constantFrom('GET', 'HEAD', 'OPTIONS'),
        headers,
        async (link, method, given) => {
          await (await ask(site, link, method, given))?.text();
        },
      ),
      { numRuns: 600 },
    );
    expect(await state()).toEqual(before);
  });

  test('no answer to a sign-up tells whether the address is known', async () => {
    const { site } = await siteWithReaders();
    const anyFields = fc.record(
      { format: hostile, topics: hostile, altcha: hostile, name: hostile },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(anyFields, headers, async (others, given) => {
        const answers: unknown[] = [];
        for (const email of ['lovelace@example.com', 'bob@example.com', 'nobody@example.com']) {
          const sent = { type: undefined, body: new URLSearchParams({ ...others, email }) };
          const { 'content-type': _, ...rest } = given;
          const response = await ask(site, '/subscribe', 'POST', rest, sent);
          const text = (await response?.text())?.replaceAll(email, 'the address');
          answers.push([response?.status, text, [...(response?.headers ?? [])]]);
        }
        expect(answers[1]).toEqual(answers[0]);
        expect(answers[2]).toEqual(answers[0]);
      }),
      { numRuns: 150 },
    );
  });

  test('a sign-up is answered before its address is looked up, so that no time tells either', async () => {
    const { site } = await siteWithReaders();
    const journal = `${site.app.config.subscribersDir}/subscribers.journal`;
    const lock = await waitForLock(`${journal}.lock`, site.clock);
    for (const email of ['lovelace@example.com', 'bob@example.com', 'nobody@example.com']) {
      expect((await site.post('/subscribe', { email })).status).toBe(200);
    }
    lock.release();
    await site.letters();
  });
});

/** A site with one reader who is active and one who is not yet, and a token of each purpose for the first. */
async function siteWithReaders(): Promise<{ site: TestSite; tokens: string[] }> {
  const site = await testSite({ SIGN_UPS_PER_HOUR: '100000', PENDING_PER_CLIENT: '10000' });
  const ada = await confirmedReader(site, 'lovelace@example.com');
  await site.post('/subscribe', { email: 'bob@example.com' });
  await site.letters();
  const signer = await site.app.signer();
  return { site, tokens: purposes.map((purpose) => signer.sign(purpose, ada.id)) };
}

/** Undefined for a request that no client could send. */
async function ask(
  site: TestSite,
  path: string,
  method: string,
  given: Record<string, string>,
  sent?: { type: string | undefined; body: RequestInit['body'] },
): Promise<Response | undefined> {
  const withBody = sent !== undefined && !['GET', 'HEAD', 'OPTIONS'].includes(method);
  let request: Request;
  try {
    const list = new Headers(given);
    if (withBody && sent.type !== undefined) list.set('content-type', sent.type);
    if (withBody && sent.type === undefined) list.delete('content-type');
    request = new Request(`http://127.0.0.1:3000${path}`, {
      method,
      headers: list,
      ...(withBody && sent.body !== undefined && { body: sent.body }),
    });
  } catch {
    return undefined; // Such a header or address is refused before it leaves.
  }
  return site.fetch(request);
}

/** Lone halves of characters cannot be coded. */
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''));
}
