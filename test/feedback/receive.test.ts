import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import {
  changeAddress,
  liftSuppression,
  setPreferences,
} from '../../src/subscribers/transitions.js';
import { addReaders, testApp } from '../support/app.js';
import {
  deliveryOf,
  mailing,
  mailingIdOf,
  payloadOf,
  readerIds,
  webhookSecret,
} from '../support/feedback.js';

const settings = { RESEND_WEBHOOK_SECRET: webhookSecret };
const minute = 60_000;

async function appWith(readers: number): Promise<{ app: App; ids: string[] }> {
  const app = testApp(systemClock, settings);
  await addReaders(app, readers);
  return { app, ids: await readerIds(app) };
}

const oneReader = async () => {
  const { app, ids } = await appWith(1);
  return { app, id: ids[0] ?? '' };
};

async function deliver(app: App, id: string, payload: unknown) {
  return (await app.receiver())(deliveryOf(id, payload));
}

const bounce = (type: string) => ({ bounce: { type, subType: 'General', message: 'x' } });

async function readerOf(app: App, id: string) {
  const store = await app.subscribers();
  await store.refresh();
  return store.get(id);
}

describe('a webhook', () => {
  it('counts once, however often it is delivered, also after a restart', async () => {
    const app = testApp(systemClock, settings);
    const event = payloadOf('email.delivered', 'ada');
    expect(await deliver(app, 'msg_1', event)).toBe('counted');
    expect(await deliver(app, 'msg_1', event)).toBe('repeated');
    const restarted = createApp(app.config, systemClock);
    expect(await deliver(restarted, 'msg_1', event)).toBe('repeated');
    expect(await deliver(restarted, 'msg_2', payloadOf('email.delivered', 'bob'))).toBe('counted');
    expect((await restarted.events.of(mailing)).counts().delivered).toBe(2);
  });

  it('is refused when its signature is wrong, missing, of another secret or old', async () => {
    const app = testApp(systemClock, settings);
    const receive = await app.receiver();
    const event = payloadOf('email.delivered', 'ada');
    const genuine = deliveryOf('msg_1', event);
    const now = Date.now();
    const refused = [
      { ...genuine, payload: genuine.payload.replace('ada', 'eve') },
      { ...genuine, headers: { ...genuine.headers, id: 'msg_2' } },
      { ...genuine, headers: { ...genuine.headers, signature: '' } },
      { ...genuine, headers: { ...genuine.headers, signature: 'v1,' } },
      { ...genuine, headers: { ...genuine.headers, signature: 'v1' } },
      { ...genuine, headers: { ...genuine.headers, timestamp: 'soon' } },
      { payload: '', headers: { id: '', timestamp: '', signature: '' } },
      deliveryOf('msg_1', event, {
        secret: `whsec_${Buffer.from('another secret').toString('base64')}`,
      }),
      deliveryOf('msg_1', event, { time: new Date(now - 6 * minute) }),
      deliveryOf('msg_1', event, { time: new Date(now + 6 * minute) }),
    ];
    for (const delivery of refused) expect(await receive(delivery)).toBe('unauthorised');
    expect(await receive(genuine)).toBe('counted');
    expect(await receive(deliveryOf('msg_3', event, { time: new Date(now - 4 * minute) }))).toBe(
      'counted',
    );
  });

  it('never fails, whatever stands in the headers and the body', async () => {
    const app = testApp(systemClock, settings);
    const receive = await app.receiver();
    const odd = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ type: fc.string(), created_at: fc.anything(), data: fc.jsonValue() }),
      fc.record({
        type: fc.constantFrom('email.bounced', 'email.clicked', 'email.opened', 'email.complained'),
        created_at: fc.oneof(fc.string(), fc.date().map(String)),
        data: fc.record(
          {
            tags: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.string())),
            email_id: fc.jsonValue(),
            to: fc.jsonValue(),
            bounce: fc.jsonValue(),
            click: fc.oneof(
              fc.jsonValue(),
              fc.record({ link: fc.webUrl(), timestamp: fc.string() }),
            ),
          },
          { requiredKeys: [] },
        ),
      }),
    );
    let number = 0;
    await fc.assert(
      fc.asyncProperty(odd, fc.string(), async (body, header) => {
        number += 1;
        const signed = deliveryOf(`msg_${number}`, body);
        expect(['counted', 'unreadable']).toContain(await receive(signed));
        const headers = { id: header, timestamp: header, signature: header };
        expect(await receive({ ...signed, headers })).toBe('unauthorised');
      }),
      { numRuns: 300 },
    );
    await createApp(app.config, systemClock).events.of(mailing);
  });

  it('of an unknown type is kept', async () => {
    const app = testApp(systemClock, settings);
    expect(await deliver(app, 'msg_1', payloadOf('email.teleported', 'ada'))).toBe('counted');
    const contact = {
      type: 'contact.created',
      created_at: '2026-11-17T09:00:00Z',
      data: { id: 'x' },
    };
    expect(await deliver(app, 'msg_2', contact)).toBe('counted');
    expect(await deliver(app, 'msg_2', contact)).toBe('repeated');
  });

  it('leaves no address, token, user agent or IP address on disk', async () => {
    const app = testApp(systemClock, settings);
    const token = `k1abcdefghij012345${'s'.repeat(22)}`;
    const click = {
      link: `https://verdicts.example.com/vote/${token}?tool=smolvlm2&choice=ship`,
      ipAddress: '122.115.53.11',
      userAgent: 'Netscape Navigator',
      timestamp: '2026-11-17T10:00:00.000Z',
    };
    await deliver(app, 'msg_1', payloadOf('email.clicked', 'ada', { click }));
    await deliver(app, 'msg_2', payloadOf('email.bounced', 'ada', bounce('Permanent')));
    const folder = join(app.config.dataDir, 'events');
    const written = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    expect(written).toContain('/vote?tool=smolvlm2&choice=ship');
    for (const secret of ['@', token, '122.115', 'Netscape']) expect(written).not.toContain(secret);
  });
});

describe('what follows from a webhook', () => {
  it.each([
    ['a permanent bounce', 'email.bounced', bounce('Permanent')],
    ['a complaint', 'email.complained', {}],
    ['Resend’s own suppression', 'email.suppressed', { suppressed: { type: 'x', message: 'x' } }],
  ])('%s suppresses the reader at once', async (_, type, data) => {
    const { app, id } = await oneReader();
    await deliver(app, 'msg_1', payloadOf(type, id, data));
    expect(await readerOf(app, id)).toMatchObject({ status: 'suppressed' });
  });

  it.each([
    ['an undetermined bounce', 'email.bounced', bounce('Undetermined')],
    ['one transient bounce', 'email.bounced', bounce('Transient')],
    ['a failure', 'email.failed', { failed: { reason: 'reached_daily_quota' } }],
    ['a delay', 'email.delivery_delayed', {}],
    ['a click', 'email.clicked', { click: { link: 'https://example.com/unsubscribe/x' } }],
  ])('%s leaves the reader active', async (_, type, data) => {
    const { app, id } = await oneReader();
    await deliver(app, 'msg_1', payloadOf(type, id, data));
    expect(await readerOf(app, id)).toMatchObject({ status: 'active' });
  });

  const softBounce = (week: string, reader: string) =>
    payloadOf('email.bounced', reader, {
      ...bounce('Transient'),
      tags: { mailing: mailingIdOf(week), reader },
    });

  it('three transient bounces of the last five mailings suppress, in any order and repeated', async () => {
    const weeks = ['2026-W43', '2026-W45', '2026-W47'];
    for (const order of [weeks, weeks.toReversed()]) {
      const { app, id } = await oneReader();
      for (const week of order.slice(0, 2)) {
        for (const delivery of ['a', 'a', 'b']) {
          await deliver(app, `msg_${week}${delivery}`, softBounce(week, id));
        }
      }
      expect(await readerOf(app, id)).toMatchObject({ status: 'active' });
      const restarted = createApp(app.config, systemClock);
      await deliver(restarted, 'msg_last', softBounce(order[2] ?? '', id));
      expect(await readerOf(app, id)).toMatchObject({ status: 'suppressed' });
    }
  });

  it('undetermined bounces suppress nobody, however many', async () => {
    const { app, id } = await oneReader();
    for (const week of ['2026-W43', '2026-W45', '2026-W46', '2026-W47']) {
      const tags = { mailing: mailingIdOf(week), reader: id };
      const event = payloadOf('email.bounced', id, { ...bounce('Undetermined'), tags });
      await deliver(app, `msg_${week}`, event);
    }
    expect(await readerOf(app, id)).toMatchObject({ status: 'active' });
  });

  it('three transient bounces at once suppress too', async () => {
    const { app, id } = await oneReader();
    const weeks = ['2026-W43', '2026-W45', '2026-W47'];
    await Promise.all(weeks.map((week) => deliver(app, `msg_${week}`, softBounce(week, id))));
    expect(await readerOf(app, id)).toMatchObject({ status: 'suppressed' });
  });

  it('is not done again by an event that was counted, once an operator lifted it', async () => {
    const { app, id } = await oneReader();
    const event = payloadOf('email.complained', id);
    await deliver(app, 'msg_1', event);
    const at = new Date().toISOString();
    await (await app.subscribers()).change(id, (reader) => liftSuppression(reader, { at }));
    expect(await deliver(app, 'msg_1', event)).toBe('repeated');
    expect(await readerOf(app, id)).toMatchObject({ status: 'active' });
  });

  it('finds the reader of a letter without tags by the address', async () => {
    const { app, id } = await oneReader();
    const event = payloadOf('email.bounced', 'x', {
      ...bounce('Permanent'),
      tags: undefined,
      to: ['READER0@example.com'],
    });
    await deliver(app, 'msg_1', event);
    expect(await readerOf(app, id)).toMatchObject({ status: 'suppressed' });
  });

  it('spares a reader who has moved to another address since', async () => {
    const { app, id } = await oneReader();
    const before = await readerOf(app, id);
    const event = payloadOf('email.bounced', id, {
      ...bounce('Permanent'),
      created_at: before?.createdAt,
      to: [before?.email],
    });
    const at = new Date(Date.parse(before?.createdAt ?? '') + 1).toISOString();
    const address = { email: 'new@example.com', normalised: 'new@example.com' };
    const store = await app.subscribers();
    await store.change(id, (reader) => changeAddress(reader, address, at));
    await deliver(app, 'msg_1', event);
    expect(await readerOf(app, id)).toMatchObject({ status: 'active' });
  });

  it('does not spare one who has changed something else since', async () => {
    const { app, id } = await oneReader();
    const before = await readerOf(app, id);
    const madeAt = before?.createdAt ?? '';
    const event = payloadOf('email.bounced', id, {
      ...bounce('Permanent'),
      created_at: madeAt,
      to: [before?.email],
    });
    const at = new Date(Date.parse(madeAt) + 1).toISOString();
    const store = await app.subscribers();
    await store.change(id, (reader) => setPreferences(reader, { format: 'brief' }, at));
    await deliver(app, 'msg_1', event);
    expect(await readerOf(app, id)).toMatchObject({ status: 'suppressed', format: 'brief' });
  });

  it('tags as a list mean the same as tags as an object', async () => {
    const { app, id } = await oneReader();
    const tags = [
      { name: 'mailing', value: mailing },
      { name: 'reader', value: id },
    ];
    await deliver(app, 'msg_1', payloadOf('email.complained', 'x', { tags }));
    expect(await readerOf(app, id)).toMatchObject({ status: 'suppressed' });
    expect((await app.events.of(mailing)).counts().complained).toBe(1);
  });
});

describe('a burst of webhooks', () => {
  it('of ten thousand at once is counted without loss, and is there after a restart', async () => {
    const { app, ids } = await appWith(200);
    const receive = await app.receiver();
    const deliveries = Array.from({ length: 10_000 }, (_, index) => {
      const reader = ids[index] ?? `reader${index}`;
      const type = index < 200 ? 'email.complained' : 'email.delivered';
      return deliveryOf(`msg_${index}`, payloadOf(type, reader));
    });
    const received = await Promise.all(deliveries.map(receive));
    expect(received.filter((each) => each === 'counted')).toHaveLength(10_000);
    const restarted = createApp(app.config, systemClock);
    expect((await restarted.events.of(mailing)).counts()).toMatchObject({
      delivered: 9800,
      complained: 200,
    });
    expect((await restarted.subscribers()).counts().suppressed).toBe(200);
    const again = await restarted.receiver();
    expect(await Promise.all(deliveries.slice(0, 300).map(again))).not.toContain('counted');
  });
});
