import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { openEvents } from '../../src/feedback/events.js';
import { openVotes } from '../../src/feedback/votes.js';
import { anEvent, mailing } from '../support/feedback.js';
import { temporaryFolder } from '../support/folder.js';

const child = join(import.meta.dirname, '../support/feedback-child.mjs');

async function recordElsewhere(work: {
  folder: string;
  votes: unknown[];
  events: unknown[];
}): Promise<number> {
  const process = fork(child);
  process.send(work);
  const [{ counted }] = await once(process, 'message');
  await once(process, 'exit');
  return counted;
}

describe('several processes at once', () => {
  it('count each event once and keep every vote', async () => {
    const folder = temporaryFolder();
    const events = Array.from({ length: 500 }, (_, index) =>
      anEvent(`msg_${index}`, 'email.delivered', { reader: `reader${index}` }),
    );
    const counted = await Promise.all(
      ['ship', 'skip'].map((choice, process) => {
        const votes = Array.from({ length: 200 }, (_, index) => [
          `${process}-${index}`,
          't',
          choice,
        ]);
        return recordElsewhere({ folder, votes, events });
      }),
    );
    expect(counted.reduce((sum, each) => sum + each, 0)).toBe(500);
    expect((await openEvents({ folder, clock: systemClock }).of(mailing)).counts().delivered).toBe(
      500,
    );
    const votes = await openVotes({ folder, clock: systemClock });
    expect(votes.tally('t')).toEqual({ ship: 200, skip: 200 });
  });
});
