import { describe, expect, test } from 'vitest';
import { checkResend, saysVerified } from '../../src/doctor/resend.js';
import { type Reply, resendCourier } from '../../src/mailings/courier.js';
import { said, withoutRemedy } from '../support/doctor.js';
import { listen } from '../support/listen.js';
import { testSandbox } from '../support/sandbox.js';

const now = new Date('2026-11-17T09:00:00Z');
const official = 'https://api.resend.com';

function failure(statusCode: number | null, name: string): Reply {
  return { data: null, error: { statusCode, name, message: name }, headers: {} };
}

function listing(...domains: [name: string, status: string][]): Reply {
  const data = domains.map(([name, status]) => ({ id: 'd', name, status }));
  return { data: { object: 'list', has_more: false, data }, error: null, headers: {} };
}

function examined(reply: Reply, { baseUrl = official, domain = 'verdicts.dev' } = {}): string[] {
  const findings = checkResend({ baseUrl, domain, reply, now });
  expect(withoutRemedy(findings)).toEqual([]);
  return said(findings);
}

/** What a server at that URL, asked as doctor asks it, is found to be. */
async function asked(baseUrl: string, { apiKey = 're_test', timeout = 5 } = {}): Promise<string[]> {
  const reply = await resendCourier({ to: 'resend', apiKey, baseUrl }, timeout).ping();
  return said(checkResend({ baseUrl, domain: 'example.com', reply, now: new Date() }));
}

describe('a key', () => {
  test('that may only send is accepted', () => {
    expect(examined(failure(401, 'restricted_api_key'))).toEqual([
      `ok: ${official} is reached and accepts the key, which may only send.`,
    ]);
  });

  test.each([
    [401, 'missing_api_key'],
    [403, 'invalid_api_key'],
    [401, 'validation_error'],
  ])('that is answered by %i %s is an error', (status, name) => {
    expect(examined(failure(status, name))).toEqual([
      `error: ${official} does not accept the key (${name}, ${status}).`,
    ]);
  });

  test.each([
    [429, 'rate_limit_exceeded'],
    [500, 'internal_server_error'],
    [404, 'not_found'],
  ])('of which nothing can be learnt, for %i %s, is a warning', (status, name) => {
    expect(examined(failure(status, name))[0]).toMatch(/^warning: .*could not be learnt/);
  });
});

describe('the domain', () => {
  test('is fine where Resend has verified it', () => {
    const reply = listing(['other.dev', 'failed'], ['Verdicts.dev', 'verified']);
    expect(examined(reply).map((line) => line.split(':')[0])).toEqual(['ok', 'ok']);
    expect(saysVerified({ reply, domain: 'verdicts.dev' })).toBe(true);
  });

  test('is an error where Resend would refuse it', () => {
    const pending = listing(['verdicts.dev', 'pending']);
    expect(examined(pending)[1]).toMatch(/^error: .*not verified with Resend: pending/);
    expect(examined(listing(['verdicts.com', 'verified']))[1]).toMatch(/^error: .*not among/);
    expect(saysVerified({ reply: pending, domain: 'verdicts.dev' })).toBe(false);
    const unknown = failure(401, 'restricted_api_key');
    expect(saysVerified({ reply: unknown, domain: 'verdicts.dev' })).toBe(false);
  });

  test('is only warned of on another server, which may not list what it takes', () => {
    expect(examined(listing(), { baseUrl: 'http://127.0.0.1:9' })[1]).toMatch(/^warning: /);
  });
});

describe('the clock', () => {
  test.each([
    ['Tue, 17 Nov 2026 09:04:00 GMT', 0],
    ['Tue, 17 Nov 2026 09:30:00 GMT', 1],
    ['nonsense', 0],
  ])('beside an answer of %s brings %i warnings', (date, count) => {
    const reply = { ...listing(['verdicts.dev', 'verified']), headers: { date } };
    const warnings = examined(reply).filter((line) => line.startsWith('warning'));
    expect(warnings).toHaveLength(count);
  });
});

describe('over the network', () => {
  test('a sandbox is reached, accepts the key and knows the sample domain', async () => {
    const { url } = await testSandbox();
    expect(await asked(url)).toEqual([
      `ok: ${url} is reached and accepts the key (full access).`,
      'ok: The domain example.com is verified with Resend.',
    ]);
    expect((await asked(url, { apiKey: 'wrong' }))[0]).toMatch(/^error: .*invalid_api_key, 401/);
  });

  test('a server that is not there cannot be reached', async () => {
    expect(await asked('http://127.0.0.1:9')).toEqual([
      'error: http://127.0.0.1:9 could not be reached.',
    ]);
  });

  test('a server that never answers cannot be reached either', async () => {
    const { url } = await listen(() => {});
    expect((await asked(url, { timeout: 0.05 }))[0]).toMatch(/^error: .*could not be reached/);
  });

  test('a proxy that answers in its place is told apart', async () => {
    const { url } = await listen((_request, _body, response) => response.end('"welcome"'));
    expect((await asked(url))[0]).toMatch(/^warning: .*not as Resend does/);
  });

  test('a password in the server’s address is not shown', () => {
    const baseUrl = 'https://user:hush@resend.example.com';
    expect(examined(failure(null, 'application_error'), { baseUrl }).join()).not.toContain('hush');
  });
});
