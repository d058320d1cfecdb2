import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Subject } from '../../src/editions/edition.js';
import { matchupsOf } from '../../src/editions/matchups.js';
import { subjectFor } from '../../src/editions/subject.js';
import { aLibrary, libraries } from '../support/editions.js';

/** The subject of a letter on one tool against opponents of these names. */
function subjectOf(name: string, opponents: string[], headline?: string): string {
  const comparisons = opponents.map((_, index) => [
    `comparison-${index}`,
    { left: 'tool', right: `opponent-${index}`, ...(headline && index === 0 && { headline }) },
  ]);
  const tools = opponents.map((opponent, index) => [`opponent-${index}`, { name: opponent }]);
  const library = aLibrary(Object.fromEntries(comparisons), {
    tool: { name },
    ...Object.fromEntries(tools),
  });
  return subjectFor(matchupsOf(library, [...library.comparisons.keys()], () => null));
}

describe('the subject', () => {
  it.each([
    ['SmolVLM2', ['Mistral Medium 3'], 'SmolVLM2 vs Mistral Medium 3'],
    [
      'SmolVLM2-2B',
      ['Mistral Large 3', 'Mistral Code'],
      'SmolVLM2-2B vs Mistral Large 3 and Mistral Code',
    ],
    [
      'SmolVLM2-2B',
      ['Mistral Medium 3.2', 'Mistral Large 3', 'Mistral Code'],
      'SmolVLM2-2B vs Mistral Medium 3.2, Large 3 and Code',
    ],
    [
      'SmolVLM2-2B',
      ['Mistral Medium 3', 'Mistral Medium 3.1', 'Mistral Medium 3.2'],
      'SmolVLM2-2B vs Mistral Medium 3, Medium 3.1 and Medium 3.2',
    ],
    [
      'Perplexity Comet',
      ['Arc Search', 'ChatGPT Atlas', 'Opera Neon', 'Dia Browser'],
      'Perplexity Comet vs Arc Search, ChatGPT Atlas and 2 more',
    ],
    [
      'Perplexity Comet Business Edition',
      ['Arc Search for Business', 'ChatGPT Atlas'],
      'Perplexity Comet Business Edition vs Arc Search for Business',
    ],
    [
      'SmolVLM2-2B (Apache 2.0 weights)',
      ['Mistral Medium 3 (72B Instruct, open)'],
      'SmolVLM2-2B vs Mistral Medium 3',
    ],
    [
      `(${'long '.repeat(6)}one)`,
      [`(${'long '.repeat(6)}other)`],
      '(long long long long long… vs (long long long long long…',
    ],
  ])('names %s and as many of %j as fit', (name, opponents, subject) => {
    expect(subjectOf(name, opponents)).toBe(subject);
  });

  it('is the headline of the first comparison if that fits', () => {
    expect(subjectOf('A', ['B', 'C'], 'Two 75s,\n one free')).toBe('Two 75s, one free');
    expect(subjectOf('A', ['B'], 'x'.repeat(61))).toBe('A vs B');
  });

  it('of a pair that is too long is cut behind a word', () => {
    const subject = subjectOf('The Extraordinarily Long Name of a Tool', [
      'Another Extraordinarily Long Name',
    ]);
    expect(subject).toBe('The Extraordinarily Long… vs Another Extraordinarily Long…');
  });

  it('of a name that fills it by itself still tells who the other one is', () => {
    const long =
      'Enterprise Knowledge Orchestration and Retrieval Platform for Regulated Industries';
    expect(subjectOf(long, ['Glean'])).toBe(
      'Enterprise Knowledge Orchestration and Retrieval… vs Glean',
    );
    expect(subjectOf('Glean', [long])).toBe(
      'Glean vs Enterprise Knowledge Orchestration and Retrieval…',
    );
  });

  it('of a name without a space is cut between two letters as readers see them', () => {
    expect(subjectOf('👩‍💻'.repeat(40), ['B'])).toBe(`${'👩‍💻'.repeat(18)}… vs B`);
  });

  it('of no matchup does not exist', () => {
    expect(() => subjectFor([])).toThrow(RangeError);
  });

  it('is one line of 1 to 60 characters whatever the names', () => {
    fc.assert(
      fc.property(libraries, (library) => {
        fc.pre(library.comparisons.size > 0);
        const picked = [...library.comparisons.keys()];
        const subject = subjectFor(matchupsOf(library, picked, () => null));
        expect(Subject.parse(subject)).toBe(subject);
      }),
      { numRuns: 100 },
    );
  });

  it('names both, and cuts no word that is shorter than half of it', () => {
    const word = fc.string({ minLength: 1, maxLength: 27, unit: fc.constantFrom('a', 'Ü', '智') });
    const name = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(name, name, (left, right) => {
        const told = subjectOf(left, [right]).split(' vs ');
        expect(told).toHaveLength(2);
        for (const [at, whole] of [left, right].entries()) {
          const kept = told[at]?.replace(/…$/, '') ?? '';
          expect(kept).not.toBe('');
          expect(`${whole} `.startsWith(`${kept} `)).toBe(true);
        }
      }),
    );
  });
});
