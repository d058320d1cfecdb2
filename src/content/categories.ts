import type { Tool } from './tool.js';

/**
 * The categories of the tools, each once and in the order in which they come: upper and lower case are the
 * same, and the first way of writing one counts.
 */
export function categoriesOf(tools: Iterable<Pick<Tool, 'category'>>): string[] {
  const found = new Map<string, string>();
  for (const { category } of tools) {
    const same = folded(category);
    if (!found.has(same)) found.set(same, category);
  }
  return [...found.values()];
}

/** Whether the two are one category, or a topic and its category. */
export function isSameCategory(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(category: string): string {
  return category.trim().toLowerCase();
}
