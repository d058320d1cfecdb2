import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubscriberStore } from '../../src/subscribers/store.js';
import type { Status } from '../../src/subscribers/subscriber.js';
import { suppress, unsubscribe } from '../../src/subscribers/transitions.js';
import { temporaryFolder } from '../support/folder.js';
import {
  addReaders,
  at,
  entryFor,
  everyone,
  filesOf,
  later,
  newcomersFrom,
  openedStore,
  placementOf,
  sameHash,
} from '../support/subscribers.js';

const history = fc.constantFrom('nobody', 'active', 'left', 'bounced', 'erased');
const row = fc.record({
  who: fc.nat({ max: 5 }),
  status: fc.constantFrom<Status>('active', 'pending', 'unsubscribed', 'suppressed'),
});

async function bringAbout(store: SubscriberStore, histories: string[], ids: string[]) {
  for (const [who, happened] of histories.entries()) {
    if (happened === 'nobody') continue;
    await store.place(placementOf(entryFor(`r${who}@example.com`, { id: ids[who] ?? '' })));
    const id = ids[who] ?? '';
    if (happened === 'left') await store.change(id, (reader) => unsubscribe(reader, { at }));
    if (happened === 'bounced') {
      await store.change(id, (reader) => suppress(reader, { at, reason: 'bounce' }));
    }
    if (happened === 'erased') await store.erase(id);
  }
}

describe('newcomers', () => {
  it('come in together as they do one after the other, whatever was known of them', async () => {
    const ids = Array.from({ length: 6 }, (_, who) => `${who}`.repeat(16));
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 6, maxLength: 6 }),
        fc.array(fc.array(row, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
        async (histories, batches) => {
          const [store, other] = [
            await openedStore(temporaryFolder()),
            await openedStore(temporaryFolder()),
          ];
          await bringAbout(store, histories, ids);
          await bringAbout(other, histories, ids);
          for (const rows of batches) {
            const entries = rows.map(({ who, status }) =>
              entryFor(`r${who}@example.com`, { status, at: later }),
            );
            const answer = await store.admitAll(newcomersFrom(entries));
            const kinds =
              answer === 'all added' ? entries.map(() => 'added') : answer.map(({ kind }) => kind);
            const expected: string[] = [];
            for (const entry of entries) {
              expected.push((await other.place(placementOf(entry))).kind);
            }
            expect(kinds).toEqual(expected);
          }
          expect(await everyone(store)).toEqual(await everyone(other));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('who are all new are written as the bytes that they came as', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    await addReaders(store, 'cleo@example.com');
    const newcomers = newcomersFrom([entryFor('ada@example.com'), entryFor('ben@example.com')]);
    expect(await store.admitAll(newcomers)).toBe('all added');
    expect(filesOf(folder).journal).toContain(Buffer.from(newcomers.list()).toString());
  });

  it('are new though another has the hash of their address', async () => {
    const [one, other] = sameHash();
    const store = await openedStore(temporaryFolder());
    await addReaders(store, one);
    expect(await store.admitAll(newcomersFrom([entryFor(other)]))).toBe('all added');
    expect(await store.admitAll(newcomersFrom([entryFor(other)]))).toMatchObject([
      { kind: 'unchanged' },
    ]);
    expect((await everyone(store)).map(({ normalised }) => normalised)).toEqual([one, other]);
  });
});
