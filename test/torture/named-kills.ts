import type { Ran } from '../support/torture-child.js';
import { inLanes, type Plan } from '../support/torture-plan.js';
import type { Tally } from '../support/torture-tally.js';

/** A command that is killed, and what must be so in the end. */
export interface Victim {
  name: string;
  /** How many deaths in a row a case takes in the short run. */
  deathsInARow: number;
  /** The boundaries of interest in the short run; all, if left out. */
  chiefly?: RegExp;
  open(): Promise<VictimCase>;
}

interface VictimCase {
  run(plan: Plan): Promise<Ran>;
  /** Runs it to its end, and says what is wrong then. */
  finish(onRun?: (ran: Ran) => void): Promise<string[]>;
  close(): Promise<void>;
}

/** A moment at which a process is killed. */
interface Death {
  /** Its boundaries: two of them where one thing ends, the next begins, and nothing is between. */
  boundaries: string[];
  occurrence: number;
}

/** Deaths in a row, before a victim may go to its end. */
interface Chain {
  victim: Victim;
  deaths: Death[];
}

/**
 * Kills each victim at every boundary that it passes and no victim before it does, then at those that only
 * a recovery passes; each time it runs again to its end.
 *
 * In the short run a case takes several deaths in a row, each a moment further. In the long run it takes
 * one, each name is a moment of its own, and its middle and last occurrence have their turn as well.
 */
export async function namedKills(tally: Tally, victims: Victim[], long: boolean) {
  const run = new NamedKills(tally, long);
  await run.list(victims);
  await run.dieAlong(run.chains.toReversed());
  await run.dieAlong([...run.missed(), ...run.inRecoveries()]);
  const missed = run.missed().flatMap(({ deaths }) => deaths.map(({ boundaries }) => boundaries));
  return { reached: [...run.reached], missed, problems: run.problems, traces: run.traces };
}

class NamedKills {
  readonly chains: Chain[] = [];
  readonly reached = new Set<string>();
  readonly problems: string[] = [];
  /** What each victim passes when nobody disturbs it. */
  readonly traces: string[][] = [];
  readonly #known = new Set<string>();
  /** Boundaries that were first passed after a death, with that death. */
  readonly #recoveries = new Map<string, Chain>();

  constructor(
    readonly tally: Tally,
    readonly long: boolean,
  ) {}

  /** Plans deaths at what undisturbed runs pass. */
  async list(victims: Victim[]): Promise<void> {
    const traces = new Map<Victim, string[]>();
    await inLanes(victims, async (victim) => {
      const undisturbed = await victim.open();
      const { trace } = await undisturbed.run({});
      await undisturbed.close();
      traces.set(victim, trace);
    });
    for (const victim of victims) {
      const trace = traces.get(victim) ?? [];
      this.traces.push(trace);
      this.#plan(victim, trace);
    }
  }

  #plan(victim: Victim, trace: string[]): void {
    const moments = momentsOf(trace, this.#known, this.long).filter(({ boundaries }) =>
      boundaries.some((boundary) => this.#isOfInterest(victim, boundary)),
    );
    const length = this.long ? 1 : victim.deathsInARow;
    for (let start = 0; start < moments.length; start += length) {
      this.chains.push({ victim, deaths: moments.slice(start, start + length) });
    }
    for (const boundary of trace) this.#known.add(boundary);
  }

  async dieAlong(chains: Chain[]): Promise<void> {
    await inLanes(chains, async ({ victim, deaths }) => {
      const begun = await victim.open();
      const died: Death[] = [];
      for (const death of deaths) {
        const [boundary = ''] = death.boundaries;
        const ran = await begun.run({ dieAt: { [boundary]: death.occurrence } });
        this.#learn(victim, died, ran);
        if (!ran.killed) continue;
        died.push(death);
        for (const name of death.boundaries) this.reached.add(name);
        this.tally.add({ named: 1 });
      }
      const problems = await begun.finish((ran) => this.#learn(victim, died, ran));
      await begun.close();
      const where = died.map(({ boundaries, occurrence }) => `${boundaries[0]} (${occurrence})`);
      for (const problem of problems) {
        this.problems.push(`${victim.name}, killed ${where.join(', then ')}: ${problem}`);
      }
    });
  }

  /** The moments that a chain's earlier deaths had made impossible, each alone. */
  missed(): Chain[] {
    return this.chains.flatMap(({ victim, deaths }) =>
      deaths
        .filter(({ boundaries: [boundary = ''] }) => !this.reached.has(boundary))
        .map((death) => ({ victim, deaths: [death] })),
    );
  }

  inRecoveries(): Chain[] {
    return [...this.#recoveries.values()];
  }

  #isOfInterest({ chiefly = /^/ }: Victim, boundary: string): boolean {
    return this.long || chiefly.test(boundary);
  }

  #learn(victim: Victim, died: Death[], { trace }: Ran): void {
    for (const boundary of trace) {
      if (boundary.startsWith('died') || this.#known.has(boundary)) continue;
      this.#known.add(boundary);
      if (!this.#isOfInterest(victim, boundary)) continue;
      const death = { boundaries: [boundary], occurrence: 1 };
      this.#recoveries.set(boundary, { victim, deaths: [...died.slice(-1), death] });
    }
  }
}

/** The moments of a trace at boundaries that are not yet known; in the long run each is one of its own. */
function momentsOf(trace: string[], known: ReadonlySet<string>, long: boolean): Death[] {
  const counts = new Map<string, number>();
  for (const boundary of trace) counts.set(boundary, (counts.get(boundary) ?? 0) + 1);

  const moments: Death[] = [];
  const listed = new Set(known);
  trace.forEach((boundary, index) => {
    if (listed.has(boundary)) return;
    listed.add(boundary);
    const count = counts.get(boundary) ?? 1;
    const occurrences = new Set(long ? [1, Math.ceil(count / 2), count] : [1]);
    const last = moments.at(-1);
    const sameMoment = trace[index - 1] === last?.boundaries[0] && boundary.startsWith('before');
    if (!long && last && sameMoment) last.boundaries.push(boundary);
    else for (const occurrence of occurrences) moments.push({ boundaries: [boundary], occurrence });
  });
  return moments;
}
