import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { checkLocks, type FoundHolder, findHolders } from '../../src/doctor/locks.js';
import { tryLock } from '../../src/lock.js';
import { said, withoutRemedy } from '../support/doctor.js';
import { temporaryFolder } from '../support/folder.js';

const living: FoundHolder = {
  lock: 'mailings/sending.lock',
  pid: 4711,
  alive: true,
  sameMachine: true,
  silentMs: 3000,
};

function examined(...holders: FoundHolder[]): string[] {
  const findings = checkLocks(holders);
  expect(withoutRemedy(findings)).toEqual([]);
  return said(findings);
}

describe('a lock', () => {
  test('that a living process holds is fine', () => {
    expect(examined()).toEqual(['ok: No lock is held.']);
    expect(examined(living)).toEqual([
      'ok: mailings/sending.lock: held by process 4711, which lives.',
    ]);
    expect(examined({ ...living, sameMachine: false })[0]).toContain('elsewhere');
  });

  test('that a dead process left behind is harmless, and says so', () => {
    expect(examined({ ...living, alive: false })[0]).toMatch(/^ok: .*gone. Harmless/);
  });

  test('whose holder lives but is silent is warned of', () => {
    expect(examined({ ...living, silentMs: 300_000 })[0]).toMatch(/^warning: .*for 300 s/);
  });
});

describe('the locks of an installation', () => {
  function installation() {
    const root = temporaryFolder();
    const [data, readers] = [join(root, 'data'), join(root, 'subscribers')];
    const config = readConfig({ DATA_DIR: data, SUBSCRIBERS_DIR: readers });
    return { data, readers, holders: () => findHolders({ config, clock: systemClock }) };
  }

  test('are none before there is anything', () => {
    const { data, holders } = installation();
    expect(holders()).toEqual([]);
    expect(existsSync(data)).toBe(false);
  });

  test('are found wherever they are held, and left as they are', () => {
    const { data, readers, holders } = installation();
    const folders = [
      join(data, 'content.lock'),
      join(data, 'mailings', 'sending.lock'),
      join(data, 'mailings', '2026-W47', 'ledger.jsonl.lock'),
      join(data, 'events', '2026-W47-0123456789ab.jsonl.lock'),
      join(data, 'votes', 'votes.jsonl.lock'),
      join(readers, 'subscribers.journal.lock'),
    ];
    const locks = folders.map((folder) => tryLock(folder, systemClock));
    const found = holders();
    expect(found.map(({ lock }) => lock).sort()).toEqual([
      'content.lock',
      'events/2026-W47-0123456789ab.jsonl.lock',
      'mailings/2026-W47/ledger.jsonl.lock',
      'mailings/sending.lock',
      'subscribers.journal.lock',
      'votes/votes.jsonl.lock',
    ]);
    const ours = { alive: true, sameMachine: true, pid: process.pid };
    expect(found).toMatchObject(locks.map(() => ours));
    for (const attempt of locks) if (attempt.taken) attempt.lock.release();
    expect(holders()).toEqual([]);
  });

  test('tell a holder that died from one that lives', () => {
    const { data, holders } = installation();
    const folder = join(data, 'content.lock');
    const attempt = tryLock(folder, systemClock);
    const [name = ''] = readdirSync(folder);
    const [, , place] = readlinkSync(join(folder, name)).split('|');
    if (attempt.taken) attempt.lock.release();
    const dead = spawnSync(process.execPath, ['--version']).pid;
    mkdirSync(folder, { recursive: true });
    symlinkSync(`${dead}|1|${place}|abc`, join(folder, '7'));
    expect(holders()).toMatchObject([{ lock: 'content.lock', pid: dead, alive: false }]);
    expect(readdirSync(folder)).toEqual(['7']);
  });
});
