import type { App } from '../app.js';
import type { Verdict } from '../content/tool.js';
import type { Event } from '../feedback/event.js';
import type { VoteStore } from '../feedback/votes.js';
import { type ReaderLetter, readerLetter } from '../mailings/reader-letter.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { Turns } from '../turns.js';

/** Everything that is kept about a reader, as the file that the reader may take along has it. */
export interface ReaderData {
  subscription: Subscriber;
  /** By the tool's slug. */
  votes: Record<string, Verdict>;
  /** Every mailing that the reader was in, the oldest first, with what came back of the letter. */
  mailings: (ReaderLetter & { events: Event[] })[];
  /** What came back of letters that are no edition, such as a confirmation. */
  otherLetters: Event[];
}

interface Kept {
  app: Pick<App, 'mailings' | 'events' | 'clock'>;
  votes: Pick<VoteStore, 'allOf'>;
}

/**
 * The file, `ReaderData` as JSON, in pieces: each mailing costs a look through its audience, ledger and
 * events, which is taken when the reader's connection has room for it. Of all files that are asked for at
 * once, one look is under way at a time, so that they cannot crowd out the rest of the site. Throws a
 * `VerdictsError` where a journal is damaged.
 */
export function readerDataWriter({ app, votes }: Kept) {
  const turns = new Turns();

  return async function* write(reader: Subscriber): AsyncGenerator<string> {
    const votesCast: ReaderData['votes'] = votes.allOf(reader.id);
    yield `{\n  "subscription": ${json(reader, 2)},\n  "votes": ${json(votesCast, 2)},`;
    yield '\n  "mailings": [';
    yield* listed(mailingsOf(reader));
    yield '],\n  "otherLetters": [';
    yield* listed(otherLettersOf(reader));
    yield ']\n}\n';
  };

  async function* mailingsOf({ id }: Subscriber): AsyncGenerator<ReaderData['mailings'][number]> {
    for (const week of await app.mailings.list()) {
      const found = await turns.take(async () => {
        const mailing = await app.mailings.read(week);
        const letter = mailing && (await readerLetter(app.mailings, mailing, id));
        return letter && { ...letter, events: await app.events.about(id, letter) };
      });
      if (found) yield found;
    }
  }

  async function* otherLettersOf(reader: Subscriber): AsyncGenerator<Event> {
    for (const month of monthsOf(reader, app.clock.now())) {
      yield* await turns.take(() => app.events.about(reader.id, { month }));
    }
  }
}

/** The items of a JSON list, a piece each, with the commas between them. */
async function* listed(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let some = false;
  for await (const item of items) {
    yield `${some ? ',' : ''}\n    ${json(item, 4)}`;
    some = true;
  }
  if (some) yield '\n  ';
}

/** Indented as it stands in the file; a line end never stands inside a JSON text. */
function json(value: unknown, indent: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** Nothing happened before: no event is dated earlier (feedback/event.ts). */
const firstMonth = Date.UTC(2000, 0);

/**
 * The months, such as `2026-11`, in which letters may have gone to the reader: from the one before the
 * reader came, because clocks differ, to this one. What an import says of that may lie ahead.
 */
function monthsOf({ createdAt, updatedAt }: Subscriber, now: Date): string[] {
  const came = new Date(Math.min(Date.parse(createdAt), Date.parse(updatedAt), now.getTime()));
  const months: string[] = [];
  for (let back = -1; ; back += 1) {
    const month = Date.UTC(came.getUTCFullYear(), came.getUTCMonth() + back);
    if (month > now.getTime()) return months;
    if (month >= firstMonth) months.push(new Date(month).toISOString().slice(0, 7));
  }
}
