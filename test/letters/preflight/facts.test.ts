import { describe, expect, test } from 'vitest';
import type { Library } from '../../../src/content/library.js';
import { type Edition, sealed } from '../../../src/editions/edition.js';
import type { CommunityOf } from '../../../src/editions/matchups.js';
import { factFaults } from '../../../src/letters/preflight/facts.js';
import { aLibrary, anEdition } from '../../support/editions.js';
import { disagreementOf } from '../../support/letters.js';
import { withTool } from '../../support/preflight.js';

const library = aLibrary(
  {
    'one-vs-two': { left: 'one', right: 'two', community: { left: 60 } },
    'three-vs-four': { left: 'three', right: 'four' },
  },
  { two: { split: '++--' }, three: { split: '+++-' } },
);
const community: CommunityOf = (slug) => (slug === 'one' ? 60 : null);
const edition = anEdition(library);

function faultsOf(changes: { edition?: Edition; library?: Library; community?: CommunityOf }) {
  const content = { library, community, ...changes };
  return factFaults(changes.edition ?? edition, content).map(({ rule, severity, about }) => [
    rule,
    severity,
    about,
  ]);
}

/** The edition with its first pair's outcome changed. */
function saying(
  outcome: Partial<Edition['matchups'][number]['pairs'][number]['outcome']>,
): Edition {
  const { hash: _, ...content } = edition;
  const [lead, ...others] = content.matchups;
  const [pair, ...pairs] = lead?.pairs ?? [];
  if (!lead || !pair) throw new Error('nothing was picked');
  const changed = { ...pair, outcome: { ...pair.outcome, ...outcome } };
  return sealed({ ...content, matchups: [{ ...lead, pairs: [changed, ...pairs] }, ...others] });
}

const reviews = (slug: string) => library.tools.get(slug)?.reviews ?? [];

describe('the facts of an edition', () => {
  test('hold as long as nothing has changed', () => {
    expect(faultsOf({})).toEqual([]);
  });

  test('are out of date when a review turns: the figure and the verdict, both errors', () => {
    const [first, ...rest] = reviews('one');
    if (!first) throw new Error('no review');
    const turned = withTool(library, 'one', { reviews: [{ ...first, verdict: 'skip' }, ...rest] });
    expect(faultsOf({ library: turned })).toEqual([
      ['panel-figure', 'error', 'one'],
      ['panel-figure', 'error', 'one'],
    ]);
  });

  test('are out of date when two reviews change sides, though the share is the same', () => {
    const swapped = reviews('two').map((review) => ({
      ...review,
      verdict: review.verdict === 'ship' ? ('skip' as const) : ('ship' as const),
    }));
    const faults = faultsOf({ library: withTool(library, 'two', { reviews: swapped }) });
    expect(faults).toHaveLength(4);
  });

  test('are warned of when readers have voted since, or words have changed', () => {
    expect(faultsOf({ community: () => 55 })).toContainEqual([
      'community-figure',
      'warning',
      'one',
    ]);
    expect(faultsOf({ library: withTool(library, 'one', { entry: 'Paid' }) })).toEqual([
      ['content-changed', 'warning', 'one'],
    ]);
  });

  test('lack what is gone from the content', () => {
    const without = new Map([...library.tools].filter(([slug]) => slug !== 'one'));
    expect(faultsOf({ library: { ...library, tools: without } })).toEqual([
      ['content-missing', 'error', 'one'],
    ]);
    expect(faultsOf({ library: { ...library, comparisons: new Map() } })).toEqual([
      ['content-missing', 'error', expect.any(String)],
      ['content-missing', 'error', expect.any(String)],
    ]);
  });

  test('contradict an outcome that names the wrong leader or strange figures', () => {
    const led = edition.matchups[0]?.pairs[0]?.outcome.leader;
    const leader = led === 'left' ? 'right' : 'left';
    expect(faultsOf({ edition: saying({ leader }) })).toEqual([
      ['outcome', 'error', expect.any(String)],
    ]);
    const sentence = 'one leads the panel, 99% to 50%.';
    expect(faultsOf({ edition: saying({ sentence }) })).toEqual([['outcome', 'error', sentence]]);
    expect(faultsOf({ edition: saying({ sentence: 'It is clear who leads.' }) })).toEqual([]);
  });

  test('age: a write-up without a comparison for over a year is warned of', () => {
    const old = new Map(
      [...library.comparisons].map(([slug, comparison]) => [
        slug,
        { ...comparison, publishedAt: '2025-11-01T09:00:00Z' },
      ]),
    );
    const aged = faultsOf({ library: { ...library, comparisons: old } });
    expect(aged).toHaveLength(4);
    expect(new Set(aged.map(([rule]) => rule))).toEqual(new Set(['write-up-age']));
  });

  test('come once: a comparison twice is an error, a name twice a warning', () => {
    const { hash: _, ...content } = edition;
    const [lead] = content.matchups;
    if (!lead) throw new Error('nothing was picked');
    const twice = sealed({ ...content, moreOnTheWeb: [lead] });
    const found = faultsOf({ edition: twice });
    expect(found).toContainEqual(['twice', 'error', '']);
    expect(found).toContainEqual(['twice', 'warning', lead.tools[0]?.name]);
  });

  test('of a disagreement are checked as well', () => {
    const { hash: _, ...content } = edition;
    const told = { tool: 'one', name: 'one', comparison: 'one-vs-two' };
    const disagreements = [disagreementOf({ ...told, panelShip: 100, community: 60 })];
    expect(faultsOf({ edition: sealed({ ...content, disagreements }) })).toEqual([]);
    const wrong = [disagreementOf({ ...told, panelShip: 75, community: 20 })];
    expect(faultsOf({ edition: sealed({ ...content, disagreements: wrong }) })).toEqual([
      ['panel-figure', 'error', 'one'],
      ['community-figure', 'warning', 'one'],
    ]);
  });
});
