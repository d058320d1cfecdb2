import { join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';

/** What a change is about: the first folder of its path, or the templates. */
type Subject = 'content' | 'plans' | 'editions' | 'templates';

/** Tells whoever listens when files change that a page shows. */
export interface Changes {
  /**
   * Calls `listener` once for changes that come close together, and at once for what others were told of after
   * `since`; answers how to stop listening.
   */
  listen(listener: (subjects: ReadonlySet<Subject>) => void, since?: Date): () => void;
  close(): Promise<void>;
}

interface Watched {
  dataDir: string;
  /** Where the templates' source is. */
  templates: string;
}

/** So long changes are gathered: an editor saves a file in several steps. */
const gatherMs = 60;

/** Watches the content, the plans, the editions and the templates. */
export async function watchChanges(
  { dataDir, templates }: Watched,
  log: Log,
  clock: Clock,
): Promise<Changes> {
  const told = new Map<Subject, Date>();
  const listeners = new Set<(subjects: ReadonlySet<Subject>) => void>();
  let gathered = new Set<Subject>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const subjects = gathered;
    gathered = new Set();
    timer = undefined;
    for (const subject of subjects) told.set(subject, clock.now());
    for (const listener of listeners) listener(subjects);
  };
  const folders = ['panel.json', 'tools', 'comparisons', 'plans', 'editions'];
  const watcher = watch([...folders.map((name) => join(dataDir, name)), templates], {
    ignoreInitial: true,
  });
  watcher.on('all', (_, path) => {
    gathered.add(subjectOf(path, { dataDir, templates }));
    timer ??= setTimeout(tell, gatherMs);
  });
  watcher.on('error', (error) => {
    const what = error instanceof Error ? error.message : String(error);
    log.warn(
      { state: 'watching' },
      `Changes on disk may go unseen: ${what}. Reload pages by hand.`,
    );
  });
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {
    listen(listener, since) {
      listeners.add(listener);
      const missed = [...told].filter(([, at]) => since !== undefined && at >= since);
      if (missed.length > 0) listener(new Set(missed.map(([subject]) => subject)));
      return () => void listeners.delete(listener);
    },
    async close() {
      clearTimeout(timer);
      listeners.clear();
      await watcher.close();
    },
  };
}

function subjectOf(path: string, { dataDir, templates }: Watched): Subject {
  if (!relative(templates, path).startsWith('..')) return 'templates';
  const [folder] = relative(dataDir, path).split(sep);
  return folder === 'plans' || folder === 'editions' ? folder : 'content';
}
