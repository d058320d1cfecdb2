import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Status, Subscriber } from '../../src/subscribers/subscriber.js';
import {
  admit,
  askForLetter,
  changeAddress,
  confirm,
  liftSuppression,
  newReader,
  planMove,
  setPreferences,
  signUp,
  suppress,
  type Transition,
  unsubscribe,
} from '../../src/subscribers/transitions.js';
import { addressOf, aSubscriber, at, entryFor, later } from '../support/subscribers.js';

const nobody = { subscriber: undefined, erased: false };
const known = (subscriber: Subscriber, erased = false) => ({ subscriber, erased });

function statusAfter(transition: Transition): Status | 'refused' {
  return transition.kind === 'refused' ? 'refused' : transition.subscriber.status;
}

describe('adding a reader', () => {
  it('makes a new one active, with the consent that was given', () => {
    const added = admit(nobody, newReader(entryFor('Ada@example.com')));
    expect(added).toMatchObject({
      kind: 'added',
      subscriber: { email: 'Ada@example.com', status: 'active', consent: { how: 'operator' } },
    });
  });

  it('activates a pending one, and leaves an active one and its choices alone', () => {
    const newcomer = newReader(
      entryFor('ada@example.com', { preferences: { format: 'brief' }, at: later }),
    );
    const { consent: _none, ...pending } = aSubscriber({ status: 'pending' });
    expect(admit(known(pending), newcomer)).toMatchObject({ subscriber: { status: 'active' } });
    expect(admit(known(aSubscriber()), newcomer)).toEqual({
      kind: 'unchanged',
      subscriber: aSubscriber(),
    });
  });

  it.each(['unsubscribed', 'suppressed'] as const)('never revives one who is %s', (status) => {
    const subscriber = aSubscriber({ status });
    expect(admit(known(subscriber), newReader(entryFor('ada@example.com')))).toEqual({
      kind: 'refused',
      why: status,
    });
  });

  it('never brings back one who was erased, not even from a sign-up that waits', () => {
    const newcomer = newReader(entryFor('ada@example.com'));
    const refused = { kind: 'refused', why: 'erased' };
    expect(admit({ ...nobody, erased: true }, newcomer)).toEqual(refused);
    expect(admit(known(aSubscriber({ status: 'pending' }), true), newcomer)).toEqual(refused);
  });

  it('takes over from a file that a reader left or bounced', () => {
    const subscriber = aSubscriber();
    const left = newReader(entryFor('ada@example.com', { status: 'unsubscribed' }));
    const bounced = newReader(entryFor('ada@example.com', { status: 'suppressed' }));
    expect(statusAfter(admit(known(subscriber), left))).toBe('unsubscribed');
    expect(statusAfter(admit(known(subscriber), bounced))).toBe('suppressed');
  });
});

describe('a reader', () => {
  const newcomer = {
    id: 'b'.repeat(16),
    address: addressOf('ada@example.com'),
    preferences: {},
    at,
  };

  it('is pending after signing up, without a consent, and active with one after confirming', () => {
    const signedUp = signUp(nobody, newcomer);
    if (signedUp.kind === 'refused') throw new Error('refused');
    expect(signedUp.subscriber).toMatchObject({ status: 'pending' });
    expect(signedUp.subscriber.consent).toBeUndefined();
    expect(confirm(signedUp.subscriber, { at: later, from: '/subscribe' })).toMatchObject({
      subscriber: {
        status: 'active',
        consent: { at: later, how: 'double-opt-in', from: '/subscribe' },
      },
    });
  });

  it('who unsubscribed stays so after signing up, until confirming', () => {
    const gone = aSubscriber({ status: 'unsubscribed', reason: 'too many' });
    const again = signUp(known(gone), { ...newcomer, preferences: { format: 'brief' } });
    expect(again).toMatchObject({ subscriber: { status: 'unsubscribed', format: 'brief' } });
    const back = confirm(gone, { at: later, from: '/subscribe' });
    expect(back).toMatchObject({ subscriber: { status: 'active' } });
    expect(back).not.toHaveProperty('subscriber.reason');
  });

  it('who is active is not touched by a stranger who types the address', () => {
    const signedUp = signUp(known(aSubscriber()), {
      ...newcomer,
      preferences: { format: 'brief' },
    });
    expect(signedUp).toEqual({ kind: 'unchanged', subscriber: aSubscriber() });
  });

  it('who is suppressed comes back neither by signing up nor by confirming', () => {
    const subscriber = aSubscriber({ status: 'suppressed', reason: 'bounce' });
    expect(statusAfter(signUp(known(subscriber), newcomer))).toBe('refused');
    expect(statusAfter(confirm(subscriber, { at, from: '/' }))).toBe('refused');
  });

  it('who is suppressed is active again when an operator lifts it, unless leaving came before or after', () => {
    const done = (transition: Transition) => {
      if (transition.kind === 'refused') throw new Error('refused');
      return transition.subscriber;
    };
    const bounce = { at: later, reason: 'bounce' };
    const bounced = done(suppress(aSubscriber(), bounce));
    expect(statusAfter(liftSuppression(bounced, { at: later }))).toBe('active');
    const leftAfter = done(unsubscribe(bounced, { at: later }));
    expect(leftAfter.status).toBe('suppressed');
    expect(statusAfter(liftSuppression(leftAfter, { at: later }))).toBe('unsubscribed');
    const leftBefore = done(suppress(done(unsubscribe(aSubscriber(), { at })), bounce));
    expect(statusAfter(liftSuppression(leftBefore, { at: later }))).toBe('unsubscribed');
  });

  it('may say why when leaving, at once or afterwards', () => {
    const silent = unsubscribe(aSubscriber(), { at });
    expect(silent).not.toHaveProperty('subscriber.reason');
    const gone = aSubscriber({ status: 'unsubscribed' });
    expect(unsubscribe(gone, { at })).toMatchObject({ kind: 'unchanged' });
    expect(unsubscribe(gone, { at, reason: 'too many' })).toMatchObject({
      kind: 'changed',
      subscriber: { reason: 'too many' },
    });
  });

  it('chooses name, format and topics one by one', () => {
    const reader = aSubscriber({ name: 'Ada' });
    expect(setPreferences(reader, { format: 'digest' }, later).kind).toBe('unchanged');
    expect(setPreferences(reader, { topics: ['Agents'] }, later)).toMatchObject({
      subscriber: { name: 'Ada', format: 'digest', topics: ['Agents'], updatedAt: later },
    });
    expect(setPreferences(reader, { name: '' }, later)).not.toHaveProperty('subscriber.name');
  });

  it('moves to another address', () => {
    expect(changeAddress(aSubscriber(), addressOf('Ben@example.com'), later)).toMatchObject({
      kind: 'changed',
      subscriber: { email: 'Ben@example.com', normalised: 'ben@example.com' },
    });
  });

  it('chooses a time zone and a pause, and takes them back', () => {
    const reader = aSubscriber();
    const pausedUntil = '2026-12-24T05:00:00.000Z';
    const chosen = setPreferences(reader, { timeZone: 'Europe/Berlin', pausedUntil }, later);
    expect(chosen).toMatchObject({ subscriber: { timeZone: 'Europe/Berlin', pausedUntil } });
    if (chosen.kind !== 'changed') throw new Error('expected a change');
    const back = setPreferences(chosen.subscriber, { timeZone: '', pausedUntil: '' }, later);
    expect(back).toEqual({ kind: 'changed', subscriber: { ...reader, updatedAt: later } });
    expect(
      confirm({ ...chosen.subscriber, status: 'unsubscribed' }, { at, from: '/' }),
    ).not.toHaveProperty('subscriber.pausedUntil');
  });

  it('forgets where it wanted to move once it has moved', () => {
    const planned = planMove(aSubscriber(), addressOf('Ben@example.com'), at);
    expect(planned).toMatchObject({ subscriber: { movingTo: { normalised: 'ben@example.com' } } });
    if (planned.kind !== 'changed') throw new Error('expected a change');
    expect(
      changeAddress(planned.subscriber, addressOf('Ben@example.com'), later),
    ).not.toHaveProperty('subscriber.movingTo');
  });

  it('gets one letter of a kind in ten minutes and five in a day, however often one is asked for', () => {
    const kind = fc.constantFrom('confirm' as const, 'erase' as const);
    const steps = fc.array(fc.tuple(kind, fc.nat(90 * 60_000)), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (asked) => {
        let reader = aSubscriber();
        let time = Date.parse(at);
        const sent: { kind: string; time: number }[] = [];
        for (const [wanted, gap] of asked) {
          time += gap;
          const transition = askForLetter(reader, wanted, new Date(time).toISOString());
          if (transition.kind !== 'changed') continue;
          reader = transition.subscriber;
          const same = sent.filter((letter) => letter.kind === wanted);
          expect(same.filter((letter) => time - letter.time < 10 * 60_000)).toEqual([]);
          expect(same.filter((letter) => time - letter.time < 86_400_000).length).toBeLessThan(5);
          sent.push({ kind: wanted, time });
          expect(Subscriber.safeParse(reader).error).toBeUndefined();
        }
        expect(reader.letters?.length ?? 0).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('is valid after whatever happens, and mailed again only by an own confirmation or an operator’s lift', () => {
    const events = {
      added: (reader: Subscriber) => admit(known(reader), newReader(entryFor('ada@example.com'))),
      signedUp: (reader: Subscriber) => signUp(known(reader), newcomer),
      confirmed: (reader: Subscriber) => confirm(reader, { at, from: '/' }),
      left: (reader: Subscriber) => unsubscribe(reader, { at, reason: 'enough' }),
      bounced: (reader: Subscriber) => suppress(reader, { at, reason: 'bounce' }),
      lifted: (reader: Subscriber) => liftSuppression(reader, { at }),
      chose: (reader: Subscriber) => setPreferences(reader, { format: 'brief' }, at),
    };
    const names = fc.constantFrom(...(Object.keys(events) as (keyof typeof events)[]));
    fc.assert(
      fc.property(fc.array(names, { maxLength: 12 }), (happened) => {
        let reader = aSubscriber();
        for (const name of happened) {
          const before = reader;
          const transition = events[name](reader);
          if (transition.kind === 'refused') continue;
          reader = transition.subscriber;
          expect(Subscriber.safeParse(reader).error).toBeUndefined();
          // What has happened already changes nothing: neither a reason nor when the reader last changed.
          expect(events[name](reader).kind).not.toBe('changed');
          const revived = reader.status === 'active' && before.status !== 'active';
          if (revived) expect(['confirmed', 'lifted']).toContain(name);
          if (revived) expect(reader.consent).toBeDefined();
        }
      }),
    );
  });
});
