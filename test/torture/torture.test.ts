import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TortureRoom } from '../support/torture-room.js';
import {
  cutsEverywhere,
  cutsUnderTheCommand,
  flipsEverywhere,
  flipsUnderTheCommand,
} from './damage.js';
import { diskFaults, diskFaultsOfTheStore } from './disk-faults.js';
import { namedKills } from './named-kills.js';
import { conflictingPayload, faultsMixed, faultsOnce } from './network-faults.js';
import { randomKills } from './random-kills.js';
import { notSyncedBeforeRequest } from './sync-order.js';
import {
  clockBetweenRuns,
  clockWithinARun,
  deadHolder,
  sendBesideSchedule,
  sendsAtOnce,
} from './together.js';
import { sendingVictims, storeVictims } from './victims.js';

/** TORTURE=long tries far more, for far longer; TORTURE_SEED repeats what was drawn at random. */
const long = process.env.TORTURE === 'long';
const seed = Number(process.env.TORTURE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const timeout = long ? 4 * 3_600_000 : 300_000;

let room: TortureRoom;

beforeAll(async () => {
  room = await TortureRoom.open(350, long ? ['digest', 'digest', 'brief'] : ['digest']);
});

afterAll(async () => {
  await room?.close();
  const run = long ? 'long' : 'short; TORTURE=long for the long one';
  process.stdout.write(`\nTorture (${run}; seed ${seed}): ${room?.tally.summary()}.\n`);
});

// Concurrent, because children wait a good deal; torture-plan.ts sees to it that they are not too many.
describe.concurrent('a mailing', { timeout }, () => {
  it('has reached everybody once in the end, at whichever boundary its sender was killed', async () => {
    const victims = sendingVictims(room);
    const { reached, missed, problems, traces } = await namedKills(room.tally, victims, long);
    expect(problems).toEqual([]);
    expect(missed).toEqual([]);
    expect(notSyncedBeforeRequest(traces.at(-1) ?? [])).toEqual([]);
    expect(boundariesOfNote.filter((boundary) => !reached.includes(boundary))).toEqual([]);
  });

  it('has reached everybody once in the end, whenever its sender was killed', async () => {
    expect(await randomKills(room, { kills: long ? 250 : 6, seed, long })).toEqual([]);
  });

  it('reaches everybody once, whatever goes wrong in the network', async () => {
    expect(await faultsOnce(room, long)).toEqual([]);
    expect(await faultsMixed(room, { mailings: long ? 60 : 1, seed })).toEqual([]);
  });

  it('is not sent again when Resend holds another payload under its key', async () => {
    expect(await conflictingPayload(room)).toEqual([]);
  });

  it('says what is wrong with the disk and where, and goes on when that is mended', async () => {
    expect(await diskFaults(room, long)).toEqual([]);
  });
});

describe.concurrent('what is on disk', { timeout }, () => {
  it('is a store that has lost nobody and forgets whom it is told to, whatever was killed or refused', async () => {
    const { erase, imported } = storeVictims(room);
    const { missed, problems } = await namedKills(room.tally, [erase, imported], long);
    expect(problems).toEqual([]);
    expect(missed).toEqual([]);
    expect(await diskFaultsOfTheStore(room.tally, erase)).toEqual([]);
  });

  it('is whole but for the last record when that was cut', async () => {
    expect(await cutsEverywhere(room, long)).toEqual([]);
    expect(await cutsUnderTheCommand(room, long)).toEqual([]);
  });

  it('is refused with a byte changed, and it is said where and what to do', async () => {
    expect(await flipsEverywhere(room, long)).toEqual([]);
    expect(await flipsUnderTheCommand(room)).toEqual([]);
  });
});

describe('a mailing with others about', { timeout }, () => {
  it('is sent by one of several that are started at once', async () => {
    expect(await sendsAtOnce(room, long ? 30 : 2)).toEqual([]);
  });

  it('is sent once beside the schedule', async () => {
    expect(await sendBesideSchedule(room, long ? 10 : 1)).toEqual([]);
  });

  it.runIf(existsSync('/proc/self/stat'))('is not held up by a sender that died', async () => {
    expect(await deadHolder(room)).toEqual([]);
  });

  it('lists as uncertain what was unanswered when the clock jumped', async () => {
    expect(await clockBetweenRuns(room)).toEqual([]);
    expect(await clockWithinARun(room)).toEqual([]);
  });
});

/** That these are among them shows that nothing slipped past. They have the names of the files' writes. */
const folder = 'data/mailings/WEEK';
const boundariesOfNote = [
  'half of write data/editions/WEEK/edition.json.new',
  'before rename data/editions/WEEK/edition.json',
  `half of write ${folder}/audience.jsonl`,
  `after sync ${folder}/audience.jsonl`,
  `after rename ${folder}/letters/LETTER.json`,
  `before rename ${folder}/mailing.json`,
  `after rename ${folder}/mailing.json`,
  'after link data/mailings/sending.lock/HOLDER',
  `half of write ${folder}/ledger.jsonl`,
  `before sync ${folder}/ledger.jsonl`,
  `after sync ${folder}/ledger.jsonl`,
  `before truncate ${folder}/ledger.jsonl`,
  'before the request',
  'while the request is under way',
  'after the request is accepted, before the answer is read',
  'after the answer is read',
];
