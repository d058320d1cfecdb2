import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { tryLock } from '../../src/lock.js';
import { Cli } from '../support/cli.js';

describe('a word to a mailing that has not begun', () => {
  it('is answered with who is preparing one', async () => {
    const cli = new Cli();
    const alone = await cli.run('pause 2026-W47');
    expect(alone).toMatchObject({ code: 1, err: '' });
    expect(alone.out).toBe('2026-W47 is not mailed, so there is nothing to pause.\n');

    const held = tryLock(join(cli.folder, 'data/mailings/sending.lock'), systemClock);
    const preparing = await cli.run('pause 2026-W47');
    expect(preparing.code).toBe(1);
    expect(preparing.out).toContain(`Process ${process.pid} is preparing or sending a mailing`);
    const { out } = await cli.run('cancel 2026-W47 --json');
    const sender = { pid: process.pid };
    expect(JSON.parse(out)).toMatchObject({ week: '2026-W47', state: 'not-mailed', sender });
    if (held.taken) held.lock.release();
  });
});
