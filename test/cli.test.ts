import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Cli } from './support/cli.js';
import { sharedFolder } from './support/folder.js';

const page = () =>
  readFileSync('test/fixtures/pages/smolvlm2-vs-mistral-medium-3.txt', 'utf8').replaceAll(
    'SmolVLM2',
    'TinyVLM',
  );

describe('the weekly job in a fresh clone', () => {
  it('picks, renders, sends to the sandbox and prints a receipt that adds up; again, it mails nobody', async () => {
    const cli = new Cli();
    const first = await cli.run('weekly --week 2026-W47');
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain('2026-W47: 5 of 5 comparisons');
    expect(first.out).toMatch(/Letters: digest [\d.]+ KB, brief [\d.]+ KB of 85 KB/);
    expect(first.out).toMatch(/accepted +12 /);
    expect(first.err).toContain('12 sample readers');

    const days = readdirSync(join(cli.folder, 'data/outbox')).filter((name) => /^\d/.test(name));
    const files = () =>
      days.flatMap((day) =>
        readdirSync(join(cli.folder, 'data/outbox', day), { recursive: true, encoding: 'utf8' }),
      );
    const emails = () => files().filter((name) => name.endsWith('.eml'));
    expect(emails()).toHaveLength(12);

    // Readers' addresses and links are not for the other users of the machine.
    const made = ['data/mailings', 'data/outbox', 'data/editions', 'subscribers'].flatMap((name) =>
      readdirSync(join(cli.folder, name), { recursive: true, encoding: 'utf8' })
        .filter((file) => file !== 'sample.csv')
        .map((file) => join(cli.folder, name, file)),
    );
    expect(made.length).toBeGreaterThan(30);
    expect(made.filter((file) => (statSync(file).mode & 0o007) !== 0)).toEqual([]);

    const again = await cli.run('weekly --week 2026-W47');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('nobody is mailed again');
    expect(emails()).toHaveLength(12);

    const status = await cli.run('status --week 2026-W47 --json');
    expect(JSON.parse(status.out)).toMatchObject({
      state: 'finished',
      audience: 12,
      accepted: 12,
      pending: 0,
    });
  });

  it('says that there is nothing to pick, and sends nothing', async () => {
    const cli = new Cli();
    const { code, out } = await cli.run('weekly --week 2026-W40');
    expect(code).toBe(0);
    expect(out).toContain('Nothing to pick for 2026-W40');
    // What to do with pages that came in since.
    expect(out).toContain('5 comparisons were published after it was due');
    expect(out).toContain('`--week 2026-W41`');
    expect(readdirSync(join(cli.folder, 'data'))).not.toContain('outbox');
  });
});

describe('the command line', () => {
  const cli = new Cli({}, sharedFolder());

  it('shows examples in its help', async () => {
    const { code, out } = await cli.run('--help');
    expect(code).toBe(0);
    expect(out).toContain('$ verdicts send');
    expect(out).toContain('3 needs an operator');
  });

  it.each([
    ['frob', 2, "unknown command 'frob'"],
    ['pick --weeek 2026-W47', 2, '--week'],
    ['pick --week 2027-W53', 2, '2027-W53'],
    ['send --week tomorrow', 2, '2026-W47'],
    ['import nowhere.txt', 2, 'nowhere.txt'],
    ['import', 2, 'file'],
    ['subscribers add not-an-address', 2, 'ada@example.com'],
    ['subscribers show nobody@example.com', 1, 'no such reader'],
    ['subscribers import nowhere.csv', 2, 'nowhere.csv'],
    ['subscribers list --status sleeping', 2, 'sleeping'],
    ['test-send nobody', 2, 'Address 1'],
    ['approve 2026-W30', 1, 'no draft'],
    ['reconcile 2026-W47 --again x', 2, '3,17'],
    ['schedule --simulate many', 2, 'whole number'],
  ])('answers `%s` with exit code %i and one clear sentence', async (words, code, sentence) => {
    const ran = await cli.run(words);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(sentence);
    expect(ran.err).not.toMatch(/\n\s+at /);
  });

  it('names the setting that is wrong', async () => {
    const wrong = new Cli({ MAX_COMPARISONS: 'plenty', SCHEDULE: '0 9 * * *' });
    const ran = await wrong.run('pick');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('MAX_COMPARISONS');
    const schedule = await new Cli({ SCHEDULE: '0 9 * * *' }).run('pick');
    expect(schedule.code).toBe(2);
    expect(schedule.err).toContain('once a week');
  });

  it('refuses to send to real readers until all that they need is set', async () => {
    const { code, err } = await new Cli({ RESEND_API_KEY: 're_1' }).run('send --yes');
    expect(code).toBe(2);
    for (const name of ['FROM_ADDRESS', 'PUBLIC_URL', 'POSTAL_ADDRESS', 'SIGNING_SECRET']) {
      expect(err).toContain(name);
    }
  });

  it('names every broken file of the content, and goes no further', async () => {
    const broken = new Cli();
    writeFileSync(join(broken.folder, 'data/tools/mistral-code.json'), '{"name": 1');
    writeFileSync(join(broken.folder, 'data/comparisons/odd.json'), '{"left": "a"}');
    const { code, err } = await broken.run('pick');
    expect(code).toBe(1);
    expect(err).toContain('mistral-code.json');
    expect(err).toContain('odd.json');
  });

  it('says which line below the end of a page it did not read', async () => {
    const { code, out } = await new Cli().run('import -', `${page()}\nCorrection: it is $5.`);
    expect(code).toBe(0);
    expect(out).toMatch(
      /line \d+ on: .* below the sign-up block \("Correction: it is \$5\."\) was not read/,
    );
  });

  it('imports a page from standard input, and the same again changes nothing', async () => {
    const importing = new Cli();
    const added = await importing.run('import - --published 2026-11-15 --json', page());
    expect(added.code).toBe(0);
    expect(JSON.parse(added.out)).toMatchObject([
      { kind: 'added', slug: 'tinyvlm-vs-mistral-medium-3' },
    ]);
    const again = await importing.run('import -', page());
    expect(again.out).toMatch(/unchanged.*\n$/);
    const later = await importing.run('import - --published 2026-11-16', page());
    expect(later.out).toContain('stays published 2026-11-15T00:00:00.000Z');
    const pick = JSON.parse((await importing.run('pick --week 2026-W47 --json')).out);
    expect(pick.candidates).toHaveLength(6);
    expect(pick.candidates.every(({ reason }: { reason: string }) => reason.length > 0)).toBe(true);
  });

  it('refuses a page that is none, naming the line, and keeps nothing of it', async () => {
    const before = readdirSync(join(cli.folder, 'data/tools')).length;
    const { code, err } = await cli.run('import -', 'hello\nworld\n');
    expect(code).toBe(1);
    expect(err).toMatch(/line \d+/);
    expect(readdirSync(join(cli.folder, 'data/tools'))).toHaveLength(before);
  });

  it('says which file is not UTF-8, and that nothing was imported', async () => {
    writeFileSync(join(cli.folder, 'latin.txt'), Buffer.from('Caf\u00e9', 'latin1'));
    const { code, err } = await cli.run('import latin.txt');
    expect(code).toBe(1);
    expect(err).toMatch(/^latin\.txt is not UTF-8 text\.\n.*nothing was imported\.$/m);
  });

  it('says when an edition is due as the clock of its time zone does', async () => {
    const berlin = new Cli({ TIME_ZONE: 'Europe/Berlin', SCHEDULE: '0 9 * * 2' });
    const due = /Tuesday \d+ \w+ \d{4}, 09:00 /;
    expect((await berlin.run('schedule --simulate 1')).out).toMatch(due);
    expect((await berlin.run('draft --week 2026-W47')).code).toBe(0);
    expect((await berlin.run('approve 2026-W47')).out).toMatch(due);
  });

  it('says in another folder than that of the content where to go', async () => {
    const elsewhere = new Cli({ DATA_DIR: 'elsewhere' });
    for (const words of ['pick', 'draft', 'draft']) {
      const { code, err } = await elsewhere.run(words);
      expect(code).toBe(1);
      expect(err).toMatch(/Run the command where the (?:content|folder) is/);
    }
  });

  it('lifts a suppression, and says what the reader is then', async () => {
    const readers = new Cli();
    const csv =
      'email,status,consent at,consent how,consent from\nada@example.com,suppressed,2026-01-05T09:00:00Z,import,list\neve@example.com,bounced,,,\n';
    writeFileSync(join(readers.folder, 'list.csv'), csv);
    await readers.run('subscribers import list.csv');
    const kept = await readers.run('subscribers add ada@example.com');
    expect(kept.err.replace(/\s+/g, ' ')).toContain('`verdicts subscribers lift`');
    const lifted = await readers.run('subscribers lift ada@example.com');
    expect(lifted).toMatchObject({ code: 0 });
    expect(lifted.out).toContain('active again');
    const again = await readers.run('subscribers lift ada@example.com');
    expect(again.out).toContain('not suppressed but active');
    const eve = JSON.parse((await readers.run('subscribers lift eve@example.com --json')).out);
    expect(eve).toMatchObject({ kind: 'changed', subscriber: { status: 'unsubscribed' } });
    expect((await readers.run('subscribers lift nobody@example.com')).code).toBe(1);
  });

  it('keeps readers: add, show, unsubscribe, export, erase', async () => {
    const readers = new Cli();
    await readers.run('subscribers add ada@example.com --format brief');
    const shown = JSON.parse((await readers.run('subscribers show ada@example.com --json')).out);
    expect(shown).toMatchObject({ status: 'active', format: 'brief' });
    expect((await readers.run(`subscribers unsubscribe ${shown.id}`)).code).toBe(0);
    const revived = await readers.run('subscribers add ada@example.com');
    expect(revived.code).toBe(1);
    expect((await readers.run('subscribers export')).out).toContain('ada@example.com');
    expect((await readers.run('subscribers erase ada@example.com --yes')).code).toBe(0);
    const files = readdirSync(join(readers.folder, 'subscribers')).filter((name) =>
      /json|journal$/.test(name),
    );
    for (const file of files) {
      expect(readFileSync(join(readers.folder, 'subscribers', file), 'utf8')).not.toContain('ada@');
    }
    expect((await readers.run('subscribers list')).out).not.toContain('ada@');
  });

  it('sends nothing to nobody, and keeps the edition for when there are readers', async () => {
    const empty = new Cli();
    const { code, out } = await empty.run('send --week 2026-W47 --yes');
    expect(code).toBe(1);
    expect(out).toContain('there is no active reader');
    expect((await empty.run('status --week 2026-W47')).out).toContain('not mailed');
  });

  it('previews both letters and says their sizes', async () => {
    const { code, out } = await cli.run('preview --week 2026-W47 --out letters --json');
    expect(code).toBe(0);
    const { previews } = JSON.parse(out);
    expect(previews.map(({ variant }: { variant: string }) => variant)).toEqual([
      'digest',
      'brief',
    ]);
    for (const { bytes, html, text } of previews) {
      expect(bytes).toBeLessThan(85_000);
      expect(readFileSync(join(cli.folder, html), 'utf8')).toContain('<!DOCTYPE html');
      expect(readFileSync(join(cli.folder, text), 'utf8')).toContain('reader@example.com');
    }
  });

  it('checks the letters before they go, and says what it found', async () => {
    const { code, out } = await cli.run('preflight 2026-W47');
    expect(code).toBe(0);
    expect(out).toContain('1 warning');
    expect(out).toContain('twice (digest, html)');
    expect(out).toContain('client-support (digest and brief, html)');
    expect(out).toContain('Nothing keeps it from being sent.');
    const { letters, findings } = JSON.parse((await cli.run('preflight 2026-W47 --json')).out);
    expect(letters.map(({ format }: { format: string }) => format)).toEqual(['digest', 'brief']);
    expect(findings[0]).toMatchObject({ severity: 'warning', rule: 'twice' });
    expect((await cli.run('preflight 2026-W40')).out).toContain('Nothing to pick for 2026-W40');
  });

  it('checks the letters that readers of some topics get, and says which were checked how', async () => {
    const topical = new Cli();
    const file = join(topical.folder, 'data', 'tools', 'mistral-code.json');
    const text = readFileSync(file, 'utf8').replace(
      /"category": "[^"]*"/,
      '"category": "Research"',
    );
    writeFileSync(file, text);
    await topical.run('subscribers add ada@example.com --topic Research');
    const { code, out } = await topical.run('preflight 2026-W47');
    expect(code).toBe(0);
    expect(out).toContain('1 more letter for readers of some topics');
    const { letters } = JSON.parse((await topical.run('preflight 2026-W47 --json')).out);
    expect(letters[2]).toMatchObject({ topics: ['Research'], checked: 'content' });
  });

  it('exits with 1 on what must not go out, and so does sending, which writes nothing', async () => {
    const unready = new Cli();
    mkdirSync(join(unready.folder, 'data/plans'));
    const plan = JSON.stringify({ subject: 'Dear {{first_name}}' });
    writeFileSync(join(unready.folder, 'data/plans/2026-W47.json'), plan);
    const preflight = await unready.run('preflight 2026-W47');
    expect(preflight.code).toBe(1);
    expect(preflight.out).toMatch(/1 error\n {2}unfilled \(digest and brief, subject\)/);
    const dry = await unready.run('send --week 2026-W47 --dry-run');
    expect(dry.code).toBe(1);
    expect(dry.out).toContain('would not be sent');
    const sending = await unready.run('weekly --week 2026-W47');
    expect(sending.code).toBe(1);
    expect(sending.out).toContain('2026-W47 was not sent');
    expect(sending.out).toContain('“{{first_name}}”');
    expect(existsSync(join(unready.folder, 'data/editions'))).toBe(false);
    expect(existsSync(join(unready.folder, 'data/mailings/2026-W47'))).toBe(false);
    const despite = await unready.run('send --week 2026-W47 --yes --no-preflight');
    expect(despite.code).toBe(0);
  });

  it('sends a test, marked as one, outside the mailing', async () => {
    const { code, out } = await cli.run('test-send ada@example.com --week 2026-W47');
    expect(code).toBe(0);
    expect(out).toContain('1 accepted');
    expect((await cli.run('status --week 2026-W47')).out).toContain('not mailed');
  });

  it('tells in a dry run what would be sent, and writes nothing', async () => {
    const dry = new Cli();
    const { code, out } = await dry.run('send --week 2026-W47 --dry-run');
    expect(code).toBe(0);
    expect(out).toContain('nothing that keeps it from being sent');
    expect(out).toContain('Nothing was written or sent');
    expect(readdirSync(join(dry.folder, 'data'))).not.toContain('editions');
  });
});
