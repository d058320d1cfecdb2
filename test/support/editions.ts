import fc from 'fast-check';
import type { Comparison } from '../../src/content/comparison.js';
import type { Library } from '../../src/content/library.js';
import type { Panel } from '../../src/content/panel.js';
import type { Tool, Verdict } from '../../src/content/tool.js';
import { composeEdition } from '../../src/editions/compose.js';
import type { Edition } from '../../src/editions/edition.js';
import { type Pick, type PickInput, pickWeek } from '../../src/editions/pick.js';
import { Plan } from '../../src/editions/plan.js';
import { parseSchedule, windowOf } from '../../src/editions/schedule.js';

/** Due on Tuesdays at 9:00 UTC: week 47 is due at 2026-11-17T09:00:00Z. */
const schedule = parseSchedule('0 9 * * TUE', 'UTC');
const week = '2026-W47';
export const window = windowOf(week, schedule);

export const panel: Panel = [
  { lens: 'builder', label: 'Builder' },
  { lens: 'skeptic', label: 'Skeptic' },
  { lens: 'futurist', label: 'Futurist' },
  { lens: 'founder', label: 'Founder' },
];

type ToolWishes = Partial<Tool> & {
  /** One letter a lens: `++-+` is three ships and the futurist's skip. */
  split?: string;
};

export function aTool({ split = '++++', ...wishes }: ToolWishes = {}): Tool {
  const verdicts = [...split].map((letter): Verdict => (letter === '+' ? 'ship' : 'skip'));
  return {
    name: 'Some Tool',
    tagline: 'A tool that does something',
    category: 'Developer Tools',
    entry: 'Free',
    description: 'It does something, and then something else.',
    reviews: verdicts.map((verdict, index) => ({
      lens: panel[index]?.lens ?? `lens-${index}`,
      verdict,
      quote:
        verdict === 'ship'
          ? 'The setup takes a minute. What earns the ship is the licence.'
          : 'The setup takes a minute. What kills this is the price.',
    })),
    ...wishes,
  };
}

type ComparisonWishes = Partial<Comparison> & { left: string; right: string };

/** A library of these comparisons; a tool that is not described is made up and named as its slug. */
export function aLibrary(
  comparisons: Record<string, ComparisonWishes>,
  tools: Record<string, ToolWishes> = {},
): Library {
  const slugs = Object.values(comparisons).flatMap(({ left, right }) => [left, right]);
  return {
    panel,
    tools: new Map(slugs.map((slug) => [slug, aTool({ name: slug, ...tools[slug] })])),
    comparisons: new Map(
      Object.entries(comparisons).map(([slug, wishes]) => [
        slug,
        { publishedAt: '2026-11-16T09:00:00Z', ...wishes },
      ]),
    ),
  };
}

/** The pick of week 47 from this library, with no plan, no earlier editions and no votes. */
export function aPick(library: Library, wishes: Partial<PickInput> = {}): Pick {
  const none = { plan: Plan.parse({}), earlier: [], votes: new Map() };
  return pickWeek({ library, week, window, ...none, ...wishes });
}

/** The edition of week 47 with everything that the library holds. */
export function anEdition(
  library: Library = aLibrary({ 'one-vs-two': { left: 'one', right: 'two' } }),
  wishes: { plan?: Plan; community?: (tool: string) => number | null } = {},
): Edition {
  const edition = composeEdition({
    week,
    dueAt: window.to,
    timeZone: schedule.timeZone,
    library,
    pick: aPick(library, { max: library.comparisons.size }),
    plan: Plan.parse({}),
    community: () => null,
    ...wishes,
  });
  if (!edition) throw new Error('nothing was picked');
  return edition;
}

const names = fc
  .array(
    fc.oneof(
      fc.constantFrom('Mistral', 'Medium', 'Code', '3', '3.2', 'GPT-5', '(72B', 'Instruct)', 'vs'),
      fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' }),
      fc.constantFrom('通义千问', '👩‍💻', 'Überprüfer', 'x'.repeat(70)),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((words) => words.join(' ').trim() || 'x');

const times = fc
  .date({
    min: new Date('2026-09-01T00:00:00Z'),
    max: new Date('2026-11-30T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

/** Libraries with up to ten tools, often shared, and up to twelve comparisons around week 47. */
export const libraries: fc.Arbitrary<Library> = fc
  .record({
    tools: fc.array(
      fc.record({
        name: names,
        entry: fc.constantFrom('Free', 'Paid', '$20 a month'),
        category: fc.constantFrom('Developer Tools', 'Design', 'Audio', 'Video', 'Search'),
        split: fc
          .array(fc.constantFrom('+', '-'), { minLength: 1, maxLength: 4 })
          .map((verdicts) => verdicts.join('')),
      }),
      { minLength: 2, maxLength: 10 },
    ),
    comparisons: fc.array(
      fc.record({
        left: fc.nat(9),
        right: fc.nat(9),
        publishedAt: times,
        headline: fc.option(names, { nil: undefined }),
        community: fc.option(fc.record({ left: fc.nat(100), right: fc.nat(100) }), {
          nil: undefined,
        }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ tools, comparisons }) => {
    const slugOf = (index: number) => `tool-${index % tools.length}`;
    const pairs = comparisons
      .map(({ left, right, headline, community, publishedAt }) => ({
        left: slugOf(left),
        right: slugOf(right),
        publishedAt,
        ...(headline !== undefined && { headline }),
        ...(community !== undefined && { community }),
      }))
      .filter(({ left, right }) => left !== right);
    return aLibrary(
      Object.fromEntries(pairs.map((pair, index) => [`comparison-${index}`, pair])),
      Object.fromEntries(tools.map((tool, index) => [`tool-${index}`, tool])),
    );
  });
