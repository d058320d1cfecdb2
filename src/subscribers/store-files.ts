import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { statIfThere } from '../disk.js';

/** Where the store in `folder` keeps its readers. */
export function filesOf(folder: string): { snapshot: string; journal: string } {
  return {
    snapshot: join(folder, 'subscribers.json'),
    journal: join(folder, 'subscribers.journal'),
  };
}

/** What the disk knows of the store's files; undefined where one is not there. */
export interface StoreStats {
  snapshot: Stats | undefined;
  journal: Stats | undefined;
}

/** Looks at the files of the store in `folder` without opening it. Throws a `VerdictsError` when the disk refuses. */
export function statStore(folder: string): StoreStats {
  const { snapshot, journal } = filesOf(folder);
  return { snapshot: statIfThere(snapshot), journal: statIfThere(journal) };
}

/** How many bytes the readers in `folder` take on disk; throws as `statStore` does. */
export function sizeOfStore(folder: string): number {
  const { snapshot, journal } = statStore(folder);
  return (snapshot?.size ?? 0) + (journal?.size ?? 0);
}
