import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import type { Verdict } from '../../src/content/tool.js';
import { community, type Tally } from '../../src/feedback/community.js';
import { openVotes, type VoteStore } from '../../src/feedback/votes.js';
import { hour, TestClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';

const open = (folder = temporaryFolder(), small?: number): Promise<VoteStore> =>
  openVotes({ folder, clock: systemClock, ...(small !== undefined && { small }) });

const filesIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(folder, name), 'utf8'))
    .join('');

describe('votes', () => {
  it('are counted by tool', async () => {
    const votes = await open();
    await votes.record('ada', 'smolvlm2', 'ship');
    await votes.record('bob', 'smolvlm2', 'skip');
    await votes.record('bob', 'mistral-code', 'ship');
    expect(votes.tally('smolvlm2')).toEqual({ ship: 1, skip: 1 });
    expect(votes.tally('never-voted-on')).toEqual({ ship: 0, skip: 0 });
    expect([...votes.tallies().keys()]).toEqual(['smolvlm2', 'mistral-code']);
    expect(votes.of('bob', 'mistral-code')).toBe('ship');
    expect(votes.of('ada', 'mistral-code')).toBeUndefined();
    expect(votes.allOf('bob')).toEqual({ smolvlm2: 'skip', 'mistral-code': 'ship' });
  });

  it('count once a reader and tool: the last one, whatever the order, restarts and snapshots', async () => {
    const reader = fc.constantFrom('ada', 'bob', 'cleo');
    const tool = fc.constantFrom('smolvlm2', 'mistral-code');
    const choice = fc.constantFrom<Verdict>('ship', 'skip');
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(reader, tool, choice) },
      fc.constantFrom('reopen' as const),
      fc.record({ forget: reader }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const folder = temporaryFolder();
        const model = new Map<string, Verdict>();
        let votes = await open(folder, 300);
        for (const each of steps) {
          if (each === 'reopen') {
            await votes.close();
            votes = await open(folder, 300);
          } else if ('forget' in each) {
            await votes.forget(each.forget);
            for (const key of model.keys()) if (key.startsWith(each.forget)) model.delete(key);
          } else {
            await votes.record(...each);
            model.set(`${each[0]} ${each[1]}`, each[2]);
          }
        }
        const again = await open(folder, 300);
        for (const opened of [votes, again]) {
          for (const name of ['smolvlm2', 'mistral-code']) {
            const said = [...model].filter(([key]) => key.endsWith(name)).map(([, said]) => said);
            expect(opened.tally(name)).toEqual({
              ship: said.filter((each) => each === 'ship').length,
              skip: said.filter((each) => each === 'skip').length,
            });
          }
          for (const [key, said] of model) {
            const [who = '', what = ''] = key.split(' ');
            expect(opened.of(who, what)).toBe(said);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of another process are there after a refresh', async () => {
    const folder = temporaryFolder();
    const [one, other] = [await open(folder), await open(folder)];
    await Promise.all([one.record('ada', 't', 'ship'), other.record('bob', 't', 'skip')]);
    await one.refresh();
    expect(one.tally('t')).toEqual({ ship: 1, skip: 1 });
    await other.record('ada', 't', 'skip');
    await one.refresh();
    expect(one.tally('t')).toEqual({ ship: 0, skip: 2 });
  });

  it('of many readers at once are all kept', async () => {
    const folder = temporaryFolder();
    const votes = await open(folder);
    await Promise.all(
      Array.from({ length: 5000 }, (_, index) => votes.record(`reader${index}`, 't', 'ship')),
    );
    expect((await open(folder)).tally('t')).toEqual({ ship: 5000, skip: 0 });
  });

  it('of a reader who is erased are in no file any more', async () => {
    const folder = temporaryFolder();
    const votes = await open(folder, 100);
    for (const tool of ['a', 'b', 'c']) await votes.record('cleo', tool, 'ship');
    await votes.record('bob', 'a', 'ship');
    await votes.forget('cleo');
    expect(votes.tallies()).toEqual(new Map([['a', { ship: 1, skip: 0 }]]));
    expect(filesIn(folder)).not.toContain('cleo');
    expect((await open(folder)).tally('a')).toEqual({ ship: 1, skip: 0 });
  });

  it('can be counted for a span of time, by when they were last cast', async () => {
    const clock = new TestClock('2026-11-17T09:00:00.000Z');
    const votes = await openVotes({ folder: temporaryFolder(), clock });
    const start = clock.now();
    await votes.record('ada', 't', 'ship');
    clock.jump(hour);
    const later = clock.now();
    await votes.record('bob', 't', 'skip');
    await votes.record('ada', 'u', 'ship');
    const tally = (ship: number, skip: number): Tally => ({ ship, skip });
    expect(votes.tallies({ from: start, to: later })).toEqual(new Map([['t', tally(1, 0)]]));
    expect(votes.tallies({ from: later })).toEqual(
      new Map([
        ['t', tally(0, 1)],
        ['u', tally(1, 0)],
      ]),
    );
    clock.jump(hour);
    await votes.record('ada', 't', 'ship');
    expect(votes.tallies({ from: start, to: later })).toEqual(new Map());
  });
});

describe('the community', () => {
  it('is unknown below the quorum, and a whole percent from then on', () => {
    expect(community({ ship: 2, skip: 2 }, 5)).toBeNull();
    expect(community({ ship: 2, skip: 3 }, 5)).toBe(40);
    expect(community({ ship: 2, skip: 1 }, 1)).toBe(67);
    expect(community({ ship: 0, skip: 0 }, 1)).toBeNull();
  });
});
