import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';

/**
 * What was searched for lately, under ids that stand in URLs in its place: an address has no place there, and
 * a page that answers a form cannot be gone back to. In memory only, and of this process.
 */
export interface Searches<Query> {
  /** Keeps a search; answers its id. */
  keep(query: Query): string;
  /** Undefined for an id that was never given, or was not asked for too long. */
  find(id: string): Query | undefined;
}

/** A search is kept so long after it was last looked at. */
const keptMs = 3_600_000;
/** So many are kept; the one not looked at for longest goes first. */
const mostKept = 500;

/** In memory only: a restart forgets them. */
export function createSearches<Query>(clock: Clock): Searches<Query> {
  /** In the order in which they were last looked at. */
  const kept = new Map<string, { query: Query; at: number }>();

  function put(id: string, query: Query): void {
    kept.delete(id);
    kept.set(id, { query, at: clock.now().getTime() });
    const old = clock.now().getTime() - keptMs;
    for (const [each, { at }] of kept) {
      if (at >= old && kept.size <= mostKept) break;
      kept.delete(each);
    }
  }

  return {
    keep(query) {
      const id = randomBytes(12).toString('hex');
      put(id, query);
      return id;
    },
    find(id) {
      const found = kept.get(id);
      if (!found || found.at < clock.now().getTime() - keptMs) return undefined;
      put(id, found.query);
      return found.query;
    },
  };
}
