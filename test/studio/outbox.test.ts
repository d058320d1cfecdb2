import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, sidewaysAt } from '../support/accessibility.js';
import { launchChromium } from '../support/browser.js';
import { readEml } from '../support/eml.js';
import { readerIds } from '../support/feedback.js';
import { deaf, lettersTo, mailedApp, mailReaders, week } from '../support/outbox.js';
import { anEmail, resendAt, testSandbox } from '../support/sandbox.js';
import { servedStudio, type TestStudio, testStudio } from '../support/studio.js';

/** The ids of the letters that a page lists, in its order. */
function listedIn(html: string): string[] {
  return [...html.matchAll(/href="\/outbox\/([\da-f-]{36})"/g)].map(([, id]) => id ?? '');
}

async function letterTo({ app }: Pick<TestStudio, 'app'>, address: string): Promise<string> {
  const [letter] = await lettersTo(app, address);
  if (!letter) throw new Error('Nobody wrote there.');
  return letter.id;
}

/** The page that a search leads to. */
async function searched({ page, post }: TestStudio, search: string): Promise<string> {
  return page((await post('/outbox/search', { search })).headers.get('location') ?? '');
}

async function mailedStudio(readers: number): Promise<TestStudio> {
  const studio = await testStudio(deaf);
  await mailReaders(studio.app, readers);
  return studio;
}

describe('the outbox', () => {
  it('says what to do while nothing was sent', async () => {
    const { page } = await testStudio();
    expect(await page('/outbox')).toContain('No letter was sent yet');
  });

  it('lists what the sandbox took, newest first, and leaves nothing out from page to page', async () => {
    const { app, clock, page } = await mailedStudio(120);
    const sandbox = await testSandbox({ keep: { folder: app.outboxFolder }, clock });
    const sent: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      clock.jump(20 * 3_600_000);
      const { data } = await resendAt(sandbox).emails.send(anEmail({ subject: `Later ${number}` }));
      sent.unshift(data?.id ?? '');
    }
    const listed: string[] = [];
    for (let path: string | undefined = '/outbox'; path; ) {
      const html = await page(path);
      listed.push(...listedIn(html));
      path = /href="(\/outbox\?before=[^"]*)"/.exec(html)?.[1];
    }
    expect(listed.slice(0, 3)).toEqual(sent);
    expect(listed).toHaveLength(123);
    expect(new Set(listed).size).toBe(123);
    expect(listed).toEqual(listed.toSorted().reverse());
    expect(listedIn(await page(`/outbox?week=${week}`))).toHaveLength(50);
    expect(await page('/outbox?week=2026-W46')).toContain('No letter of the mailing of 2026-W46');
  });

  it('finds letters by address, subject and week, and puts no address into its own addresses', async () => {
    const studio = await mailedStudio(60);
    const { app, clock, post } = studio;
    const sandbox = await testSandbox({ keep: { folder: app.outboxFolder }, clock });
    await resendAt(sandbox).emails.send(
      anEmail({ to: 'ada@example.com', subject: 'Größer "x" \\ y' }),
    );
    const found = async (search: string) => listedIn(await searched(studio, search));
    const id = await letterTo(studio, 'reader7@example.com');
    expect(await found('Reader7@Example.com')).toEqual([id]);
    const ada = await letterTo(studio, 'ada@example.com');
    for (const search of ['größer', '"x" \\', 'ada@', 'ADA'])
      expect(await found(search)).toEqual([ada]);
    expect(await found('nobody@example.com')).toEqual([]);
    expect(await found('reader')).toHaveLength(50);

    const answer = await post('/outbox/search', { search: 'reader12@example.com' });
    expect(answer.headers.get('location')).toMatch(/^\/outbox\/search\/[\da-f]{24}$/);
    const html = await searched(studio, 'reader12@example.com');
    expect(html).toContain('value="reader12@example.com"');
    expect([...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].join()).not.toContain('@');
    const byWeek = await post('/outbox/search', { search: ' 2026-w47 ' });
    expect(byWeek.headers.get('location')).toBe(`/outbox?week=${week}`);
  });

  it('goes on with a search that has more than a page', async () => {
    const studio = await mailedStudio(101);
    const first = await searched(studio, 'READER');
    const further = /href="(\/outbox\/search\/[^"]*before=[^"]*)"/.exec(first)?.[1] ?? '';
    const second = await studio.page(further);
    const both = [...listedIn(first), ...listedIn(second)];
    expect(new Set(both).size).toBe(100);
  });

  it('says of a search that is not kept any more that it has to be made again', async () => {
    const studio = await mailedStudio(1);
    const { clock, get, page, post } = studio;
    const kept = (await post('/outbox/search', { search: 'ada@' })).headers.get('location') ?? '';
    expect(await page(kept)).toContain('value="ada@"');
    clock.jump(61 * 60_000);
    for (const path of [kept, '/outbox/search/nonsense', '/outbox/search/%00?before=x']) {
      const html = await page(path);
      expect(html).toContain('is not kept any more');
      expect(html).toContain('value=""');
      expect(listedIn(html)).toHaveLength(1);
    }
    expect((await get('/outbox/search')).headers.get('location')).toBe('/outbox');
  });

  it('shows a letter from all sides', async () => {
    const studio = await mailedStudio(1);
    const id = await letterTo(studio, 'reader0@example.com');
    expect(await studio.page(`/outbox/${id}`)).toContain(`src="/outbox/${id}/letter?scheme=light"`);
    const headers = await studio.page(`/outbox/${id}?show=headers`);
    expect(headers).toContain('List-Unsubscribe-Post');
    expect(headers).toContain('List-Unsubscribe=One-Click');
    expect(await studio.page(`/outbox/${id}?show=source`)).toContain('&lt;!DOCTYPE html&gt;');
    expect(await studio.page(`/outbox/${id}?show=text`)).toContain('Unsubscribe');
    expect((await studio.get(`/outbox/${id}?show=nonsense&scheme=pink&done=x`)).status).toBe(200);

    const frame = await studio.get(`/outbox/${id}/letter?scheme=dark`);
    expect(frame.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await frame.text()).toContain('<base target="_blank">');
  });

  it('gives a letter away as a mail', async () => {
    const studio = await mailedStudio(1);
    const id = await letterTo(studio, 'reader0@example.com');
    const response = await studio.get(`/outbox/${id}.eml`);
    expect(response.headers.get('content-type')).toBe('message/rfc822');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${id}.eml"`);
    const mail = readEml(await response.text());
    expect(mail.headers.get('to')).toBe('reader0@example.com');
    expect(mail.parts.map(({ type }) => type.split(';')[0])).toEqual(['text/plain', 'text/html']);
  });

  it.each([
    '..%2f..%2fpackage.json',
    '%00',
    'ffffffff-ffff-7fff-8fff-ffffffffffff',
    '01a1e8bd-90bc-78d7-886c-9d5761ff0a32',
    "'><script>",
    'x'.repeat(3000),
  ])('knows no letter %s', async (id) => {
    const { get, post } = await testStudio();
    for (const path of [`/outbox/${id}`, `/outbox/${id}.eml`, `/outbox/${id}/letter`]) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('<script>');
    }
    expect((await post(`/outbox/${id}/events`, { what: 'bounced' })).status).toBe(404);
    expect((await get(`/outbox?before=${encodeURIComponent(id)}`)).status).toBeLessThan(500);
    expect((await get(`/outbox?week=${encodeURIComponent(id)}`)).status).toBe(404);
    const search = (await post('/outbox/search', { search: id })).headers.get('location');
    expect((await get(`${search}?before=${encodeURIComponent(id)}`)).status).toBeLessThan(500);
  });
});

describe('the reader’s mailbox', () => {
  it.each(['bounced', 'complained'])(
    '%s: suppresses the reader, as the webhook does',
    async (what) => {
      const studio = await mailedStudio(2);
      const id = await letterTo(studio, 'reader0@example.com');
      const done = await studio.post(`/outbox/${id}/events`, { what });
      expect(done.status).toBe(303);
      const page = await studio.page(done.headers.get('location') ?? '');
      expect(page).toContain('The reader is suppressed now.');
      const [reader = ''] = await readerIds(studio.app);
      expect(page).toContain(`href="/readers/${reader}"`);
      expect(page).toContain(`href="/reports/${week}"`);
      const readers = await studio.app.subscribers();
      expect(readers.counts()).toMatchObject({ suppressed: 1, active: 1 });
      const { id: mailing } = (await studio.app.mailings.read(week)) ?? { id: '' };
      expect((await studio.app.events.of(mailing)).counts()).toMatchObject({
        bounced: { readers: what === 'bounced' ? 1 : 0 },
        complained: what === 'complained' ? 1 : 0,
      });
    },
  );

  it('delivers, opens and clicks, and each counts once a press', async () => {
    const studio = await mailedStudio(1);
    const id = await letterTo(studio, 'reader0@example.com');
    const press = async (fields: Record<string, string>) => {
      studio.clock.jump(60_000);
      expect((await studio.post(`/outbox/${id}/events`, fields)).status).toBe(303);
    };
    await press({ what: 'delivered' });
    await press({ what: 'opened' });
    await press({ what: 'clicked', link: '1' });
    await press({ what: 'clicked', link: '1' });
    const { id: mailing } = (await studio.app.mailings.read(week)) ?? { id: '' };
    const events = await studio.app.events.of(mailing);
    expect(events.counts()).toMatchObject({ delivered: 1, opened: { human: { readers: 1 } } });
    expect(events.clicks()).toMatchObject({ human: { times: 2, readers: 1 } });
  });

  it('does nothing that it was not asked for', async () => {
    const studio = await mailedStudio(1);
    const id = await letterTo(studio, 'reader0@example.com');
    for (const fields of [
      {},
      { what: 'forgotten' },
      { what: 'clicked' },
      { what: 'clicked', link: '999' },
      { what: 'clicked', link: 'http://evil.example' },
    ]) {
      const answer = await studio.post(`/outbox/${id}/events`, fields);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('class="problem"');
    }
    await studio.page(`/outbox/${id}?done=bounced`);
    expect((await studio.app.subscribers()).counts()).toMatchObject({ active: 1 });
  });

  it('is not ours to play once letters go to Resend', async () => {
    const studio = await mailedStudio(1);
    const id = await letterTo(studio, 'reader0@example.com');
    const real = await testStudio({
      DATA_DIR: studio.app.config.dataDir,
      SUBSCRIBERS_DIR: studio.app.config.subscribersDir,
      RESEND_API_KEY: 're_a_key_that_is_real',
      FROM_ADDRESS: 'Verdicts <verdicts@verdicts.test>',
      PUBLIC_URL: 'https://verdicts.test',
      POSTAL_ADDRESS: '1 Example Street',
      SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    });
    expect(await real.page('/outbox')).toContain('Letters go to Resend now');
    const page = await real.page(`/outbox/${id}`);
    expect(page).not.toContain('/events');
    const answer = await real.post(`/outbox/${id}/events`, { what: 'bounced' });
    expect(answer.status).toBe(422);
    expect((await studio.app.subscribers()).counts()).toMatchObject({ active: 1 });
  });
});

describe('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 600_000);
  afterAll(() => browser?.close());

  it.each([true, false])(
    'an operator finds a letter and bounces it, with JavaScript: %s',
    async (javaScriptEnabled) => {
      const app = await mailedApp(12);
      const studio = await servedStudio(browser, app);
      const page = await studio.open('/outbox', { javaScriptEnabled });
      await page.fill('#search', 'reader7@example.com');
      await page.click('text=Search');
      await page.click('.letters a');
      await page.goBack();
      expect(await page.inputValue('#search')).toBe('reader7@example.com');
      expect(await page.locator('.letters a').count()).toBe(1);
      await page.click('.letters a');
      expect(page.url()).not.toContain('@');
      const letter = page.frameLocator('iframe');
      expect(await letter.locator('h1').textContent()).toBeTruthy();
      await page.click('button:has-text("Bounce")');
      expect(await page.textContent('[role=status]')).toContain('The reader is suppressed now.');
      await page.goto(`${studio.url}/reports/${week}`);
      expect(await page.textContent('main')).toMatch(/Bounced\s*1/);
    },
    60_000,
  );

  it('axe finds nothing, and nothing sticks out', async () => {
    const app = await mailedApp(3);
    const studio = await servedStudio(browser, app);
    const page = await studio.open('/outbox');
    expect(await axeFindings(page)).toEqual([]);
    await page.click('.letters a');
    for (const show of ['letter', 'text', 'headers', 'source']) {
      await page.goto(`${page.url().split('?')[0]}?show=${show}&done=bounced`);
      expect(await axeFindings(page), show).toEqual([]);
      expect(await sidewaysAt(page, [1280, 768, 375]), show).toEqual([]);
    }
  });
});
