import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeEdition, withMatchupsMoved } from '../../src/editions/compose.js';
import { carriedBy, Edition, sealed } from '../../src/editions/edition.js';
import { Plan } from '../../src/editions/plan.js';
import { aLibrary, anEdition, aPick, libraries, panel, window } from '../support/editions.js';

const library = aLibrary(
  {
    first: { left: 'smol', right: 'medium' },
    second: { left: 'tiny', right: 'other', publishedAt: '2026-11-15T09:00:00Z' },
    third: { left: 'comet', right: 'dia', publishedAt: '2026-11-14T09:00:00Z' },
  },
  { smol: { split: '+++-' }, tiny: { split: '++--' }, comet: { split: '----' } },
);

describe('an edition', () => {
  it('is dated by its due time in its own time zone', () => {
    const edition = composeEdition({
      week: '2026-W47',
      dueAt: new Date('2026-11-16T20:00:00Z'),
      timeZone: 'Pacific/Auckland',
      library,
      pick: aPick(library),
      plan: Plan.parse({}),
      community: () => null,
    });
    expect(edition).toMatchObject({
      week: '2026-W47',
      dueAt: '2026-11-16T20:00:00.000Z',
      timeZone: 'Pacific/Auckland',
      date: '2026-11-17',
      panel,
      moreOnTheWeb: [],
    });
  });

  it('has the matchups in order of rank', () => {
    const ranks = aPick(library).candidates.map(({ slug }) => slug);
    expect(
      anEdition(library).matchups.flatMap(({ pairs }) => pairs.map(({ slug }) => slug)),
    ).toEqual(ranks);
  });

  it('does not come about from a pick that holds nothing', () => {
    const empty = aLibrary({});
    const composition = {
      week: '2026-W47',
      dueAt: window.to,
      timeZone: 'UTC',
      library: empty,
      pick: aPick(empty),
      plan: Plan.parse({}),
      community: () => null,
    };
    expect(composeEdition(composition)).toBeNull();
  });

  it("takes the editors' subject, intro and closing note", () => {
    const plan = Plan.parse({ subject: 'Ours', intro: 'Hello.', closing: 'Bye.' });
    expect(anEdition(library, { plan })).toMatchObject({
      subject: 'Ours',
      intro: 'Hello.',
      closing: 'Bye.',
    });
    expect(anEdition(library)).not.toHaveProperty('closing');
  });

  it('says where readers and panel disagree, and nothing where they do not', () => {
    const composition = {
      week: '2026-W47',
      dueAt: window.to,
      timeZone: 'UTC',
      library,
      pick: aPick(library),
      plan: Plan.parse({}),
      community: () => null,
    };
    const disagreements = [
      {
        tool: 'smol',
        name: 'smol',
        category: 'Developer Tools',
        comparison: 'first',
        panelShip: 75,
        community: 20,
        votes: 10,
      },
    ];
    expect(composeEdition({ ...composition, disagreements })).toMatchObject({ disagreements });
    const without = composeEdition({ ...composition, disagreements: [] });
    expect(without).not.toHaveProperty('disagreements');
    expect(without).toEqual(composeEdition(composition));
  });

  it('tells what it carries, on the web as well', () => {
    const carried = carriedBy(withMatchupsMoved(anEdition(library), 2));
    expect(carried.week).toBe('2026-W47');
    expect(carried.comparisons.sort()).toEqual(['first', 'second', 'third']);
    expect(carried.tools.sort()).toEqual(['comet', 'dia', 'medium', 'other', 'smol', 'tiny']);
  });

  it('is valid, and the same bytes from the same input, whatever the content', () => {
    fc.assert(
      fc.property(libraries, (content) => {
        fc.pre(content.comparisons.size > 0);
        const reversed = {
          ...content,
          comparisons: new Map([...content.comparisons].reverse()),
          tools: new Map([...content.tools].reverse()),
        };
        const pins = { plan: Plan.parse({ pin: [...content.comparisons.keys()] }) };
        const compose = (from: typeof content) =>
          composeEdition({
            week: '2026-W47',
            dueAt: window.to,
            timeZone: 'UTC',
            library: from,
            pick: aPick(from, pins),
            plan: Plan.parse({}),
            community: () => null,
          });
        const edition = compose(content);
        expect(Edition.parse(edition)).toEqual(edition);
        expect(JSON.stringify(compose(reversed))).toBe(JSON.stringify(edition));
      }),
    );
  });
});

describe('the seal of an edition', () => {
  const { hash, ...content } = anEdition(library);

  it('depends on the content and not on the order of its keys', () => {
    const turned = Object.fromEntries(Object.entries(content).reverse());
    expect(sealed({ ...content, ...turned }).hash).toBe(hash);
    const { panel: _, ...rest } = content;
    expect(sealed({ panel, ...rest }).hash).toBe(hash);
    expect(sealed({ ...content, subject: 'Another' }).hash).not.toBe(hash);
  });
});

describe('an edition that is too large for a letter', () => {
  const edition = anEdition(library);

  it('moves its lowest-ranked matchups to the web, in order', () => {
    const moved = withMatchupsMoved(edition, 2);
    expect(moved.matchups).toEqual(edition.matchups.slice(0, 1));
    expect(moved.moreOnTheWeb).toEqual(edition.matchups.slice(1));
    expect(moved.hash).not.toBe(edition.hash);
  });

  it('keeps one matchup whatever is asked for', () => {
    expect(withMatchupsMoved(edition, 9)).toEqual(withMatchupsMoved(edition, 2));
  });

  it('may move them one by one to the same end', () => {
    expect(withMatchupsMoved(withMatchupsMoved(edition, 1), 1)).toEqual(
      withMatchupsMoved(edition, 2),
    );
    expect(withMatchupsMoved(edition, 0)).toEqual(edition);
  });
});
