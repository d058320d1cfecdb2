import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { openKeptJournal, type Sum } from './kept-journal.js';

/** A reader's mailbox that turned the letters of so many mailings away, of the last so many, is given up. */
const limit = { bounces: 3, mailings: 5 };

/** Which readers' mailboxes turned a letter away for the time being, week by week. */
export interface SoftBounces {
  /**
   * Notes that the letter of that week's mailing bounced for the time being; a week counts once. Says whether
   * that makes three of the last five mailings, of which `mailed` gives the weeks, in any order.
   */
  note(reader: string, week: string, mailed: () => Promise<readonly string[]>): Promise<boolean>;
  /** Removes what is known of a reader, from the files too. */
  forget(reader: string): Promise<void>;
  close(): Promise<void>;
}

const SoftBounce = z.union([
  z.strictObject({ reader: z.string(), weeks: z.array(z.string()) }),
  z.strictObject({ forget: z.string() }),
]);
type SoftBounce = z.infer<typeof SoftBounce>;

/** Opens `soft-bounces.jsonl` in `folder`. Throws a `VerdictsError` when it is damaged. */
export async function openSoftBounces(folder: string, clock: Clock): Promise<SoftBounces> {
  const sum = new SoftBounceSum();
  const journal = await openKeptJournal({
    path: join(folder, 'soft-bounces.jsonl'),
    clock,
    sum,
  });
  return {
    async note(reader, week, mailed) {
      const weeks = await journal.change(() => {
        const before = sum.weeksOf(reader);
        if (before.includes(week)) return { records: [], result: before };
        return {
          records: [{ reader, weeks: [week] } satisfies SoftBounce],
          result: [...before, week],
        };
      });
      if (weeks.length < limit.bounces) return false;
      const last = [...new Set([...(await mailed()), ...weeks])].sort().slice(-limit.mailings);
      return weeks.filter((each) => last.includes(each)).length >= limit.bounces;
    },
    async forget(reader) {
      await journal.refresh();
      if (sum.weeksOf(reader).length === 0) return;
      await journal.change(() => ({
        records: [{ forget: reader } satisfies SoftBounce],
        result: undefined,
      }));
      await journal.compact();
    },
    close: () => journal.close(),
  };
}

/** So many of a reader's weeks are remembered: older ones are never among the last five mailings. */
const remembered = limit.mailings;

class SoftBounceSum implements Sum {
  stale = false;
  #weeks = new Map<string, string[]>();

  clear(): void {
    this.stale = false;
    this.#weeks.clear();
  }

  add(json: unknown): void {
    const record = SoftBounce.parse(json);
    if ('forget' in record) {
      this.stale = true;
      this.#weeks.delete(record.forget);
      return;
    }
    const { reader } = record;
    const weeks = new Set([...this.weeksOf(reader), ...record.weeks]);
    this.#weeks.set(reader, [...weeks].sort().slice(-remembered));
  }

  *records(): Generator<SoftBounce> {
    for (const [reader, weeks] of this.#weeks) yield { reader, weeks };
  }

  weeksOf(reader: string): string[] {
    return this.#weeks.get(reader) ?? [];
  }
}
