import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.js';
import { openStore } from '../../src/subscribers/store.js';
import type { Ran } from '../support/torture-child.js';
import type { Case, Stage, TortureRoom } from '../support/torture-room.js';
import type { Victim } from './named-kills.js';

/** `send`, from each stage on: in the end everybody has one message. */
export function sendingVictims(room: TortureRoom): Victim[] {
  const deathsInARow = { frozen: 6, drafted: 10, content: 20 };
  // Rendering takes a while, and the folders around the edition are made and synced like the others.
  const chiefly = { frozen: /^/, drafted: /^/, content: /edition\.json/ };
  return (['frozen', 'drafted', 'content'] as const).map((stage: Stage) => ({
    name: `send, ${stage}`,
    deathsInARow: deathsInARow[stage],
    chiefly: chiefly[stage],
    async open() {
      const mailing = await room.case(stage, { latency: 20 });
      return {
        run: (plan) => mailing.send(plan),
        finish: (onRun) => mailing.finish(onRun),
        close: () => mailing.close(),
      };
    },
  }));
}

const erased = 'reader7@example.com';
const newcomers = 16_000;

/**
 * `subscribers erase` and a `subscribers import` that is large enough to compact: in the end nobody is
 * lost, and the erased person's address is in no file.
 */
export function storeVictims(room: TortureRoom): { erase: Victim; imported: Victim } {
  const file = join(room.folder, 'newcomers.csv');
  const rows = Array.from({ length: newcomers }, (_, n) => `newcomer${n}@example.com`);
  writeFileSync(file, `email\n${rows.join('\n')}\n`);

  const isErased = ({ exit, stderr }: Ran) => exit === 0 || stderr.startsWith('There is no such');
  const erase = commandVictim(room, ['erase', erased, '--yes'], isErased, async (store) => {
    // First of all: opening the store again would mend it.
    const files = readdirSync(store).filter((name) => !name.endsWith('.lock'));
    const problems = files
      .filter((name) => readFileSync(join(store, name), 'utf8').includes(erased))
      .map((name) => `the address is in ${name}`);
    const others = room.readers.filter((reader) => reader !== erased);
    return [...problems, ...(await whoIsThere(store, others))];
  });
  const isImported = ({ exit }: Ran) => exit === 0;
  const imported = commandVictim(room, ['import', file], isImported, (store) =>
    whoIsThere(store, [...room.readers, ...rows]),
  );
  return {
    erase: { name: 'erase', deathsInARow: 6, ...erase },
    imported: {
      name: 'import',
      deathsInARow: 6,
      chiefly: /subscribers\.json|journal\.new/,
      ...imported,
    },
  };
}

function commandVictim(
  room: TortureRoom,
  args: string[],
  isDone: (ran: Ran) => boolean,
  check: (store: string) => Promise<string[]>,
): Pick<Victim, 'open'> {
  const run = (begun: Case, plan = {}) => begun.run(['subscribers', ...args], plan);
  return {
    async open() {
      const begun = await room.case('content');
      return {
        run: (plan) => run(begun, plan),
        async finish(onRun) {
          const ran = await run(begun);
          onRun?.(ran);
          if (!isDone(ran)) return [`it ends with ${ran.exit}: ${ran.stderr}`];
          return check(begun.path('subscribers'));
        },
        close: () => begun.close(),
      };
    },
  };
}

/** What is wrong with a store that must hold these addresses, each once, and no other. */
async function whoIsThere(folder: string, expected: string[]): Promise<string[]> {
  const store = await openStore({ folder, clock: systemClock });
  const missing = new Set(expected);
  let others = 0;
  for await (const batch of store.batches()) {
    for (const { email } of batch) if (!missing.delete(email)) others += 1;
  }
  await store.close();
  const problems: string[] = [];
  if (missing.size > 0) problems.push(`${missing.size} readers are gone`);
  if (others > 0) problems.push(`${others} readers are there who should not be, or twice`);
  return problems;
}
