import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore, type SubscriberStore } from '../../src/subscribers/store.js';
import type { Subscriber } from '../../src/subscribers/subscriber.js';
import {
  admit,
  changeAddress,
  confirm,
  newReader,
  type Standing,
  setPreferences,
  signUp,
  suppress,
  type Transition,
  unsubscribe,
} from '../../src/subscribers/transitions.js';
import { temporaryFolder } from '../support/folder.js';
import { addressOf, at, entryFor, everyone, heldClock, later } from '../support/subscribers.js';

const addresses = Array.from({ length: 8 }, (_, index) => `Reader${index}@example.com`);
const address = fc.constantFrom(...addresses);
const which = fc.nat({ max: 7 });

type Step =
  | { does: 'add' | 'sign up'; address: string }
  | { does: 'confirm' | 'leave' | 'bounce' | 'choose' | 'erase'; which: number }
  | { does: 'move'; which: number; address: string }
  | { does: 'compact' | 'reopen' | 'swap' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('add', 'sign up'), address }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constantFrom('confirm', 'leave', 'bounce', 'choose', 'erase'),
      which,
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('move'), which, address }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('compact', 'reopen', 'swap') }) },
);

/** What the store must do, with a map in its place. */
class Model {
  readers: Subscriber[] = [];
  erased = new Set<string>();

  at(normalised: string): Standing {
    const subscriber = this.readers.find((reader) => reader.normalised === normalised);
    return { subscriber, erased: this.erased.has(normalised) };
  }

  take(transition: Transition): Transition {
    if (transition.kind === 'added') this.readers.push(transition.subscriber);
    if (transition.kind === 'changed') {
      const { subscriber } = transition;
      const holder = this.at(subscriber.normalised).subscriber;
      if (holder && holder.id !== subscriber.id) return { kind: 'refused', why: 'taken' };
      const own = subscriber.status === 'active' && subscriber.consent?.how === 'double-opt-in';
      if (own) this.erased.delete(subscriber.normalised);
      this.readers = this.readers.map((reader) =>
        reader.id === subscriber.id ? subscriber : reader,
      );
    }
    return transition;
  }

  erase(reader: Subscriber): void {
    this.readers = this.readers.filter(({ id }) => id !== reader.id);
    this.erased.add(reader.normalised);
  }
}

function transitionOf(does: Step): ((reader: Subscriber) => Transition) | undefined {
  if (does.does === 'confirm')
    return (reader) => confirm(reader, { at: later, from: '/subscribe' });
  if (does.does === 'leave')
    return (reader) => unsubscribe(reader, { at: later, reason: 'enough' });
  if (does.does === 'bounce') return (reader) => suppress(reader, { at: later, reason: 'bounce' });
  if (does.does === 'choose') return (reader) => setPreferences(reader, { name: 'Ö "x"' }, later);
  if (does.does === 'move')
    return (reader) => changeAddress(reader, addressOf(does.address), later);
  return undefined;
}

/** Takes a step with a store and with the model, and expects the same answer of both. */
async function take(does: Step, store: SubscriberStore, model: Model): Promise<void> {
  if (does.does === 'add' || does.does === 'sign up') {
    const entry = entryFor(does.address);
    const newcomer = { id: entry.id, address: entry.address, preferences: {}, at };
    const rule = (standing: Standing) =>
      does.does === 'add' ? admit(standing, newReader(entry)) : signUp(standing, newcomer);
    const expected = model.take(rule(model.at(entry.address.normalised)));
    expect(await store.place({ address: entry.address, rule })).toEqual(expected);
    return;
  }
  if (!('which' in does)) return;
  const reader = model.readers[does.which % Math.max(model.readers.length, 1)];
  if (!reader) return;
  const transition = transitionOf(does);
  if (transition) {
    const expected = model.take(transition(reader));
    expect(await store.change(reader.id, transition)).toEqual(expected);
  } else {
    model.erase(reader);
    expect(await store.erase(reader.id)).toBe(true);
  }
}

async function expectSame(store: SubscriberStore, model: Model): Promise<void> {
  expect(await everyone(store)).toEqual(model.readers);
  for (const text of addresses) {
    const { normalised } = addressOf(text);
    expect(await store.find({ normalised })).toEqual(model.at(normalised).subscriber);
  }
  const active = model.readers.filter(({ status }) => status === 'active');
  expect(store.counts().active).toBe(active.length);
  for (const { id, status } of model.readers) expect(store.statusOf(id)).toBe(status);
}

describe('a store', () => {
  it('does what a list in memory would, whatever happens, with another store open beside it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const folder = temporaryFolder();
        const open = () => openStore({ folder, clock: heldClock });
        const model = new Model();
        let [store, other] = [await open(), await open()];
        for (const does of steps) {
          if (does.does === 'compact') await store.compact();
          if (does.does === 'swap') [store, other] = [other, store];
          if (does.does === 'reopen') {
            await store.close();
            store = await open();
          }
          await take(does, store, model);
        }
        await expectSame(store, model);
        await expectSame(other, model);
        const opened = await open();
        await expectSame(opened, model);
        await Promise.all([store, other, opened].map((each) => each.close()));
      }),
      { numRuns: 150 },
    );
  });
});
