import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparisonSlug, toolSlug } from '../../src/content/naming.js';
import { Slug } from '../../src/content/slug.js';

const nothingTaken = () => false;

test.each([
  ['SmolVLM2-2B', 'smolvlm2-2b'],
  ['Mistral Medium 3.2', 'mistral-medium-3-2'],
  ['Mistral Medium 3 (72B Instruct)', 'mistral-medium-3-72b-instruct'],
  ['Löwe & Söhne', 'loewe-and-soehne'],
  ["Don't Panic!", 'dont-panic'],
  ['通义千问', 'tool-800ee680'],
])('%s is named %s', (name, slug) => expect(toolSlug(name, nothingTaken)).toBe(slug));

test('names that no letter could stand for differ from each other', () => {
  expect(toolSlug('通义千问', nothingTaken)).not.toBe(toolSlug('文心一言', nothingTaken));
});

test('a very long name is cut, not lost', () => {
  const name =
    'Omni Workflow Automation Platform (Self-Hosted Community Edition, 2026.2 LTS) for Teams and Companies of Every Size';
  expect(toolSlug(name, nothingTaken)).toBe('omni-workflow-automation-platform-self-hosted');
});

test('a name that is taken is numbered from 2', () => {
  const taken = new Set(['alpha', 'alpha-2', 'a-vs-b']);
  expect(toolSlug('Alpha', (slug) => taken.has(slug))).toBe('alpha-3');
  expect(comparisonSlug('a', 'b', (slug) => taken.has(slug))).toBe('a-vs-b-2');
});

test('any names give slugs, short enough for their comparison to be named by both', () => {
  const name = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ minLength: 80 }));
  fc.assert(
    fc.property(name, name, fc.integer({ min: 0, max: 12 }), (left, right, taken) => {
      let refusals = taken;
      const isTaken = () => refusals-- > 0;
      const [one, other] = [toolSlug(left, isTaken), toolSlug(right, nothingTaken)];
      expect(Slug.safeParse(one).success).toBe(true);
      const slug = comparisonSlug(one, other, nothingTaken);
      expect(Slug.parse(slug)).toBe(`${one}-vs-${other}`);
    }),
  );
});

test('the comparison of tools with the longest slugs has one too', () => {
  const long = 'a'.repeat(100);
  const slug = comparisonSlug(long, long, (wanted) => !wanted.endsWith('-2'));
  expect(Slug.parse(slug)).toHaveLength(100);
});
