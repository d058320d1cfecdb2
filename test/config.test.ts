import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeSettings, listIdOf, readConfig } from '../src/config.js';
import { VerdictsError } from '../src/errors.js';

function refusalOf(environment: Record<string, string>): VerdictsError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof VerdictsError) return error;
  }
  throw new Error('expected the settings to be refused');
}

const real = {
  RESEND_API_KEY: 're_123',
  FROM_ADDRESS: 'Verdicts <verdicts@example.com>',
  PUBLIC_URL: 'https://verdicts.example.com/',
  POSTAL_ADDRESS: '1 Example Street',
  SIGNING_SECRET: 'x'.repeat(32),
};

describe('the settings', () => {
  it('need nothing in the sandbox', () => {
    expect(readConfig({})).toMatchObject({
      door: { to: 'sandbox' },
      publicUrl: 'http://127.0.0.1:3000',
      maxComparisons: 5,
      signingSecret: undefined,
    });
  });

  it('take an empty value for one that is not there, as .env.example leaves it', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n');
    const example = Object.fromEntries(
      lines
        .filter((line) => /^#? ?[A-Z_]+=/.test(line))
        .map((line) => line.replace(/^# ?/, '').split(/=(.*)/)),
    );
    const uncommented = Object.fromEntries(
      Object.entries(example).map(([name, value]) => [
        name,
        String(value).replace(/^"(.*)"$/, '$1'),
      ]),
    );
    expect(readConfig(uncommented)).toEqual(readConfig({}));
  });

  it('take Resend’s webhook secret as it is shown, and refuse what cannot be one', () => {
    const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
    expect(readConfig({ RESEND_WEBHOOK_SECRET: secret }).webhookSecret).toBe(secret);
    const error = refusalOf({ RESEND_WEBHOOK_SECRET: 'whsec_not base64' });
    expect(error.message).toContain('RESEND_WEBHOOK_SECRET: expected the signing secret');
    expect(error.message).not.toContain('not base64');
  });

  it('name everything that real readers need, at once', () => {
    const error = refusalOf({ RESEND_API_KEY: 're_123' });
    expect(error.exit).toBe(2);
    for (const name of ['FROM_ADDRESS', 'PUBLIC_URL', 'POSTAL_ADDRESS', 'SIGNING_SECRET']) {
      expect(error.message).toContain(`${name} is missing`);
    }
  });

  it('take no sample in a copy of .env.example for what real readers need', () => {
    const copied = parseEnv(readFileSync('.env.example', 'utf8'));
    const bare = refusalOf({ RESEND_API_KEY: 're_123' });
    expect(refusalOf({ ...copied, RESEND_API_KEY: 're_123' }).message).toBe(bare.message);
  });

  it('open the door to Resend, or to a server that is like it', () => {
    expect(readConfig(real).door).toEqual({
      to: 'resend',
      apiKey: 're_123',
      baseUrl: 'https://api.resend.com',
    });
    expect(readConfig({ ...real, RESEND_BASE_URL: 'http://127.0.0.1:9/' }).door).toMatchObject({
      baseUrl: 'http://127.0.0.1:9',
    });
  });

  it('allow links over plain http only where the server is on loopback', () => {
    const plain = { ...real, PUBLIC_URL: 'http://verdicts.example.com' };
    expect(refusalOf(plain).message).toContain('PUBLIC_URL');
    expect(
      refusalOf({ ...plain, RESEND_BASE_URL: 'https://resend.example.com' }).message,
    ).toContain('https');
    expect(readConfig({ ...plain, RESEND_BASE_URL: 'http://localhost:9' }).publicUrl).toBe(
      'http://verdicts.example.com',
    );
  });

  it.each([
    ['MAX_COMPARISONS', 'many'],
    ['MAX_COMPARISONS', '0'],
    ['FROM_ADDRESS', 'not an address'],
    ['PUBLIC_URL', 'verdicts.example.com'],
    ['PUBLIC_URL', 'ftp://verdicts.example.com'],
    ['SIGNING_SECRET', 'short'],
    ['RESEND_BASE_URL', 'nonsense'],
    ['RESEND_API_KEY', 're_copied\u200bfrom_a_page'],
    ['RESEND_API_KEY', 're_one re_two'],
    ['GRACE_HOURS', '-1'],
    ['FROM_ADDRESS', 'a@b'],
    ['FROM_ADDRESS', 'Verdicts <a@-b.com>'],
    ['FROM_ADDRESS', 'a@b..com'],
    ['FROM_ADDRESS', '. <.@.>'],
    ['FROM_ADDRESS', 'The "Verdicts" weekly <verdicts@example.com>'],
    ['REPLY_TO', 'a@b'],
    ['REPLY_TO', 'Editors <editors@example.com>'],
    ['PUBLIC_URL', 'https://u:secretpw@x.example.com'],
    ['PUBLIC_URL', 'https://x.example.com/?a=b'],
    ['PUBLIC_URL', 'https://x.example.com/#a'],
    ['SCHEDULE', '0 9 * * *'],
    ['TIME_ZONE', 'Mars/Olympus'],
  ])('name %s when it is %j, and what is expected', (name, value) => {
    const error = refusalOf({ [name]: value });
    expect(error.message).toContain(`${name}: expected`);
    expect(error.exit).toBe(2);
  });

  it.each([
    ['Verdicts <verdicts@bücher.example>', 'Verdicts <verdicts@xn--bcher-kva.example>'],
    ['Verdicts, weekly <verdicts@example.com>', '"Verdicts, weekly" <verdicts@example.com>'],
    ['"Verdicts: weekly" <verdicts@example.com>', '"Verdicts: weekly" <verdicts@example.com>'],
    ['verdicts@example.com', 'verdicts@example.com'],
  ])('hand on the sender %j as %j', (given, handedOn) => {
    expect(readConfig({ FROM_ADDRESS: given }).from).toBe(handedOn);
  });

  it('hand on where answers go with its domain in ASCII', () => {
    expect(readConfig({ REPLY_TO: 'editors@bücher.example' }).replyTo).toBe(
      'editors@xn--bcher-kva.example',
    );
  });

  it('are all named at once, the schedule among them', () => {
    const { message } = refusalOf({ SCHEDULE: 'often', TIME_ZONE: 'Mars', GRACE_HOURS: '-1' });
    for (const name of ['SCHEDULE', 'TIME_ZONE', 'GRACE_HOURS']) expect(message).toContain(name);
  });

  it.each(['OPS_ADDRESS', 'EDITORS'])('refuse in %s what cannot be mailed', (name) => {
    for (const address of ['a@b', 'a@-b.com', 'a@b..com']) {
      expect(refusalOf({ [name]: address }).message).toContain(`${name}: address 1 has`);
    }
  });

  it('never repeat a secret', () => {
    expect(
      refusalOf({ ...real, SIGNING_SECRET: 'hush', RESEND_API_KEY: 're_hush' }).message,
    ).not.toContain('hush');
  });
});

describe('the list’s identifier', () => {
  it('is a name under the sender’s domain, in ASCII', () => {
    const publication = 'Weekly AI Tool Verdicts';
    expect(listIdOf({ publication, from: 'Verdicts <verdicts@bücher.example>' })).toBe(
      'Weekly AI Tool Verdicts <weekly-ai-tool-verdicts.xn--bcher-kva.example>',
    );
    expect(listIdOf({ publication, from: 'verdicts@example.com' })).toContain('.example.com>');
  });
});

describe('the people behind the newsletter', () => {
  it('are addresses with commas between them, normalised, each once', () => {
    const { opsAddresses, editorAddresses } = readConfig({
      OPS_ADDRESS: ' Ops@Example.com ,night@example.com,, ops@example.com',
      EDITORS: 'ada@bücher.example',
    });
    expect(opsAddresses).toEqual(['ops@example.com', 'night@example.com']);
    expect(editorAddresses).toEqual(['ada@xn--bcher-kva.example']);
    expect(readConfig({}).opsAddresses).toEqual([]);
  });

  it('are refused by their place in the list, and not repeated', () => {
    const error = refusalOf({ EDITORS: 'ada@example.com, nobody-at-all' });
    expect(error.message).toContain('EDITORS: address 2 has no @');
    expect(error.message).not.toContain('nobody-at-all');
    const many = Array.from({ length: 51 }, (_, index) => `ops${index}@example.com`).join(',');
    expect(refusalOf({ OPS_ADDRESS: many }).message).toContain('at most 50 addresses');
  });
});

describe('the description of the settings', () => {
  const described = (environment: Record<string, string>, file: Record<string, string> = {}) => {
    const { settings, ...rest } = describeSettings({ environment, file });
    return { ...rest, of: (name: string) => settings.find((setting) => setting.name === name) };
  };

  it('says where each came from: the environment goes before .env, and that before the default', () => {
    const { of } = described({ TIME_ZONE: 'UTC' }, { TIME_ZONE: 'Asia/Tokyo', GRACE_HOURS: '3' });
    expect(of('TIME_ZONE')).toEqual({ name: 'TIME_ZONE', value: 'UTC', from: 'environment' });
    expect(of('GRACE_HOURS')).toEqual({ name: 'GRACE_HOURS', value: '3', from: '.env' });
    expect(of('MAX_COMPARISONS')).toEqual({ name: 'MAX_COMPARISONS', value: '5', from: 'default' });
    expect(of('MAX_AGE_DAYS')).toEqual({ name: 'MAX_AGE_DAYS', value: null, from: 'default' });
  });

  it('takes an empty value in the environment for none, as the settings themselves do', () => {
    const { of, config } = described({ GRACE_HOURS: '' }, { GRACE_HOURS: '3' });
    expect(of('GRACE_HOURS')).toMatchObject({ value: '24', from: 'default' });
    expect(config.graceHours).toBe(24);
  });

  it('names every setting that .env.example has', () => {
    const names = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)];
    const described = describeSettings({ environment: {}, file: {} });
    expect(described.settings.map(({ name }) => name).sort()).toEqual(
      names.map(([, name]) => name).sort(),
    );
  });

  it('masks secrets, wherever they were put, and counts people', () => {
    const { of } = described({
      RESEND_API_KEY: 're_hush_hush',
      SIGNING_SECRET: 'hush'.repeat(8),
      POSTAL_ADDRESS: 're_hush_hush',
      RESEND_BASE_URL: 'https://hush:hush@resend.example.com',
      OPS_ADDRESS: 'a@example.com,b@example.com',
    });
    const names = ['RESEND_API_KEY', 'SIGNING_SECRET', 'POSTAL_ADDRESS', 'RESEND_BASE_URL'];
    for (const name of names) expect(of(name)?.value).not.toContain('hush');
    expect(of('SIGNING_SECRET')?.value).toContain('32 characters');
    expect(of('OPS_ADDRESS')?.value).toBe('2 addresses');
  });

  it('tells all that is wrong, and goes on with what is right', () => {
    const { problems, unknown, config } = described(
      { GRACE_HOURS: 'x', MAX_COMPARISONS: '7' },
      { TYPO: '1' },
    );
    expect(problems).toEqual([expect.stringContaining('GRACE_HOURS: expected')]);
    expect(unknown).toEqual(['TYPO']);
    expect(config).toMatchObject({ graceHours: 24, maxComparisons: 7 });
    expect(described({ RESEND_API_KEY: 're_1' }).problems).toHaveLength(4);
    expect(described(real).problems).toEqual([]);
  });
});
