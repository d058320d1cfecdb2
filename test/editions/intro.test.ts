import { describe, expect, it } from 'vitest';
import { introFor } from '../../src/editions/intro.js';
import { matchupsOf } from '../../src/editions/matchups.js';
import { aLibrary } from '../support/editions.js';

/** What the intro says behind the publication's promise, for pairs of tools given by their splits. */
function introOf(pairs: [string, string][], wishes: { category?: string; name?: string } = {}) {
  const tools = pairs.flatMap(([left, right], index) => [
    [`left-${index}`, { split: left, name: `L${index}`, ...wishes }],
    [`right-${index}`, { split: right, name: `R${index}` }],
  ]);
  const library = aLibrary(
    Object.fromEntries(
      pairs.map((_, index) => [`c-${index}`, { left: `left-${index}`, right: `right-${index}` }]),
    ),
    Object.fromEntries(tools),
  );
  const intro = introFor(matchupsOf(library, [...library.comparisons.keys()], () => null));
  return intro.replace(
    'New AI tools ship daily. We compare them before you waste an afternoon. ',
    '',
  );
}

describe('the intro', () => {
  it('counts the comparisons and names the tool that no reviewer skips', () => {
    expect(introOf([['++++', '+++-']])).toBe(
      'This week: one comparison in Developer Tools. Only L0 gets through the panel without a skip.',
    );
  });

  it('names up to three such tools and counts more', () => {
    expect(
      introOf([
        ['++', '+-'],
        ['++', '--'],
      ]),
    ).toContain('L0 and L1 get through');
    expect(
      introOf([
        ['++', '++'],
        ['++', '++'],
        ['+-', '+-'],
      ]),
    ).toContain('Four of the six tools get through the panel without a skip.');
  });

  it('says so when all tools or none get through', () => {
    expect(introOf([['++', '++']])).toContain('Both tools get through');
    expect(
      introOf([
        ['++', '++'],
        ['++', '++'],
      ]),
    ).toContain('All four tools get through');
    expect(introOf([['+-', '--']])).toContain('Neither of the two tools gets through');
    expect(
      introOf([
        ['+-', '--'],
        ['+-', '--'],
      ]),
    ).toContain('None of the four tools gets through');
  });

  it('does not name a tool whose name another write-up bears', () => {
    const intro = introOf(
      [
        ['++', '+-'],
        ['+-', '+-'],
      ],
      { name: 'Same' },
    );
    expect(intro).toContain('One of the four tools gets through');
  });

  it('calls a tool unskipped by its verdicts, not by a rounded percentage', () => {
    expect(introOf([[`${'+'.repeat(299)}-`, '+-']])).toContain('Neither of the two tools');
  });

  it('names the categories', () => {
    expect(introOf([['++', '+-']], { category: 'Audio' })).toContain(
      'one comparison in Audio and Developer Tools.',
    );
  });
});
