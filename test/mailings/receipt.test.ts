import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchState, stateAfter } from '../../src/mailings/batch-state.js';
import type { Standing } from '../../src/mailings/ledger.js';
import type { BatchRecord } from '../../src/mailings/ledger-record.js';
import { batchReaders } from '../../src/mailings/mailing.js';
import { addsUp, receiptOf } from '../../src/mailings/receipt.js';
import { mailingOf } from '../support/mailings.js';

const at = '2026-11-17T09:00:00.000Z';

/** What happens to a batch; `some` is how many readers are withdrawn or refused, where that can be. */
const events = fc.array(
  fc.record({
    type: fc.constantFrom<BatchRecord['type']>(
      'attempted',
      'accepted',
      'unanswered',
      'uncertain',
      'settled',
    ),
    some: fc.integer({ min: 0, max: 20 }),
    maybe: fc.boolean(),
  }),
  { maxLength: 8 },
);
type Event = typeof events extends fc.Arbitrary<(infer One)[]> ? One : never;

const some = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`);

/** The record of an event for a batch of so many readers in that state. */
function recordOf({ type, some: count, maybe }: Event, readers: number, state?: BatchState) {
  const batch = { at, batch: 0 };
  const part = Math.min(count, readers);
  const open = state && state.state !== 'accepted' ? state.withdrawn : [];
  const asked = readers - open.length;
  const refused = some(Math.min(count, asked)).map((reader) => ({ reader, message: 'no' }));
  switch (type) {
    case 'attempted':
      return { ...batch, type, key: `k${count % 3}`, sha256: '', withdrawn: some(part) };
    case 'accepted':
      return { ...batch, type, ids: some(asked - refused.length), refused, withdrawn: open };
    case 'unanswered':
      return { ...batch, type, reason: '', mayBeAccepted: maybe };
    case 'uncertain':
      return { ...batch, type, reason: '' };
    case 'settled':
      return maybe
        ? { ...batch, type, as: 'accepted' as const, readers: asked, refused }
        : { ...batch, type, as: 'again' as const, readers: asked };
  }
}

/** What is known of a batch after all that is possible of these events, in order. */
function after(happened: Event[], readers: number): BatchState | undefined {
  let state: BatchState | undefined;
  for (const event of happened) state = stateAfter(state, recordOf(event, readers, state)) ?? state;
  return state;
}

describe('a receipt', () => {
  it('accounts for every reader once, whatever became of the batches and in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 320 }),
        fc.array(events, { maxLength: 4 }),
        (readers, all) => {
          const mailing = mailingOf(readers);
          const states = all.map((each, number) => after(each, batchReaders(mailing, number)));
          const standing: Standing = { state: 'unfinished' };
          const receipt = receiptOf(mailing, {
            batch: (number) => states[number],
            standing,
            refusals: new Map(),
          });
          expect(addsUp(receipt)).toBe(true);
          const { accepted, refused, withdrawn, uncertain, pending } = receipt;
          for (const count of [accepted, refused, withdrawn, uncertain, pending]) {
            expect(count).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is told apart from one that does not add up', () => {
    const standing: Standing = { state: 'finished' };
    const nothing = { batch: () => undefined, standing, refusals: new Map() };
    const receipt = receiptOf(mailingOf(3), nothing);
    for (const name of ['accepted', 'refused', 'withdrawn', 'uncertain', 'pending'] as const) {
      expect(addsUp({ ...receipt, [name]: receipt[name] + 1 })).toBe(false);
    }
  });

  it('says why it is stopped and until when, and the most frequent reasons for refusals first', () => {
    const standing: Standing = { state: 'stopped', reason: 'no answer', until: at };
    const refusals = new Map([
      ['rare', 1],
      ['frequent', 9],
      ['now and then', 3],
    ]);
    const receipt = receiptOf(mailingOf(3), { batch: () => undefined, standing, refusals });
    expect(receipt).toMatchObject({ state: 'stopped', reason: 'no answer', until: at });
    expect(receipt.refusals.map(({ reason }) => reason)).toEqual([
      'frequent',
      'now and then',
      'rare',
    ]);
  });
});
