import type { Edition } from '../editions/edition.js';
import type { Variant } from '../letters/letter.js';
import { editionFor, variantOf } from '../letters/render.js';
import type { Subscriber } from '../subscribers/subscriber.js';

/** The readers, as far as their preferences go. */
interface Readers {
  batches(filter: { status: 'active' }): AsyncIterable<Pick<Subscriber, 'format' | 'topics'>[]>;
}

/**
 * The variants for some topics that active readers would get of an edition, each letter once, in the order
 * in which they first occur: those are left out who want all of it, or whose topics choose the same matchups
 * as others'. One pass over the readers.
 */
export async function wantedVariants(edition: Edition, readers: Readers): Promise<Variant[]> {
  const preferences = new Set<string>();
  const wanted = new Map<string, Variant>();
  for await (const batch of readers.batches({ status: 'active' })) {
    for (const { format, topics } of batch) {
      const key = JSON.stringify([format, topics]);
      if (topics.length === 0 || preferences.has(key)) continue;
      preferences.add(key);
      const variant = variantOf({ format, topics }, edition);
      const shown = variant && editionFor(edition, variant.topics);
      if (!shown || variant.topics === null) continue;
      const letter = `${format} ${shown.hash}`;
      if (!wanted.has(letter)) wanted.set(letter, variant);
    }
  }
  return [...wanted.values()];
}
