import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Preheader } from '../../src/editions/edition.js';
import { matchupsOf } from '../../src/editions/matchups.js';
import { preheaderFor } from '../../src/editions/preheader.js';
import { subjectFor } from '../../src/editions/subject.js';
import { aLibrary, libraries } from '../support/editions.js';

function matchupsIn(library: ReturnType<typeof aLibrary>) {
  return matchupsOf(library, [...library.comparisons.keys()], () => null);
}

describe('the preheader', () => {
  const smol = { name: 'SmolVLM2-2B', split: '+++-' };

  it('says whom the panel prefers in the first matchup, and what else there is', () => {
    const matchups = matchupsIn(
      aLibrary(
        {
          one: { left: 'smol', right: 'large' },
          two: { left: 'smol', right: 'code' },
          three: { left: 'comet', right: 'dia' },
        },
        {
          smol,
          large: { name: 'Mistral Large 3' },
          code: { name: 'Mistral Code' },
          comet: { name: 'Comet' },
          dia: { name: 'Dia' },
        },
      ),
    );
    expect(preheaderFor(matchups, subjectFor(matchups))).toBe(
      'The panel puts Mistral Large 3 and Mistral Code ahead of SmolVLM2-2B. Also: Comet vs Dia.',
    );
  });

  it('ends with one mark, where a name brings its own', () => {
    const preheader = (right: string) => {
      const library = aLibrary(
        { lead: { left: 'smol', right: 'dia' }, other: { left: 'comet', right: 'last' } },
        { smol, dia: { name: 'Dia' }, comet: { name: 'Comet' }, last: { name: right } },
      );
      return preheaderFor(matchupsIn(library), 'Some subject');
    };
    const lead = 'Dia leads the panel, 100% to 75%.';
    expect(preheader('Hey.com Inc.')).toBe(`${lead} Also: Comet vs Hey.com Inc.`);
    expect(preheader('Yahoo!')).toBe(`${lead} Also: Comet vs Yahoo!`);
  });

  it('shortens and then counts what else there is when names do not fit', () => {
    const preheader = (left: string, opponents: string[]) => {
      const comparisons = opponents.map((_, index) => [
        `other-${index}`,
        { left: 'other', right: `opponent-${index}` },
      ]);
      const library = aLibrary(
        { lead: { left: 'smol', right: 'dia' }, ...Object.fromEntries(comparisons) },
        {
          smol,
          dia: { name: 'Dia' },
          other: { name: left },
          ...Object.fromEntries(opponents.map((name, index) => [`opponent-${index}`, { name }])),
        },
      );
      return preheaderFor(matchupsIn(library), 'Some subject');
    };
    expect(preheader('SmolVLM2', ['Mistral Medium 3.2', 'Mistral Large 3', 'Mistral Code'])).toBe(
      'Dia leads the panel, 100% to 75%. Also: SmolVLM2 vs Mistral Medium 3.2, Mistral Large 3 and Mistral Code.',
    );
    expect(
      preheader('SmolVLM2-2B', ['Mistral Medium 3.2 72B', 'Mistral Large 3', 'Mistral Code']),
    ).toBe(
      'Dia leads the panel, 100% to 75%. Also: SmolVLM2-2B vs Mistral Medium 3.2 72B, Large 3 and Code.',
    );
    expect(preheader('A Browser with a Long Name', ['Another Browser with a Longer Name'])).toBe(
      'Dia leads the panel, 100% to 75%. Also: A Browser with a Long Name vs Another Browser with a Longer Name.',
    );
    expect(preheader('A Browser'.repeat(5), ['Another Browser with a Longer Name'])).toBe(
      'Dia leads the panel, 100% to 75%. Plus one more comparison.',
    );
  });

  it('says which opponents lead and which follow', () => {
    const matchups = matchupsIn(
      aLibrary(
        { one: { left: 'smol', right: 'large' }, two: { left: 'code', right: 'smol' } },
        { smol, large: { name: 'Large' }, code: { name: 'Code', split: '+---' } },
      ),
    );
    expect(preheaderFor(matchups, 'Some subject')).toBe(
      'The panel puts Large ahead of SmolVLM2-2B, and SmolVLM2-2B ahead of Code.',
    );
  });

  it("is the verdict's own sentence for a single comparison", () => {
    const matchups = matchupsIn(
      aLibrary(
        { one: { left: 'smol', right: 'medium' } },
        { smol, medium: { name: 'Mistral Medium 3.2', split: '++-+', entry: 'Paid' } },
      ),
    );
    expect(preheaderFor(matchups, subjectFor(matchups))).toBe(
      matchups[0]?.pairs[0]?.outcome.sentence,
    );
  });

  it('does not compare two write-ups of one name by that name', () => {
    const matchups = matchupsIn(
      aLibrary(
        { one: { left: 'smol', right: 'b' }, two: { left: 'c', right: 'smol' } },
        { smol, b: { name: 'Twin' }, c: { name: 'Twin', split: '+---' } },
      ),
    );
    expect(preheaderFor(matchups, 'Some subject')).not.toContain('ahead of');
  });

  it('still says something when every sentence would repeat the subject', () => {
    const matchups = matchupsIn(aLibrary({ one: { left: 'a', right: 'b' } }));
    expect(Preheader.safeParse(preheaderFor(matchups, 'e')).success).toBe(true);
  });

  it('has 40 to 110 characters in whole sentences and does not hold the subject', () => {
    fc.assert(
      fc.property(
        libraries,
        fc.option(fc.string({ minLength: 12, maxLength: 60 })),
        (library, planned) => {
          fc.pre(library.comparisons.size > 0);
          const matchups = matchupsIn(library);
          const subject = planned ?? subjectFor(matchups);
          const preheader = preheaderFor(matchups, subject);
          expect(Preheader.parse(preheader)).toBe(preheader);
          expect(preheader).toMatch(/[.!?…]$/);
          expect(preheader).not.toBe(subject);
          if (subject.length > 9) {
            expect(preheader.toLowerCase()).not.toContain(subject.toLowerCase());
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
