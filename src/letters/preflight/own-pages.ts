/** What the site can show by the time that the letter is read. */
export interface OwnPages {
  /** Slugs in the library. */
  comparisons: ReadonlySet<string>;
  tools: ReadonlySet<string>;
  /** The editions that were mailed, and the one that is about to be. */
  editions: ReadonlySet<string>;
}

const standing = [
  '/',
  '/compare',
  '/editions',
  '/subscribe',
  '/feed.xml',
  '/feed.json',
  '/sitemap.xml',
  '/robots.txt',
];

/** Pages that only a reader's own signed token opens. */
const personal = [
  'confirm',
  'preferences',
  'unsubscribe',
  'change-address',
  'new-address',
  'download',
  'erase',
];

/**
 * Why the site does not serve this path, as the end of a sentence; undefined when it does. The query
 * begins with `?` or is empty.
 */
export function whyNotServed(path: string, query: string, pages: OwnPages): string | undefined {
  if (standing.includes(path)) return undefined;
  const [, room = '', name = '', ...deeper] = path.split('/');
  if (deeper.length > 0 || name === '') return 'the site has no such page';
  if (room === 'compare') {
    return pages.comparisons.has(name) ? undefined : `there is no comparison “${name}”`;
  }
  if (room === 'editions') {
    return pages.editions.has(name) ? undefined : `there is no edition “${name}”`;
  }
  if (room === 'vote') return whyNoVote(new URLSearchParams(query), pages);
  return personal.includes(room) ? undefined : 'the site has no such page';
}

function whyNoVote(query: URLSearchParams, { tools }: OwnPages): string | undefined {
  const tool = query.get('tool') ?? '';
  if (!tools.has(tool)) return `there is no tool “${tool}” to vote on`;
  const choice = query.get('choice') ?? '';
  return ['ship', 'skip'].includes(choice) ? undefined : `“${choice}” is no vote`;
}
