import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { statIfThere } from '../../src/disk.js';
import { Cli } from '../support/cli.js';

const ended = async (child: ReturnType<Cli['start']>) => {
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { out, err, code };
};

/** Once the child has read all but the end of the text, it is under way. */
const hasRead = (child: ReturnType<Cli['start']>, text: string) =>
  new Promise<void>((resolve, reject) => {
    child.stdin.write(text, (error) => (error ? reject(error) : resolve()));
  });

const readers = (count: number) =>
  `email\n${Array.from({ length: count }, (_, index) => `reader${index}@example.com\n`).join('')}`;

describe('an import of readers that is stopped', () => {
  it('ends between two batches, and says how many rows are in', async () => {
    const cli = new Cli();
    const child = cli.start('subscribers import - --json');
    const end = ended(child);
    await hasRead(child, readers(60_000));
    child.kill('SIGINT');
    const { out, err, code } = await end;
    expect(code).toBe(1);
    const { rows, added, stopped } = JSON.parse(out);
    expect({ stopped, rows }).toEqual({ stopped: true, rows: added });
    expect(err).toContain(`${rows} rows are in`);
    const list = await cli.run('subscribers list');
    expect(list.err).toContain(`${rows} readers`);
  });

  it('does so while a thread reads its large file ahead, and goes on when it is run again', async () => {
    const cli = new Cli();
    writeFileSync(join(cli.folder, 'readers.csv'), readers(200_000));
    const child = cli.start('subscribers import readers.csv --json');
    const end = ended(child);
    const journal = join(cli.folder, 'subscribers/subscribers.journal');
    while ((statIfThere(journal)?.size ?? 0) === 0 && child.exitCode === null) await setTimeout(1);
    child.kill('SIGINT');
    const { out, code } = await end;
    const { rows, added, stopped } = JSON.parse(out);
    expect({ stopped, rows, code }).toEqual({ stopped: true, rows: added, code: 1 });
    expect(rows).toBeLessThan(200_000);
    const again = await cli.run('subscribers import readers.csv --json');
    expect(JSON.parse(again.out)).toMatchObject({
      rows: 200_000,
      added: 200_000 - rows,
      alreadyThere: rows,
    });
  });
});

describe('an export of readers', () => {
  it('that fails leaves the one before it as it was, and nothing beside it', async () => {
    const cli = new Cli();
    const file = join(cli.folder, 'out/readers.csv');
    expect((await cli.run('subscribers export --out out/readers.csv')).code).toBe(1);
    await cli.run('preview --week 2026-W47 --out out');
    writeFileSync(file, 'the one before');
    writeFileSync(join(cli.folder, 'readers.csv'), readers(60_000));
    await cli.run('subscribers import readers.csv');
    const names = readdirSync(join(cli.folder, 'out'));
    const child = cli.start('subscribers export --out out/readers.csv');
    const end = ended(child);
    while (
      readdirSync(join(cli.folder, 'out')).length === names.length &&
      child.exitCode === null
    ) {
      await setTimeout(1);
    }
    child.kill('SIGINT');
    const { code, err } = await end;
    expect(err).toContain('nothing was written');
    expect(code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('the one before');
    expect(readdirSync(join(cli.folder, 'out'))).toEqual(names);
  });
});

it('a command that is stopped says so, and exits with 1', async () => {
  const child = new Cli().start('import -');
  const end = ended(child);
  await hasRead(child, readers(60_000));
  child.kill('SIGINT');
  expect(await end).toMatchObject({
    code: 1,
    err: expect.stringContaining('Stopped. What was written stays'),
  });
});

describe('a progress bar', () => {
  it('moves where what is done stands still, and leaves a terminal that wraps lines when it is stopped', async () => {
    const script = `
      process.stderr.isTTY = true;
      const { processTerminal } = await import(${JSON.stringify(resolve('dist/src/commands/terminal.js'))});
      const bar = processTerminal().progress('Asking');
      setInterval(() => bar.update(0, 9, ' · 7 pages'), 100);
      setTimeout(() => process.exit(1), 2000);`;
    const err = await new Promise<string>((done) => {
      execFile(process.execPath, ['--input-type=module', '-e', script], (_, __, said) =>
        done(said),
      );
    });
    expect(err).toContain('7 pages');
    expect(err.slice(err.lastIndexOf('[?7'))).toMatch(/^\[\?7h/);
  });
});
