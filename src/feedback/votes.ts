import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { Verdict } from '../content/tool.js';
import type { Tally } from './community.js';
import { openKeptJournal, type Sum } from './kept-journal.js';

/** A span of time: from its beginning to before its end, in whole minutes. */
export interface Span {
  from: Date;
  to?: Date | undefined;
}

/**
 * What readers say of tools: one reader, one vote a tool, the last one counts. What is read is as of the
 * last change or `refresh` of this process.
 */
export interface VoteStore {
  /** Resolves when the vote is on disk. A later one on the same tool takes its place. */
  record(reader: string, tool: string, choice: Verdict): Promise<void>;
  tally(tool: string): Tally;
  /** The tallies of all tools that were voted on; with a span, of the votes cast in it. */
  tallies(span?: Span): Map<string, Tally>;
  of(reader: string, tool: string): Verdict | undefined;
  /** All that a reader voted, by tool. */
  allOf(reader: string): Record<string, Verdict>;
  /** Removes a reader's votes, from the files too. */
  forget(reader: string): Promise<void>;
  /** Catches up on other processes' votes. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

const Cast = z.strictObject({ tool: z.string(), choice: Verdict, at: z.iso.datetime() });
type Cast = z.infer<typeof Cast>;

/** One reader's votes, or that they are forgotten. */
const VoteRecord = z.union([
  z.strictObject({ reader: z.string(), votes: z.array(Cast) }),
  z.strictObject({ forget: z.string() }),
]);
type VoteRecord = z.infer<typeof VoteRecord>;

/**
 * Opens the votes in `folder`: `votes.jsonl`, and its snapshot once it is `small` bytes long (default
 * 4 MB). Throws a `VerdictsError` naming file and line when a file is damaged.
 */
export async function openVotes({
  folder,
  clock,
  small,
}: {
  folder: string;
  clock: Clock;
  small?: number;
}): Promise<VoteStore> {
  const sum = new VoteSum();
  const path = join(folder, 'votes.jsonl');
  const journal = await openKeptJournal({
    path,
    clock,
    sum,
    ...(small !== undefined && { small }),
  });
  const write = (record: VoteRecord) =>
    journal.change(() => ({ records: [record], result: undefined }));

  return {
    record(reader, tool, choice) {
      const at = clock.now().toISOString();
      return write({ reader, votes: [{ tool, choice, at }] });
    },
    tally: (tool) => ({ ...(sum.tallies.get(tool) ?? none) }),
    tallies: (span) => (span ? sum.talliesIn(span) : structuredClone(sum.tallies)),
    of: (reader, tool) => sum.of(reader, tool),
    allOf: (reader) =>
      Object.fromEntries(sum.votesOf(reader).map((cast) => [cast.tool, cast.choice])),
    async forget(reader) {
      const there = await journal.change(() => {
        const known = sum.votesOf(reader).length > 0;
        return { records: known ? [{ forget: reader } satisfies VoteRecord] : [], result: known };
      });
      if (there) await journal.compact();
    },
    refresh: () => journal.refresh(),
    close: () => journal.close(),
  };
}

const none: Tally = { ship: 0, skip: 0 };
const minute = 60_000;

/** The votes as numbers, some twenty bytes each. */
class VoteSum implements Sum {
  stale = false;
  tallies = new Map<string, Tally>();
  #tools: string[] = [];
  #numbers = new Map<string, number>();
  /** By reader: a tool's number, then when it was voted on in minutes since 1970, doubled, plus 1 for ship. */
  #readers = new Map<string, number[]>();

  clear(): void {
    this.stale = false;
    this.tallies.clear();
    this.#tools = [];
    this.#numbers.clear();
    this.#readers.clear();
  }

  add(json: unknown): void {
    const record = VoteRecord.parse(json);
    if ('forget' in record) this.#forget(record.forget);
    else for (const cast of record.votes) this.#cast(record.reader, cast);
  }

  *records(): Generator<VoteRecord> {
    for (const reader of this.#readers.keys()) yield { reader, votes: this.votesOf(reader) };
  }

  of(reader: string, tool: string): Verdict | undefined {
    const votes = this.#readers.get(reader) ?? [];
    const at = this.#placeOf(votes, this.#numbers.get(tool) ?? -1);
    return at < 0 ? undefined : choiceOf(votes[at + 1] ?? 0);
  }

  votesOf(reader: string): Cast[] {
    return [...pairs(this.#readers.get(reader) ?? [])].map(([number, vote]) => ({
      tool: this.#tools[number] ?? '',
      choice: choiceOf(vote),
      at: new Date(minutesOf(vote) * minute).toISOString(),
    }));
  }

  talliesIn({ from, to }: Span): Map<string, Tally> {
    const first = minutesAt(from);
    const end = to ? minutesAt(to) : Number.POSITIVE_INFINITY;
    const tallies = new Map<string, Tally>();
    for (const votes of this.#readers.values()) {
      for (const [number, vote] of pairs(votes)) {
        const at = minutesOf(vote);
        if (at >= first && at < end)
          tallyOf(tallies, this.#tools[number] ?? '')[choiceOf(vote)] += 1;
      }
    }
    return tallies;
  }

  #cast(reader: string, { tool, choice, at }: Cast): void {
    const votes = this.#readers.get(reader) ?? [];
    this.#readers.set(reader, votes);
    const number = this.#numberOf(tool);
    const vote = minutesAt(new Date(at)) * 2 + (choice === 'ship' ? 1 : 0);
    const place = this.#placeOf(votes, number);
    if (place < 0) votes.push(number, vote);
    else {
      this.#uncount(tool, votes[place + 1] ?? 0);
      votes[place + 1] = vote;
    }
    tallyOf(this.tallies, tool)[choice] += 1;
  }

  #forget(reader: string): void {
    this.stale = true;
    for (const [number, vote] of pairs(this.#readers.get(reader) ?? [])) {
      this.#uncount(this.#tools[number] ?? '', vote);
    }
    this.#readers.delete(reader);
  }

  #uncount(tool: string, vote: number): void {
    const tally = tallyOf(this.tallies, tool);
    tally[choiceOf(vote)] -= 1;
    if (tally.ship + tally.skip === 0) this.tallies.delete(tool);
  }

  #numberOf(tool: string): number {
    const known = this.#numbers.get(tool);
    if (known !== undefined) return known;
    const number = this.#tools.push(tool) - 1;
    this.#numbers.set(tool, number);
    return number;
  }

  /** Where in a reader's votes the one on that tool begins, or -1. */
  #placeOf(votes: readonly number[], tool: number): number {
    for (let at = 0; at < votes.length; at += 2) if (votes[at] === tool) return at;
    return -1;
  }
}

function* pairs(votes: readonly number[]): Generator<[tool: number, vote: number]> {
  for (let at = 0; at < votes.length; at += 2) yield [votes[at] ?? 0, votes[at + 1] ?? 0];
}

function tallyOf(tallies: Map<string, Tally>, tool: string): Tally {
  const tally = tallies.get(tool) ?? { ...none };
  tallies.set(tool, tally);
  return tally;
}

function minutesAt(time: Date): number {
  return Math.floor(time.getTime() / minute);
}

function minutesOf(vote: number): number {
  return Math.floor(vote / 2);
}

function choiceOf(vote: number): Verdict {
  return vote % 2 === 1 ? 'ship' : 'skip';
}
