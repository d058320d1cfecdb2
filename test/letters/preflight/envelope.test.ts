import { describe, expect, test } from 'vitest';
import type { Edition } from '../../../src/editions/edition.js';
import { editionOf, matchupOf } from '../../support/letters.js';
import { foundIn } from '../../support/preflight.js';

describe('subject and preheader', () => {
  const said = async (changes: Partial<Omit<Edition, 'hash'>>) =>
    (await foundIn({ edition: editionOf(changes) })).map(({ rule, part }) => `${part} ${rule}`);

  test.each([
    ['BIG NEWS: EVERY MODEL COMPARED TODAY', 'shouting'],
    ['Free cash! Read it now!', 'spam'],
    ['Re: your question about models', 'spam'],
    ['Act now: the last model standing', 'spam'],
    ['{{subject}}', 'unfilled'],
  ])('%s is found as %s', async (subject, rule) => {
    expect(await said({ subject })).toContain(`subject ${rule}`);
  });

  test.each([
    'GPT-5 vs Claude: LLM API prices',
    'Is it worth $20? Two tools, one answer!',
    'ChatGPT, free to start, vs Gemini',
    '通义千问 对 Mistral',
    'أداة واحدة ضد أخرى 🚀',
  ])('%s is left alone', async (subject) => {
    expect(await said({ subject })).toEqual([]);
  });

  test('the name of a tool may shout', async () => {
    const matchups = [matchupOf({ id: 'loud', tool: { name: 'SUPERCALIFRAGILISTIC AI' } })];
    expect(await said({ matchups, subject: 'SUPERCALIFRAGILISTIC AI vs us' })).toEqual([]);
  });

  test('a preheader that repeats the subject is found', async () => {
    const subject = 'Two tools that do the same, and only one ships';
    expect(await said({ subject, preheader: subject })).toEqual(['preheader preheader-repeats']);
  });

  test('an empty subject is an error', async () => {
    const found = await foundIn({ plant: (letter) => ({ ...letter, subject: ' ' }) });
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'subject-length', severity: 'error' }),
    );
  });
});
