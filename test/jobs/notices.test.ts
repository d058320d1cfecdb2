import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { tell } from '../../src/jobs/notices.js';
import { type Notice, renderNotice } from '../../src/letters/notice.js';
import { createLog } from '../../src/log.js';
import { type ResendCourier, resendCourier } from '../../src/mailings/courier.js';
import { TestClock } from '../support/clock.js';
import { masthead } from '../support/letters.js';
import { collect, testSandbox } from '../support/sandbox.js';

const paused: Notice = {
  week: '2026-W47',
  kind: 'paused',
  what: '31 of 600 readers refused, which is over 5 %.\nOne of them was ada@example.com.',
  remedy: '`verdicts resume 2026-W47` goes on.',
};

/** An app as far as notices see it, and what its log says. */
function teller(
  courier: Pick<ResendCourier, 'post'>,
  ops = 'Ops@example.com, second@example.com',
  settings: Record<string, string> = {},
) {
  const lines: string[] = [];
  const clock = new TestClock();
  let open = 0;
  const app = {
    clock,
    config: readConfig({ OPS_ADDRESS: ops, ...settings }),
    masthead,
    async openDoor() {
      open += 1;
      const unasked = async () => ({ data: null, error: {}, headers: {} });
      return {
        courier: { list: unasked, ping: unasked, ...courier },
        close: async () => {
          open -= 1;
        },
      };
    },
  };
  const log = createLog({ json: true, stream: { write: (text) => lines.push(text) }, clock });
  return {
    tell: (notice: Notice) => tell(app, notice, log),
    said: () => lines.map((line) => JSON.parse(line)),
    doorsOpen: () => open,
    slept: clock.slept,
  };
}

function courierTo({ url }: { url: string }): ResendCourier {
  return resendCourier({ to: 'resend', apiKey: 're_test', baseUrl: url }, 5);
}

describe('telling ops', () => {
  test('mails each ops address what happened and what to do, and logs both', async () => {
    const sandbox = await testSandbox();
    const { tell, said, doorsOpen } = teller(courierTo(sandbox));
    await tell(paused);
    const messages = await collect(sandbox.messages());
    expect(messages.map(({ to }) => to)).toEqual([['ops@example.com'], ['second@example.com']]);
    expect(messages[0]?.subject).toBe('2026-W47 is paused (Weekly AI Tool Verdicts)');
    for (const body of [messages[0]?.html, messages[0]?.text]) {
      expect(body).toContain('31 of 600 readers refused');
      expect(body).toContain('verdicts resume 2026-W47');
    }
    expect(said()).toMatchObject([
      { level: 'warn', week: '2026-W47', state: 'paused', msg: expect.stringContaining('31 of') },
      { level: 'info', msg: 'The notice was mailed.' },
    ]);
    expect(doorsOpen()).toBe(0);
  });

  test('marks the letter as written by a machine, and lets answers go where they are read', async () => {
    const sandbox = await testSandbox();
    const settings = { REPLY_TO: 'editors@example.com' };
    await teller(courierTo(sandbox), 'ops@example.com', settings).tell(paused);
    await teller(courierTo(sandbox), 'ops@example.com').tell(paused);
    const messages = await collect(sandbox.messages());
    expect(messages.map(({ reply_to: replyTo, headers }) => [replyTo, headers])).toEqual([
      [['editors@example.com'], { 'Auto-Submitted': 'auto-generated' }],
      [[], { 'Auto-Submitted': 'auto-generated' }],
    ]);
  });

  test('does not mail the same notice twice within a day, but another one', async () => {
    const sandbox = await testSandbox();
    const { tell } = teller(courierTo(sandbox), 'ops@example.com');
    await tell(paused);
    await tell(paused);
    expect(await collect(sandbox.messages())).toHaveLength(1);
    await tell({ ...paused, kind: 'stopped' });
    await tell({ ...paused, week: '2026-W48' });
    expect(await collect(sandbox.messages())).toHaveLength(3);
  });

  test('never puts a reader’s address into the letter or the log', async () => {
    const sandbox = await testSandbox();
    const { tell, said } = teller(courierTo(sandbox));
    await tell(paused);
    expect(JSON.stringify([await collect(sandbox.messages()), said()])).not.toContain('ada@');
  });

  test('only logs where there is no ops address', async () => {
    const sandbox = await testSandbox();
    const { tell, said } = teller(courierTo(sandbox), '');
    await tell({ kind: 'failed', what: 'The disk is full.', remedy: 'Free some space.' });
    expect(await collect(sandbox.messages())).toEqual([]);
    expect(said()).toMatchObject([
      { level: 'error', state: 'failed', msg: 'The disk is full. Free some space.' },
    ]);
  });

  test('tries again where Resend is busy', async () => {
    const sandbox = await testSandbox({ faults: [{ kind: 'rate-limit', retryAfter: 2 }] });
    const { tell, slept } = teller(courierTo(sandbox));
    await tell(paused);
    expect(await collect(sandbox.messages())).toHaveLength(2);
    expect(slept).toEqual([2000]);
  });

  test('logs that it could not tell, and throws nothing', async () => {
    const sandbox = await testSandbox({
      faults: [{ kind: 'fail', status: 403, name: 'invalid_api_key', message: 'API key is bad.' }],
    });
    const refused = teller(courierTo(sandbox));
    await refused.tell(paused);
    expect(refused.said().at(-1)).toMatchObject({
      level: 'error',
      msg: expect.stringContaining('invalid_api_key'),
    });
    expect(refused.doorsOpen()).toBe(0);

    const broken = teller({ post: () => Promise.reject(new Error('no socket')) });
    await broken.tell(paused);
    expect(broken.said().at(-1).msg).toBe('The notice could not be mailed: no socket');
    expect(broken.doorsOpen()).toBe(0);
  });

  test('logs how many ops addresses were refused', async () => {
    const refusing = {
      post: async () => ({
        data: { data: [{ id: '1' }], errors: [{ index: 1, message: 'bad' }] },
        error: null,
        headers: {},
      }),
    };
    const { tell, said } = teller(refusing);
    await tell(paused);
    expect(said().at(-1).msg).toContain('refused for 1 of 2 addresses');
  });
});

describe('a notice as a letter', () => {
  test('leads to what it is about, and sets commands as code', async () => {
    const link = { label: 'Look at the draft', href: 'https://verdicts.example/drafts/abc' };
    const remedy = 'Press `Approve`, or run `verdicts approve 2026-W47`.';
    const { html, text } = await renderNotice({ ...paused, link, remedy }, masthead);
    expect(html).toMatch(/<a [^>]*href="https:\/\/verdicts\.example\/drafts\/abc"[^>]*>Look at/);
    expect(html).toMatch(/run <code [^>]*>verdicts approve 2026-W47<\/code>\./);
    expect(html).not.toContain('`');
    expect(text).toContain('Look at the draft:\nhttps://verdicts.example/drafts/abc\n');
  });

  test('is the same bytes each time, without slots or links', async () => {
    const letter = await renderNotice(paused, masthead);
    expect(await renderNotice(paused, masthead)).toEqual(letter);
    expect(letter.html).not.toMatch(/[\u{e000}-\u{f8ff}]|href=/u);
    expect(Math.max(...letter.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  test('has HTML as html-validate wants it, and escapes what it is told', async () => {
    const validator = new HtmlValidate({
      root: true,
      extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
      // As for the letters: what mail clients need is more than what is good style on the web.
      rules: {
        'no-conditional-comment': 'off',
        'no-deprecated-attr': 'off',
        'no-inline-style': 'off',
      },
    });
    const { html } = await renderNotice({ ...paused, what: '<b>& "so"' }, masthead);
    const { results } = await validator.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
    expect(html).toContain('&lt;b&gt;&amp;');
  });

  test.each([
    ['failed', 'The weekly job failed'],
    ['missed', 'The weekly job was missed'],
    ['not-approved', 'The weekly job is not sent: nobody approved it'],
  ] as const)(
    'that says %s has a subject that begins with it, and is its title',
    async (kind, subject) => {
      const letter = await renderNotice({ kind, what: 'It.', remedy: 'Do.' }, masthead);
      expect(letter.subject).toBe(`${subject} (Weekly AI Tool Verdicts)`);
      expect(letter.html).toContain(`<title>${letter.subject}</title>`);
    },
  );
});
