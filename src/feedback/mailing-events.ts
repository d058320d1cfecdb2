import type { Trouble } from '../mailings/thresholds.js';
import type { Event } from './event.js';
import { Fingerprints } from './fingerprints.js';
import { type Click, likelyMachines } from './machines.js';
import { NumberColumn } from './number-column.js';

/** What can be said of a reader's letter. */
const marks = {
  sent: 1,
  delivered: 2,
  delayed: 4,
  bouncedPermanently: 8,
  bouncedTransiently: 16,
  bouncedUndetermined: 32,
  complained: 64,
  suppressed: 128,
  failed: 256,
  opened: 512,
  openedByPerson: 1024,
} as const;
type Mark = keyof typeof marks;

const markOf: Record<string, Mark> = {
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.complained': 'complained',
  'email.suppressed': 'suppressed',
  'email.failed': 'failed',
  'email.opened': 'opened',
};

const markOfBounce = {
  Permanent: 'bouncedPermanently',
  Transient: 'bouncedTransiently',
  Undetermined: 'bouncedUndetermined',
} as const;

/** Openings or clicks: how many, and of how many readers. */
export interface Activity {
  times: number;
  readers: number;
}

interface LinkActivity {
  /** Without anything personal. */
  link: string;
  all: Activity;
  human: Activity;
}

const troubleOf: Partial<Record<Mark, keyof Trouble>> = {
  bouncedPermanently: 'bounced',
  bouncedUndetermined: 'bounced',
  complained: 'complained',
};

/** The counts of one mailing, in readers, each counted once whatever came back how often. */
export interface MailingCounts {
  sent: number;
  delivered: number;
  delayed: number;
  bounced: { readers: number; permanent: number; transient: number; undetermined: number };
  complained: number;
  suppressed: number;
  failed: number;
  opened: { all: Activity; human: Activity };
}

/** Who clicked in a mailing's letters, and on what. */
export interface Clicks {
  all: Activity;
  /** Without what was likely a machine. */
  human: Activity;
  /** The most clicked first. */
  links: LinkActivity[];
}

/** All that came back of one mailing, summed up: some fifty bytes a reader, and as much an event. */
export class MailingEvents {
  #seen = new Fingerprints();
  #readers = new Fingerprints();
  #marks = new NumberColumn();
  #deliveredAt = new NumberColumn();
  #counts = new Map<number, number>();
  #opened = { all: 0, human: 0 };
  /** When a reader's letter first bounced for good or was first complained of, by the reader's number. */
  #troubles = { bounced: new Map<number, string>(), complained: new Map<number, string>() };
  #links = new Map<string, number>();
  #clicks = {
    reader: new NumberColumn(),
    link: new NumberColumn(),
    at: new NumberColumn(),
    machine: new NumberColumn(),
  };

  /** Whether an event with this id is counted. */
  has(id: string): boolean {
    return this.#seen.find(id) >= 0;
  }

  /** Takes an event in. In whatever order they come, and however often, they add up to the same. */
  add(event: Event): void {
    const known = this.#seen.size;
    if (this.#seen.add(event.id) < known) return;
    if (!event.type.startsWith('email.')) return;
    const reader = this.#readers.add(event.reader ?? event.email ?? '');
    if (event.type === 'email.bounced') this.#bounce(reader, event);
    else if (event.type === 'email.clicked') this.#click(reader, event);
    else {
      const mark = markOf[event.type];
      if (mark) this.#note(reader, mark, event);
    }
  }

  counts(): MailingCounts {
    const of = (...names: Mark[]) => {
      const any = names.reduce((bits, name) => bits | marks[name], 0);
      let readers = 0;
      for (const [bits, count] of this.#counts) if (bits & any) readers += count;
      return readers;
    };
    return {
      sent: of('sent'),
      delivered: of('delivered'),
      delayed: of('delayed'),
      bounced: {
        readers: of('bouncedPermanently', 'bouncedTransiently', 'bouncedUndetermined'),
        permanent: of('bouncedPermanently'),
        transient: of('bouncedTransiently'),
        undetermined: of('bouncedUndetermined'),
      },
      complained: of('complained'),
      suppressed: of('suppressed'),
      failed: of('failed'),
      opened: {
        all: { times: this.#opened.all, readers: of('opened') },
        human: { times: this.#opened.human, readers: of('openedByPerson') },
      },
    };
  }

  /**
   * Readers whose letter bounced for good, or who complained, since then. A mailbox that is full or a server
   * that is busy says nothing about the list, and is not counted.
   */
  trouble(since?: string): Trouble {
    const count = (times: ReadonlyMap<number, string>) => {
      if (since === undefined) return times.size;
      return [...times.values()].filter((at) => at >= since).length;
    };
    const { bounced, complained } = this.#troubles;
    return { bounced: count(bounced), complained: count(complained) };
  }

  /** `linksOfLetter` tells how few links a letter has, see machines.ts. */
  clicks(linksOfLetter?: number): Clicks {
    const clicks = Array.from(
      { length: this.#clicks.at.length },
      (_, index): Click => ({
        reader: this.#clicks.reader.get(index),
        link: this.#clicks.link.get(index),
        at: this.#clicks.at.get(index),
        machine: this.#clicks.machine.get(index) === 1,
      }),
    );
    const machines = likelyMachines(clicks, {
      deliveredAt: (reader) => this.#deliveredAt.get(reader) || undefined,
      linksOfLetter,
    });
    const human = clicks.filter((_, index) => !machines[index]);
    const links = [...this.#links].map(([link, number]) => {
      const of = (all: readonly Click[]) =>
        activityOf(all.filter((click) => click.link === number));
      return { link, all: of(clicks), human: of(human) };
    });
    links.sort(
      (a, b) =>
        b.human.times - a.human.times || b.all.times - a.all.times || (a.link < b.link ? -1 : 1),
    );
    return { all: activityOf(clicks), human: activityOf(human), links };
  }

  #bounce(reader: number, event: Event): void {
    this.#note(reader, markOfBounce[event.bounce ?? 'Undetermined'], event);
  }

  #note(reader: number, mark: Mark, { at, machine }: Event): void {
    if (mark === 'opened') {
      this.#opened.all += 1;
      if (!machine) this.#opened.human += 1;
    }
    if (mark === 'delivered') {
      const before = this.#deliveredAt.get(reader);
      const time = Date.parse(at);
      this.#deliveredAt.set(reader, before === 0 ? time : Math.min(before, time));
    }
    const before = this.#marks.get(reader);
    const person = mark === 'opened' && !machine ? marks.openedByPerson : 0;
    const after = before | marks[mark] | person;
    this.#noteTrouble(reader, mark, at);
    if (after === before) return;
    this.#marks.set(reader, after);
    this.#count(before, -1);
    this.#count(after, 1);
  }

  #noteTrouble(reader: number, mark: Mark, at: string): void {
    const kind = troubleOf[mark];
    if (!kind) return;
    const before = this.#troubles[kind].get(reader);
    if (before === undefined || at < before) this.#troubles[kind].set(reader, at);
  }

  #count(bits: number, by: number): void {
    if (bits !== 0) this.#counts.set(bits, (this.#counts.get(bits) ?? 0) + by);
  }

  #click(reader: number, { link = '', at, machine }: Event): void {
    const number = this.#links.get(link) ?? this.#links.size;
    this.#links.set(link, number);
    this.#clicks.reader.push(reader);
    this.#clicks.link.push(number);
    this.#clicks.at.push(Date.parse(at));
    this.#clicks.machine.push(machine ? 1 : 0);
  }
}

function activityOf(clicks: readonly Click[]): Activity {
  return { times: clicks.length, readers: new Set(clicks.map(({ reader }) => reader)).size };
}
