import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepReadership, readershipOf, weeksOf } from '../../src/jobs/readership.js';
import type { Subscriber } from '../../src/subscribers/subscriber.js';
import { unsubscribe } from '../../src/subscribers/transitions.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { aSubscriber } from '../support/subscribers.js';

const now = new Date('2026-11-17T09:00:00.000Z');

async function* inBatches(readers: Subscriber[]) {
  yield readers.slice(0, 3);
  yield readers.slice(3);
}

const aTime = fc
  .integer({ min: Date.parse('2024-12-25'), max: Date.parse('2026-12-31') })
  .map((time) => new Date(time).toISOString());

const aReader: fc.Arbitrary<Subscriber> = fc
  .record({
    status: fc.constantFrom('pending', 'active', 'unsubscribed', 'suppressed'),
    format: fc.constantFrom('digest', 'brief'),
    consentAt: fc.option(aTime),
    createdAt: aTime,
    updatedAt: aTime,
  } as const)
  .map(({ consentAt, ...rest }) => {
    const { consent, ...reader } = aSubscriber(rest);
    const agreed = { at: consentAt ?? '', how: 'import', from: 'a list' } as const;
    return consentAt === null ? reader : { ...reader, consent: agreed };
  });

describe('The readership over time', () => {
  it('adds up: whatever the readers, who joined less who left is who is active', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aReader),
        fc.constantFrom('all' as const, 1, 2, 12, 60),
        async (readers, span) => {
          const readership = await readershipOf(inBatches(readers), now);
          const weeks = weeksOf(readership, span);
          const active = readers.filter(({ status }) => status === 'active').length;
          expect(readership.counts.active).toBe(active);
          expect(weeks.at(-1)).toMatchObject({ week: '2026-W47', active });
          for (const [at, week] of weeks.entries()) {
            const before = weeks[at - 1];
            expect(week.active).toBeGreaterThanOrEqual(0);
            if (before) expect(week.active).toBe(before.active + week.joined - week.left);
          }
          if (span === 'all') {
            const sum = weeks.reduce((all, { joined, left }) => all + joined - left, 0);
            expect(sum).toBe(active);
          } else {
            expect(weeks.length).toBeLessThanOrEqual(span);
            expect(weeks.length).toBeGreaterThanOrEqual(Math.min(span, 8));
          }
        },
      ),
    );
  });

  it('puts each reader in the week of joining and of leaving', async () => {
    const at = (day: string) => `2026-11-${day}T10:00:00.000Z`;
    const agreed = (day: string) => ({ at: at(day), how: 'import', from: 'a list' }) as const;
    const readers = [
      aSubscriber({ consent: agreed('02'), createdAt: at('01'), pausedUntil: at('30') }),
      aSubscriber({ consent: agreed('08'), format: 'brief', pausedUntil: at('03') }),
      aSubscriber({ status: 'unsubscribed', consent: agreed('03'), updatedAt: at('16') }),
      aSubscriber({ status: 'suppressed', consent: agreed('09'), updatedAt: at('10') }),
    ];
    const { consent, ...neverAgreed } = aSubscriber({
      status: 'unsubscribed',
      updatedAt: at('16'),
    });
    const pending = { ...neverAgreed, status: 'pending' } as const;
    const readership = await readershipOf(inBatches([...readers, neverAgreed, pending]), now);
    expect(readership).toMatchObject({
      counts: { active: 2, pending: 1, unsubscribed: 2, suppressed: 1 },
      formats: { digest: 1, brief: 1 },
      paused: 1,
    });
    expect(weeksOf(readership, 3)).toEqual([
      { week: '2026-W45', joined: 3, left: 0, active: 3 },
      { week: '2026-W46', joined: 1, left: 1, active: 3 },
      { week: '2026-W47', joined: 0, left: 1, active: 2 },
    ]);
    expect(weeksOf(readership, 2)[0]).toEqual({
      week: '2026-W46',
      joined: 1,
      left: 1,
      active: 3,
    });
  });

  it('of a large list is counted when asked for, and shown until somebody comes or leaves', async () => {
    const clock = new TestClock();
    const app = testApp(clock);
    await addReaders(app, 2500);
    const readerships = keepReadership(app);
    expect(await readerships.glance()).toMatchObject({
      counts: { active: 2500 },
      readership: undefined,
    });
    const [one, other] = await Promise.all([readerships.count(), readerships.count()]);
    expect(one).toBe(other);
    expect((await readerships.glance()).readership).toBe(one);

    const store = await app.subscribers();
    const reader = await store.find({ normalised: 'reader7@example.com' });
    await store.change(reader?.id ?? '', (known) => unsubscribe(known, { at: now.toISOString() }));
    expect(await readerships.glance()).toMatchObject({
      counts: { active: 2499, unsubscribed: 1 },
      readership: undefined,
    });
    expect((await readerships.count()).counts).toMatchObject({ active: 2499, unsubscribed: 1 });
    clock.jump(60_000);
    expect((await readerships.glance()).readership).toBeUndefined();
  });
});
