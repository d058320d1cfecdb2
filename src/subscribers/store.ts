import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import { VerdictsError } from '../errors.js';
import { type Journal, openJournal } from '../journal.js';
import type { Address } from './address.js';
import type { Newcomers } from './newcomers.js';
import { RecordList } from './record-list.js';
import { type Mark, Records } from './records.js';
import { filesOf } from './store-files.js';
import type { Status, Subscriber } from './subscriber.js';
import { admit, type Standing, type Transition } from './transitions.js';

/** A rule to be applied to whoever has the address. It must not change the address. */
export interface Placement {
  address: Address;
  rule: (standing: Standing) => Transition;
}

/** Answers of a trial run by normalised address: what the readers would be by now. */
export type Trial = Map<string, Subscriber>;

/**
 * The subscribers. What is read is as of the last change, `refresh` or `batches` of this process;
 * changes are decided on the newest state, are on disk when their promise resolves, and are safe beside
 * other processes.
 */
export interface SubscriberStore {
  find(address: Pick<Address, 'normalised'>): Promise<Subscriber | undefined>;
  get(id: string): Promise<Subscriber | undefined>;
  /** Without reading the disk. Undefined when there is no such reader. */
  statusOf(id: string): Status | undefined;
  counts(): Record<Status, number>;
  /**
   * The readers, at most `size` at a time (default 1000), in the order in which they came. Each who is
   * there all the while comes once, with what is known at that moment.
   */
  batches(filter?: { status?: Status; size?: number }): AsyncIterable<Subscriber[]>;
  /** Applies a rule to whoever has an address. */
  place(placement: Placement): Promise<Transition>;
  /**
   * Applies `admit` to many, in turn and in one durable record; call `tidy` at the end of all. With a
   * `trial`, nothing is written but in there. Answers what became of each, unless all were added.
   */
  admitAll(newcomers: Newcomers, trial?: Trial): Promise<Transition[] | 'all added'>;
  /** Applies a transition to one reader. Undefined when there is none with that id. */
  change(
    id: string,
    transition: (subscriber: Subscriber) => Transition,
  ): Promise<Transition | undefined>;
  /**
   * Removes a reader from the files and keeps a salted hash of the address, so that only the reader's own
   * confirmation brings it back. False when there is none with that id.
   */
  erase(id: string): Promise<boolean>;
  /** Catches up on other processes' changes. */
  refresh(): Promise<void>;
  /** Rewrites the snapshot if the journal has grown large beside it; `place` and `change` begin so. */
  tidy(): Promise<void>;
  /** Rewrites the snapshot with everything in it. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the store in `folder`, making an empty one where there is none. Throws a `VerdictsError` that
 * names file and line when a file is damaged.
 */
export async function openStore({
  folder,
  clock,
}: {
  folder: string;
  clock: Clock;
}): Promise<SubscriberStore> {
  const { snapshot, journal: path } = filesOf(folder);
  const records = new Records(snapshot, path);
  let journal: Journal | undefined;
  try {
    journal = await openJournal({
      path,
      clock,
      reset: () => records.load(),
      apply: (bytes, place) => records.apply(bytes, place),
    });
    records.journal = journal;
    const store = new FileStore(records, journal);
    if (!records.loaded || records.erasing) await store.compact();
    return store;
  } catch (error) {
    await journal?.close();
    records.close();
    throw error;
  }
}

/** A journal smaller than this is replayed in no time. */
const smallJournal = 4 << 20;

class FileStore implements SubscriberStore {
  #tidying: Promise<void> | undefined;
  #list = new RecordList();

  constructor(
    readonly records: Records,
    readonly journal: Journal,
  ) {}

  async find({ normalised }: Pick<Address, 'normalised'>): Promise<Subscriber | undefined> {
    return this.records.at(normalised);
  }

  async get(id: string): Promise<Subscriber | undefined> {
    const number = this.records.roster.withId(id);
    return number < 0 ? undefined : this.records.read(number);
  }

  statusOf(id: string): Status | undefined {
    const number = this.records.roster.withId(id);
    return number < 0 ? undefined : this.records.roster.statusOf(number);
  }

  counts(): Record<Status, number> {
    const count = (status: Status) => this.records.roster.count(status);
    return {
      pending: count('pending'),
      active: count('active'),
      unsubscribed: count('unsubscribed'),
      suppressed: count('suppressed'),
    };
  }

  async *batches({ status, size = 1000 }: { status?: Status; size?: number } = {}) {
    await this.refresh();
    let roster = this.records.roster;
    let last: Subscriber[] = [];
    for (let number = 0; ; ) {
      if (roster !== this.records.roster) {
        roster = this.records.roster;
        number = this.#numberAfter(last);
      }
      const numbers: number[] = [];
      for (; number < roster.size && numbers.length < size; number += 1) {
        const its = roster.statusOf(number);
        if (its && (!status || its === status)) numbers.push(number);
      }
      if (numbers.length === 0) return;
      last = numbers.map((each) => this.records.read(each));
      yield last;
      await setImmediate();
    }
  }

  async place(placement: Placement): Promise<Transition> {
    await this.tidy();
    return this.journal.change(() => {
      const puts: Subscriber[] = [];
      const result = this.#settle(placement, new Map(), puts);
      return { records: this.#recordsOf(puts), result };
    });
  }

  async admitAll(newcomers: Newcomers, trial?: Trial): Promise<Transition[] | 'all added'> {
    if (trial) {
      await this.refresh();
      return this.#admitEach(newcomers, trial, []);
    }
    if (newcomers.hashes.length === 0) return [];
    return this.journal.change<Transition[] | 'all added'>(() => {
      if (this.records.areNew(newcomers)) {
        return { records: [newcomers.list()], result: 'all added' };
      }
      const puts: Subscriber[] = [];
      const result = this.#admitEach(newcomers, new Map(), puts);
      return { records: this.#recordsOf(puts), result };
    });
  }

  async change(
    id: string,
    transition: (subscriber: Subscriber) => Transition,
  ): Promise<Transition | undefined> {
    await this.tidy();
    return this.journal.change(() => {
      const number = this.records.roster.withId(id);
      if (number < 0) return { records: [], result: undefined };
      const result = this.#unlessTaken(transition(this.records.read(number)));
      if (result.kind !== 'changed') return { records: [], result };
      return {
        records: [...this.#recordsOf([result.subscriber]), ...this.#readmission(result.subscriber)],
        result,
      };
    });
  }

  async erase(id: string): Promise<boolean> {
    const there = await this.journal.change(() => {
      const number = this.records.roster.withId(id);
      if (number < 0) return { records: [], result: false };
      const hash = this.records.erasures.hashOf(this.records.read(number).normalised);
      return { records: [{ erase: id, hash } satisfies Mark], result: true };
    });
    if (there) await this.compact();
    return there;
  }

  refresh(): Promise<void> {
    return this.journal.refresh();
  }

  async tidy(): Promise<void> {
    const large = Math.max(smallJournal, this.records.snapshotSize / 4);
    if (!this.records.erasing && this.journal.size <= large) return;
    this.#tidying ??= this.compact().finally(() => {
      this.#tidying = undefined;
    });
    await this.#tidying;
  }

  compact(): Promise<void> {
    return this.journal.compact(() => this.records.writeSnapshot());
  }

  async close(): Promise<void> {
    await this.journal.close();
    this.records.close();
  }

  #admitEach(newcomers: Newcomers, ahead: Trial, puts: Subscriber[]): Transition[] {
    return newcomers.readers().map((newcomer) => {
      const rule = (standing: Standing) => admit(standing, newcomer);
      return this.#settle({ address: newcomer, rule }, ahead, puts);
    });
  }

  /** What the rule says on top of what is `ahead` of the disk; what is to be written goes to `puts`. */
  #settle(placement: Placement, ahead: Trial, puts: Subscriber[]): Transition {
    const { normalised } = placement.address;
    const subscriber = ahead.get(normalised) ?? this.records.at(normalised);
    const transition = placement.rule({
      subscriber,
      erased: this.records.erasures.has(normalised),
    });
    if (transition.kind === 'added' || transition.kind === 'changed') {
      ahead.set(normalised, transition.subscriber);
      puts.push(transition.subscriber);
    }
    return transition;
  }

  /** What is written together stands in one record. */
  #recordsOf(puts: readonly Subscriber[]): Buffer[] {
    return puts.length > 0 ? [this.#list.of(puts)] : [];
  }

  #unlessTaken(transition: Transition): Transition {
    if (transition.kind !== 'changed') return transition;
    const { id, normalised } = transition.subscriber;
    const holder = this.records.at(normalised);
    return !holder || holder.id === id ? transition : { kind: 'refused', why: 'taken' };
  }

  /** The reader's own confirmation undoes an erasure. */
  #readmission({ normalised, status, consent }: Subscriber): Mark[] {
    const own = status === 'active' && consent?.how === 'double-opt-in';
    return own && this.records.erasures.has(normalised)
      ? [{ readmit: this.records.erasures.hashOf(normalised) }]
      : [];
  }

  #numberAfter(last: Subscriber[]): number {
    if (last.length === 0) return 0;
    for (const { id } of last.toReversed()) {
      const number = this.records.roster.withId(id);
      if (number >= 0) return number + 1;
    }
    throw new VerdictsError(
      'store-changed',
      'Many readers were erased while they were being read.',
      {
        remedy: 'Run the command again.',
      },
    );
  }
}
