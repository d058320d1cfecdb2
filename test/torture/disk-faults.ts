import { inLanes, type Plan } from '../support/torture-plan.js';
import type { Stage, TortureRoom } from '../support/torture-room.js';
import type { Tally } from '../support/torture-tally.js';
import type { Victim } from './named-kills.js';

type Refusal = NonNullable<Plan['refuse']>[number];

/** A disk that refuses something: once and for all, as long as the process lives. */
interface DiskFault {
  stage: Stage;
  /** Tried in the long run only: it takes as long as it does, and is like another. */
  onlyLong?: true;
  refuse: Refusal[];
}

const folder = 'data/mailings/WEEK';
const full = (file: string, from = 1): Refusal => ({ op: 'write', file, code: 'ENOSPC', from });
const fillingUp = (file: string, from = 1): Refusal => ({ ...full(file, from), partly: true });
const readOnly: Refusal[] = ['create', 'open', 'make', 'link', 'remove', 'rename'].map((op) => ({
  op,
  file: '*',
  code: 'EROFS',
}));

const faults: DiskFault[] = [
  { stage: 'frozen', onlyLong: true, refuse: [full(`${folder}/ledger.jsonl`)] },
  { stage: 'frozen', refuse: [fillingUp(`${folder}/ledger.jsonl`)] },
  { stage: 'frozen', onlyLong: true, refuse: [full(`${folder}/ledger.jsonl`, 2)] },
  { stage: 'frozen', refuse: [fillingUp(`${folder}/ledger.jsonl`, 2)] },
  { stage: 'frozen', refuse: [fillingUp(`${folder}/ledger.jsonl`, 3)] },
  {
    stage: 'frozen',
    refuse: [{ op: 'sync', file: `${folder}/ledger.jsonl`, code: 'EIO', from: 2 }],
  },
  { stage: 'frozen', refuse: [{ op: 'link', file: '*', code: 'ENOSPC' }] },
  {
    stage: 'drafted',
    refuse: [{ op: 'create', file: `${folder}/ledger.jsonl`, code: 'EACCES' }],
  },
  { stage: 'frozen', refuse: readOnly },
  { stage: 'drafted', refuse: [fillingUp(`${folder}/audience.jsonl`)] },
  {
    stage: 'drafted',
    onlyLong: true,
    refuse: [{ op: 'sync', file: `${folder}/audience.jsonl`, code: 'EIO' }],
  },
  {
    stage: 'drafted',
    refuse: [{ op: 'create', file: `${folder}/audience.jsonl`, code: 'ENOSPC' }],
  },
  { stage: 'drafted', onlyLong: true, refuse: [full(`${folder}/letters/LETTER.json.new`)] },
  { stage: 'drafted', refuse: [fillingUp(`${folder}/letters/LETTER.json.new`)] },
  {
    stage: 'drafted',
    onlyLong: true,
    refuse: [{ op: 'make', file: `${folder}/letters`, code: 'ENOSPC' }],
  },
  { stage: 'drafted', onlyLong: true, refuse: [fillingUp(`${folder}/mailing.json.new`)] },
  {
    stage: 'drafted',
    onlyLong: true,
    refuse: [{ op: 'rename', file: `${folder}/mailing.json`, code: 'EROFS' }],
  },
  { stage: 'content', onlyLong: true, refuse: [fillingUp('data/editions/WEEK/edition.json.new')] },
];

/** What is refused to a command that puts a record in the store's journal and compacts. */
const storeFaults: Refusal[] = [
  full('subscribers/subscribers.journal'),
  fillingUp('subscribers/subscribers.journal'),
  fillingUp('subscribers/subscribers.json.tmp'),
  { op: 'sync', file: 'subscribers/subscribers.json.tmp', code: 'EIO' },
  { op: 'rename', file: 'subscribers/subscribers.json', code: 'EROFS' },
  { op: 'create', file: 'subscribers/subscribers.journal.new', code: 'ENOSPC' },
];

/**
 * The disk refuses: the command says so in a sentence with the file and what to do, and ends with 1. When it
 * refuses no more, sending again goes on, and everybody has one message.
 */
export async function diskFaults(room: TortureRoom, long: boolean): Promise<string[]> {
  const problems: string[] = [];
  const tried = faults.filter(({ onlyLong }) => long || !onlyLong);
  await inLanes(tried, async ({ stage, refuse }) => {
    const mailing = await room.case(stage, { latency: 20 });
    const { exit, stderr } = await mailing.send({ refuse });
    room.tally.add({ disk: 1 });
    const found = [...clearness(exit, stderr), ...(await mailing.finish())];
    for (const problem of found) problems.push(`${stage}, ${JSON.stringify(refuse)}: ${problem}`);
    await mailing.close();
  });
  return problems;
}

/** The same of a command that changes the store: in the end nobody is lost who should not be. */
export async function diskFaultsOfTheStore(tally: Tally, victim: Victim): Promise<string[]> {
  const problems: string[] = [];
  await inLanes(storeFaults, async (refused) => {
    const begun = await victim.open();
    const { exit, stderr } = await begun.run({ refuse: [refused] });
    tally.add({ disk: 1 });
    const found = [...clearness(exit, stderr, /^subscribers\//), ...(await begun.finish())];
    for (const problem of found) problems.push(`${JSON.stringify(refused)}: ${problem}`);
    await begun.close();
  });
  return problems;
}

/** What is wrong with how a command said that something is wrong. */
export function clearness(exit: number | null, stderr: string, expected = /^data\//): string[] {
  const problems: string[] = [];
  if (exit !== 1 && exit !== 3) problems.push(`it ends with ${exit}`);
  if (/^\s+at /m.test(stderr) || /unexpected/.test(stderr)) problems.push(`it says: ${stderr}`);
  const [what = '', remedy = ''] = stderr.trim().split('\n');
  if (!expected.test(what)) problems.push(`it does not name the file: ${what}`);
  if (remedy === '') problems.push('it names no remedy');
  return problems;
}
