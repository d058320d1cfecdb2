import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listIdOf, readConfig } from '../src/config.js';
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

  it('name everything that real readers need, at once', () => {
    const error = refusalOf({ RESEND_API_KEY: 're_123' });
    expect(error.exit).toBe(2);
    for (const name of ['FROM_ADDRESS', 'PUBLIC_URL', 'POSTAL_ADDRESS', 'SIGNING_SECRET']) {
      expect(error.message).toContain(`${name} is missing`);
    }
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
    ['GRACE_HOURS', '-1'],
  ])('name %s when it is %j, and what is expected', (name, value) => {
    const error = refusalOf({ [name]: value });
    expect(error.message).toContain(`${name}: expected`);
    expect(error.exit).toBe(2);
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
