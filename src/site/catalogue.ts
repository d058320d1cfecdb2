import type { App } from '../app.js';
import { categoriesOf } from '../content/categories.js';
import type { Library } from '../content/library.js';
import type { Panel } from '../content/panel.js';
import type { Slug } from '../content/slug.js';
import { carriedBy, type Edition } from '../editions/edition.js';
import { type NamedTool, type SideBySide, sideBySide } from '../editions/side-by-side.js';
import { Week } from '../editions/week.js';
import type { Log } from '../log.js';

/** What the public may see, as of the last look at the files. */
export interface Catalogue {
  panel: Panel;
  /** Every comparison by its slug; those not yet published too, which are linked from nowhere. */
  comparisons: ReadonlyMap<Slug, SideBySide>;
  /** Those that are published, the newest first. */
  published: readonly SideBySide[];
  /** The categories of the published tools, in alphabetical order. */
  categories: readonly string[];
  tool(slug: Slug): NamedTool | undefined;
  /** The editions that were mailed, the newest first. */
  editions: readonly Edition[];
}

type Shelves = Pick<App, 'library' | 'editions' | 'mailings' | 'clock'>;

/** The files are looked at again when the last look is so old. */
const freshMs = 10_000;

/**
 * The catalogue, looked up anew every ten seconds at most. Content that is broken at a later look is
 * logged, and the last good one goes on; at the first look it is thrown.
 */
export function openCatalogue(shelves: Shelves, log: Log): () => Promise<Catalogue> {
  const mailed = new Map<Week, Edition>();
  let current: Catalogue | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<Catalogue> | undefined;

  async function look(): Promise<Catalogue> {
    const now = shelves.clock.now();
    try {
      await readEditions(shelves, mailed);
      current = catalogueOf(await shelves.library(), [...mailed.values()], now);
    } catch (error) {
      if (!current) throw error;
      log.error({}, error instanceof Error ? error.message : String(error));
    }
    lookedAt = now.getTime();
    return current;
  }

  return async () => {
    const age = shelves.clock.now().getTime() - lookedAt;
    if (current && age >= 0 && age < freshMs) return current;
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
}

/**
 * The edition of a week that was mailed, since the last look as well: a letter's link to it is followed as
 * soon as the letter is there.
 */
export async function editionMailed(
  catalogue: Catalogue,
  shelves: Pick<Shelves, 'editions' | 'mailings'>,
  name: string,
): Promise<Edition | undefined> {
  const seen = catalogue.editions.find(({ week }) => week === name);
  const { data: week } = Week.safeParse(name);
  if (seen || !week || !(await shelves.mailings.read(week))) return seen;
  return shelves.editions.read(week);
}

/** Adds what was mailed since: a mailed edition never changes. */
async function readEditions(shelves: Shelves, mailed: Map<Week, Edition>): Promise<void> {
  for (const week of await shelves.mailings.list()) {
    if (mailed.has(week)) continue;
    const edition = await shelves.editions.read(week);
    if (edition) mailed.set(week, edition);
  }
}

function catalogueOf(library: Library, editions: Edition[], now: Date): Catalogue {
  const comparisons = new Map(
    [...library.comparisons.keys()].map((slug) => [slug, sideBySide(library, slug)]),
  );
  const carried = new Set(editions.flatMap((edition) => carriedBy(edition).comparisons));
  const published = [...comparisons.values()]
    .filter(({ slug, comparison }) => carried.has(slug) || publishedAt(comparison) <= +now)
    .sort((a, b) => publishedAt(b.comparison) - publishedAt(a.comparison));
  const tools = published.flatMap(({ left, right }) => [left, right]);
  return {
    panel: library.panel,
    comparisons,
    published,
    categories: categoriesOf(tools).sort((a, b) => a.localeCompare(b, 'en')),
    tool(slug) {
      const tool = library.tools.get(slug);
      return tool && { ...tool, slug };
    },
    editions: editions.toSorted((a, b) => (a.week < b.week ? 1 : -1)),
  };
}

function publishedAt(comparison: { publishedAt: string }): number {
  return Date.parse(comparison.publishedAt);
}
