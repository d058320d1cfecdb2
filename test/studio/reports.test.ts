import { load } from 'cheerio';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import { linkMap } from '../../src/studio/reports/link-map.js';
import { unsubscribe } from '../../src/subscribers/transitions.js';
import { axeFindings, sidewaysAt } from '../support/accessibility.js';
import { launchChromium } from '../support/browser.js';
import { anEvent, readerIds } from '../support/feedback.js';
import { deaf, lettersTo, mailedApp, mailReaders, week } from '../support/outbox.js';
import { servedStudio, testStudio } from '../support/studio.js';

const compared = 'http://127.0.0.1:9/compare/smolvlm2-2b-vs-mistral-code';

/** Puts into the app's journals what came of its mailing: one delivered and clicked by people, one by a machine. */
async function withFeedback(app: App): Promise<void> {
  const [ada = '', bob = '', cleo = '', dan = ''] = await readerIds(app);
  const { id: mailing } = (await app.mailings.read(week)) ?? { id: '' };
  const at = '2026-11-17T09:10:00.000Z';
  for (const event of [
    anEvent('1', 'email.delivered', { mailing, reader: ada }),
    anEvent('2', 'email.delivered', { mailing, reader: bob }),
    anEvent('3', 'email.bounced', { mailing, reader: cleo, bounce: 'Permanent' }),
    anEvent('4', 'email.opened', { mailing, reader: ada, at }),
    anEvent('5', 'email.opened', { mailing, reader: bob, at, machine: true }),
    anEvent('6', 'email.clicked', { mailing, reader: ada, link: compared, at }),
    anEvent('7', 'email.clicked', { mailing, reader: bob, link: compared, at, machine: true }),
  ]) {
    await app.events.record(event);
  }
  const votes = await app.votes();
  for (const id of [ada, bob]) await votes.record(id, 'mistral-code', 'skip');
  const store = await app.subscribers();
  await store.change(dan, (reader) => unsubscribe(reader, { at, reason: '<b>Too many</b>' }));
}

/** The figures of a row of the first table with that heading, as text. */
function rowOf(html: string, name: string): string[] {
  const $ = load(html);
  const row = $('main tr').filter((_, each) => $(each).find('th').text().trim() === name);
  return row
    .first()
    .find('td')
    .toArray()
    .map((cell) => $(cell).text().trim());
}

describe('the report of an edition', () => {
  it('tells how far it came, what went wrong, who voted and who left', async () => {
    const { app, page } = await testStudio(deaf);
    await mailReaders(app, 6);
    await withFeedback(app);
    const html = await page(`/reports/${week}`);
    expect(rowOf(html, 'Accepted')).toEqual(['6', '100%', '—']);
    expect(rowOf(html, 'Delivered')).toEqual(['2', '33%', '—']);
    expect(rowOf(html, 'Opened')).toEqual(['1', '50%', '2']);
    expect(rowOf(html, 'Clicked')).toEqual(['1', '50%', '2']);
    expect(rowOf(html, 'audience').at(-1)).toBe('6');
    expect(load(html)('.figures').text()).toMatch(/Bounced\s*1\s*1 for good/);
    expect(rowOf(html, 'Mistral Code')).toEqual(['0, 2', '100%', 'too few votes']);
    expect(rowOf(html, '/compare/smolvlm2-2b-vs-mistral-code')).toEqual(['1 100%', '1', '1']);
    expect(rowOf(html, '<b>Too many</b>')).toEqual(['1']);
  });

  it('says where webhooks go as long as not one has come', async () => {
    const { app, page } = await testStudio(deaf);
    await mailReaders(app, 4);
    const untold = await page(`/reports/${week}`);
    expect(untold).toContain('Not one event has come yet');
    expect(untold).toContain('http://127.0.0.1:9/webhooks/resend');
    await withFeedback(app);
    const told = await page(`/reports/${week}`);
    expect(told).not.toContain('Not one event has come yet');
    expect(load(told)('main').text().replace(/\s+/g, ' ')).toContain(
      '1 opening and 1 click by people. With machines 2 and 2:',
    );
  });

  it('changes as events come', async () => {
    const { app, page } = await testStudio(deaf);
    await mailReaders(app, 2);
    expect(rowOf(await page(`/reports/${week}`), 'Opened')).toEqual(['0', '—', '0']);
    await withFeedback(app);
    expect(rowOf(await page(`/reports/${week}`), 'Opened')).toEqual(['1', '50%', '2']);
    const [later = ''] = (await readerIds(app)).slice(1);
    const at = '2026-11-17T09:20:00.000Z';
    await (await app.subscribers()).change(later, (reader) => unsubscribe(reader, { at }));
    expect(await page(`/reports/${week}`)).toContain('No reason given');
  });

  it('is not there for weeks that were not mailed, and says what to do', async () => {
    const { get } = await testStudio();
    const unsent = await get('/reports/2026-W50');
    expect(unsent.status).toBe(404);
    expect(await unsent.text()).toContain('2026-W50 is not mailed');
    for (const path of ['2026-W60', '..%2f..', '%00', '2026-W47/letter', 'x/letter']) {
      expect((await get(`/reports/${path}`)).status, path).toBe(404);
    }
  });

  it('knows no letter that the mailing has not', async () => {
    const { app, get } = await testStudio(deaf);
    await mailReaders(app, 1);
    for (const variant of ['brief', '../../mailing', '%00']) {
      const query = new URLSearchParams({ variant });
      expect((await get(`/reports/${week}?${query}`)).status).toBe(404);
      expect((await get(`/reports/${week}/letter?${query}`)).status).toBe(404);
    }
    expect((await get(`/reports/${week}?scheme=pink`)).status).toBe(200);
  });
});

describe('the trend', () => {
  it('says what to do before the first edition', async () => {
    const { page } = await testStudio();
    expect(await page('/reports')).toContain('No edition was mailed yet');
  });

  it('has a row an edition', async () => {
    const { app, page } = await testStudio(deaf);
    await mailReaders(app, 6);
    await withFeedback(app);
    await expect
      .poll(async () => rowOf(await page('/reports'), week))
      .toEqual(['6', '2', '1', '1', '1', '1', '0']);
  });
});

describe('the link map', () => {
  const clicks = (link: string, times: number) => {
    const counts = { times, readers: times };
    return { link, all: counts, human: counts };
  };
  const map = (html: string, links: ReturnType<typeof clicks>[]) => {
    const times = links.reduce((sum, { human }) => sum + human.times, 0);
    const all = { times, readers: times };
    return load(
      linkMap(`<html><head></head><body>${html}</body></html>`, { all, human: all, links }),
    );
  };

  it('puts a reader’s own links together by kind, and heats each by its clicks', () => {
    const $ = map(
      [
        '<a id="a" href="https://x.example/compare/a-vs-b">A</a>',
        '<a id="b" href="https://x.example/vote/sample?tool=a&amp;choice=ship">B</a>',
        '<a id="c" href="https://x.example/unsubscribe/sample">C</a>',
        '<a id="d" href="mailto:someone@example.com">D</a>',
        '<a id="e" href="https://x.example/compare/a-vs-b">E</a>',
      ].join(' '),
      [
        clicks('https://x.example/compare/a-vs-b', 30),
        clicks('https://x.example/vote?tool=a&choice=ship', 10),
      ],
    );
    const badge = (id: string) => $(`#${id} .link-map-badge`).text();
    expect(badge('a')).toBe('30 · 75%');
    expect(badge('e')).toBe('30 · 75%');
    expect(badge('b')).toBe('10 · 25%');
    expect(badge('c')).toBe('');
    expect($('#a').hasClass('link-map-4')).toBe(true);
    expect($('#b').hasClass('link-map-2')).toBe(true);
    expect($('#c').hasClass('link-map-0')).toBe(true);
    expect($('#d').attr('class')).toBeUndefined();
  });
});

describe('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 600_000);
  afterAll(() => browser?.close());

  it('a click in the outbox stands on the letter, which stays as it was laid out', async () => {
    const app = await mailedApp(3);
    const [letter] = await lettersTo(app, 'reader1@example.com');
    const studio = await servedStudio(browser, app);
    const page = await studio.open(`/reports/${week}`);
    const frame = page.frameLocator('iframe');
    const height = () => frame.locator('body').evaluate('(body) => body.scrollHeight');
    await frame.locator('.link-map-0').first().waitFor();
    const before = await height();
    expect(await frame.locator('.link-map-badge').count()).toBe(0);

    await page.goto(`${studio.url}/outbox/${letter?.id}`);
    const place = await page
      .locator('#link option', { hasText: '/compare/' })
      .first()
      .textContent();
    await page.selectOption('#link', { label: place ?? '' });
    await page.click('text=Click this link');
    await page.click(`text=What came of the mailing of ${week}`);
    const badge = frame.locator('.link-map-badge').first();
    expect(await badge.textContent()).toBe('1 · 100%');
    expect(await badge.isVisible()).toBe(true);
    expect(await height()).toBe(before);
    expect(await frame.locator('.link-map-4').count()).toBeGreaterThan(0);
  });

  it('axe finds nothing, and nothing sticks out', async () => {
    const app = await mailedApp(6);
    await withFeedback(app);
    const studio = await servedStudio(browser, app);
    const page = await studio.open('/reports');
    for (const path of ['/reports', `/reports/${week}`, '/reports/2026-W50']) {
      await page.goto(studio.url + path);
      expect(await axeFindings(page), path).toEqual([]);
      expect(await sidewaysAt(page, [1280, 768, 375]), path).toEqual([]);
    }
  });
});
