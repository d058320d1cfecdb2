import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { statIfThere } from '../disk.js';
import { type Journal, openJournal } from '../journal.js';
import { recordsHolding } from '../line-search.js';
import type { Trouble } from '../mailings/thresholds.js';
import { Event } from './event.js';
import { MailingEvents } from './mailing-events.js';

/**
 * What came back from Resend, one journal a mailing and, for all other letters, one a month, so that what is
 * held in memory and read at a start is bounded by a mailing's size, whatever the years bring.
 */
export interface Events {
  /**
   * Whether the event was counted already, by any process. It is counted by its id, in the journal that it
   * belongs to.
   */
  has(event: Event): Promise<boolean>;
  /** Resolves when the event is on disk: true, or false where it was counted before. */
  record(event: Event): Promise<boolean>;
  /** All that came back of a mailing, as of now. */
  of(mailing: string): Promise<MailingEvents>;
  /**
   * What came back of one reader's letters, in the order in which it came: those of a mailing, by its id,
   * or all others of a month such as `2026-11`.
   */
  about(reader: string, where: { mailing: string } | { month: string }): Promise<Event[]>;
  /** Bytes of the journal of what came back of a mailing: another number once something came. */
  sizeOf(mailing: string): Promise<number>;
  /** What pauses a mailing, as of now; since a time, if one is given (ISO 8601). */
  trouble(mailing: string, since?: string): Promise<Trouble>;
  close(): Promise<void>;
}

/** So many journals are kept open. */
const mostOpen = 3;

const mailingId = /^\d{4}-W\d{2}-[0-9a-f]{12}$/;

/** The events in `folder`. Each call throws a `VerdictsError` where a journal is damaged. */
export function openEvents({ folder, clock }: { folder: string; clock: Clock }): Events {
  /** The one that was used last comes last. */
  const shelf = new Map<string, Slot>();

  async function using<T>(name: string, work: (kept: Kept) => Promise<T>): Promise<T> {
    const slot = shelf.get(name) ?? {
      opening: openKept(join(folder, `${name}.jsonl`), clock),
      users: 0,
    };
    shelf.delete(name);
    shelf.set(name, slot);
    slot.users += 1;
    try {
      const kept = await slot.opening.catch((error: unknown) => {
        // The next call looks at the file anew.
        if (shelf.get(name) === slot) shelf.delete(name);
        throw error;
      });
      return await work(kept);
    } finally {
      slot.users -= 1;
      await closeUnused();
    }
  }

  async function closeUnused(): Promise<void> {
    const unused = [...shelf].slice(0, -mostOpen).filter(([, { users }]) => users === 0);
    for (const [name] of unused) shelf.delete(name);
    await closeAll(unused.map(([, slot]) => slot));
  }

  return {
    has: (event) =>
      using(journalOf(event), async (kept) => {
        if (!kept.events.has(event.id)) await kept.journal.refresh();
        return kept.events.has(event.id);
      }),
    record: (event) =>
      using(journalOf(event), (kept) =>
        kept.journal.change(() => {
          const known = kept.events.has(event.id);
          return { records: known ? [] : [event], result: !known };
        }),
      ),
    of: (mailing) =>
      using(mailing, async (kept) => {
        await kept.journal.refresh();
        return kept.events;
      }),
    async about(reader, where) {
      const name = 'mailing' in where ? where.mailing : `other-${where.month}`;
      const path = join(folder, `${name}.jsonl`);
      const events: Event[] = [];
      for await (const json of recordsHolding(path, `"reader":"${reader}"`)) {
        events.push(Event.parse(json));
      }
      return events;
    },
    async sizeOf(mailing) {
      return statIfThere(join(folder, `${mailing}.jsonl`))?.size ?? 0;
    },
    trouble: (mailing, since) =>
      using(mailing, async (kept) => {
        await kept.journal.refresh();
        return kept.events.trouble(since);
      }),
    async close() {
      const slots = [...shelf.values()];
      shelf.clear();
      await closeAll(slots);
    },
  };
}

/** A journal on the shelf, and how many calls are under way with it. */
interface Slot {
  opening: Promise<Kept>;
  users: number;
}

/** One that could not be opened has told its callers so. */
async function closeAll(slots: readonly Slot[]): Promise<void> {
  for (const opened of await Promise.allSettled(slots.map(({ opening }) => opening))) {
    if (opened.status === 'fulfilled') await opened.value.journal.close();
  }
}

interface Kept {
  journal: Journal;
  events: MailingEvents;
}

async function openKept(path: string, clock: Clock): Promise<Kept> {
  const state = { events: new MailingEvents() };
  const journal = await openJournal({
    path,
    clock,
    apply: (bytes) => state.events.add(Event.parse(JSON.parse(bytes.toString()))),
    reset() {
      state.events = new MailingEvents();
    },
  });
  return Object.assign(state, { journal });
}

/** Redeliveries carry the same payload, and so belong to the same journal. */
function journalOf({ mailing, at }: Event): string {
  return mailing && mailingId.test(mailing) ? mailing : `other-${at.slice(0, 7)}`;
}
