import { describe, expect, test } from 'vitest';
import { lookUpDomain } from '../../src/doctor/dns.js';
import { checkFromDomain, isReserved } from '../../src/doctor/from-domain.js';
import { fakeDns, goodZone, said, withoutRemedy, type Zone } from '../support/doctor.js';

/** What is found of verdicts.dev where the zone differs from a good one by `changes`. */
async function examined(changes: Zone, essential: 'error' | 'warning' = 'error') {
  const records = await lookUpDomain(fakeDns({ ...goodZone(), ...changes }), 'verdicts.dev');
  const findings = checkFromDomain(records, essential);
  expect(withoutRemedy(findings)).toEqual([]);
  return said(findings);
}

/** The one finding that is about it. */
async function about(what: string, changes: Zone, essential?: 'error' | 'warning') {
  const lines = (await examined(changes, essential)).filter((line) => line.includes(`: ${what}:`));
  expect(lines).toHaveLength(1);
  return lines[0];
}

describe('a from domain', () => {
  test('that is as Resend wants it, is fine', async () => {
    expect(await examined({})).toEqual([
      'ok: SPF: send.verdicts.dev lets Resend send.',
      'ok: Return path: bounces go to feedback-smtp.eu-west-1.amazonses.com.',
      'ok: DKIM: resend._domainkey.verdicts.dev has a key.',
      'ok: DMARC: _dmarc.verdicts.dev says p=reject.',
    ]);
  });

  test.each([
    [[], 'has no v=spf1 record'],
    [['google-site-verification=1'], 'has no v=spf1 record'],
    [['v=spf10 include:amazonses.com'], 'has no v=spf1 record'],
    [['v=spf1 -all'], 'does not include amazonses.com'],
    [['v=spf1 include:amazonses.com', 'v=spf1 -all'], 'has 2 v=spf1 records'],
  ])('with the SPF records %j is warned of', async (records, what) => {
    expect(await about('SPF', { 'TXT send.verdicts.dev': records })).toMatch(
      new RegExp(`^warning: .*${what}`),
    );
  });

  test('without a return path is warned of', async () => {
    expect(await about('Return path', { 'MX send.verdicts.dev': 'ENODATA' })).toMatch(/^warning:/);
  });

  test.each([
    ['ENOTFOUND', 'has no key'],
    [['some other text'], 'has no key'],
    [['v=DKIM1; k=rsa; p='], 'is revoked'],
    [['p=;'], 'is revoked'],
  ])('with the DKIM key %j does not sign its letters', async (records, what) => {
    const changes = { 'TXT resend._domainkey.verdicts.dev': records };
    expect(await about('DKIM', changes)).toMatch(new RegExp(`^error: .*${what}`));
    expect(await about('DKIM', changes, 'warning')).toMatch(/^warning: /);
  });

  test.each([
    ['ENODATA', 'neither verdicts.dev nor a domain above it has a policy'],
    [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'has 2 policies'],
    [['v=DMARC1; rua=mailto:x@example.com'], 'does not say p='],
  ])('with the DMARC policy %j is warned of', async (records, what) => {
    expect(await about('DMARC', { 'TXT _dmarc.verdicts.dev': records })).toMatch(
      new RegExp(`^warning: .*${what}`),
    );
  });

  test('has the DMARC policy of the nearest domain above it that has one', async () => {
    const dns = fakeDns({ ...goodZone('a.b.verdicts.dev'), 'TXT _dmarc.a.b.verdicts.dev': [] });
    const changed = fakeDns({
      ...goodZone(),
      'TXT _dmarc.a.b.verdicts.dev': 'ENODATA',
      'TXT _dmarc.verdicts.dev': ['v=DMARC1;p=quarantine'],
    });
    const own = await lookUpDomain(dns, 'a.b.verdicts.dev');
    expect(said(checkFromDomain(own, 'error')).at(-1)).toMatch(/^warning: DMARC: neither/);
    const above = await lookUpDomain(changed, 'a.b.verdicts.dev');
    expect(said(checkFromDomain(above, 'error')).at(-1)).toBe(
      'ok: DMARC: _dmarc.verdicts.dev says p=quarantine.',
    );
    expect(changed.asked.filter((question) => question.includes('_dmarc'))).toEqual([
      'TXT _dmarc.a.b.verdicts.dev',
      'TXT _dmarc.b.verdicts.dev',
      'TXT _dmarc.verdicts.dev',
    ]);
  });

  test('that a name server says nothing of, is told apart from one without records', async () => {
    const line = await about('DKIM', { 'TXT resend._domainkey.verdicts.dev': 'ESERVFAIL' });
    expect(line).toBe(
      'warning: DKIM: resend._domainkey.verdicts.dev could not be asked for (ESERVFAIL).',
    );
    expect(await about('DMARC', { 'TXT _dmarc.verdicts.dev': 'ETIMEOUT' })).toContain('ETIMEOUT');
  });
});

describe('offline', () => {
  const offline = ['warning: The records of verdicts.dev could not be asked for: offline.'];

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEOUT'])(
    'is one finding where every question ends in %s',
    async (code) => {
      const zone = Object.fromEntries(Object.keys(goodZone()).map((name) => [name, code]));
      expect(await examined(zone)).toEqual(offline);
    },
  );

  test('is one finding where no question is answered in time', async () => {
    const never = () => new Promise<never>(() => {});
    const dns = { resolveTxt: never, resolveMx: never, resolveNs: never };
    const records = await lookUpDomain(dns, 'verdicts.dev', 5);
    expect(said(checkFromDomain(records, 'error'))).toEqual(offline);
  });

  test('is not taken for a domain without any records', async () => {
    const records = await lookUpDomain(fakeDns({ 'NS resend.com': ['ns'] }), 'verdicts.dev');
    const findings = checkFromDomain(records, 'error');
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'warning', 'error', 'warning']);
  });
});

test.each([
  ['example.com', true],
  ['news.example.org', true],
  ['verdicts.test', true],
  ['localhost', true],
  ['myexample.com', false],
  ['verdicts.dev', false],
])('%s is reserved: %s', (domain, reserved) => {
  expect(isReserved(domain)).toBe(reserved);
});
