import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { Cli } from '../support/cli.js';

const exitOf = async (child: ReturnType<Cli['start']>): Promise<number> =>
  (await once(child, 'exit'))[0];

describe('a command whose output nobody reads', () => {
  it('does its work to the end, and exits as it would', async () => {
    const cli = new Cli();
    const child = cli.start('weekly --week 2026-W47');
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await exitOf(child)).toBe(0);
    const status = JSON.parse((await cli.run('status --week 2026-W47 --json')).out);
    expect(status).toMatchObject({ state: 'finished', accepted: 12 });
  });

  it('goes on serving', async () => {
    const cli = new Cli({ PORT: '0', METRICS_PORT: '0' });
    const child = cli.start('serve');
    const [first] = await once(child.stdout, 'data');
    expect(String(first)).toContain('Serving on port');
    child.stdout.destroy();
    const stopping = once(child.stderr, 'data');
    child.kill('SIGTERM');
    expect(String((await stopping)[0])).toContain('Stopping');
    expect(await exitOf(child)).toBe(0);
  });
});

describe('what became of each row of an import', () => {
  it('is said in the words of the sums below it', async () => {
    const cli = new Cli();
    const rows = 'email\nada@example.com\nada@example.com\nno address\n';
    const { out } = await cli.run('subscribers import - --verbose', rows);
    const said = [...out.matchAll(/^line \d+: (.*)$/gm)].map(([, words = '']) => words);
    expect(said).toContain('twice in the file');
    for (const words of said.slice(0, 3)) expect(out).toContain(`  1  ${words}\n`);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a command whose output cannot be written', () => {
  it('says so in a sentence, does its work, and exits with 1', async () => {
    const cli = new Cli();
    const child = spawn(
      process.execPath,
      [resolve('dist/src/cli.js'), 'weekly', '--week', '2026-W47'],
      { cwd: cli.folder, env: {}, stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'] },
    );
    const said = child.stderr ? text(child.stderr) : '';
    const [err, [code]] = await Promise.all([said, once(child, 'exit')]);
    expect(code).toBe(1);
    expect(err).toContain('Standard output cannot be written (ENOSPC)');
    expect(err).not.toMatch(/\n\s+at /);
    const sent = await cli.run('status --week 2026-W47 --json');
    expect(JSON.parse(sent.out)).toMatchObject({ state: 'finished' });
    expect(existsSync(join(cli.folder, 'data/outbox'))).toBe(true);
  });
});
