import type { App } from '../../app.js';
import type { Edition } from '../../editions/edition.js';
import { type Preflight, preflightEdition } from '../../jobs/preflight.js';
import type { Changes } from '../changes.js';
import type { Renderer } from '../renderer.js';

/** Runs preflight, and remembers the last run, so that the number of a finding means what the page showed. */
export interface Preflights {
  /** Anew; `online` fetches the links that lead outside, too. */
  run(edition: Edition, online: boolean): Promise<Preflight>;
  /** The last such run, where it was of this edition and nothing has changed on disk since; otherwise a new one. */
  lastOf(edition: Edition, online: boolean): Promise<Preflight>;
}

/** Preflight by the templates that `renderer` loads; what it found is forgotten once `changes` tells of one. */
export function createPreflights(app: App, renderer: Renderer, changes: Changes): Preflights {
  let last: { hash: string; online: boolean; preflight: Promise<Preflight> } | undefined;
  changes.listen(() => {
    last = undefined;
  });
  const run = (edition: Edition, online: boolean) => {
    const preflight = preflightEdition(app, edition, {
      online,
      render: (request) => renderer.render({ kind: 'edition', ...request }),
    });
    const mine = { hash: edition.hash, online, preflight };
    last = mine;
    preflight.catch(() => {
      if (last === mine) last = undefined;
    });
    return preflight;
  };
  return {
    run,
    lastOf: (edition, online) =>
      last?.hash === edition.hash && last.online === online ? last.preflight : run(edition, online),
  };
}
