import type { App } from '../../app.js';
import type { Edition } from '../../editions/edition.js';
import { type Preflight, preflightEdition } from '../../jobs/preflight.js';
import type { Changes } from '../changes.js';
import type { Renderer } from '../renderer.js';

/** Runs preflight, and remembers the last run, so that the number of a finding means what the page showed. */
export interface Preflights {
  /** Anew. */
  run(edition: Edition): Promise<Preflight>;
  /** The last run, where it was of this edition and nothing has changed on disk since; otherwise a new one. */
  lastOf(edition: Edition): Promise<Preflight>;
}

export function createPreflights(app: App, renderer: Renderer, changes: Changes): Preflights {
  let last: { hash: string; preflight: Promise<Preflight> } | undefined;
  changes.listen(() => {
    last = undefined;
  });
  const run = (edition: Edition) => {
    const preflight = preflightEdition(app, edition, {
      render: (request) => renderer.render({ kind: 'edition', ...request }),
    });
    const mine = { hash: edition.hash, preflight };
    last = mine;
    preflight.catch(() => {
      if (last === mine) last = undefined;
    });
    return preflight;
  };
  return {
    run,
    lastOf: (edition) => (last?.hash === edition.hash ? last.preflight : run(edition)),
  };
}
