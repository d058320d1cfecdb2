import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { VerdictsError } from '../../src/errors.js';
import { openStore } from '../../src/subscribers/store.js';
import { Subscriber } from '../../src/subscribers/subscriber.js';
import {
  changeAddress,
  confirm,
  setPreferences,
  signUp,
  unsubscribe,
} from '../../src/subscribers/transitions.js';
import { openFiles, temporaryFolder } from '../support/folder.js';
import {
  addReaders,
  addressOf,
  at,
  entryFor,
  everyone,
  filesOf,
  heldClock,
  later,
  newcomersFrom,
  openedStore,
  placementOf,
  sameHash,
} from '../support/subscribers.js';

const ada = 'Ada@example.com';
const ben = 'ben@example.com';
const chen = 'chen@example.com';

describe('a store', () => {
  it('finds a reader by address however written, and by id', async () => {
    const store = await openedStore(temporaryFolder());
    const [id = ''] = await addReaders(store, ada, ben);
    expect(await store.find(addressOf('ADA@example.com'))).toMatchObject({ id, email: ada });
    expect(await store.get(id)).toMatchObject({ id, email: ada });
    expect(store.statusOf(id)).toBe('active');
    expect(await store.find(addressOf(chen))).toBeUndefined();
    expect(await store.get('a'.repeat(16))).toBeUndefined();
    expect(await store.get('no id')).toBeUndefined();
  });

  it('keeps everything when it is opened again, before and after it is compacted', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const preferences = { name: 'Ada "the" Ö\u2028', format: 'brief', topics: ['A, B'] } as const;
    await store.place(placementOf(entryFor(ada, { preferences })));
    await addReaders(store, ben, chen);
    const before = await everyone(store);
    expect(before[0]).toMatchObject(preferences);
    expect(await everyone(await openedStore(folder))).toEqual(before);
    await store.compact();
    expect(await everyone(store)).toEqual(before);
    expect(await everyone(await openedStore(folder))).toEqual(before);
    for (const reader of before) expect(Subscriber.safeParse(reader).error).toBeUndefined();
  });

  it('keeps a reader whose record is longer than what is read or written at once', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const [before = ''] = await addReaders(store, ben);
    const preferences = { name: 'long '.repeat(1_000_000) };
    await store.place(placementOf(entryFor(ada, { preferences })));
    await addReaders(store, chen);
    const readers = await everyone(store);
    expect(readers[0]?.id).toBe(before);
    expect(await everyone(await openedStore(folder))).toEqual(readers);
    await store.compact();
    expect(await everyone(store)).toEqual(readers);
    expect(await everyone(await openedStore(folder))).toEqual(readers);
  });

  it('keeps an address unique, also when a hundred adds come at once', async () => {
    const store = await openedStore(temporaryFolder());
    const adds = Array.from({ length: 100 }, () => store.place(placementOf(entryFor(ada))));
    const kinds = (await Promise.all(adds)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'added')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'unchanged')).toHaveLength(99);
    expect(store.counts()).toEqual({ pending: 0, active: 1, unsubscribed: 0, suppressed: 0 });
  });

  it('tells apart two addresses whose hashes are the same', async () => {
    const [one, other] = sameHash();
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const [first = '', second = ''] = await addReaders(store, one, other);
    for (const opened of [store, await openedStore(folder)]) {
      expect((await opened.find(addressOf(one)))?.id).toBe(first);
      expect((await opened.find(addressOf(other)))?.id).toBe(second);
    }
    await store.erase(first);
    expect(await store.find(addressOf(one))).toBeUndefined();
    expect((await store.find(addressOf(other)))?.id).toBe(second);
  });

  it('applies a transition to one reader, and nothing when it is refused or the reader unknown', async () => {
    const store = await openedStore(temporaryFolder());
    const [id = ''] = await addReaders(store, ada);
    const left = await store.change(id, (reader) => unsubscribe(reader, { at: later }));
    expect(left).toMatchObject({ kind: 'changed' });
    expect(store.statusOf(id)).toBe('unsubscribed');
    const added = await store.place(placementOf(entryFor(ada)));
    expect(added).toEqual({ kind: 'refused', why: 'unsubscribed' });
    expect(await store.change('a'.repeat(16), (reader) => unsubscribe(reader, { at }))).toBe(
      undefined,
    );
    expect(await everyone(store)).toMatchObject([{ status: 'unsubscribed', updatedAt: later }]);
  });

  it('lets a reader move to an address that is free, and the old one be taken by another', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const [first = '', second = ''] = await addReaders(store, ada, ben);
    const moveTo = (text: string) => (reader: Subscriber) =>
      changeAddress(reader, addressOf(text), later);
    expect(await store.change(first, moveTo(ben))).toEqual({ kind: 'refused', why: 'taken' });
    expect(await store.change(first, moveTo(chen))).toMatchObject({ kind: 'changed' });
    expect(await store.change(second, moveTo(ada))).toMatchObject({ kind: 'changed' });
    for (const opened of [store, await openedStore(folder)]) {
      expect((await opened.find(addressOf(chen)))?.id).toBe(first);
      expect((await opened.find(addressOf(ada)))?.id).toBe(second);
      expect(await opened.find(addressOf(ben))).toBeUndefined();
    }
  });

  it('finds a thousand readers under the addresses that they moved to, and only there', async () => {
    const store = await openedStore(temporaryFolder());
    const addresses = (name: string) =>
      Array.from({ length: 1300 }, (_, index) => addressOf(`${name}${index}@example.com`));
    let old = addresses('first');
    const ids = await addReaders(store, ...old.map(({ email }) => email));
    for (const name of ['second', 'third', 'fourth', 'fifth', 'sixth']) {
      const current = addresses(name);
      const moves = current.map((address, index) =>
        store.change(ids[index] ?? '', (reader) => changeAddress(reader, address, later)),
      );
      await Promise.all(moves);
      const found = await Promise.all(current.map((address) => store.find(address)));
      expect(found.map((reader) => reader?.id)).toEqual(ids);
      for (const address of old) expect(await store.find(address)).toBeUndefined();
      old = current;
    }
  });

  it('does not find an erased reader who had moved away and back', async () => {
    const store = await openedStore(temporaryFolder());
    const [id = ''] = await addReaders(store, ada);
    for (const text of [ben, ada]) {
      await store.change(id, (reader) => changeAddress(reader, addressOf(text), later));
    }
    await store.erase(id);
    expect(await store.find(addressOf(ada))).toBeUndefined();
    expect(await store.find(addressOf(ben))).toBeUndefined();
  });

  it('comes out right when a journal is replayed over the snapshot that holds it already', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'subscribers.journal');
    const store = await openedStore(folder);
    const [first = '', second = '', third = ''] = await addReaders(store, ada, ben, chen);
    const move = (id: string, text: string) =>
      store.change(id, (reader) => changeAddress(reader, addressOf(text), later));
    await move(first, 'free@example.com');
    await move(second, ada);
    await move(first, ben);
    await store.erase(third);
    await addReaders(store, 'dana@example.com');
    await move(second, 'elif@example.com');
    await move(first, ada);
    const readers = await everyone(store);
    copyFileSync(path, `${path}.old`);
    await store.compact();
    copyFileSync(`${path}.old`, path);
    const opened = await openedStore(folder);
    expect(await everyone(opened)).toEqual(readers);
    for (const { normalised, id } of readers) {
      expect((await opened.find({ normalised }))?.id).toBe(id);
    }
    expect(await opened.find(addressOf(ben))).toBeUndefined();
  });

  it('reads in order and each once, while readers change, come and go under the reading', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const other = await openedStore(folder);
    const addresses = Array.from({ length: 40 }, (_, index) => `reader${index}@example.com`);
    const ids = await addReaders(store, ...addresses);
    const seen: string[] = [];
    for await (const batch of store.batches({ size: 4 })) {
      seen.push(...batch.map(({ id }) => id));
      const last = seen.at(-1) ?? '';
      if (seen.length === 8) await store.compact();
      if (seen.length === 16) await other.erase(last);
      if (seen.length === 16) await store.refresh();
      if (seen.length === 24) await other.compact();
      await store.change(last, (reader) => setPreferences(reader, { format: 'brief' }, later));
    }
    expect(seen).toEqual(ids);
  });

  it('gives the readers of one status', async () => {
    const store = await openedStore(temporaryFolder());
    const [first = '', second = ''] = await addReaders(store, ada, ben);
    await store.change(first, (reader) => unsubscribe(reader, { at: later }));
    const of = async (status: 'active' | 'unsubscribed') => {
      const ids: string[] = [];
      for await (const batch of store.batches({ status })) ids.push(...batch.map(({ id }) => id));
      return ids;
    };
    expect(await of('active')).toEqual([second]);
    expect(await of('unsubscribed')).toEqual([first]);
  });

  it('tries newcomers without writing them, each on top of those before', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const before = filesOf(folder);
    const trial = new Map();
    const newcomers = newcomersFrom([entryFor(ada), entryFor(ada)]);
    expect(await store.admitAll(newcomers, trial)).toMatchObject([
      { kind: 'added' },
      { kind: 'unchanged' },
    ]);
    expect(filesOf(folder)).toEqual(before);
    expect(await everyone(store)).toEqual([]);
  });

  it('tries newcomers on what another has written meanwhile', async () => {
    const folder = temporaryFolder();
    const [store, other] = [await openedStore(folder), await openedStore(folder)];
    await addReaders(other, ada);
    const tried = await store.admitAll(newcomersFrom([entryFor(ada)]), new Map());
    expect(tried).toMatchObject([{ kind: 'unchanged' }]);
  });

  it('leaves no file open, however often it is compacted', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    for (let n = 0; n < 3; n += 1) {
      await addReaders(store, `reader${n}@example.com`);
      await store.compact();
    }
    await store.close();
    expect(openFiles(folder)).toBe(0);
  });

  it('compacts by itself once the journal has outgrown the snapshot', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const addresses = Array.from({ length: 20_000 }, (_, index) => `reader${index}@example.com`);
    await addReaders(store, ...addresses);
    expect(filesOf(folder).journal.length).toBeGreaterThan(4 << 20);
    await addReaders(store, ada);
    await store.place(placementOf(entryFor(ben)));
    expect(filesOf(folder).journal.split('\n')).toHaveLength(2);
    expect(store.counts().active).toBe(20_002);
  });
});

describe('a store that grows', () => {
  it('is put together anew each time that its journal has grown large', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const consent = { at, how: 'operator', from: 'a long list of readers '.repeat(80) } as const;
    for (const round of ['first', 'second']) {
      const entries = Array.from({ length: 2400 }, (_, index) =>
        entryFor(`${round}${index}@example.com`, { consent }),
      );
      await store.admitAll(newcomersFrom(entries));
      expect(filesOf(folder).journal.length).toBeGreaterThan(4 << 20);
      await store.tidy();
      expect(filesOf(folder).journal).toBe('');
    }
    expect(store.counts().active).toBe(4800);
  });
});

describe('an erased reader', () => {
  it('is in neither file any more, and comes back by no add', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const preferences = { name: 'Ada Lovelace' };
    await store.place(placementOf(entryFor(ada, { preferences })));
    await addReaders(store, ben);
    const reader = await store.find(addressOf(ada));
    expect(await store.erase(reader?.id ?? '')).toBe(true);
    expect(await store.erase(reader?.id ?? '')).toBe(false);
    const kept = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    expect(kept).toContain(ben);
    expect(kept.toLowerCase()).not.toMatch(/ada@|lovelace/);
    for (const opened of [store, await openedStore(folder)]) {
      expect(await opened.place(placementOf(entryFor(ada)))).toEqual({
        kind: 'refused',
        why: 'erased',
      });
    }
  });

  it('comes back by signing up and confirming, and can then be erased again', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const [first = ''] = await addReaders(store, ada);
    await store.erase(first);
    const address = addressOf(ada);
    const newcomer = { id: 'b'.repeat(16), address, preferences: {}, at };
    const rule = (standing: Parameters<typeof signUp>[0]) => signUp(standing, newcomer);
    expect(await store.place({ address, rule })).toMatchObject({ kind: 'added' });
    expect(await store.place(placementOf(entryFor(ada)))).toMatchObject({ why: 'erased' });
    await store.change(newcomer.id, (reader) => confirm(reader, { at: later, from: '/subscribe' }));
    expect(store.statusOf(newcomer.id)).toBe('active');
    const opened = await openedStore(folder);
    expect(await opened.place(placementOf(entryFor(ada)))).toMatchObject({ kind: 'unchanged' });
    await opened.erase(newcomer.id);
    expect(await store.place(placementOf(entryFor(ada)))).toMatchObject({ why: 'erased' });
  });

  it('is gone from the files at the next opening when a crash came right after the erasure', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'subscribers.journal');
    const snapshotPath = join(folder, 'subscribers.json');
    const store = await openedStore(folder);
    const [id = ''] = await addReaders(store, ada, ben);
    await store.compact();
    copyFileSync(snapshotPath, `${snapshotPath}.before`);
    await store.erase(id);
    // What is on disk between the record of the erasure and the compaction.
    const salt = /"salt":"(\w+)"/.exec(filesOf(folder).snapshot)?.[1] ?? '';
    const hash = /"erased":\[\n"([\w-]+)"/.exec(filesOf(folder).snapshot)?.[1] ?? '';
    expect(salt).not.toBe('');
    copyFileSync(`${snapshotPath}.before`, snapshotPath);
    rmSync(`${snapshotPath}.before`);
    const record = JSON.stringify({ erase: id, hash });
    const crc = crc32(record).toString(16).padStart(8, '0');
    writeFileSync(path, `{"crc":"${crc}","record":${record}}\n`);
    const opened = await openedStore(folder);
    expect(await opened.find(addressOf(ada))).toBeUndefined();
    expect(filesOf(folder).snapshot.toLowerCase()).not.toContain('ada@');
    expect(filesOf(folder).journal).toBe('');
  });
});

describe('an erased reader whom the disk did not let go of', () => {
  it('is gone from the files before the next change', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const [id = ''] = await addReaders(store, ada);
    await store.compact();
    mkdirSync(join(folder, 'subscribers.json.tmp'));
    await expect(store.erase(id)).rejects.toThrow('a folder stands where a file is expected');
    expect(filesOf(folder).snapshot).toContain(ada);
    rmSync(join(folder, 'subscribers.json.tmp'), { recursive: true });
    await store.place(placementOf(entryFor(ben)));
    expect(filesOf(folder).snapshot).not.toContain(ada);
    expect(store.statusOf(id)).toBeUndefined();
  });
});

describe('a snapshot', () => {
  it('is one JSON document with a reader a line', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    expect(JSON.parse(filesOf(folder).snapshot)).toMatchObject({ subscribers: [], erased: [] });
    const [id = ''] = await addReaders(store, ada, ben, chen);
    await store.erase(id);
    const { snapshot } = filesOf(folder);
    expect(JSON.parse(snapshot)).toMatchObject({
      count: 2,
      subscribers: [{ email: ben }, { email: chen }],
      erased: [expect.stringMatching(/^[\w-]{43}$/)],
    });
    expect(snapshot.split('\n').filter((line) => line.includes('"email"'))).toHaveLength(2);
  });

  it('is refused, with file and line, when any byte of it is another or it is cut short', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const [id = ''] = await addReaders(store, ada, ben, chen);
    await store.erase(id);
    await store.close();
    const path = join(folder, 'subscribers.json');
    const whole = readFileSync(path);
    const refused = async (bytes: Buffer) => {
      writeFileSync(path, bytes);
      const error = await openStore({ folder, clock: heldClock }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(VerdictsError);
      expect(error.message).toMatch(/subscribers\.json, lines? \d+/);
      expect(error.message).not.toContain('example.com');
    };
    for (let position = 0; position < whole.length; position += 1) {
      const flipped = Buffer.from(whole);
      flipped[position] = (flipped[position] ?? 0) ^ 0x04;
      await refused(flipped);
      await refused(whole.subarray(0, position));
    }
  });

  it('names the thousand lines that were damaged', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const addresses = Array.from({ length: 9999 }, (_, index) => `r${index}@example.com`);
    await addReaders(store, ...addresses);
    await store.compact();
    await store.close();
    const path = join(folder, 'subscribers.json');
    const { snapshot } = filesOf(folder);
    expect(snapshot.length).toBeGreaterThan(2 << 20);
    for (let thousand = 0; thousand < 10; thousand += 1) {
      const address = `"r${thousand * 1000 + 500}@example`;
      writeFileSync(path, snapshot.replace(address, address.replace('example', 'exbmple')));
      const lines = `lines ${thousand * 1000 + 1} to ${thousand * 1000 + 1000}:`;
      await expect(openStore({ folder, clock: heldClock })).rejects.toThrow(lines);
    }
  });

  it('that is missing beside a journal is not taken for an empty store', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    await addReaders(store, ada);
    await store.close();
    rmSync(join(folder, 'subscribers.json'));
    await expect(openStore({ folder, clock: heldClock })).rejects.toThrow('is missing');
  });

  it('that was taken away with its journal does not leave an open store empty', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    const [id = ''] = await addReaders(store, ada);
    for (const name of ['subscribers.json', 'subscribers.journal']) rmSync(join(folder, name));
    await expect(store.refresh()).rejects.toThrow('is missing');
    await store.refresh().catch(() => {});
    expect(() => store.statusOf(id)).toThrow('not open');
  });

  it('stays as it was, with nothing beside it, when the disk refuses a new one', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    await addReaders(store, ada);
    const before = filesOf(folder);
    // A folder in the way of the file that is written beside it.
    mkdirSync(join(folder, 'subscribers.json.tmp'));
    await expect(store.compact()).rejects.toThrow('a folder stands where a file is expected');
    expect(filesOf(folder)).toEqual(before);
    expect(await everyone(store)).toHaveLength(1);
    rmSync(join(folder, 'subscribers.json.tmp'), { recursive: true });
    await store.compact();
    expect(await everyone(store)).toHaveLength(1);
  });
});

describe('a journal that was cut while a reader was being added', () => {
  it('leaves every earlier reader, wherever the cut is', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'subscribers.journal');
    const store = await openedStore(folder);
    await addReaders(store, ada);
    const whole = filesOf(folder).journal.length;
    await addReaders(store, ben);
    await store.close();
    const full = readFileSync(path);
    for (let end = whole; end < full.length; end += 1) {
      writeFileSync(path, full);
      truncateSync(path, end);
      const opened = await openStore({ folder, clock: heldClock });
      expect((await everyone(opened)).map(({ email }) => email)).toEqual([ada]);
      await addReaders(opened, chen);
      expect((await everyone(opened)).map(({ email }) => email)).toEqual([ada, chen]);
      await opened.close();
    }
  });
});
