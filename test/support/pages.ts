import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Comparison } from '../../src/content/comparison.js';
import type { Library } from '../../src/content/library.js';
import type { Panel } from '../../src/content/panel.js';
import type { Tool } from '../../src/content/tool.js';

export const panel: Panel = [
  { lens: 'builder', label: 'Builder' },
  { lens: 'skeptic', label: 'Skeptic' },
  { lens: 'futurist', label: 'Futurist' },
  { lens: 'founder', label: 'Founder' },
];

export const emptyLibrary: Library = { panel, tools: new Map(), comparisons: new Map() };

const pagesDir = fileURLToPath(new URL('../fixtures/pages/', import.meta.url));

/** The five real pages by the slug of their comparison. */
export const realPages: ReadonlyMap<string, string> = new Map(
  readdirSync(pagesDir)
    .toSorted()
    .map((name) => [name.replace(/\.txt$/, ''), readFileSync(`${pagesDir}${name}`, 'utf8')]),
);

export function realPage(slug: string): string {
  const text = realPages.get(slug);
  if (text === undefined) throw new Error(`no page ${slug} in test/fixtures/pages`);
  return text;
}

export interface PageParts {
  title?: string;
  question?: string;
  left?: Partial<SideParts>;
  right?: Partial<SideParts>;
  signUp?: string[];
}

interface SideParts {
  category: string;
  name: string;
  tagline: string;
  share: string;
  community: string;
  entry: string;
  description: string;
  quotes: string[];
}

const ship = 'What earns the ship: it works.';

const alpha: SideParts = {
  category: 'Developer Tools',
  name: 'Alpha',
  tagline: 'Code that writes itself',
  share: '100%',
  community: '—',
  entry: 'Free',
  description: 'Alpha writes code.',
  quotes: [ship, ship, ship, ship],
};

const beta: SideParts = {
  ...alpha,
  category: 'Writing',
  name: 'Beta',
  tagline: 'Prose on demand',
  entry: '$20/mo',
  description: 'Beta writes prose.',
};

/** The lines of a page on Alpha and Beta, each with four reviews that ship it. */
export function pageLines(parts: PageParts = {}): string[] {
  const left = { ...alpha, ...parts.left };
  const right = { ...beta, ...parts.right };
  return [
    'AI tool comparison',
    parts.title ?? `${left.name} vs ${right.name}`,
    parts.question ??
      'Which one should you ship with? Here is the side-by-side panel verdict, pricing read, reviewer split, and community vote comparison.',
    ...sideLines(left),
    ...sideLines(right),
    'Reviewer scorecard',
    ...left.quotes.flatMap((quote, at) => [quote, right.quotes[at] ?? '']).map((q) => `“${q}”`),
    ...(parts.signUp ?? [
      'Weekly AI Tool Verdicts',
      'Get the next comparison in your inbox',
      'New AI tools ship daily. We compare them before you waste an afternoon.',
    ]),
  ];
}

function sideLines(side: SideParts): string[] {
  const { category, name, tagline, share, community, entry, description } = side;
  return [
    ...[category, name, tagline, share, 'Panel ship'],
    ...[community, 'Community', entry, 'Entry', description],
  ];
}

/** The text of a page on Alpha and Beta. */
export function pageText(parts: PageParts = {}): string {
  return pageLines(parts).join('\n');
}

const word = fc.constantFrom(
  ...['Smol', 'fast', 'é', '2.0', 'vs', 'a–b', '“x”', '"y"', "'z'", 'ship', 'skip', '75%', '—'],
  ...['Entry', 'Community', 'AI', '通义', '🚀', '$20/mo', '<b>', '&amp;', '\\n', '#', '…'],
);
/** One line of text that is no heading of the page by itself. */
const line = fc
  .array(word, { minLength: 1, maxLength: 6 })
  .map((words) => ['Of', ...words, 'indeed'].join(' '));
const paragraphs = fc
  .array(line, { minLength: 1, maxLength: 3 })
  .chain((lines) => fc.constantFrom(lines.join('\n'), lines.join('\n\n')));
const percent = fc.integer({ min: 0, max: 100 });

/** A comparison of two tools that the same first lenses of the panel reviewed. */
export const comparisons: fc.Arbitrary<{ comparison: Comparison; left: Tool; right: Tool }> = fc
  .integer({ min: 1, max: panel.length })
  .chain((lenses) =>
    fc.record({
      left: toolsWith(lenses),
      right: toolsWith(lenses),
      comparison: fc.record(
        {
          left: fc.constant('left'),
          right: fc.constant('right'),
          publishedAt: fc.constant('2026-11-16T08:00:00Z'),
          question: paragraphs,
          community: fc.record({ left: percent, right: percent }, { requiredKeys: [] }),
        },
        { requiredKeys: ['left', 'right', 'publishedAt'] },
      ),
    }),
  );

function toolsWith(lenses: number): fc.Arbitrary<Tool> {
  return fc.record({
    name: line,
    tagline: line,
    category: line,
    entry: line,
    description: paragraphs,
    reviews: fc.tuple(
      ...panel.slice(0, lenses).map(({ lens }) =>
        fc.record({
          lens: fc.constant(lens),
          verdict: fc.constantFrom('ship' as const, 'skip' as const),
          quote: paragraphs,
        }),
      ),
    ),
  });
}
