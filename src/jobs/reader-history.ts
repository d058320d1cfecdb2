import type { App } from '../app.js';
import type { Event } from '../feedback/event.js';
import { type ReaderLetter, readerLetter } from '../mailings/reader-letter.js';
import { votesNow } from './drafting.js';

/** What happened between the newsletter and one reader. */
export interface ReaderHistory {
  /** The mailings that the reader was in, the newest first, with what came back of each. */
  mailings: (ReaderLetter & { events: Event[] })[];
  /** How many of the newest mailings were looked through, and how many there are. */
  looked: number;
  of: number;
  /** What came back of other letters, such as confirmations, in this month and the two before. */
  others: Event[];
  /** By the tool's name. */
  votes: { name: string; choice: 'ship' | 'skip' }[];
}

/** A look goes back so many mailings: each costs a look through its audience, ledger and events. */
const mostMailings = 12;

/** `reader` is an id. Files are read in steps, so that whoever else waits is served meanwhile. */
export async function historyOf(app: App, reader: string): Promise<ReaderHistory> {
  const weeks = await app.mailings.list();
  const newest = weeks.slice(-mostMailings).reverse();
  const mailings: ReaderHistory['mailings'] = [];
  for (const week of newest) {
    const mailing = await app.mailings.read(week);
    const letter = mailing && (await readerLetter(app.mailings, mailing, reader));
    if (!letter) continue;
    mailings.push({ ...letter, events: await app.events.about(reader, letter) });
  }
  const others: Event[] = [];
  for (const month of lastMonths(app.clock.now())) {
    others.push(...(await app.events.about(reader, { month })));
  }
  return {
    mailings,
    looked: newest.length,
    of: weeks.length,
    others,
    votes: await votesOf(app, reader),
  };
}

async function votesOf(app: App, reader: string): Promise<ReaderHistory['votes']> {
  const [votes, { tools }] = await Promise.all([votesNow(app), app.library()]);
  return Object.entries(votes.allOf(reader))
    .map(([tool, choice]) => ({ name: tools.get(tool)?.name ?? tool, choice }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The months of three, the newest first, such as `2026-11`. */
function lastMonths(now: Date): string[] {
  return [0, 1, 2].map((back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
