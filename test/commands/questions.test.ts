import { describe, expect, it } from 'vitest';
import { Cli } from '../support/cli.js';
import { sharedFolder } from '../support/folder.js';

/** As if a person sat at standard input and standard error; standard output is a pipe. */
const seated = 'data:text/javascript,process.stdin.isTTY=process.stderr.isTTY=true';

describe('a question to a person', () => {
  const cli = new Cli({ NODE_OPTIONS: `--import ${seated}` }, sharedFolder());

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['the end of the input', ''],
    ['no', 'n\r'],
  ])('takes %s for a no: nothing is sent', async (_, typed) => {
    await cli.run('subscribers import subscribers/sample.csv');
    const { code, out, err } = await cli.run('send --week 2026-W47 --no-preflight', typed);
    expect(err).toContain('Send it to 12 readers? [y/N]');
    expect(err).not.toContain('unexpected');
    expect({ code, out }).toEqual({ code: 1, out: 'Nothing was sent.\n' });
  });

  it('is asked before somebody is erased or a suppression lifted, though the output goes to a file', async () => {
    await cli.run('subscribers add ada@example.com');
    const kept = await cli.run('subscribers erase ada@example.com', '\u0003');
    expect(kept).toMatchObject({ code: 1, out: 'Nothing was erased.\n' });
    expect((await cli.run('subscribers erase ada@example.com', 'y\r')).out).toContain('Erased');
  });
});

it('a week that is not yet due is said to be not yet due before it is sent', async () => {
  const cli = new Cli();
  const { err } = await cli.run('send --week 2999-W10 --yes --no-preflight');
  expect(err).toContain('2999-W10 is due only Tuesday 5 March 2999, 09:00 UTC.');
});
