import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportCsv } from '../../src/subscribers/export.js';
import { type ImportOptions, importCsv } from '../../src/subscribers/import.js';
import type { SubscriberStore } from '../../src/subscribers/store.js';
import type { Subscriber } from '../../src/subscribers/subscriber.js';
import { suppress, unsubscribe } from '../../src/subscribers/transitions.js';
import { temporaryFolder } from '../support/folder.js';
import {
  addReaders,
  anAddress,
  at,
  csvOf,
  entryFor,
  everyone,
  filesOf,
  later,
  openedStore,
  placementOf,
} from '../support/subscribers.js';

function importing(store: SubscriberStore, text: string, options: Partial<ImportOptions> = {}) {
  return importCsv(store, csvOf(text, 50), { at: new Date(later), ...options });
}

async function exported(store: SubscriberStore): Promise<string> {
  let text = '';
  for await (const some of exportCsv(store)) text += some;
  return text;
}

const nothing = {
  rows: 0,
  added: 0,
  recorded: 0,
  changed: 0,
  alreadyThere: 0,
  duplicates: 0,
  keptOut: 0,
  invalid: 0,
  problems: [],
  notes: [],
};

describe('an import', () => {
  it('adds readers with what the file says of them, and records where the consent is from', async () => {
    const store = await openedStore(temporaryFolder());
    const text =
      'E-Mail Address;First Name;Last Name;Format;Topics\r\n' +
      'Ada@Example.com;Ada;Lovelace;Brief;Agents | Developer Tools\r\n' +
      '"""Ben, B."" <ben@example.com>";;;;\r\n';
    expect(await importing(store, text)).toEqual({ ...nothing, rows: 2, added: 2 });
    expect(await everyone(store)).toMatchObject([
      {
        email: 'Ada@Example.com',
        name: 'Ada Lovelace',
        status: 'active',
        format: 'brief',
        topics: ['Agents', 'Developer Tools'],
        consent: { at: later, how: 'import', from: 'readers.csv' },
      },
      { email: 'ben@example.com', name: 'Ben, B.', format: 'digest', topics: [] },
    ]);
  });

  it('takes a bare list of addresses', async () => {
    const store = await openedStore(temporaryFolder());
    const report = await importing(store, 'ada@example.com\nben@example.com\n\n');
    expect(report).toMatchObject({ rows: 2, added: 2 });
  });

  it('refuses a file without a column of addresses, naming it and the line', async () => {
    const store = await openedStore(temporaryFolder());
    for (const text of ['name,age\nAda,36\n', 'ada@example.com,Ada\n', 'Ada\n']) {
      await expect(importing(store, text)).rejects.toThrow(
        'readers.csv, line 1: no column is called “email”',
      );
    }
  });

  it.each([
    ['empty', ''],
    ['a byte order mark', '\ufeff'],
    ['blank', '\n  \n,,\n\n'],
    ['a header', 'email,name\r\n'],
    ['a marked header', '\ufeffemail\n\n'],
  ])('says that there is no reader in a file that is %s alone', async (_what, text) => {
    const store = await openedStore(temporaryFolder());
    for (const dryRun of [false, true]) {
      await expect(importing(store, text, { dryRun })).rejects.toMatchObject({
        code: 'no-readers',
        message: 'There is no reader in readers.csv.',
        exit: 1,
      });
    }
  });

  it('finds nothing amiss where all are known already', async () => {
    const store = await openedStore(temporaryFolder());
    await addReaders(store, 'ada@example.com');
    const report = await importing(store, 'email\nada@example.com\n');
    expect(report).toEqual({ ...nothing, rows: 1, alreadyThere: 1 });
  });

  it('reads times as databases write them, and guesses none', async () => {
    const times = [
      ['2023-10-06 22:59:55.977+00', '2023-10-06T22:59:55.977Z'],
      ['2023-10-06 22:59:55.977123+05:30', '2023-10-06T17:29:55.977Z'],
      ['2023-01-01 10:00:00 -0800', '2023-01-01T18:00:00.000Z'],
      ['2023-01-01 10:00:00 UTC', '2023-01-01T10:00:00.000Z'],
      ['2023-01-01T10:00', '2023-01-01T10:00:00.000Z'],
      ['2023-01-01', '2023-01-01T00:00:00.000Z'],
      ['2023-13-01', later],
      ['01/02/2023', later],
      ['1.2.2023 10:00', later],
      ['Oct 6 2023 10:59 PM', later],
    ];
    const store = await openedStore(temporaryFolder());
    const rows = times.map(([time], index) => `r${index}@example.com,${time},${time},operator,x`);
    await importing(
      store,
      `email,created_at,consent_at,consent_how,consent_from\n${rows.join('\n')}\n`,
    );
    const readers = await everyone(store);
    expect(readers.map(({ createdAt }) => createdAt)).toEqual(times.map(([, read]) => read));
    expect(readers.map(({ consent }) => consent?.at)).toEqual(times.map(([, read]) => read));
  });

  it('says what became of each row, with its line and without its address', async () => {
    const store = await openedStore(temporaryFolder());
    const [left = '', bounced = '', erased = ''] = await addReaders(
      store,
      'left@example.com',
      'bounced@example.com',
      'erased@example.com',
      'there@example.com',
    );
    await store.change(left, (reader) => unsubscribe(reader, { at }));
    await store.change(bounced, (reader) => suppress(reader, { at, reason: 'bounce' }));
    await store.erase(erased);
    const text = [
      'email,name,format',
      'new@example.com,"two',
      'lines",',
      'NEW@example.com,,',
      'there@example.com,,',
      'left@example.com,,',
      'bounced@example.com,,',
      'erased@example.com,,',
      'no address,,',
      'other@example.com,,pamphlet',
    ].join('\n');
    const outcomes: [number, string][] = [];
    const onRow = (line: number, outcome: string) => void outcomes.push([line, outcome]);
    const report = await importing(store, text, { onRow });
    expect(report).toMatchObject({
      rows: 8,
      added: 1,
      duplicates: 1,
      alreadyThere: 1,
      keptOut: 3,
      invalid: 2,
    });
    expect(outcomes.sort(([one], [other]) => one - other)).toEqual([
      [2, 'added'],
      [4, 'duplicates'],
      [5, 'alreadyThere'],
      [6, 'keptOut'],
      [7, 'keptOut'],
      [8, 'keptOut'],
      [9, 'invalid'],
      [10, 'invalid'],
    ]);
    expect(report.problems.map(({ line }) => line).sort((a, b) => a - b)).toEqual([6, 7, 8, 9, 10]);
    expect(JSON.stringify(report)).not.toContain('@example.com');
  });

  it('brings who left or bounced elsewhere as such, and takes it over for who is here', async () => {
    const store = await openedStore(temporaryFolder());
    const [here = ''] = await addReaders(store, 'here@example.com');
    const text = [
      'email,status,unsubscribed,CLEAN_TIME,subscribed_to_emails',
      'a@example.com,Subscribed,false,,true',
      'b@example.com,Unsubscribed,,,',
      'c@example.com,,true,,',
      'd@example.com,,,,FALSE',
      'e@example.com,Hard Bounced,,,',
      'f@example.com,active,,2024-01-02 03:04:05,',
      'g@example.com,unconfirmed,,,',
      'here@example.com,unsubscribed,,,',
      'a@example.com,unsubscribed,,,',
      'h@example.com,whatever,,,',
    ].join('\n');
    const report = await importing(store, text);
    expect(report).toMatchObject({ rows: 10, added: 1, recorded: 6, changed: 2, invalid: 1 });
    const statuses = Object.fromEntries(
      (await everyone(store)).map(({ email, status }) => [email[0], status]),
    );
    expect(statuses).toEqual({
      h: 'unsubscribed',
      a: 'unsubscribed',
      b: 'unsubscribed',
      c: 'unsubscribed',
      d: 'unsubscribed',
      e: 'suppressed',
      f: 'suppressed',
      g: 'pending',
    });
    expect(store.statusOf(here)).toBe('unsubscribed');
  });

  it('reports the same in a dry run, and writes nothing', async () => {
    const line = fc.record({
      address: fc.constantFrom('a', 'B', 'b', 'c', 'd', 'no address'),
      status: fc.constantFrom('', 'active', 'pending', 'unsubscribed', 'bounced'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1 }),
        fc.array(line, { minLength: 1 }),
        async (before, lines) => {
          const folder = temporaryFolder();
          const store = await openedStore(folder);
          const csv = (rows: typeof lines) =>
            `email,status\n${rows.map((row) => `${row.address}@example.com,${row.status}\n`).join('')}`;
          await importing(store, csv(before), { at: new Date(at) });
          const files = filesOf(folder);
          const dry = await importing(store, csv(lines), { dryRun: true });
          expect(filesOf(folder)).toEqual(files);
          expect(dry).toEqual(await importing(store, csv(lines)));
          const { problems, notes, rows, ...outcomes } = dry;
          expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(rows);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('that was interrupted ends the same when it is done again', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `r${index}@example.com`);
    const text = `email\n${rows.join('\n')}\n`;
    const store = await openedStore(temporaryFolder());
    const { bytes } = csvOf(text, 20_000);
    const interrupted = (async function* () {
      let sent = 0;
      for await (const chunk of bytes) {
        if (sent > 60_000) throw new Error('the power went');
        yield chunk;
        sent += chunk.length;
      }
    })();
    const first = importCsv(store, { name: 'r.csv', bytes: interrupted }, { at: new Date(at) });
    await expect(first).rejects.toThrow('the power went');
    const { active } = store.counts();
    expect(active).toBeGreaterThan(0);
    expect(active).toBeLessThan(5000);
    const again = await importing(store, text);
    expect(again).toMatchObject({ rows: 5000, added: 5000 - active, alreadyThere: active });
    expect((await everyone(store)).map(({ email }) => email)).toEqual(rows);
  });

  it('leaves a long list in the snapshot, not in the journal', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const rows = Array.from({ length: 20_000 }, (_, index) => `r${index}@example.com`);
    await importing(store, `email\n${rows.join('\n')}\n`);
    expect(filesOf(folder).journal).toBe('');
    expect(JSON.parse(filesOf(folder).snapshot).subscribers).toHaveLength(20_000);
  });

  it('says how far it is, and lists only so many problems', async () => {
    const store = await openedStore(temporaryFolder());
    const text = `email\n${'none\n'.repeat(50)}${'a@example.com\n'.repeat(3000)}`;
    const progress: { rows: number; bytes: number }[] = [];
    const report = await importing(store, text, {
      problems: 3,
      onProgress: (now) => progress.push(now),
    });
    expect(report.problems).toHaveLength(3);
    expect(report).toMatchObject({ invalid: 50, added: 1, duplicates: 2999 });
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toEqual({ rows: 3050, bytes: text.length });
  });

  it('brings in the sample, every reader of which is at a domain made for tests', async () => {
    const store = await openedStore(temporaryFolder());
    const bytes = createReadStream(resolve('subscribers/sample.csv'));
    const report = await importCsv(store, { name: 'sample.csv', bytes }, { at: new Date(at) });
    expect(report).toEqual({ ...nothing, rows: 12, added: 12 });
    for (const { normalised } of await everyone(store)) {
      expect(normalised).toMatch(/@(example\.com|resend\.dev)$/);
    }
  });
});

describe('an export', () => {
  const told = ({ id, normalised, updatedAt, reason, ...rest }: Subscriber) => rest;

  it('imported into an empty store brings the same readers', async () => {
    const name = fc.oneof(
      fc.constantFrom('=1+1', "'=1", "'", '-2', '@x', '+49 30', 'O"Hara, J.', "''+x", 'a;b|c'),
      fc.stringMatching(/^[!-~ä-ž][ -~]{0,20}[!-~]$/).filter((text) => !text.includes('  ')),
    );
    const reader = fc.record({
      address: anAddress,
      status: fc.constantFrom('active', 'pending', 'unsubscribed', 'suppressed'),
      preferences: fc.record({
        name,
        format: fc.constantFrom('digest', 'brief'),
        topics: fc.uniqueArray(fc.constantFrom('=Agents', 'Developer Tools', '-x', "'@y")),
        timeZone: fc.constantFrom('', 'UTC', 'Europe/Vienna', 'America/Argentina/Ushuaia'),
        pausedUntil: fc.constantFrom('', '2026-12-24T00:00:00.000Z'),
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(reader, { minLength: 1, maxLength: 8 }), async (readers) => {
        const from = await openedStore(temporaryFolder());
        const to = await openedStore(temporaryFolder());
        for (const { address, ...rest } of readers) {
          await from.place(placementOf(entryFor(address, rest)));
        }
        const text = await exported(from);
        const report = await importing(to, text);
        expect(report).toMatchObject({ problems: [], notes: [] });
        expect((await everyone(to)).map(told)).toEqual((await everyone(from)).map(told));
        expect(await exported(to)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('has no cell that a spreadsheet would run', async () => {
    const store = await openedStore(temporaryFolder());
    for (const [index, name] of [
      '=HYPERLINK("x")',
      '+1',
      '-1',
      '@SUM(1)',
      '＝1',
      "'=1",
    ].entries()) {
      const entry = entryFor(`=r${index}@example.com`, { preferences: { name, topics: ['=1'] } });
      await store.place(placementOf(entry));
    }
    const rows = (await exported(store)).trimEnd().split('\r\n').slice(1);
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      for (const cell of row.split(',')) expect(cell).toMatch(/^"?(?![=+\-@\t\r＝])/);
    }
  });

  it('begins with a byte order mark and the columns’ names', async () => {
    const store = await openedStore(temporaryFolder());
    expect(await exported(store)).toBe(
      '\ufeffemail,name,status,format,topics,time_zone,paused_until,consent_at,consent_how,consent_from,created_at\r\n',
    );
  });
});
