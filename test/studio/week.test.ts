import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { draftWeek, weekToEdit } from '../../src/jobs/drafting.js';
import { controlWeek } from '../../src/jobs/operating.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { axeFindings, sidewaysAt } from '../support/accessibility.js';
import { addReaders, testApp } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { hour } from '../support/clock.js';
import { servedStudio, type TestStudio, testStudio } from '../support/studio.js';

const week = '2026-W47';
const code = 'smolvlm2-2b-vs-mistral-code';
const htmx = { 'hx-request': 'true' };

/** The picked comparisons in the order in which a page shows them. */
function pickedOn(html: string): (string | undefined)[] {
  const $ = load(html);
  return $('#picked tr')
    .toArray()
    .map((row) => $(row).attr('data-id'));
}

function textOf(html: string, selector: string): string {
  return load(html)(selector).text().replace(/\s+/g, ' ').trim();
}

function words(fields: { subject?: string; intro?: string; closing?: string }) {
  return { move: 'words', subject: '', intro: '', closing: '', ...fields };
}

async function mail(studio: TestStudio): Promise<void> {
  await addReaders(studio.app, 1);
  await sendWeek(studio.app, week, { signal: new AbortController().signal, preflight: false });
}

describe('This week', () => {
  it('leads to the week that editors work on, and to its neighbours', async () => {
    const { get, page } = await testStudio();
    const response = await get('/week');
    expect([response.status, response.headers.get('location')]).toEqual([302, `/week/${week}`]);
    const html = await page(`/week/${week}`);
    const links = load(html)('.aside a').toArray();
    expect(links.map(({ attribs }) => attribs.href)).toEqual([
      `/week/${week}`,
      '/week/next',
      '/week/2026-W46',
      '/week/2026-W48',
    ]);
  });

  it('leads past a missed week to the one that the schedule can still send', async () => {
    const { clock, get, page } = await testStudio();
    clock.jump(24 * hour);
    expect((await get('/week')).headers.get('location')).toBe(`/week/${week}`);
    clock.jump(1);
    expect((await get('/week')).headers.get('location')).toBe('/week/2026-W48');
    expect(await page('/week/2026-W48')).toContain(`href="/week/${week}"`);
  });

  it('shows when it is due, and every comparison with each part of its score and why', async () => {
    const { page } = await testStudio({ MAX_COMPARISONS: '4' });
    const html = await page(`/week/${week}`);
    const $ = load(html);
    expect($('#standing time').attr('datetime')).toBe('2026-11-17T09:00:00.000Z');
    expect(textOf(html, '#standing')).toContain('Tuesday 17 November 2026, 09:00 UTC');
    expect($('#picked tr')).toHaveLength(4);
    expect(textOf(html, '#picked tr:first-child th .hint')).toMatch(
      /^Published in this window, rank 1 of 4 · card 1 of \d$/,
    );
    expect($('#picked tr:first-child svg.bar')).toHaveLength(5);
    expect(textOf(html, '.out')).toContain('No room: rank 5, and the edition holds 4');
    expect(textOf(html, '#letter-facts')).toMatch(/Digest [\d.]+ KB of 85 KB/);
    expect($('#subject').attr('placeholder')).toBe(textOf(html, '[data-placeholder-of]'));
  });

  it.each([
    '/week/2026-W54',
    '/week/2026-w47',
    '/week/..%2F..%2Fpanel',
    '/week/nothing',
    '/week/nothing/letter',
    '/week/nothing/pieces',
  ])('knows no %s', async (path) => {
    const { get } = await testStudio();
    expect((await get(path)).status).toBe(404);
  });

  it('has the letter beside it, in either format, whatever else its address says', async () => {
    const { get, page } = await testStudio();
    const digest = await page(`/week/${week}/letter`);
    const brief = await page(`/week/${week}/letter?format=brief`);
    expect(digest.length).toBeGreaterThan(brief.length);
    expect(digest).toContain('reader@example.com');
    expect(await page(`/week/${week}/letter?format=%00&format=x`)).toBe(digest);
    const html = await page(`/week/${week}?format=brief&out=%3Cb%3E&said=<script>`);
    expect(load(html)('iframe').attr('src')).toBe(`/week/${week}/letter?format=brief`);
    const policy = (await get(`/week/${week}/letter`)).headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'self'");
  });

  it('says why nothing is picked and what to do', async () => {
    const { app, page } = await testStudio();
    rmSync(join(app.config.dataDir, 'comparisons'), { recursive: true });
    const html = await page(`/week/${week}`);
    expect(textOf(html, '#pick')).toContain('There are no comparisons yet. verdicts import');
    expect(await page(`/week/${week}/letter`)).toContain(`Nothing is picked for ${week}.`);
  });

  it('shows what would be picked in the next weeks', async () => {
    const studio = await testStudio();
    await mail(studio);
    const html = await studio.page('/week/next');
    const weeks = load(html)('.week-next h2').toArray();
    expect(weeks).toHaveLength(4);
    expect(textOf(html, '.week-next li:first-child')).toContain('verdicts import');
  });
});

describe('A change', () => {
  it('is saved by a form without JavaScript, and said on the page', async () => {
    const { app, page, post } = await testStudio();
    const response = await post(`/week/${week}/plan`, { move: 'pin', slug: code });
    const location = response.headers.get('location') ?? '';
    expect([response.status, location]).toEqual([303, `/week/${week}?said=changed`]);
    const html = await page(location);
    expect(textOf(html, '[role=status]')).toBe('Saved.');
    expect(pickedOn(html)[0]).toBe(code);
    expect((await app.editions.readPlan(week)).pin).toEqual([code]);
    await post(`/week/${week}/plan`, { move: 'down', slug: code });
    expect(pickedOn(await page(`/week/${week}`))[1]).toBe(code);
    await post(`/week/${week}/plan`, { move: 'leave-out', slug: code });
    expect(pickedOn(await page(`/week/${week}`))).not.toContain(code);
    await post(`/week/${week}/plan`, { move: 'bring-back', slug: code });
    await post(`/week/${week}/plan`, { move: 'unpin-all' });
    expect(await app.editions.readPlan(week)).toEqual({ pin: [], exclude: [] });
  });

  it('shows in the letter', async () => {
    const { page, post } = await testStudio();
    await post(
      `/week/${week}/plan`,
      words({ subject: 'Ours alone', intro: 'A <b>bold</b> week.', closing: 'Until then.' }),
    );
    const letter = await page(`/week/${week}/letter`);
    expect(letter).toContain('A &lt;b&gt;bold&lt;/b&gt; week.');
    expect(letter).toContain('Until then.');
    const html = await page(`/week/${week}`);
    expect(textOf(html, '#letter-facts')).toContain('Ours alone');
    expect(load(html)('#intro').text().trim()).toBe('A <b>bold</b> week.');
  });

  it('of words that is refused stands beside its field, with what was typed', async () => {
    const { app, post, request } = await testStudio();
    const subject = `${'x'.repeat(60)}"<`;
    const response = await post(`/week/${week}/plan`, words({ subject, intro: 'Kept.' }));
    expect(response.status).toBe(422);
    const html = await response.text();
    const $ = load(html);
    expect($('#subject').attr('value')).toBe(subject);
    expect($('#subject').attr('aria-invalid')).toBe('true');
    expect($('#subject').attr('aria-describedby')).toContain('subject-problem');
    expect($('#subject-problem').text()).toBe('Expected at most 60 characters.');
    expect($('#intro').text().trim()).toBe('Kept.');
    expect(textOf(html, '#subject-count')).toBe('62 of 60 characters');
    expect(await app.editions.readPlan(week)).toEqual({ pin: [], exclude: [] });

    const origin = 'http://127.0.0.1:4000';
    const piece = await request(`/week/${week}/plan`, {
      method: 'POST',
      headers: { origin, ...htmx },
    });
    expect(piece.status).toBe(422);
    expect(await piece.text()).not.toContain('<html');
  });

  it('that no page asks for is refused and changes nothing', async () => {
    const { app, post } = await testStudio();
    for (const fields of [
      {},
      { move: 'mail' },
      { move: 'pin' },
      { move: 'pin', slug: '../../panel' },
      { move: 'pin', slug: 'no-vs-thing' },
      { move: 'up', slug: 'no-vs-thing' },
      { move: 'order', order: code },
      { move: 'order', order: 'x '.repeat(50_000) },
      { move: 'order', order: '__proto__ constructor' },
      { move: 'words', subject: 'without the others' },
      words({ closing: '\u{e000}address\u{e001}' }),
    ]) {
      const response = await post(`/week/${week}/plan`, { ...fields });
      expect(response.status).toBe(422);
      expect(textOf(await response.text(), '[role=alert]')).not.toBe('');
      expect(await app.editions.readPlan(week)).toEqual({ pin: [], exclude: [] });
    }
  });

  it('after a draft makes it anew, and approval with it', async () => {
    const { app, page, post } = await testStudio({ APPROVAL: 'required' });
    const drafted = await post(`/week/${week}/draft`);
    expect(drafted.headers.get('location')).toBe(`/week/${week}?said=drafted`);
    const draft = await app.editions.read(week);
    const hash = draft?.hash ?? '';
    await app.editions.writeApproval(week, { hash, at: app.clock.now().toISOString() });
    const before = textOf(await page(`/week/${week}`), '#standing');
    expect(before).toContain(hash.slice(0, 12));
    expect(before).toContain('Approved');

    const response = await post(`/week/${week}/plan`, { move: 'pin', slug: code });
    const html = await page(response.headers.get('location') ?? '');
    expect(textOf(html, '#said')).toContain('it needs approval anew');
    expect(textOf(html, '#standing')).toContain('Needed');
    expect((await app.editions.read(week))?.hash).not.toBe(hash);
  });

  it('of the content behind a draft is said, and drafted anew on demand', async () => {
    const { app, page, post } = await testStudio();
    await draftWeek(app, week);
    rmSync(join(app.config.dataDir, 'comparisons', `${code}.json`));
    const html = await page(`/week/${week}`);
    expect(textOf(html, '#standing')).toMatch(/of another content.*Draft anew/);
    await post(`/week/${week}/draft`);
    expect(textOf(await page(`/week/${week}`), '#standing')).toContain('of today’s content');
  });

  it('of a plan that names what is gone can be mended here', async () => {
    const { app, page, post } = await testStudio();
    await post(`/week/${week}/plan`, { move: 'pin', slug: code });
    rmSync(join(app.config.dataDir, 'comparisons', `${code}.json`));
    const html = await page(`/week/${week}`);
    expect(textOf(html, '#pick [role=alert]')).toContain(code);
    expect(textOf(html, '#letter-facts [role=alert]')).toContain('no such comparison');
    await post(`/week/${week}/plan`, { move: 'drop-missing' });
    expect(textOf(await page(`/week/${week}`), '#pick [role=alert]')).toBe('');
  });
});

describe('A week that is mailed', () => {
  it('is shown as it went out, and cannot be changed', async () => {
    const studio = await testStudio();
    const { get, page, post, request } = studio;
    await mail(studio);
    const html = await page(`/week/${week}`);
    const $ = load(html);
    expect(textOf(html, 'main')).toContain('It is mailed: it never changes any more.');
    expect($('form, input, button')).toHaveLength(0);
    expect($(`a[href="/reports/${week}"], a[href="/send/${week}"]`)).toHaveLength(2);
    const frozen = await page(`/week/${week}/letter`);
    expect(frozen).toContain('SmolVLM2-2B');

    const response = await post(`/week/${week}/plan`, words({ subject: 'Late' }));
    expect(response.headers.get('location')).toBe(`/week/${week}`);
    expect((await post(`/week/${week}/draft`)).status).toBe(422);
    expect(await studio.app.editions.readPlan(week)).toEqual({ pin: [], exclude: [] });
    expect(await page(`/week/${week}/letter`)).toBe(frozen);
    // A page that was open meanwhile shows that it is mailed.
    const pieces = await request(`/week/${week}/pieces`, { headers: htmx });
    expect([pieces.status, pieces.headers.get('hx-refresh')]).toEqual([204, 'true']);
    expect((await get('/week')).headers.get('location')).toBe('/week/2026-W48');
  });
});

describe('A week whose mailing is not over', () => {
  it('says so, and how far it is', async () => {
    const studio = await testStudio();
    const { app, page } = studio;
    await addReaders(app, 1200);
    const stop = new AbortController();
    await sendWeek(app, week, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
      preflight: false,
    });
    expect(textOf(await page(`/week/${week}`), '.week-standing')).toContain('Interrupted');
    await controlWeek(app, week, 'pause');
    const html = await page(`/week/${week}`);
    const state = textOf(html, '.week-standing');
    expect(state).toContain('StatePaused');
    expect(state).toContain('Audience1,200readers');
    expect(textOf(html, 'main')).toContain('Its mailing has begun: it never changes any more.');
    await controlWeek(app, week, 'cancel');
    expect(textOf(await page(`/week/${week}`), '.week-standing')).toContain('Cancelled');
  });
});

describe('In a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 600_000);
  afterAll(() => browser?.close());

  const rows = (page: Page) =>
    page.$$eval('#picked tr', (all) => all.map((row) => row.getAttribute('data-id')));
  const letter = (page: Page) => page.frameLocator('#letter iframe');

  async function opened(settings: Record<string, string> = {}) {
    const app = testApp(systemClock, settings);
    // Whatever the day: the content is there already.
    const now = await weekToEdit(app, undefined);
    const studio = await servedStudio(browser, app);
    return { app, now, studio };
  }

  it('an editor pins, drags and writes, and sees the letter change', async () => {
    const { app, now, studio } = await opened({ MAX_COMPARISONS: '2' });
    const page = await studio.open(`/week/${now}`);
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (said) => said.type() === 'error' && problems.push(said.text()));
    const [first] = await rows(page);
    const wanted = await page.getAttribute('tbody.out tr[data-id]', 'data-id');

    await page.focus(`[id="pin-${wanted}"]`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#picked [id="pin-${wanted}"][value=unpin]`);
    await letter(page).locator(`a[href*="${wanted}"]`).first().waitFor();
    expect(await rows(page)).toEqual([wanted, first]);
    expect((await app.editions.readPlan(now)).pin).toEqual([wanted]);
    expect(await page.textContent('#said')).toBe('Saved.');
    expect(await page.evaluate('document.activeElement.id')).toBe(`pin-${wanted}`);

    // Once more where files that changed on disk renewed the rows in the middle of it.
    await expect
      .poll(
        async () => {
          const { pin } = await app.editions.readPlan(now);
          if (pin.length > 1) return pin;
          await page.dragAndDrop('#picked tr:first-child .handle', '#picked tr:last-child th');
          return pin;
        },
        { interval: 500 },
      )
      .toEqual([first, wanted]);
    await expect.poll(() => rows(page)).toEqual([first, wanted]);

    await page.fill('#closing', 'See you on the other side.');
    await page.fill('#subject', '🚢 it');
    expect(await page.textContent('[data-count-of=subject]')).toBe('4');
    await page.click('#words button');
    await letter(page).getByText('See you on the other side.').waitFor();
    await expect.poll(() => page.textContent('#letter-facts')).toContain('🚢 it');
    expect(await page.inputValue('#closing')).toBe('See you on the other side.');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Save');

    await page.fill('#subject', 'x'.repeat(61));
    await page.click('#words button');
    await page.waitForSelector('#subject-problem');
    expect(await page.inputValue('#subject')).toBe('x'.repeat(61));
    expect(await page.evaluate('document.activeElement.id')).toBe('subject');
    await page.click('text=Brief');
    await page.waitForURL('**/week/*?format=brief');
    expect(await page.inputValue('#subject')).toBe('x'.repeat(61));
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([]);
  });

  it('whoever else has the week open sees the change, and loses nothing that is being written', async () => {
    const { now, studio } = await opened();
    const one = await studio.open(`/week/${now}`);
    const other = await studio.open(`/week/${now}`);
    await other.fill('#intro', 'Half a sent');
    const last = (await rows(one)).at(-1);
    await one.click(`[id="up-${last}"]`);
    await expect.poll(async () => (await rows(other)).at(-2)).toBe(last);
    expect(await other.inputValue('#intro')).toBe('Half a sent');
  });

  it('content that breaks while the week is open is said, takes nothing away, and is gone once mended', async () => {
    const { app, now, studio } = await opened();
    const page = await studio.open(`/week/${now}`);
    const [first] = await rows(page);
    await page.fill('#intro', 'Half a sent');
    const file = join(app.config.dataDir, 'comparisons', `${code}.json`);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.slice(0, 80));
    const broken = () => page.textContent('#broken');
    await expect.poll(broken).toContain(`comparisons/${code}.json: line `);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.click(`[id="down-${first}"]`);
    expect((await answered).status()).toBe(422);
    await expect.poll(broken).toContain('Correct these files, then try again.');
    expect(await page.locator('main').count()).toBe(1);
    expect(await rows(page)).toHaveLength(5);
    expect(await page.inputValue('#intro')).toBe('Half a sent');
    writeFileSync(file, whole);
    await expect.poll(broken).toBe('');
    expect((await rows(page))[0]).toBe(first);
  });

  it('an editor who would leave unsaved words is asked, and nobody else is', async () => {
    const { now, studio } = await opened();
    const page = await studio.open(`/week/${now}`);
    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.dismiss();
    });
    await page.click('nav[aria-label=Rooms] >> text=Outbox');
    await page.waitForURL('**/outbox');
    await page.goBack();
    await page.fill('#intro', 'Half a sent');
    await page.click('nav[aria-label=Rooms] >> text=Outbox', { noWaitAfter: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    expect(await page.inputValue('#intro')).toBe('Half a sent');
    await page.click('#words button');
    await letter(page).getByText('Half a sent').waitFor();
    await page.click('nav[aria-label=Rooms] >> text=Outbox');
    await page.waitForURL('**/outbox');
    expect(asked).toHaveLength(1);
  });

  it('works without JavaScript', async () => {
    const { app, now, studio } = await opened();
    const page = await studio.open(`/week/${now}`, { javaScriptEnabled: false });
    const first = await page.getAttribute('#picked tr', 'data-id');
    await page.click(`[id="down-${first}"]`);
    expect(await page.getAttribute('#picked tr:nth-child(2)', 'data-id')).toBe(first);
    await page.fill('#subject', 'By hand');
    await page.click('#words button');
    expect(await page.textContent('#said')).toBe('Saved.');
    expect((await app.editions.readPlan(now)).subject).toBe('By hand');
  });

  it('axe finds nothing, light or dark, and nothing sticks out', async () => {
    const { now, app, studio } = await opened({ MAX_COMPARISONS: '3', APPROVAL: 'required' });
    await draftWeek(app, now);
    const page = await studio.open(`/week/${now}`, { reducedMotion: 'reduce' });
    const found: unknown[] = [];
    const look = async (name: string) => {
      const findings = [
        ...(await axeFindings(page)),
        ...(await sidewaysAt(page, [1280, 768, 375])),
      ];
      found.push(...findings.map((finding) => [name, finding]));
    };
    await look('week');
    await page.fill('#subject', 'x'.repeat(61));
    await page.click('#words button');
    await page.waitForSelector('#subject-problem');
    await look('refused');
    await page.goto(`${studio.url}/week/next`);
    await look('next');
    expect(found).toEqual([]);
  });
});
