import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import type { Purpose } from '../../src/subscribers/links.js';
import { hour, TestClock } from '../support/clock.js';
import {
  confirmedReader,
  letterTo,
  linkIn,
  mailEdition,
  readerAt,
  type TestSite,
  testSite,
} from '../support/site.js';

const ada = 'ada@example.com';

async function siteWithAda(settings: Record<string, string> = {}) {
  const site = await testSite(settings);
  const reader = await confirmedReader(site, ada);
  const signer = await site.app.signer();
  const path = (purpose: Purpose, page: string = purpose) =>
    `/${page}/${signer.sign(purpose, reader.id)}`;
  return { site, reader, path };
}

const pages = [
  'confirm',
  'preferences',
  'unsubscribe',
  'vote',
  'change-address',
  'new-address',
  'download',
  'erase',
] as const;

describe('a link', () => {
  test('to an edition leads there as soon as it is mailed', async () => {
    const site = await testSite();
    expect((await site.request('/editions/2026-W47')).status).toBe(404);
    await mailEdition(site.app, '2026-W47');
    expect((await site.request('/editions/2026-W47')).status).toBe(200);
  });

  test('works for its own purpose alone: any other is the same page, 404', async () => {
    const { site, path } = await siteWithAda();
    const dead = await (await site.request('/vote/nothing')).text();
    for (const page of pages) {
      for (const purpose of pages.filter((other) => other !== page)) {
        const link = `${path(purpose, page)}?tool=smolvlm2&choice=ship`;
        for (const response of [await site.request(link), await site.post(link)]) {
          expect([page, purpose, response.status]).toEqual([page, purpose, 404]);
          expect(await response.text()).toBe(dead);
        }
      }
    }
    expect(await readerAt(site.app, ada)).toMatchObject({ status: 'active' });
  });

  test('does not survive a change of any character', async () => {
    const { site, path } = await siteWithAda();
    const link = path('unsubscribe');
    const start = link.lastIndexOf('/') + 1;
    for (let index = start; index < link.length; index += 1) {
      const other = link[index] === 'a' ? 'b' : 'a';
      const forged = link.slice(0, index) + other + link.slice(index + 1);
      expect((await site.post(forged)).status).toBe(404);
    }
    expect((await readerAt(site.app, ada)).status).toBe('active');
  });

  test('changes nothing when it is only looked at', async () => {
    const { site, path } = await siteWithAda();
    const before = await readerAt(site.app, ada);
    for (const page of pages) {
      for (const method of ['GET', 'HEAD']) {
        await site.request(`${path(page)}?tool=smolvlm2&choice=ship`, { method });
      }
    }
    await site.letters();
    expect(await readerAt(site.app, ada)).toEqual(before);
    expect((await site.app.votes()).tally('smolvlm2')).toEqual({ ship: 0, skip: 0 });
  });

  test('works on under the secret that signed before, and no more once that is taken away', async () => {
    const [old, fresh] = ['o'.repeat(32), 'f'.repeat(32)];
    const clock = new TestClock();
    const before = await testSite({ SIGNING_SECRET: old }, { clock });
    const reader = await confirmedReader(before, ada);
    const link = `/preferences/${(await before.app.signer()).sign('preferences', reader.id)}`;
    const folders = {
      DATA_DIR: before.app.config.dataDir,
      SUBSCRIBERS_DIR: before.app.config.subscribersDir,
    };
    const rotated = { ...folders, SIGNING_SECRET: fresh, SIGNING_SECRET_PREVIOUS: old };
    const during = await testSite(rotated, { clock });
    expect((await during.request(link)).status).toBe(200);
    const signer = await during.app.signer();
    expect(signer.sign('preferences', reader.id).slice(0, 2)).not.toBe(
      link.slice('/preferences/'.length).slice(0, 2),
    );
    const after = await testSite({ ...folders, SIGNING_SECRET: fresh }, { clock });
    expect((await after.request(link)).status).toBe(404);
  });

  test('never reaches the log or a cache', async () => {
    const { site, path } = await siteWithAda();
    for (const page of pages) {
      const response = await site.request(path(page));
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
    expect(site.logged.join()).not.toContain(path('vote').slice(6));
    expect(await site.metric('verdicts_http_request_seconds')).not.toMatch(
      /\/[a-z]+\/[a-z0-9]{18}/,
    );
  });
});

describe('unsubscribing', () => {
  test.each([
    ['urlencoded', new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    ['multipart', form({ 'List-Unsubscribe': 'One-Click' })],
    ['an empty body', undefined],
  ])('takes one click, %s, answers 200 without a redirect, and again the same', async (_, body) => {
    const { site, path } = await siteWithAda();
    for (let time = 0; time < 2; time += 1) {
      const response = await site.request(path('unsubscribe'), {
        method: 'POST',
        ...(body && { body }),
      });
      expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null]);
      expect((await readerAt(site.app, ada)).status).toBe('unsubscribed');
    }
  });

  test('works with the header of every edition ever mailed', async () => {
    const { site } = await siteWithAda();
    await mailEdition(site.app, '2026-W47');
    const digest = await letterTo(site, ada, 'SmolVLM2-2B');
    site.clock.jump(10 * 365 * 24 * hour);
    const link = new URL(digest.headers['List-Unsubscribe']?.slice(1, -1) ?? '');
    expect((await site.post(link.pathname)).status).toBe(200);
    expect((await readerAt(site.app, ada)).status).toBe('unsubscribed');
  });

  test('keeps a reason, on one line and not too long', async () => {
    const { site, path } = await siteWithAda();
    await site.post(path('unsubscribe'), {
      reason: ` Too\r\nmany\u0000 letters ${'!'.repeat(999)}`,
    });
    const { reason } = await readerAt(site.app, ada);
    expect(reason).toMatch(/^Too many letters !+$/);
    expect(reason?.length).toBeLessThanOrEqual(300);
  });

  test('offers less instead: the brief, or a pause that the next mailings respect', async () => {
    const { site, path } = await siteWithAda();
    await site.post(path('unsubscribe'), { instead: 'brief' });
    await site.post(path('unsubscribe'), { instead: 'pause' });
    expect(await readerAt(site.app, ada)).toMatchObject({ status: 'active', format: 'brief' });
    expect(await mailEdition(site.app, '2026-W47')).toMatchObject({ receipt: { audience: 0 } });
    expect((await site.app.mailings.read('2026-W47'))?.audience.paused).toBe(1);
  });

  test('offers no pause to whom a longer one was granted, and shortens none', async () => {
    const { site, path } = await siteWithAda();
    const offer = async () => (await site.request(path('unsubscribe'))).text();
    expect(await offer()).toContain('Pause for 4 weeks');
    await site.post(path('preferences'), { 'paused-until': '2027-06-01' });
    expect(await offer()).not.toContain('Pause for 4 weeks');
    expect(await offer()).toContain('No edition comes before 1 June 2027.');
    const answer = await (await site.post(path('unsubscribe'), { instead: 'pause' })).text();
    expect(answer).toContain('No edition comes before 1 June 2027.');
    expect(answer).not.toContain('Paused for 4 weeks');
    expect((await readerAt(site.app, ada)).pausedUntil).toBe('2027-06-01T00:00:00.000Z');
    await site.post(path('preferences'), { 'paused-until': '2026-12-01' });
    const pausedUntil = new Date(site.clock.now().getTime() + 28 * 24 * hour).toISOString();
    await site.post(path('unsubscribe'), { instead: 'pause' });
    expect((await readerAt(site.app, ada)).pausedUntil).toBe(pausedUntil);
  });
});

describe('the preferences', () => {
  test('do not show the whole address to whoever got the letter forwarded', async () => {
    const { site, path } = await siteWithAda();
    const page = await (await site.request(path('preferences'))).text();
    expect(page).toContain('a•••@example.com');
    expect(page).not.toContain(ada);
  });

  test('are not enough to move, download or delete: a fresh letter is, for an hour', async () => {
    const { site, path } = await siteWithAda();
    for (const [ask, subject] of [
      ['change-address', 'Change your address'],
      ['download', 'Your data'],
      ['erase', 'Delete your data'],
    ] as const) {
      await site.post(path('preferences'), { ask });
      await site.post(path('preferences'), { ask });
      const letters = (await site.letters()).filter((each) => each.subject.startsWith(subject));
      expect(letters).toHaveLength(1);
      const link = linkIn(letters[0], `/${ask}/`);
      expect((await site.request(link)).status).toBe(200);
      site.clock.jump(hour + 60_000);
      expect((await site.request(link)).status).toBe(404);
      expect((await site.post(link, { email: 'eve@example.com' })).status).toBe(404);
    }
    expect((await readerAt(site.app, ada)).status).toBe('active');
  });
});

describe('another address', () => {
  async function move(site: TestSite, path: string, email: string): Promise<Response> {
    return site.post(path, { email });
  }

  test('counts once it is confirmed there, and for that address alone', async () => {
    const { site, path, reader } = await siteWithAda();
    await move(site, path('change-address'), 'First@example.com');
    const first = linkIn(
      await letterTo(site, 'First@example.com', 'Confirm your new address'),
      '/new-address/',
    );
    site.clock.jump(11 * 60_000);
    await move(site, path('change-address'), 'second@example.com');
    const second = linkIn(
      await letterTo(site, 'second@example.com', 'Confirm your new address'),
      '/new-address/',
    );
    expect((await readerAt(site.app, ada)).id).toBe(reader.id);
    // The letter to the first address is void: it would confirm one that it never reached.
    expect((await site.post(first)).status).toBe(404);
    expect((await site.post(second)).status).toBe(200);
    expect(await readerAt(site.app, 'second@example.com')).toMatchObject({ id: reader.id });
    expect(await readerAt(site.app, 'second@example.com')).not.toHaveProperty('movingTo');
  });

  test('that was mistyped is put right at once, five times a day', async () => {
    const { site, path } = await siteWithAda();
    const typed = ['tpyo', 'right', 'right', 'third', 'fourth', 'fifth', 'sixth'];
    for (const name of typed) await move(site, path('change-address'), `${name}@example.com`);
    const link = linkIn(
      await letterTo(site, 'fifth@example.com', 'Confirm your new address'),
      '/new-address/',
    );
    const sent = (await site.letters()).filter(({ subject }) =>
      subject.startsWith('Confirm your new'),
    );
    const to = sent.map((letter) => letter.to[0]?.split('@')[0]).toSorted();
    expect(to).toEqual(['fifth', 'fourth', 'right', 'third', 'tpyo']);
    expect((await site.post(link)).status).toBe(200);
  });

  test('that is a throw-away one is refused, as it is to whoever signs up', async () => {
    const { site, path } = await siteWithAda();
    const answer = await move(site, path('change-address'), 'ada@mailinator.com');
    expect(answer.status).toBe(422);
    expect(load(await answer.text())('#email-problem').text()).toContain('throw-away');
  });

  test('once confirmed says so again to a second press, as long as it is the reader’s', async () => {
    const { site, path } = await siteWithAda();
    const linkTo = async (email: string) => {
      await move(site, path('change-address'), email);
      return linkIn(await letterTo(site, email, 'Confirm your new address'), '/new-address/');
    };
    const link = await linkTo('second@example.com');
    for (let time = 0; time < 2; time += 1) {
      expect(await (await site.post(link)).text()).toContain('You have moved');
    }
    expect(await (await site.request(link)).text()).toContain('You have moved');
    site.clock.jump(11 * 60_000);
    await site.post(await linkTo('third@example.com'));
    expect((await site.post(link)).status).toBe(404);
    expect(await readerAt(site.app, 'third@example.com')).toMatchObject({ status: 'active' });
  });

  test('of a reader who left does not promise an edition', async () => {
    const { site, path } = await siteWithAda();
    await site.post(path('unsubscribe'));
    await move(site, path('change-address'), 'second@example.com');
    const letter = await letterTo(site, 'second@example.com', 'Confirm your new address');
    const answer = await (await site.post(linkIn(letter, '/new-address/'))).text();
    expect(answer).toContain('It is not active: no edition comes.');
    expect(answer).not.toContain('The next edition');
  });

  test('that is none is shown again as it was typed, with what is wrong', async () => {
    const { site, path } = await siteWithAda();
    const answer = await move(site, path('change-address'), 'second@example');
    expect(answer.status).toBe(422);
    const field = load(await answer.text())('#email');
    expect(field.attr()).toMatchObject({ value: 'second@example', 'aria-invalid': 'true' });
  });

  test('that is another reader’s gets the same answer, and that reader a word', async () => {
    const { site, path } = await siteWithAda();
    await confirmedReader(site, 'bob@example.com');
    site.clock.jump(hour);
    const taken = await move(site, path('change-address'), 'bob@example.com');
    const free = await move(site, path('change-address'), 'free@example.com');
    expect(await taken.text()).toBe(await free.text());
    const { text } = await letterTo(site, 'bob@example.com', 'You are subscribed');
    expect(text?.replaceAll(/\s+/g, ' ')).toContain('to move another subscription here');
    expect((await site.letters()).filter(({ to }) => to[0] === 'free@example.com')).toHaveLength(1);
  });
});

describe('the reader’s data', () => {
  test('are gone once deleted, with the votes and every link', async () => {
    const { site, path } = await siteWithAda();
    await site.post(`${path('vote')}?tool=smolvlm2&choice=ship`);
    expect((await site.post(path('erase'))).status).toBe(200);
    expect((await site.app.votes()).tally('smolvlm2')).toEqual({ ship: 0, skip: 0 });
    const store = await site.app.subscribers();
    expect(await store.find({ normalised: ada })).toBeUndefined();
    for (const page of pages.filter((each) => each !== 'erase')) {
      expect((await site.post(path(page))).status).toBe(404);
    }
    // A second press is not told that the link does not work: the first one did.
    for (const again of [site.post(path('erase')), site.request(path('erase'))]) {
      expect(await (await again).text()).toContain('You are forgotten');
    }
    site.clock.jump(60_000);
    // Only the reader's own confirmation brings the address back.
    const back = await confirmedReader(site, ada);
    expect(back.status).toBe('active');
  });
});

describe('a vote', () => {
  test('counts once a reader and a tool: a later one takes its place', async () => {
    const { site, path } = await siteWithAda();
    const vote = (choice: string) => site.post(`${path('vote')}?tool=smolvlm2&choice=${choice}`);
    await vote('ship');
    await vote('ship');
    const page = await (await vote('skip')).text();
    expect((await site.app.votes()).tally('smolvlm2')).toEqual({ ship: 0, skip: 1 });
    expect(page).toContain('1 reader has voted; the figure shows from 5 votes on.');
  });

  test('is changed on the page that counted it, by one press', async () => {
    const { site, path } = await siteWithAda();
    const counted = load(
      await (await site.post(`${path('vote')}?tool=smolvlm2&choice=ship`)).text(),
    );
    const form = counted('main form');
    expect(form.text().trim()).toBe('Vote: skip it');
    const fields = form.serializeArray().map(({ name, value }) => [name, value]);
    await site.post(form.attr('action') ?? '', Object.fromEntries(fields));
    expect((await site.app.votes()).tally('smolvlm2')).toEqual({ ship: 0, skip: 1 });
  });

  test.each(['?tool=nothing&choice=ship', '?tool=smolvlm2&choice=maybe', '?tool=smolvlm2', ''])(
    'for %s is a link that does not work',
    async (query) => {
      const { site, path } = await siteWithAda();
      expect((await site.request(path('vote') + query)).status).toBe(404);
      expect((await site.post(path('vote') + query)).status).toBe(404);
    },
  );
});

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}
