import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/mailings/courier.js';
import { mailboxesOf, sendTest } from '../../src/mailings/test-send.js';
import { TestClock } from '../support/clock.js';
import { editionOf, masthead } from '../support/letters.js';

const busy = {
  data: null,
  error: { name: 'rate_limit_exceeded', statusCode: 429, message: 'Too many requests.' },
  headers: { 'retry-after': '2' },
};
const lost = { data: null, error: { name: 'application_error', statusCode: null }, headers: {} };
const taken = (data: object[], errors: object[] = []) => ({
  data: { data, errors },
  error: null,
  headers: {},
});

/** Sends a test to these mailboxes, to a door that answers so, its last answer again and again. */
async function sentTo(mailboxes: string[], replies: Reply[]) {
  const clock = new TestClock();
  const keys: string[] = [];
  const post = async (_: Uint8Array, key: string) => {
    keys.push(key);
    return replies[keys.length - 1] ?? replies.at(-1) ?? lost;
  };
  const terms = {
    from: 'Verdicts <verdicts@example.com>',
    replyTo: undefined,
    listId: '<verdicts.example.com>',
    masthead,
  };
  const edition = editionOf();
  const test = { edition, format: 'brief', terms, mailboxes, mark: 'Test', occasion: '1' } as const;
  const outcome = await sendTest(test, { post }, clock).catch((error: unknown) => error);
  return { outcome, keys, slept: clock.slept };
}

describe('A test', () => {
  it('waits where Resend is busy, and repeats the same request', async () => {
    const { outcome, keys, slept } = await sentTo(
      ['ada@example.com'],
      [busy, taken([{ id: '1' }])],
    );
    expect(outcome).toEqual({ accepted: 1 });
    expect(slept).toEqual([2000]);
    expect(new Set(keys).size).toBe(1);
  });

  it('that was never answered may have arrived, and it says so', async () => {
    const { outcome, keys } = await sentTo(['ada@example.com'], [lost]);
    expect(keys).toHaveLength(5);
    expect(outcome).toMatchObject({
      message: expect.stringContaining('nobody knows whether'),
      remedy: expect.stringContaining('Look into the mailbox'),
    });
  });

  it('names what was refused by its place, with Resend’s reason and without the address', async () => {
    const refusal = { index: 1, message: 'Invalid `to` field: eve@example.com' };
    const reply = taken([{ id: '1' }], [refusal]);
    const { outcome } = await sentTo(['ada@example.com', 'eve@example.com'], [reply]);
    expect(outcome).toMatchObject({
      message: 'Resend refused address 2 (Invalid `to` field: [address]).',
      remedy: expect.stringContaining('The others got the test'),
    });
  });

  it('goes once to each mailbox, as it was spelled first', () => {
    expect(mailboxesOf(['Ada@example.com', 'ada@EXAMPLE.com', 'eve@example.com'])).toEqual([
      'Ada@example.com',
      'eve@example.com',
    ]);
  });
});
