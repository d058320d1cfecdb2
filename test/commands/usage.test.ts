import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Cli } from '../support/cli.js';
import { sharedFolder } from '../support/folder.js';

describe('wrong usage', () => {
  const cli = new Cli({}, sharedFolder());

  it.each([
    [['pick', '--week', ''], '--week is empty'],
    [['preview', '--out', ''], '--out is empty'],
    [['subscribers', 'import', ''], '<file> is empty'],
    [['import', 'page.txt', ' '], '<file> is empty'],
    [['help', 'nope'], "unknown command 'nope'"],
    [['subscribers', 'help', 'nope'], "unknown command 'nope'"],
    [['subscribers', 'import', 'data'], 'data is a folder'],
    [['reconcile', '2026-W47', '--again', '3', '--accepted', '3'], 'cannot be given together'],
    [['status', '2026-W47'], 'Here a week is given as `--week 2026-W47`.'],
    [['report', '--week', '2026-W47'], 'Here the week stands alone: `2026-W47` without `--week`.'],
    [['pick', '--week', '\u001b[31m2026'], '\\u001b[31m2026'],
    [['frob'], 'say how they are used.'],
    [['approve'], 'say how they are used.'],
    [['subscribers', 'show', 'nobody'], 'or name the reader by id'],
    [['\u001b[31mpick'], "unknown command '\\u001b[31mpick'"],
  ])('as %j is told in a sentence', async (words, sentence) => {
    const { code, err } = await cli.run(words);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n\s+at |unexpected/);
    expect(err).not.toContain('\u001b');
  });

  it.each([
    ['reconcile 2026-W47 --again 3 --accepted 3 --json', 'usage', 2],
    ['pick --weeek --json', 'usage', 2],
    ['pick --week tomorrow --json', 'bad-week', 2],
    ['subscribers show nobody@example.com --json', 'reader', 1],
  ])('of `%s` is JSON as well', async (words, code, exit) => {
    const ran = await cli.run(words);
    expect(ran.code).toBe(exit);
    const { error } = JSON.parse(ran.out);
    expect(error).toMatchObject({ code, message: expect.any(String), remedy: expect.any(String) });
    expect(ran.err).toContain(error.message);
  });

  it('is none in asking for the version or for help on a command', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await cli.run('--version')).toMatchObject({ code: 0, out: `${version}\n` });
    expect((await cli.run('help pick')).out).toContain('Usage: verdicts pick');
    expect((await cli.run('subscribers help add')).out).toContain('--topic');
  });
});

describe('a place that cannot be written', () => {
  const cli = new Cli({}, sharedFolder());

  it.each([
    ['a name that is too long', `preview --week 2026-W47 --out ${'a'.repeat(300)}`, {}],
    ['a folder as the store', 'subscribers list', { SUBSCRIBERS_DIR: 'odd' }],
    ['a file as the folder', 'subscribers list', { SUBSCRIBERS_DIR: 'file' }],
    ['an export over a folder', 'subscribers export --out odd', {}],
  ])('such as %s is told in a sentence', async (_, words, settings) => {
    mkdirSync(join(cli.folder, 'odd/subscribers.json'), { recursive: true });
    writeFileSync(join(cli.folder, 'file'), '');
    Object.assign(cli.settings, { SUBSCRIBERS_DIR: 'subscribers', ...settings });
    const { code, err } = await cli.run(words);
    expect(code).toBe(1);
    expect(err).toMatch(/too long|a folder stands where|a file stands where/);
    expect(err).not.toMatch(/\n\s+at |unexpected|E[A-Z]{4,}/);
  });
});
