import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PendingLimit } from '../../src/site/pending-limit.js';
import { RateLimit } from '../../src/site/rate-limit.js';
import { hour, TestClock } from '../support/clock.js';

describe('a rate limit', () => {
  test('lets through no more than its rate, whenever they come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(20 * 60_000), { maxLength: 300 }),
        (perHour, gaps) => {
          const clock = new TestClock();
          const start = clock.now().getTime();
          const limit = new RateLimit({ perHour, clock });
          let passed = 0;
          for (const gap of gaps) {
            clock.jump(gap);
            if (limit.take('one') === 0) passed += 1;
            const hours = (clock.now().getTime() - start) / hour;
            expect(passed).toBeLessThanOrEqual(perHour + perHour * hours + 1e-6);
          }
        },
      ),
    );
  });

  test('says after how long the next passes', () => {
    const clock = new TestClock();
    const limit = new RateLimit({ perHour: 2, clock });
    expect([limit.take('one'), limit.take('one'), limit.take('one')]).toEqual([0, 0, 1800]);
    clock.jump(1800_000);
    expect([limit.take('one'), limit.take('two')]).toEqual([0, 0]);
  });

  test('remembers so many keys and no more', () => {
    const clock = new TestClock();
    const limit = new RateLimit({ perHour: 1, clock, capacity: 100 });
    for (let key = 0; key < 10_000; key += 1) limit.take(String(key));
    expect([limit.take('9999'), limit.take('0')]).toEqual([3600, 0]);
  });
});

describe('the limit of addresses that wait', () => {
  test('counts each address of a client once, for a day or until it is confirmed', () => {
    const clock = new TestClock();
    const limit = new PendingLimit(2, clock);
    const add = (address: string) => limit.add('client', address);
    expect([add('a'), add('b'), add('b'), add('c')]).toEqual([true, true, true, false]);
    limit.confirmed('a');
    expect([add('c'), add('d'), limit.add('other', 'd')]).toEqual([true, false, true]);
    clock.jump(24 * hour);
    expect([add('d'), add('e'), add('f')]).toEqual([true, true, false]);
  });

  test('remembers so many clients and no more', () => {
    const limit = new PendingLimit(1, new TestClock(), 100);
    for (let client = 0; client < 1000; client += 1) limit.add(String(client), 'a');
    expect([limit.add('999', 'b'), limit.add('0', 'b')]).toEqual([false, true]);
  });
});
