import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/feedback/event.js';
import { MailingEvents } from '../../src/feedback/mailing-events.js';
import { anEvent } from '../support/feedback.js';

function summed(events: readonly Event[]) {
  const sum = new MailingEvents();
  for (const event of events) sum.add(event);
  const troubles = [undefined, '2026-11-17T09:00:15.000Z'].map((since) => sum.trouble(since));
  return { counts: sum.counts(), clicks: sum.clicks(), troubles };
}

const someEvents = fc
  .array(
    fc.record({
      type: fc.constantFrom(
        'email.sent',
        'email.delivered',
        'email.delivery_delayed',
        'email.bounced',
        'email.complained',
        'email.opened',
        'email.clicked',
        'email.failed',
        'email.suppressed',
        'email.something_new',
        'contact.created',
      ),
      reader: fc.constantFrom('ada', 'bob', 'cleo', 'dan'),
      seconds: fc.nat(30),
      link: fc.constantFrom('https://a.example/1', 'https://a.example/2', 'https://a.example/3'),
      bounce: fc.constantFrom('Permanent' as const, 'Transient' as const, 'Undetermined' as const),
      machine: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((shapes) =>
    shapes.map(({ type, reader, seconds, link, bounce, machine }, index) =>
      anEvent(`msg_${index}`, type, {
        reader,
        at: new Date(Date.parse('2026-11-17T09:00:00.000Z') + seconds * 1000).toISOString(),
        ...(type === 'email.clicked' && { link }),
        ...(type === 'email.bounced' && { bounce }),
        ...(machine && { machine }),
      }),
    ),
  );

describe('the events of a mailing', () => {
  it('add up to the same in any order, and however often each comes', () => {
    const orders = someEvents.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(orders, ([events, repeated]) => {
        expect(summed(repeated)).toEqual(summed(events));
      }),
    );
  });

  it('count readers once, however often their letter was delivered or bounced', () => {
    const { counts } = summed([
      anEvent('1', 'email.sent'),
      anEvent('2', 'email.delivered'),
      anEvent('3', 'email.delivered'),
      anEvent('4', 'email.bounced', { reader: 'bob', bounce: 'Transient' }),
      anEvent('5', 'email.bounced', { reader: 'bob', bounce: 'Permanent' }),
      anEvent('6', 'email.complained'),
      anEvent('7', 'email.failed', { reader: 'cleo' }),
    ]);
    expect(counts).toMatchObject({
      sent: 1,
      delivered: 1,
      bounced: { readers: 1, permanent: 1, transient: 1, undetermined: 0 },
      complained: 1,
      failed: 1,
      suppressed: 0,
    });
  });

  it('count openings raw, and without known machines', () => {
    const { counts } = summed([
      anEvent('1', 'email.opened'),
      anEvent('2', 'email.opened'),
      anEvent('3', 'email.opened', { reader: 'bob', machine: true }),
    ]);
    expect(counts.opened).toEqual({
      all: { times: 3, readers: 2 },
      human: { times: 2, readers: 1 },
    });
  });

  it('count clicks by link, raw, and without likely machines', () => {
    const link = 'https://a.example/1';
    const at = '2026-11-17T09:10:00.000Z';
    const { clicks } = summed([
      anEvent('1', 'email.clicked', { link, at }),
      anEvent('2', 'email.delivered', { reader: 'bob' }),
      anEvent('3', 'email.clicked', { reader: 'bob', link, at: '2026-11-17T09:00:11.000Z' }),
      anEvent('4', 'email.clicked', { reader: 'bob', link: 'https://a.example/2', at }),
    ]);
    expect(clicks).toEqual({
      all: { times: 3, readers: 2 },
      human: { times: 2, readers: 2 },
      links: [
        { link, all: { times: 2, readers: 2 }, human: { times: 1, readers: 1 } },
        {
          link: 'https://a.example/2',
          all: { times: 1, readers: 1 },
          human: { times: 1, readers: 1 },
        },
      ],
    });
  });

  it('are trouble where a letter bounced for good or was complained of, since then', () => {
    const sum = new MailingEvents();
    const events: [string, string, Partial<Event>][] = [
      ['1', 'email.bounced', { reader: 'a', bounce: 'Permanent', at: '2026-11-17T09:00:00.000Z' }],
      ['2', 'email.bounced', { reader: 'b', bounce: 'Permanent', at: '2026-11-17T10:00:00.000Z' }],
      ['3', 'email.bounced', { reader: 'c', bounce: 'Transient', at: '2026-11-17T10:00:00.000Z' }],
      ['4', 'email.complained', { reader: 'd', at: '2026-11-17T10:00:00.000Z' }],
      ['5', 'email.complained', { reader: 'd', at: '2026-11-17T10:00:00.000Z' }],
    ];
    for (const [id, type, changes] of events) sum.add(anEvent(id, type, changes));
    expect(sum.trouble()).toEqual({ bounced: 2, complained: 1 });
    expect(sum.trouble('2026-11-17T09:30:00.000Z')).toEqual({ bounced: 1, complained: 1 });
  });

  it('are told apart by their ids, also a hundred thousand of them', () => {
    const sum = new MailingEvents();
    const ids = Array.from({ length: 100_000 }, (_, index) => `msg_2f${index}`);
    for (const id of ids) sum.add(anEvent(id, 'email.delivered', { reader: id }));
    expect(sum.counts().delivered).toBe(ids.length);
    expect(ids.every((id) => sum.has(id))).toBe(true);
    expect(ids.some((id) => sum.has(`${id}x`))).toBe(false);
  });
});
