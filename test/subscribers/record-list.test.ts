import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordList } from '../../src/subscribers/record-list.js';
import { Subscriber } from '../../src/subscribers/subscriber.js';
import { aSubscriber, at, later } from '../support/subscribers.js';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('"', '\\', '\n', '\u2028', '\ud800', 'Zoë', '😀', 'x'.repeat(40_000)),
);
const time = fc.constantFrom(at, later);

const reader: fc.Arbitrary<Subscriber> = fc
  .record(
    {
      status: fc.constantFrom(...Subscriber.shape.status.options),
      email: text,
      name: text,
      format: fc.constantFrom('digest', 'brief'),
      topics: fc.array(text, { maxLength: 3 }),
      consent: fc.record({ at: time, how: fc.constantFrom('import', 'operator'), from: text }),
      reason: text,
      timeZone: text,
      pausedUntil: time,
      letters: fc.array(fc.record({ kind: fc.constantFrom('confirm', 'erase'), at: time })),
      movingTo: fc.constant({ email: 'Ada@example.org', normalised: 'ada@example.org' }),
      createdAt: time,
      updatedAt: time,
    },
    { requiredKeys: [] },
  )
  .map((changes) => aSubscriber(changes));

/** One of an import, whose readers have nearly all in common, but for one field. */
const imported: fc.Arbitrary<Subscriber> = fc
  .record({ other: reader, field: fc.constantFrom(...Subscriber.keyof().options) })
  .map(({ other, field }) => ({ ...inCommon, [field]: other[field] }));
const consent = { at, how: 'import', from: 'readers.csv' } as const;
const inCommon = aSubscriber({ consent, topics: [] });

it('every reader that is written reads back the same, with its keys in the order of the schema', () => {
  const list = new RecordList();
  const order = Object.keys(Subscriber.shape);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(reader, { weight: 3, arbitrary: imported }), {
        minLength: 1,
        maxLength: 6,
      }),
      (readers) => {
        const json = list.of(readers).toString();
        expect(json).not.toContain('\n');
        const read: Subscriber[] = JSON.parse(json);
        expect(read).toEqual(JSON.parse(JSON.stringify(readers)));
        for (const one of read) {
          expect(Object.keys(one)).toEqual(order.filter((key) => key in one));
        }
      },
    ),
    { numRuns: 500 },
  );
});
