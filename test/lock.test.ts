import { spawnSync } from 'node:child_process';
import { lutimesSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../src/clock.js';
import { type Attempt, holderOf, tryLock, waitForLock } from '../src/lock.js';
import { TestClock } from './support/clock.js';
import { temporaryFolder } from './support/folder.js';

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** Leaves the lock as a process on this machine that was killed would. */
function leaveDeadLock(folder: string): void {
  const attempt = tryLock(folder, systemClock);
  if (!attempt.taken) throw new Error('expected the lock to be free');
  const { place } = holderOf(folder, systemClock) ?? { place: '' };
  attempt.lock.release();
  symlinkSync([deadPid(), '1', place, 'dead'].join('|'), join(folder, '1'));
}

describe('a lock', () => {
  it('is held by one at a time and names its holder', () => {
    const folder = join(temporaryFolder(), 'lock');
    const first = tryLock(folder, systemClock);
    expect(first.taken).toBe(true);
    expect(tryLock(folder, systemClock)).toMatchObject({
      taken: false,
      holder: { pid: process.pid },
    });
    if (first.taken) first.lock.release();
    expect(tryLock(folder, systemClock).taken).toBe(true);
  });

  it('is waited for, and never held by two, however many want it', async () => {
    const folder = join(temporaryFolder(), 'lock');
    let holders = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const lock = await waitForLock(folder, systemClock);
        holders += 1;
        most = Math.max(most, holders);
        await systemClock.sleep(1);
        holders -= 1;
        lock.release();
      }),
    );
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells its holder when somebody waits for it', async () => {
    const folder = join(temporaryFolder(), 'lock');
    const clock = new TestClock(systemClock.now().toISOString());
    const lock = await waitForLock(folder, clock);
    expect(lock.isMineAlone()).toBe(true);
    const other = waitForLock(folder, systemClock);
    clock.jump(5);
    expect(lock.isMineAlone()).toBe(false);
    lock.release();
    expect((await other).isMineAlone()).toBe(true);
  });

  it('goes to who has waited longest, however long that is', async () => {
    const folder = join(temporaryFolder(), 'lock');
    const clock = new TestClock(systemClock.now().toISOString());
    const held = await waitForLock(folder, clock);
    const waiting = waitForLock(folder, clock);
    clock.jump(5000);
    for (let slept = 0; slept < 50; slept += 1) await clock.sleep(1);
    held.release();
    const newcomer = waitForLock(folder, clock);
    const order = [
      waiting.then((lock) => ({ who: 'who waited', lock })),
      newcomer.then((lock) => ({ who: 'the newcomer', lock })),
    ];
    const { who, lock } = await Promise.race(order);
    expect(who).toBe('who waited');
    lock.release();
    (await newcomer).release();
  });

  it('is not made anew where its folder is gone, with all that it protected', () => {
    const folder = join(temporaryFolder(), 'lock');
    const attempt = tryLock(folder, systemClock);
    if (attempt.taken) attempt.lock.release();
    rmSync(folder, { recursive: true });
    expect(() => tryLock(folder, systemClock)).toThrow(`${folder}: it is not there`);
  });

  it('is taken over at once from a holder that died', () => {
    const folder = join(temporaryFolder(), 'lock');
    leaveDeadLock(folder);
    expect(holderOf(folder, systemClock)).toBeUndefined();
    const attempt = tryLock(folder, systemClock);
    expect(attempt.taken).toBe(true);
    expect(tryLock(folder, systemClock).taken).toBe(false);
    if (attempt.taken) {
      expect(attempt.lock.stillHeld()).toBe(true);
      attempt.lock.release();
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a dead holder is left to whoever has taken it in the very moment before', () => {
    const folder = join(temporaryFolder(), 'lock');
    mkdirSync(folder);
    symlinkSync(['1', '1', 'another/machine', 'x'].join('|'), join(folder, '1'));
    const later = Date.now() + 61_000;
    let quicker: Attempt | undefined;
    // Read to judge the dead holder: meanwhile one takes it over and is done, and another has it.
    const clock: Clock = {
      ...systemClock,
      now() {
        if (!quicker) {
          const first = tryLock(folder, { ...systemClock, now: () => new Date(later) });
          if (first.taken) first.lock.release();
          quicker = tryLock(folder, systemClock);
        }
        return new Date(later);
      },
    };
    expect(tryLock(folder, clock)).toMatchObject({ taken: false, holder: { pid: process.pid } });
    expect(quicker?.taken && quicker.lock.isMineAlone()).toBe(true);
  });

  it('is taken over from another machine only after a minute without a sign of life', () => {
    const folder = join(temporaryFolder(), 'lock');
    mkdirSync(folder);
    symlinkSync(['1', '1', 'another/machine', 'x'].join('|'), join(folder, '1'));
    expect(tryLock(folder, systemClock).taken).toBe(false);
    const earlier = new Date(Date.now() - 61_000);
    lutimesSync(join(folder, '1'), earlier, earlier);
    expect(tryLock(folder, systemClock).taken).toBe(true);
  });

  it('is not released by one that lost it', () => {
    const folder = join(temporaryFolder(), 'lock');
    const attempt = tryLock(folder, systemClock);
    if (!attempt.taken) throw new Error('expected the lock to be free');
    expect(attempt.lock.stillHeld()).toBe(true);
    rmSync(join(folder, '1'));
    expect(attempt.lock.stillHeld()).toBe(false);
    symlinkSync(['1', '1', 'another/machine', 'x'].join('|'), join(folder, '1'));
    expect(attempt.lock.stillHeld()).toBe(false);
    expect(attempt.lock.isMineAlone()).toBe(false);
    attempt.lock.release();
    expect(readdirSync(folder)).toEqual(['1']);
  });

  it('gives up waiting with the holder in the message', async () => {
    const folder = join(temporaryFolder(), 'lock');
    tryLock(folder, systemClock);
    await expect(waitForLock(folder, systemClock, 5)).rejects.toThrow(`process ${process.pid}`);
    expect(readdirSync(folder)).toEqual(['1']);
  });
});
