import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/subscribers/store.js';
import { setPreferences, suppress } from '../../src/subscribers/transitions.js';
import { hour } from '../support/clock.js';
import {
  confirmedReader,
  letterTo,
  linkIn,
  readerAt,
  type TestSite,
  testSite,
} from '../support/site.js';

const ada = 'ada@example.com';
const minute = 60_000;

async function json(site: TestSite, body: unknown): Promise<Response> {
  return site.request('/subscribe', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function solved(site: TestSite): Promise<string> {
  // What the site answers is what the library made.
  const challenge = (await (await site.request('/altcha')).json()) as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return btoa(JSON.stringify({ challenge, solution }));
}

describe('signing up', () => {
  test('keeps what was chosen, pending, and sends one letter that asks to confirm', async () => {
    const site = await testSite();
    const response = await site.post('/subscribe', { email: 'Ada@Example.com', format: 'brief' });
    expect(response.status).toBe(200);
    expect(await site.letters()).toMatchObject([
      { to: ['Ada@example.com'], tags: [{ name: 'letter', value: 'confirm' }, { name: 'reader' }] },
    ]);
    expect(await readerAt(site.app, ada)).toMatchObject({ status: 'pending', format: 'brief' });
  });

  test('takes JSON too', async () => {
    const site = await testSite();
    const response = await json(site, { email: ada, topics: ['developer tools'] });
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ status: 'pending' });
    await site.letters();
    expect(await readerAt(site.app, ada)).toMatchObject({ topics: ['Developer Tools'] });
  });

  test('puts nothing but the address of what was typed into the letter', async () => {
    const site = await testSite();
    const email = "o'<b>x@example.com".replace('<b>', '');
    await site.post('/subscribe', { email, name: 'PWNED', format: 'digest', subject: 'PWNED' });
    const [letter] = await site.letters();
    expect(JSON.stringify(letter)).not.toContain('PWNED');
    expect(letter?.text).toContain(email);
  });

  test('answers alike for an address that is new, pending, active, unsubscribed or suppressed', async () => {
    const site = await testSite();
    // All of one length, as the answer names the address that was entered.
    const addresses = ['unknown', 'pending', 'reading', 'leaving', 'refused'].map(
      (name) => `${name}@example.com`,
    );
    const [, pending = '', active = '', gone = '', suppressed = ''] = addresses;
    await site.post('/subscribe', { email: pending });
    for (const email of [active, gone, suppressed]) await confirmedReader(site, email);
    const store = await site.app.subscribers();
    const at = site.clock.now().toISOString();
    const signer = await site.app.signer();
    await site.post(
      `/unsubscribe/${signer.sign('unsubscribe', (await readerAt(site.app, gone)).id)}`,
    );
    await store.change((await readerAt(site.app, suppressed)).id, (reader) =>
      suppress(reader, { at, reason: 'complaint' }),
    );
    site.clock.jump(hour);
    const before = new Set((await site.letters()).map(({ id }) => id));

    const seen = new Set<string>();
    for (const email of addresses) {
      const page = await site.post('/subscribe', { email });
      const machine = await json(site, { email });
      const headers = JSON.stringify([[...page.headers], [...machine.headers]]);
      const answers = [page.status, await page.text(), machine.status, await machine.text()];
      expect(answers.join().split(email)).toHaveLength(3);
      seen.add([...answers, headers].join().replaceAll(email, 'the address'));
    }
    expect(seen.size).toBe(1);
    const after = (await site.letters()).filter(({ id }) => !before.has(id));
    expect(after.map(({ to, subject }) => [to[0], subject]).sort()).toEqual([
      [gone, 'Confirm your subscription to Weekly AI Tool Verdicts'],
      [pending, 'Confirm your subscription to Weekly AI Tool Verdicts'],
      [active, 'You are subscribed to Weekly AI Tool Verdicts'],
      ['unknown@example.com', 'Confirm your subscription to Weekly AI Tool Verdicts'],
    ]);
    expect((await readerAt(site.app, gone)).status).toBe('unsubscribed');
  });

  test('sends an address one letter in ten minutes and five a day, also after a restart', async () => {
    const site = await testSite();
    const count = async () => (await site.letters()).length;
    for (let time = 0; time < 3; time += 1) await site.post('/subscribe', { email: ada });
    expect(await count()).toBe(1);
    for (let time = 0; time < 10; time += 1) {
      site.clock.jump(11 * minute);
      await site.post('/subscribe', { email: ada });
      await site.letters();
    }
    expect(await count()).toBe(5);
    site.clock.jump(24 * hour);
    await site.post('/subscribe', { email: ada });
    expect(await count()).toBe(6);
    // What is on disk is what a restart goes on from.
    const { clock } = site;
    const reopened = await openStore({ folder: site.app.config.subscribersDir, clock });
    expect(await reopened.find({ normalised: ada })).toMatchObject({
      letters: [{ kind: 'confirm', at: clock.now().toISOString() }],
    });
    await reopened.close();
  });

  test('says what is wrong with an address, and refuses throw-away ones', async () => {
    const site = await testSite();
    for (const [email, words] of [
      ['nobody', 'it has no @'],
      ['', 'it is empty'],
      ['a@mailinator.com', 'throw-away'],
      ['a@mx.Mailinator.com', 'throw-away'],
    ] as const) {
      const response = await site.post('/subscribe', { email });
      expect(response.status).toBe(422);
      expect(await response.text()).toContain(words);
      const machine = await json(site, { email });
      expect([machine.status, await machine.json()]).toMatchObject([422, { status: 'invalid' }]);
    }
    expect((await json(site, { email: ada, topics: ['Nothing'] })).status).toBe(422);
    expect(await site.letters()).toEqual([]);
  });

  test('does nothing for who fills in the trap, and says nothing of it', async () => {
    const site = await testSite();
    const trapped = await site.post('/subscribe', { email: ada, website: 'https://spam.example' });
    const honest = await site.post('/subscribe', { email: 'bob@example.com' });
    expect(await trapped.text()).toBe((await honest.text()).replace('bob@example.com', ada));
    expect((await site.letters()).map(({ to }) => to)).toEqual([['bob@example.com']]);
  });

  test('is limited by where it comes from: a third of it without the proof of work', async () => {
    const site = await testSite({ SIGN_UPS_PER_HOUR: '6' });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      statuses.push((await site.post('/subscribe', { email: `r${index}@example.com` })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
    const altcha = await solved(site);
    expect((await site.post('/subscribe', { email: 'p@example.com', altcha })).status).toBe(200);
    // A solution counts once.
    const again = await site.post('/subscribe', { email: 'q@example.com', altcha });
    expect([again.status, Number(again.headers.get('retry-after'))]).toEqual([429, 1800]);
    expect(await again.text()).toContain('Try again in 30 minutes.');
    site.clock.jump(hour);
    expect((await site.post('/subscribe', { email: 'r2@example.com' })).status).toBe(200);
    expect((await site.letters()).length).toBe(4);
  });

  test('takes the client’s address from the proxies that are set, and from nobody else', async () => {
    const from = async (site: TestSite, forwarded: string) =>
      (
        await site.request('/subscribe', {
          method: 'POST',
          headers: { 'x-forwarded-for': forwarded },
          body: new URLSearchParams({ email: 'nobody@example.com' }),
        })
      ).status;
    const bare = await testSite({ SIGN_UPS_PER_HOUR: '3' });
    expect(await from(bare, '198.51.100.1')).toBe(200);
    expect(await from(bare, '198.51.100.2')).toBe(429);
    const proxied = await testSite({ SIGN_UPS_PER_HOUR: '3', TRUST_PROXY: '1' });
    expect(await from(proxied, '203.0.113.9, 198.51.100.1')).toBe(200);
    expect(await from(proxied, '203.0.113.9, 198.51.100.2')).toBe(200);
    expect(await from(proxied, '203.0.113.7, 198.51.100.1')).toBe(429);
  });

  test('lets one client have so many addresses waiting, and no more until some are confirmed', async () => {
    const site = await testSite({ PENDING_PER_CLIENT: '2' });
    const signUp = async (name: string) =>
      (await site.post('/subscribe', { email: `${name}@example.com` })).status;
    expect([await signUp('a'), await signUp('b'), await signUp('c'), await signUp('a')]).toEqual([
      200, 200, 429, 200,
    ]);
    const letter = await letterTo(site, 'a@example.com', 'Confirm');
    await site.post(linkIn(letter, '/confirm/'));
    expect(await signUp('c')).toBe(200);
    site.clock.jump(24 * hour);
    expect([await signUp('d'), await signUp('e')]).toEqual([200, 200]);
  });

  test('is not taken from another site’s page', async () => {
    const site = await testSite();
    const from = async (headers: Record<string, string>) =>
      (
        await site.request('/subscribe', {
          method: 'POST',
          headers,
          body: new URLSearchParams({ email: ada }),
        })
      ).status;
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await from({ origin: 'http://127.0.0.1:3000' })).toBe(200);
    expect(await from({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  test('offers a fresh letter for a link that has expired', async () => {
    const site = await testSite();
    await site.post('/subscribe', { email: ada });
    const old = linkIn(await letterTo(site, ada, 'Confirm'), '/confirm/');
    site.clock.jump(8 * 24 * hour);
    expect(await (await site.request(old)).text()).toContain('has expired');
    expect((await site.post(old)).status).toBe(404);
    expect((await site.post(old, { send: 'fresh' })).status).toBe(200);
    const fresh = linkIn(await letterTo(site, ada, 'Confirm'), '/confirm/');
    expect(fresh).not.toBe(old);
    await site.post(fresh);
    expect((await readerAt(site.app, ada)).status).toBe('active');
  });

  test('welcomes once, with the reader’s own links and the latest edition', async () => {
    const site = await testSite();
    await site.post('/subscribe', { email: ada });
    const link = linkIn(await letterTo(site, ada, 'Confirm'), '/confirm/');
    await Promise.all([site.post(link), site.post(link), site.post(link)]);
    const welcomes = (await site.letters()).filter(({ subject }) => subject.startsWith('Welcome'));
    expect(welcomes).toHaveLength(1);
    const [welcome] = welcomes;
    expect(welcome?.text).toContain('The next edition is due on 24 November 2026.');
    expect((await site.request(linkIn(welcome, '/preferences/'))).status).toBe(200);
    expect((await site.post(linkIn(welcome, '/unsubscribe/'))).status).toBe(200);
    expect((await readerAt(site.app, ada)).status).toBe('unsubscribed');
  });

  test('names the next edition’s day as it is where the reader lives', async () => {
    const site = await testSite({ SCHEDULE: '0 20 * * 2' });
    const reader = await confirmedReader(site, ada);
    const at = site.clock.now().toISOString();
    await (await site.app.subscribers()).change(reader.id, (known) =>
      setPreferences(known, { timeZone: 'Pacific/Auckland' }, at),
    );
    await site.post(linkIn(await letterTo(site, ada, 'Welcome'), '/unsubscribe/'));
    site.clock.jump(hour);
    await confirmedReader(site, ada);
    const days = (await site.letters())
      .filter(({ subject }) => subject.startsWith('Welcome'))
      .map(({ text }) => /due on (\d+ \w+)/.exec(text ?? '')?.[1]);
    expect(days).toEqual(['17 November', '18 November']);
  });
});
