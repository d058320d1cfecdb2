import { describe, expect, test } from 'vitest';
import { headerFaults } from '../../../src/letters/preflight/headers.js';

const site = { publicUrl: 'https://verdicts.example' };
const right = {
  'List-Unsubscribe': '<https://verdicts.example/unsubscribe/k1abc>',
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'List-Id': 'Verdicts <verdicts.example.com>',
};

describe('the headers of RFC 8058 and RFC 2919', () => {
  test('are fine as they should be, in whichever case, or on this machine', () => {
    expect(headerFaults(right, site)).toEqual([]);
    const lower = Object.entries(right).map(([name, value]) => [name.toLowerCase(), value]);
    expect(headerFaults(Object.fromEntries(lower), site)).toEqual([]);
    const local = { publicUrl: 'http://127.0.0.1:3000' };
    const address = '<http://127.0.0.1:3000/unsubscribe/k1abc>';
    expect(headerFaults({ ...right, 'List-Unsubscribe': address }, local)).toEqual([]);
  });

  test.each([
    ['List-Unsubscribe', undefined],
    ['List-Unsubscribe', '<mailto:leave@example.com>'],
    ['List-Unsubscribe', 'https://verdicts.example/unsubscribe/k1abc'],
    ['List-Unsubscribe', '<http://verdicts.example/unsubscribe/k1abc>'],
    ['List-Unsubscribe', '<https://verdicts.example/unsubscribe/>'],
    ['List-Unsubscribe', '<https://other.example/unsubscribe/k1abc>'],
    ['List-Unsubscribe-Post', undefined],
    ['List-Unsubscribe-Post', 'one-click'],
    ['List-Id', undefined],
    ['List-Id', 'Weekly AI Tool Verdicts'],
    ['List-Id', 'Verdicts <verdicts>'],
  ])('%s as %s is one error that names it', (name, value) => {
    const { [name as keyof typeof right]: _, ...others } = right; // a name from the table
    const headers = value === undefined ? others : { ...others, [name]: value };
    const faults = headerFaults(headers, site);
    expect(faults).toMatchObject([{ rule: 'headers', severity: 'error', part: 'headers' }]);
    expect(faults[0]?.what).toContain(name);
  });
});
