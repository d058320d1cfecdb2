import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/mailings/courier.js';
import { lookUp } from '../../src/mailings/listing.js';
import { TestClock } from '../support/clock.js';

const now = new Date('2026-11-17T09:00:00.000Z');
const subject = 'Ship or skip?';
const busy = { data: null, error: { name: 'rate_limit_exceeded', statusCode: 429 }, headers: {} };
const restricted = {
  data: null,
  error: { name: 'restricted_api_key', statusCode: 401, message: 'This key may only send.' },
  headers: {},
};

/** A list of messages, newest first, each a second older than the one before, behind these refusals. */
class FakeList {
  readonly pages: (string | undefined)[] = [];

  constructor(
    readonly mailboxes: string[],
    readonly refusals: Reply[] = [],
  ) {}

  async list(after?: string): Promise<Reply> {
    const refusal = this.refusals.shift();
    if (refusal) return refusal;
    this.pages.push(after);
    const start = after === undefined ? 0 : Number(after) + 1;
    const data = this.mailboxes.slice(start, start + 100).map((mailbox, index) => ({
      id: String(start + index),
      to: [mailbox.toUpperCase()],
      subject,
      created_at: new Date(now.getTime() - 1000 * (start + index)).toISOString(),
    }));
    const has_more = start + 100 < this.mailboxes.length;
    return { data: { data, has_more }, error: null, headers: {} };
  }
}

const readers = (count: number) => Array.from({ length: count }, (_, n) => `r${n}@example.com`);
const wanted = (mailboxes: string[], since = new Date(0), until = now) => ({
  mailboxes: new Set(mailboxes),
  subjects: new Set([subject]),
  since,
  until,
});

describe('Looking messages up in Resend’s list', () => {
  it('finds whoever is there, however many pages back, and nobody else', async () => {
    const list = readers(350);
    await fc.assert(
      fc.asyncProperty(fc.subarray([...list, 'nobody@example.com']), async (asked) => {
        const listing = await lookUp(new FakeList(list), wanted(asked), new TestClock());
        const there = asked.filter((each) => each !== 'nobody@example.com');
        expect([...(listing?.found.keys() ?? [])].sort()).toEqual(there.sort());
        expect(listing?.whole).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('asks no further once all are found, or once older messages come', async () => {
    const early = new FakeList(readers(1000));
    await lookUp(early, wanted(['r120@example.com']), new TestClock());
    expect(early.pages).toHaveLength(2);
    const late = new FakeList(readers(2000));
    // A quarter of an hour is allowed for clocks that disagree.
    const since = new Date(now.getTime() - 60_000);
    await lookUp(late, wanted(['nobody@example.com'], since), new TestClock());
    expect(late.pages).toHaveLength(10);
  });

  it('passes over newer messages with the same subject, which are another mailing’s', async () => {
    const week = 7 * 86_400_000;
    const earlier = wanted(readers(10), new Date(0), new Date(now.getTime() - week));
    const listing = await lookUp(new FakeList(readers(10)), earlier, new TestClock());
    expect(listing).toEqual({ found: new Map(), whole: true });
    const current = wanted(readers(10), new Date(0), new Date(now.getTime() - 60_000));
    const allowed = await lookUp(new FakeList(readers(10)), current, new TestClock());
    expect(allowed?.found.size).toBe(10);
  });

  it('says that it did not look through everything, rather than that somebody is not there', async () => {
    const list = new FakeList(readers(50_001));
    const listing = await lookUp(
      list,
      wanted(['r3@example.com', 'r50000@example.com']),
      new TestClock(),
    );
    expect(listing).toEqual({ found: new Map([['r3@example.com', '3']]), whole: false });
  });

  it('waits while Resend is busy', async () => {
    const clock = new TestClock();
    const list = new FakeList(readers(10), [busy, { ...busy, headers: { 'retry-after': '3' } }]);
    expect((await lookUp(list, wanted(['r3@example.com']), clock))?.found.size).toBe(1);
    expect(clock.slept).toEqual([1000, 3000]);
  });

  it('knows nothing where it may not ask, or is never answered', async () => {
    const asked = wanted(['r3@example.com']);
    expect(await lookUp(new FakeList([], [restricted]), asked, new TestClock())).toBeUndefined();
    const never = new FakeList([], Array(99).fill(busy));
    expect(await lookUp(never, asked, new TestClock())).toBeUndefined();
  });
});
