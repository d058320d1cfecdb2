import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLog } from '../src/log.js';
import { createSigner } from '../src/subscribers/links.js';
import { TestClock } from './support/clock.js';
import { anAddress } from './support/subscribers.js';

/** A log whose lines can be looked at. */
function testLog(json: boolean) {
  const lines: string[] = [];
  const stream = { write: (text: string) => lines.push(text) };
  return { log: createLog({ json, stream, clock: new TestClock() }), lines };
}

const signer = createSigner([{ id: 'k1', secret: 'x'.repeat(32) }]);
const reader = 'abcdefghij012345';

describe('a log in JSON', () => {
  test('has a line with level, time, message and fields, and nothing of the machine', () => {
    const { log, lines } = testLog(true);
    log.info({ week: '2026-W47', state: 'sent' }, '2026-W47 is sent.');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: '2026-11-17T09:00:00.000Z',
      week: '2026-W47',
      state: 'sent',
      msg: '2026-W47 is sent.',
    });
  });

  test('never holds an address, wherever it stands, and stays JSON', () => {
    fc.assert(
      fc.property(anAddress, fc.string(), fc.string(), (address, before, after) => {
        const { log, lines } = testLog(true);
        const text = `${before}\n${address}\n${after}`;
        log.error({ email: address, deep: { list: [text], [address]: 1 } }, text);
        const line = lines.join('');
        expect(() => JSON.parse(line)).not.toThrow();
        expect(line).not.toContain(address);
        expect(line).not.toContain(address.replace('@', '%40'));
      }),
    );
  });

  test('never holds a key or the token of a reader’s link, but a reader’s id and a hash', () => {
    const { log, lines } = testLog(true);
    const expiresAt = new Date('2026-11-18T09:00:00Z');
    const token = signer.sign('unsubscribe', reader);
    const expiring = signer.sign('confirm', reader, { expiresAt });
    const hash = 'a1'.repeat(32);
    log.warn(
      { hash, authorization: 'Bearer something' },
      `re_12345678_abcdefgh https://example.com/unsubscribe/${token} ${expiring} ${reader}`,
    );
    for (const secret of ['re_12345678', token, expiring, 'something']) {
      expect(lines[0]).not.toContain(secret);
    }
    expect(lines[0]).toContain(hash);
    expect(lines[0]).toContain(reader);
  });

  test('takes addresses out of what an error says', () => {
    const { log, lines } = testLog(true);
    log.error({ err: new Error('no such reader: ada@example.com') }, 'It failed.');
    expect(lines[0]).toContain('no such reader: [address]');
    expect(lines[0]).not.toContain('ada@');
  });

  test('copes with a long line', () => {
    const { log, lines } = testLog(true);
    log.info({}, 'a'.repeat(1_000_000));
    expect(lines[0]).toHaveLength(1_000_000 + '{"level":"info","time":"","msg":""}\n'.length + 24);
  });
});

describe('a log to read', () => {
  test('has the time and the message, and a word before what is not usual', () => {
    const { log, lines } = testLog(false);
    log.info({ week: '2026-W47' }, '2026-W47 is sent.');
    log.warn({ week: '2026-W47' }, '2026-W47 is paused.');
    log.error({}, 'Mail to ada@example.com failed.');
    expect(lines).toEqual([
      '2026-11-17T09:00:00.000Z 2026-W47 is sent.\n',
      '2026-11-17T09:00:00.000Z warning: 2026-W47 is paused.\n',
      '2026-11-17T09:00:00.000Z error: Mail to [address] failed.\n',
    ]);
  });
});
