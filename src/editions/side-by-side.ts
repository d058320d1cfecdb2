import type { Comparison } from '../content/comparison.js';
import type { Library } from '../content/library.js';
import type { Slug } from '../content/slug.js';
import type { Tool } from '../content/tool.js';
import { VerdictsError } from '../errors.js';

/** A tool with the slug that it is known by. */
export type NamedTool = Tool & { slug: Slug };

/** A comparison with its two tools looked up. */
export interface SideBySide {
  slug: Slug;
  comparison: Comparison;
  left: NamedTool;
  right: NamedTool;
}

/** Throws `VerdictsError` when the library lacks the comparison or one of its tools. */
export function sideBySide(library: Library, slug: Slug): SideBySide {
  const comparison = library.comparisons.get(slug);
  if (!comparison) throw missing('comparison', slug, 'comparisons');
  const left = toolOf(library, comparison.left);
  const right = toolOf(library, comparison.right);
  return { slug, comparison, left, right };
}

function toolOf({ tools }: Library, slug: Slug): NamedTool {
  const tool = tools.get(slug);
  if (!tool) throw missing('tool', slug, 'tools');
  return { ...tool, slug };
}

function missing(what: string, slug: Slug, folder: string): VerdictsError {
  return new VerdictsError(`missing-${what}`, `There is no ${what} "${slug}".`, {
    remedy: `Put ${folder}/${slug}.json back into the data folder, or correct what names it.`,
  });
}
