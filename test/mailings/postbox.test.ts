import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/log.js';
import { resendCourier } from '../../src/mailings/courier.js';
import { openPostbox, type PostboxOptions } from '../../src/mailings/postbox.js';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { TestClock } from '../support/clock.js';
import { collect, testSandbox } from '../support/sandbox.js';

async function postboxAt(faults: FaultInput[] = [], options: Partial<PostboxOptions> = {}) {
  const sandbox = await testSandbox({ faults });
  const clock = new TestClock();
  const logged: string[] = [];
  const outcomes: string[] = [];
  const postbox = openPostbox({
    courier: resendCourier({ to: 'resend', apiKey: 're_test', baseUrl: sandbox.url }, 5),
    from: 'verdicts@example.com',
    replyTo: 'editors@example.com',
    clock,
    log: createLog({ json: true, clock, stream: { write: (line) => logged.push(line) } }),
    onPosted: (kind, outcome) => outcomes.push(`${kind} ${outcome}`),
    ...options,
  });
  return { postbox, sandbox, clock, logged, outcomes };
}

function letterTo(name: string) {
  const email = `${name}@example.com`;
  return {
    reader: { id: name.padEnd(16, '0'), email, normalised: email },
    kind: 'confirm',
    letter: async () => ({ subject: 'Confirm', html: '<p>Confirm</p>', text: 'Confirm' }),
  };
}

describe('the postbox', () => {
  test('posts each letter once, those that wait together', async () => {
    const { postbox, sandbox, outcomes } = await postboxAt();
    for (let index = 0; index < 250; index += 1)
      expect(postbox.post(letterTo(`r${index}`))).toBe(true);
    await postbox.emptied();
    const messages = await collect(sandbox.messages());
    expect(new Set(messages.map(({ to }) => to[0])).size).toBe(250);
    expect(messages).toHaveLength(250);
    expect(messages[0]).toMatchObject({
      reply_to: ['editors@example.com'],
      headers: { 'Auto-Submitted': 'auto-generated' },
      tags: [{ name: 'letter', value: 'confirm' }, { name: 'reader' }],
    });
    expect(sandbox.answers().get(200)).toBeLessThanOrEqual(4);
    expect(outcomes).toHaveLength(250);
  });

  test.each([
    ['a limit', [{ kind: 'rate-limit', retryAfter: 2 }]],
    ['a lost answer', [{ kind: 'cut', accepted: true }]],
    [
      'several failures',
      [
        { kind: 'fail', accepted: true },
        { kind: 'cut', accepted: true },
      ],
    ],
  ] as [string, FaultInput[]][])(
    'outlasts %s, and nobody gets a letter twice',
    async (_, faults) => {
      const { postbox, sandbox, outcomes, logged } = await postboxAt(faults);
      postbox.post(letterTo('ada'));
      await postbox.emptied();
      expect(await collect(sandbox.messages())).toHaveLength(1);
      expect(outcomes).toEqual(['confirm accepted']);
      expect(logged).toEqual([]);
    },
  );

  test('gives up what Resend will not take, and says so without an address', async () => {
    const fault: FaultInput = {
      kind: 'fail',
      status: 403,
      name: 'validation_error',
      message: 'You can only send to ada@example.com.',
    };
    const { postbox, outcomes, logged } = await postboxAt([fault]);
    postbox.post(letterTo('ada'));
    await postbox.emptied();
    expect(outcomes).toEqual(['confirm given-up']);
    expect(logged.join()).toContain('RESEND_API_KEY');
    expect(logged.join()).not.toContain('ada@');
  });

  test('says which letters Resend refused, and that the others were taken', async () => {
    const refusal = { index: 0, message: 'Invalid `to` field: ada@example.com' };
    const answers = (body: Uint8Array) =>
      Buffer.from(body).includes('ada@')
        ? { data: [], errors: [refusal] }
        : { data: [{ id: '1' }], errors: [] };
    const { postbox, outcomes, logged } = await postboxAt([], {
      courier: { post: async (body) => ({ data: answers(body), error: null, headers: {} }) },
    });
    postbox.post({ ...letterTo('ada'), kind: 'welcome' });
    postbox.post(letterTo('eve'));
    await postbox.emptied();
    expect(outcomes).toEqual(['welcome refused', 'confirm accepted']);
    expect(logged.join()).toContain('refused a letter');
    expect(logged.join()).not.toContain('ada@');
  });

  test('gives up a letter that cannot be written, says why, and posts the next', async () => {
    const { postbox, sandbox, outcomes, logged } = await postboxAt();
    postbox.post({
      ...letterTo('ada'),
      letter: () => Promise.reject(new Error('no such template')),
    });
    await postbox.emptied();
    postbox.post(letterTo('eve'));
    await postbox.emptied();
    expect(outcomes).toEqual(['confirm given-up', 'confirm accepted']);
    expect(logged.join()).toContain('no such template');
    expect(await collect(sandbox.messages())).toHaveLength(1);
  });

  test('takes no more than fit', async () => {
    const { postbox } = await postboxAt([], { capacity: 3 });
    // The first is on its way at once.
    const taken = Array.from({ length: 6 }, (_, index) => postbox.post(letterTo(`r${index}`)));
    expect(taken).toEqual([true, true, true, true, false, false]);
    await postbox.emptied();
    expect(postbox.post(letterTo('later'))).toBe(true);
    await postbox.emptied();
  });
});
