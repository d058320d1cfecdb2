import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnosisLines } from '../../src/commands/doctor.js';
import type { Diagnosis } from '../../src/doctor/diagnosis.js';
import { examine } from '../../src/doctor/examine.js';
import { checkNode, nodeFloor } from '../../src/doctor/software.js';
import { TestClock } from '../support/clock.js';
import { fakeDns, goodZone, said, withoutRemedy } from '../support/doctor.js';
import { temporaryFolder } from '../support/folder.js';
import { testSandbox } from '../support/sandbox.js';
import { addReaders, openedStore } from '../support/subscribers.js';

/** A fresh installation over the real content, and what doctor finds of it with these settings. */
function installation() {
  const root = temporaryFolder();
  const folders = { DATA_DIR: join(root, 'data'), SUBSCRIBERS_DIR: join(root, 'subscribers') };
  for (const name of ['panel.json', 'tools', 'comparisons']) {
    cpSync(join('data', name), join(folders.DATA_DIR, name), { recursive: true });
  }
  const dns = fakeDns(goodZone());
  async function examined(
    settings: Record<string, string> = {},
    file: Record<string, string> = {},
    clock = new TestClock(),
  ): Promise<Diagnosis[]> {
    const findings = await examine({
      sources: { environment: { ...folders, ...settings }, file },
      clock,
      dns,
      nodeVersion: '22.1.0',
    });
    expect(withoutRemedy(findings)).toEqual([]);
    return findings;
  }
  return { root, dataDir: folders.DATA_DIR, readers: folders.SUBSCRIBERS_DIR, dns, examined };
}

const real = {
  RESEND_API_KEY: 're_hush_hush_hush',
  FROM_ADDRESS: 'Verdicts <verdicts@verdicts.dev>',
  PUBLIC_URL: 'https://verdicts.dev',
  POSTAL_ADDRESS: '1 Example Street',
  SIGNING_SECRET: 'hush'.repeat(8),
};

const troubles = (findings: Diagnosis[]) => said(findings.filter(({ level }) => level !== 'ok'));
const of = (check: Diagnosis['check'], findings: Diagnosis[]) =>
  said(findings.filter((finding) => finding.check === check));

describe('doctor', () => {
  test('finds a fresh installation in order, but for readers, and changes nothing', async () => {
    const { root, dataDir, examined, dns } = installation();
    const before = readdirSync(root, { recursive: true });
    const findings = await examined();
    expect(troubles(findings)).toEqual(['warning: There is no subscriber store yet.']);
    expect(of('content', findings)).toEqual([
      'ok: 8 tools and 5 comparisons, the newest published 2026-11-16T08:00:00.000Z.',
    ]);
    expect(of('resend', findings)[0]).toContain('built-in sandbox');
    expect(readdirSync(root, { recursive: true })).toEqual(before);
    expect(existsSync(join(dataDir, 'outbox'))).toBe(false);
    expect(dns.asked).toEqual([]);
  });

  test('says when the next edition would be empty', async () => {
    const { examined } = installation();
    const later = new TestClock('2026-11-24T10:00:00.000Z');
    expect(of('content', await examined({ MAX_AGE_DAYS: '1' }, {}, later))).toEqual([
      expect.stringMatching(/^ok: 8 tools/),
      'warning: There is nothing to pick for 2026-W48: nobody would be mailed.',
    ]);
  });

  test('counts readers and names none', async () => {
    const { readers, examined } = installation();
    const store = await openedStore(readers);
    await addReaders(store, 'ada@example.com', 'bob@example.com');
    const findings = await examined();
    expect(of('subscribers', findings)[0]).toMatch(
      /^ok: 2 active readers, 0 pending, 0 unsubscribed, 0 suppressed; snapshot \d+ B, journal \d+ B\.$/,
    );
    expect(JSON.stringify(findings)).not.toMatch(/ada|bob/);
  });

  test('points out sample readers where letters leave by Resend, and there alone', async () => {
    const { readers, examined } = installation();
    const store = await openedStore(readers);
    await addReaders(store, 'ada@example.com', 'bob@mail.example.org', 'cy@verdicts.dev');
    const { url } = await testSandbox();
    const findings = await examined({ ...real, RESEND_BASE_URL: url });
    expect(of('subscribers', findings)[1]).toBe(
      'warning: 2 active readers at domains for examples, such as example.com: Resend refuses them.',
    );
    expect(of('subscribers', await examined())).toHaveLength(1);
  });

  test('names a damaged store, and looks at the rest all the same', async () => {
    const { readers, examined } = installation();
    const store = await openedStore(readers);
    await addReaders(store, 'ada@example.com');
    writeFileSync(join(readers, 'subscribers.journal'), '{"crc":"00000000","record":[]}\n');
    const findings = await examined();
    expect(of('subscribers', findings)[0]).toMatch(/^error: .*subscribers\.journal, line 1/);
    expect(of('disk', findings)).not.toEqual([]);
  });

  test('names every broken file of the content, once', async () => {
    const { dataDir, examined } = installation();
    writeFileSync(join(dataDir, 'tools', 'smolvlm2.json'), '{');
    writeFileSync(join(dataDir, 'panel.json'), '[]');
    const errors = said((await examined()).filter(({ level }) => level === 'error'));
    expect(errors).toHaveLength(2);
    expect(errors[0]).toContain('panel.json');
    expect(errors[1]).toMatch(/smolvlm2\.json: line 1, column 2/);
  });

  test('says that there is no content, or no data folder', async () => {
    const { dataDir, examined } = installation();
    for (const name of ['tools', 'comparisons']) rmSync(join(dataDir, name), { recursive: true });
    expect(of('content', await examined())[0]).toMatch(/^warning: There are no comparisons/);
    rmSync(dataDir, { recursive: true });
    expect(of('content', await examined())[0]).toMatch(/^error: There is no data folder/);
  });
});

describe('settings that are wrong', () => {
  test('are each an error, end no other check, and nobody is asked with them', async () => {
    const { examined, dns } = installation();
    const findings = await examined({
      ...real,
      GRACE_HOURS: 'many',
      RESEND_BASE_URL: 'nonsense',
      OPS_ADDRESS: 'a@example.com, b@@example.com',
    });
    expect(findings.filter(({ level }) => level === 'error')).toHaveLength(3);
    expect(said(findings)).toContain(
      'error: OPS_ADDRESS: address 2 has more than one @; expected addresses separated by commas.',
    );
    expect(of('content', findings)[0]).toMatch(/^ok/);
    expect(of('resend', findings)).toEqual([
      'warning: Nobody was asked, because settings are wrong.',
    ]);
    expect(dns.asked).toEqual([]);
  });

  test('are an error when the schedule or its zone cannot be read', async () => {
    const { examined } = installation();
    const schedule = await examined({ SCHEDULE: '0 9 * * *' });
    expect(troubles(schedule)[0]).toMatch(
      /^error: SCHEDULE: expected one time that comes once a week/,
    );
    expect(of('clock', schedule)).toEqual([]);
    const zone = await examined({ TIME_ZONE: 'Mars/Olympus' });
    expect(troubles(zone)[0]).toMatch(/^error: TIME_ZONE: expected a time zone/);
  });

  test('are warned of when .env has a name that none has', async () => {
    const { examined } = installation();
    const findings = await examined({}, { MAX_COMPARISION: '3' });
    expect(troubles(findings)[0]).toContain('MAX_COMPARISION, which is no setting');
  });
});

describe('a real sender', () => {
  test('is asked about at Resend and in its domain, and no secret is shown', async () => {
    const { url } = await testSandbox();
    const { examined } = installation();
    const findings = await examined({ ...real, RESEND_BASE_URL: url });
    expect(of('resend', findings)[0]).toContain('accepts the key');
    expect(of('from domain', findings).map((line) => line.slice(0, 8))).toEqual([
      'ok: SPF:',
      'ok: Retu',
      'ok: DKIM',
      'ok: DMAR',
    ]);
    expect(JSON.stringify(findings)).not.toContain('hush');
  });

  test('is warned of where what bounces would never be heard of', async () => {
    const { url } = await testSandbox();
    const { examined } = installation();
    const settings = { ...real, RESEND_BASE_URL: url };
    const warned = (findings: Diagnosis[]) =>
      troubles(findings).filter((line) => line.includes('RESEND_WEBHOOK_SECRET'));
    expect(warned(await examined(settings))).toEqual([
      expect.stringMatching(/^warning: .*never heard of/),
    ]);
    const secret = { RESEND_WEBHOOK_SECRET: `whsec_${'aHVzaCEh'.repeat(4)}` };
    expect(warned(await examined({ ...settings, ...secret }))).toEqual([]);
    expect(warned(await examined())).toEqual([]);
  });

  test('whose key is refused is an error', async () => {
    const { url } = await testSandbox({ apiKeys: ['re_other'] });
    const { examined } = installation();
    const findings = await examined({ ...real, RESEND_BASE_URL: url });
    expect(of('resend', findings)[0]).toMatch(/^error: .*does not accept the key/);
  });

  test('at a reserved domain is not looked up', async () => {
    const { url } = await testSandbox();
    const { examined, dns } = installation();
    const settings = { ...real, RESEND_BASE_URL: url, FROM_ADDRESS: 'verdicts@example.com' };
    expect(of('from domain', await examined(settings))).toEqual([
      'ok: Not looked up: example.com is reserved.',
    ]);
    expect(dns.asked).toEqual([]);
  });
});

describe('the running Node', () => {
  test.each([
    ['20.19.0', 'ok'],
    ['20.19.4', 'ok'],
    ['22.0.0', 'ok'],
    ['20.18.3', 'error'],
    ['18.20.8', 'error'],
    ['9.9.9', 'error'],
  ])('%s is %s', (version, level) => {
    expect(checkNode(version)[0]?.level).toBe(level);
  });

  test('must be what package.json says', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(`>=${nodeFloor}`).toBe(`${engines.node}.0`);
  });
});

test('the report groups findings by check, marks each, and counts those that want somebody', () => {
  expect(
    diagnosisLines([
      { check: 'content', level: 'ok', what: '8 tools.', remedy: null },
      { check: 'content', level: 'error', what: 'One is broken:\nsomewhere.', remedy: 'Mend it.' },
      { check: 'disk', level: 'warning', what: 'It is small.', remedy: 'Buy another.' },
    ]),
  ).toBe(`Content
  ✓ 8 tools.
  ✗ One is broken:
    somewhere.
    → Mend it.

Disk
  ! It is small.
    → Buy another.

1 error, 1 warning.`);
});
