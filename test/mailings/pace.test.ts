import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/mailings/pace.js';
import { TestClock } from '../support/clock.js';
import { type Arrival, countings, PacedServer } from '../support/paced-server.js';

const seconds = (count: number) => count * 1000;

describe('the pace of requests', () => {
  const worlds = fc.record({
    limit: fc.integer({ min: 1, max: 40 }),
    counts: fc.constantFrom(...countings),
    latency: fc.integer({ min: 1, max: 400 }),
    jitter: fc.integer({ min: 0, max: 9 }),
    seed: fc.integer(),
  });

  it('never exceeds the limit that replies name, and uses nearly all of it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const server = new PacedServer(world);
        const arrivals = await server.serve(createPace(server), seconds(40));
        expect(refusedAfter(arrivals, seconds(1))).toBe(0);
        // As many senders as there are requests under way can reach no higher rate than this.
        const reachable = Math.min(world.limit, (server.senders * 1000) / (world.latency + 12));
        expect(perSecond(arrivals, seconds(15), seconds(40))).toBeGreaterThan(0.96 * reachable);
      }),
      { numRuns: 60 },
    );
  });

  it('follows a limit that changes, within a second and for good', async () => {
    const limit = fc.integer({ min: 1, max: 30 });
    const limits = fc.tuple(limit, limit, limit);
    await fc.assert(
      fc.asyncProperty(worlds, limits, async (world, [first, then, last]) => {
        const server = new PacedServer({ ...world, limit: first });
        server.at(seconds(10), () => (server.limit = then));
        server.at(seconds(20), () => (server.limit = last));
        const arrivals = await server.serve(createPace(server), seconds(30));
        const refused = arrivals.filter(({ refused }) => refused).map(({ at }) => at);
        for (const at of refused) expect([0, 10, 11, 20, 21]).toContain(Math.floor(at / 1000));
      }),
      { numRuns: 60 },
    );
  });

  it('asks one at a time until it knows the limit', async () => {
    const server = new PacedServer({ limit: 2, counts: 'fixed windows', latency: 100 });
    const arrivals = await server.serve(createPace(server), seconds(10));
    expect(arrivals.filter(({ refused }) => refused)).toEqual([]);
  });

  it('learns nothing from a request that is not answered', async () => {
    const clock = new TestClock();
    const pace = createPace(clock);
    const start = clock.now().getTime();
    for (let n = 0; n < 9; n += 1) {
      const turn = await pace.turn();
      turn.started();
      turn.learn({});
    }
    // Resend's lowest limit is two a second.
    expect(clock.now().getTime() - start).toBeGreaterThanOrEqual(4000);
  });

  it('does not wait where replies name no limit', async () => {
    const server = new PacedServer({ limit: Number.POSITIVE_INFINITY, latency: 10 });
    const arrivals = await server.serve(createPace(server), seconds(5));
    expect(perSecond(arrivals, seconds(1), seconds(5))).toBeGreaterThan(400);
  });

  it('finds a limit that no reply names from what is refused', async () => {
    const server = new PacedServer({
      limit: 10,
      counts: 'fixed windows',
      latency: 50,
      silent: true,
    });
    const arrivals = await server.serve(createPace(server), seconds(30));
    expect(refusedAfter(arrivals, seconds(10))).toBe(0);
    expect(perSecond(arrivals, seconds(10), seconds(30))).toBeGreaterThan(1);
  });

  it('leaves to others what they use of the team’s limit', async () => {
    const server = new PacedServer({ limit: 10, counts: 'fixed windows', latency: 50 });
    for (let at = 0; at < seconds(20); at += 250) server.at(at, () => server.takeForOthers());
    const arrivals = await server.serve(createPace(server), seconds(20));
    const refused = refusedAfter(arrivals, seconds(1));
    expect(refused).toBeLessThan(0.1 * arrivals.length);
    expect(perSecond(arrivals, seconds(1), seconds(20))).toBeGreaterThan(3);
  });

  it('makes up for the time that a request waits to be in the ledger', async () => {
    const server = new PacedServer({ limit: 10, counts: 'a sliding window', latency: 50, lag: 30 });
    const arrivals = await server.serve(createPace(server), seconds(20));
    expect(refusedAfter(arrivals, seconds(1))).toBe(0);
    expect(perSecond(arrivals, seconds(1), seconds(20))).toBeGreaterThan(9.8);
  });

  it('waits as long as it is told to', async () => {
    const server = new PacedServer({ limit: 10, latency: 10 });
    const pace = createPace(server);
    server.at(seconds(2), () => pace.hold(seconds(5)));
    const arrivals = await server.serve(pace, seconds(10));
    const gap = arrivals.filter(({ at }) => at > seconds(2) + 110 && at < seconds(7));
    expect(gap).toEqual([]);
    expect(arrivals.filter(({ at }) => at > seconds(7)).length).toBeGreaterThan(25);
  });

  it('goes a little slower, a tenth at most, the more often it is refused within the limit', async () => {
    const clock = new TestClock();
    const pace = createPace(clock);
    const now = () => clock.now().getTime();
    const request = async () => {
      const turn = await pace.turn();
      turn.started();
      turn.learn({ 'ratelimit-limit': '10' });
    };
    for (let n = 0; n < 30; n += 1) await request();
    const took = async () => {
      const start = now();
      for (let n = 0; n < 100; n += 1) await request();
      return (now() - start) / 100;
    };
    const before = await took();
    pace.hold(0);
    const once = await took();
    for (let n = 0; n < 50; n += 1) pace.hold(0);
    const often = await took();
    expect(once).toBeGreaterThan(before);
    expect(often).toBeGreaterThan(once);
    expect(often).toBeLessThan(1.12 * before);
  });

  it('gives every turn at once when it is told to stop', async () => {
    const server = new PacedServer({ limit: 1, latency: 10 });
    const pace = createPace(server);
    pace.hold(seconds(60));
    const stop = new AbortController();
    const turns = Promise.all([pace.turn(stop.signal), pace.turn(stop.signal)]);
    stop.abort();
    await turns;
    expect(server.now().getTime()).toBe(0);
  });

  it('does not wait for a clock that was set back', async () => {
    const server = new PacedServer({ limit: 5, latency: 10 });
    const pace = createPace(server);
    server.at(seconds(3), () => server.setBack(3_600_000));
    const arrivals = await server.serve(pace, seconds(10));
    expect(perSecond(arrivals, seconds(4), seconds(10))).toBeGreaterThan(4);
  });
});

function refusedAfter(arrivals: Arrival[], time: number): number {
  return arrivals.filter(({ at, refused }) => refused && at > time).length;
}

function perSecond(arrivals: Arrival[], from: number, to: number): number {
  const taken = arrivals.filter(({ at, refused }) => !refused && at > from && at <= to);
  return taken.length / ((to - from) / 1000);
}
