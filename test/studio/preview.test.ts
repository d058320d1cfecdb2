import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { App } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import { draftWeek } from '../../src/jobs/drafting.js';
import { preflightEdition } from '../../src/jobs/preflight.js';
import { admitReader, unsubscribeReader } from '../../src/jobs/readers.js';
import { ViewedLetter } from '../../src/jobs/viewing.js';
import { setPreferences } from '../../src/subscribers/transitions.js';
import { axeFindings, sidewaysAt } from '../support/accessibility.js';
import { testApp } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { hour } from '../support/clock.js';
import { mailEdition } from '../support/site.js';
import { servedStudio, testStudio } from '../support/studio.js';
import { studioProcess } from '../support/studio-process.js';

const week = '2026-W47';
const digest = `/preview/${week}/digest`;
/** Longer than anything takes on a machine that does something else as well. */
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

describe('an address', () => {
  it('without a week leads to the digest of the week that editors work on', async () => {
    const { get } = await testStudio();
    const response = await get('/preview');
    expect([response.status, response.headers.get('location')]).toEqual([302, digest]);
  });

  it('without a week leads past a missed one, which is a link away', async () => {
    const { clock, get, page } = await testStudio();
    clock.jump(25 * hour);
    const response = await get('/preview');
    expect(response.headers.get('location')).toBe('/preview/2026-W48/digest');
    expect(await page('/preview/2026-W48/digest')).toContain(`href="${digest}"`);
  });

  it('says what to do while nothing is picked', async () => {
    const { app, get, page } = await testStudio();
    const comparisons = join(app.config.dataDir, 'comparisons');
    for (const name of readdirSync(comparisons)) rmSync(join(comparisons, name));
    expect(await page('/preview')).toContain(`Nothing is picked for ${week}`);
    expect((await get(digest)).status).toBe(404);
    expect(await page(`/preview/${week}/welcome`)).toContain('Welcome to');
  });

  it('of nothing is not found, and one with nonsense in it shows the usual', async () => {
    const { get, page } = await testStudio();
    for (const path of [
      '/preview/2026-W99/digest',
      '/preview/nonsense/digest',
      `/preview/${week}/ticket`,
      `/preview/${week}/ticket/frame`,
      `${digest}?reader=zzzzzzzzzzzzzzzz`,
      `${digest}.pdf`,
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
    const nonsense = await page(`${digest}?width=1e9&look=%00&mark=-1&reader=%3Cb%3E`);
    expect(nonsense).toContain(`src="${digest}/frame"`);
  });
});

describe('a letter', () => {
  it.each(ViewedLetter.options.filter((letter) => letter !== 'notice'))(
    'is shown as it is mailed: %s',
    async (letter) => {
      const { page, get } = await testStudio();
      const shown = await page(`/preview/${week}/${letter}`);
      expect(shown).toContain(`<iframe id="letter"`);
      const frame = await get(`/preview/${week}/${letter}/frame`);
      const html = await frame.text();
      expect(frame.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
      expect(frame.headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(html).toContain('reader@example.com');
      expect(html).not.toContain('\u{e000}');
      expect(html).toContain('/sample');
    },
  );

  it.each([
    ['confirm', 'The letter to confirm', '/confirm/sample'],
    ['known', 'Already subscribed', '/preferences/sample'],
    ['change-address', 'Change of address', '/change-address/sample'],
    ['new-address', 'The new address', '/new-address/sample'],
    ['download', 'Download of data', '/download/sample'],
    ['erase', 'Erasing', '/erase/sample'],
  ])(
    'with one link is titled for what it is, and has that link: %s',
    async (letter, title, link) => {
      const { get, page } = await testStudio();
      expect(await page(`/preview/${week}/${letter}`)).toContain(`<h1>${title}</h1>`);
      const mail = await (await get(`/preview/${week}/${letter}.eml`)).text();
      expect(mail).toContain(link);
      expect(mail).not.toContain('List-Unsubscribe');
    },
  );

  it('to ops is shown as well, with what they would read', async () => {
    const { get, page } = await testStudio({ OPS_ADDRESS: 'ops@verdicts.example' });
    const shown = await page(`/preview/${week}/notice?reader=sample-brief`);
    expect(shown).toContain('<h1>A notice to ops</h1>');
    expect(shown).toContain('ops@verdicts.example');
    expect(shown).not.toContain('<dd>brief@example.com');
    const frame = await (await get(`/preview/${week}/notice/frame`)).text();
    expect(frame).toContain(`${week} is paused`);
    expect(await (await get(`/preview/${week}/notice.txt`)).text()).toContain('verdicts resume');
  });

  it('is seen light and dark, without images, stripped of styles, as text and as source', async () => {
    const { get, page } = await testStudio();
    const frame = async (look: string) => get(`${digest}/frame?look=${look}`);
    expect(await (await frame('dark')).text()).not.toContain('prefers-color-scheme');
    expect((await frame('light')).headers.get('content-security-policy')).toContain(
      "img-src 'self'",
    );
    expect((await frame('no-images')).headers.get('content-security-policy')).toContain(
      "img-src 'none'",
    );
    const inline = (await (await frame('no-style-block')).text()).replaceAll(/<!--.*?-->/gs, '');
    expect(inline).not.toContain('<style');
    expect(inline).toContain('style="');
    expect((await frame('no-style-block')).headers.get('content-security-policy')).toContain(
      "style-src 'unsafe-inline'",
    );
    const bare = (await (await frame('no-styles')).text()).replaceAll(/<!--.*?-->/gs, '');
    expect(bare).not.toMatch(/<style|style="/);
    const text = await frame('text');
    expect(text.headers.get('content-type')).toContain('text/plain');
    expect(await text.text()).toContain('PANEL SHIP');
    expect(await (await frame('source')).text()).toMatch(/^<!DOCTYPE html>/);
    expect(await page(`${digest}?look=text`)).toContain('PANEL SHIP');
    expect(await page(`${digest}?look=source`)).toContain('&lt;!DOCTYPE html&gt;');
  });

  it('comes as a file: HTML, text, and a mail with its headers', async () => {
    const { get } = await testStudio();
    const file = async (ending: string) => {
      const response = await get(`${digest}.${ending}`);
      expect(response.headers.get('content-disposition')).toContain(`${week}-digest.${ending}`);
      return response.text();
    };
    expect(await file('html')).toMatch(/^<!DOCTYPE html>/);
    expect(await file('txt')).toContain('PANEL SHIP');
    const mail = await file('eml');
    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(mail).toContain('To: reader@example.com');
  });

  it('is the frozen one once the week is mailed', async () => {
    const { app, page, get } = await testStudio();
    await admitReader(app, 'ada@example.com', {}, 'a test');
    await mailEdition(app, week);
    changeTagline(app, 'Quite another tagline');
    expect(await page(digest)).toContain('Mailed');
    expect(await (await get(`${digest}/frame`)).text()).not.toContain('Quite another tagline');
  });
});

describe('a reader', () => {
  it('gets the letter filled with the address, and no link that works', async () => {
    const { app, get, page } = await testStudio();
    const ada = await idOf(app, 'ada.lovelace@example.com');
    const html = await (await get(`${digest}/frame?reader=${ada}`)).text();
    expect(html).toContain('ada.lovelace@example.com');
    expect(html).not.toContain(ada);
    const signer = await app.signer();
    for (const [, token = ''] of html.matchAll(/\/(?:unsubscribe|preferences|vote)\/([^"?&]+)/g)) {
      expect(signer.verify('unsubscribe', token, app.clock.now()).kind).toBe('invalid');
    }
    expect(await page(`${digest}?reader=${ada}`)).toContain('ada.lovelace@example.com');
  });

  it('who does not get the letter is said not to', async () => {
    const { app, page } = await testStudio();
    const brief = await idOf(app, 'brief@example.com', { format: 'brief' });
    const gone = await idOf(app, 'gone@example.com');
    const other = await idOf(app, 'other@example.com');
    const at = app.clock.now().toISOString();
    await (await app.subscribers()).change(other, (reader) =>
      setPreferences(reader, { topics: ['Gardening'] }, at),
    );
    await unsubscribeReader(app, gone, undefined);
    const remark = async (reader: string, letter = 'digest') => {
      const html = await page(`/preview/${week}/${letter}?reader=${reader}`);
      return /class="notice warn"[^>]*>([^<]*)/.exec(html)?.[1];
    };
    expect(await remark(brief)).toBe('This reader gets the brief, not the digest.');
    expect(await remark(brief, 'brief')).toBeUndefined();
    expect(await remark(gone)).toContain('has unsubscribed');
    expect(await remark(other)).toContain('nothing in it is about Gardening');
    expect(await remark('sample')).toBeUndefined();
  });

  it('is found by address or id, which never stands in an address of ours', async () => {
    const { app, post, logged } = await testStudio();
    const ada = await idOf(app, 'ada@example.com');
    for (const who of ['Ada@Example.com', ` ${ada} `]) {
      const found = await post(`${digest}/reader?look=dark`, { who });
      expect(found.status).toBe(303);
      expect(found.headers.get('location')).toBe(`${digest}?reader=${ada}&look=dark`);
    }
    const missing = await post(`${digest}/reader`, { who: 'bob@example.com' });
    const html = await missing.text();
    expect(missing.status).toBe(422);
    expect(html).toContain('There is no such reader.');
    expect(html).toContain('value="bob@example.com"');
    expect(html).not.toMatch(/(?:href|action)="[^"]*%40/);
    expect((await post(`${digest}/reader`, { who: 'no address' })).status).toBe(422);
    expect(logged.join()).not.toContain('example.com');
  });
});

describe('preflight', () => {
  it('lists what it found in the letter, and leads to the spots', async () => {
    const { app, get, page } = await testStudio();
    const { drafted } = await draftWeek(app, week);
    if (!drafted) throw new Error('nothing was drafted');
    const { findings } = await preflightEdition(app, drafted.edition);
    const html = await page(`${digest}/preflight`);
    const here = findings.filter(({ letter }) => letter === 'digest');
    expect(here.length).toBeGreaterThan(0);
    for (const { rule } of here) expect(html).toContain(`<code>${rule}</code>`);

    const number =
      findings.findIndex(({ letter, selector }) => letter === 'digest' && selector) + 1;
    expect(number).toBeGreaterThan(0);
    expect(html).toContain(`mark=${number}"`);
    expect(await page(`${digest}?mark=${number}`)).toContain(`/frame?mark=${number}#mark"`);
    const marked = await (await get(`${digest}/frame?mark=${number}`)).text();
    expect(marked.match(/ id="mark"/g)).toHaveLength(1);
    expect(await (await get(`${digest}/frame?mark=999`)).text()).not.toContain('id="mark"');
  });

  it('says how many letters for some topics are checked too', async () => {
    const { app, page } = await testStudio();
    const file = join(app.config.dataDir, 'tools', 'mistral-code.json');
    const text = readFileSync(file, 'utf8').replace(
      /"category": "[^"]*"/,
      '"category": "Research"',
    );
    writeFileSync(file, text);
    await admitReader(app, 'ada@example.com', { topics: ['Research'] }, 'test');
    const { drafted } = await draftWeek(app, week);
    if (!drafted) throw new Error('nothing was drafted');
    const { letters } = await preflightEdition(app, drafted.edition);
    expect(letters.filter(({ topics }) => topics)).toHaveLength(1);
    expect(await page(`${digest}/preflight`)).toContain(
      '1 letter for readers of some topics is checked too',
    );
  });

  it('fetches the links that lead outside once asked to, and its findings keep saying so', async () => {
    const { page } = await testStudio();
    const said = 'The links that lead outside were fetched, too.';
    const plain = await page(`${digest}/preflight`);
    expect(plain).not.toContain(said);
    expect(plain).toContain(`href="${digest}/preflight?online=yes"`);
    const asked = await page(`${digest}/preflight?online=yes`);
    expect(asked).toContain(said);
    const marks = [...asked.matchAll(/href="([^"]+mark=[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(marks.length).toBeGreaterThan(0);
    for (const path of marks) expect(path).toContain('online=yes');
  });

  it('is a piece of the page for htmx, and a page by itself', async () => {
    const { get } = await testStudio();
    const piece = await (await get(`${digest}/preflight`, { 'hx-request': 'true' })).text();
    expect(piece).toMatch(/^<section/);
    expect(await (await get(`${digest}/preflight`)).text()).toMatch(/^<!DOCTYPE html>/);
  });
});

test('an editor picks a reader, a look and a width, and follows a finding to its spot', async () => {
  const app = testApp(systemClock);
  const ada = await idOf(app, 'ada@example.com');
  const studio = await servedStudio(browser, app);
  const page = await studio.open(digest);
  const problems = watch(page);
  const frame = page.frameLocator('#letter');
  await frame.locator('h1').waitFor();
  await page.fill('#who', 'bob@example.com');
  await page.click('#readers button');
  await page.locator('#who-problem').waitFor();
  await page.fill('#who', 'ada@example.com');
  await page.click('#readers button');
  await page.waitForURL(`**${digest}?reader=${ada}`);
  await frame.getByText('ada@example.com').first().waitFor();
  await page.click('nav[aria-label=Look] >> text=Dark');
  await page.click('nav[aria-label=Width] >> text=375');
  await page.waitForURL(`**${digest}?reader=${ada}&width=375&look=dark`);
  expect(await frame.locator('html').evaluate('document.documentElement.clientWidth')).toBe(375);
  await page.locator('.preflight').waitFor();
  await page.locator('.preflight summary').click();
  await page.locator('.preflight .findings a[href*="mark="]').first().click();
  await page.waitForURL(/mark=\d+/);
  await frame.locator('#mark').waitFor();
  await expect.poll(() => isWithin(page, frame.locator('#mark'))).toBe(true);
  expect(problems.filter((problem) => !problem.includes('422'))).toEqual([]);
});

test('axe finds nothing, light or dark, and nothing sticks out', async () => {
  const app = testApp(systemClock);
  await idOf(app, 'ada@example.com');
  const studio = await servedStudio(browser, app);
  const page = await studio.open(`${digest}?look=dark`);
  await page.locator('.preflight').waitFor();
  // The letters have tests of their own.
  expect(await axeFindings(page)).toEqual([]);
  expect(await sidewaysAt(page, [1280, 768])).toEqual([]);
  await page.goto(`${studio.url}${digest}?look=source`);
  expect(await axeFindings(page)).toEqual([]);
});

test('without JavaScript a reader is found, and preflight is a link', async () => {
  const app = testApp(systemClock);
  const ada = await idOf(app, 'ada@example.com');
  const studio = await servedStudio(browser, app);
  const page = await studio.open(digest, { javaScriptEnabled: false });
  await page.fill('#who', 'nobody@example.com');
  await page.click('#readers button');
  expect(await page.inputValue('#who')).toBe('nobody@example.com');
  await page.fill('#who', 'ada@example.com');
  await page.click('#readers button');
  expect(page.url()).toBe(`${studio.url}${digest}?reader=${ada}`);
  await page.click('text=Check the letters');
  expect(await page.textContent('h1')).toBe('Preflight');
  await page.locator('.preflight .findings').first().waitFor({ state: 'attached' });
});

test('a content that changes on disk shows in an open preview', async () => {
  const app = testApp(systemClock);
  const studio = await servedStudio(browser, app);
  const page = await studio.open(digest);
  const frame = page.frameLocator('#letter');
  await frame.getByText('The verdicts').first().waitFor();
  changeTagline(app, 'Quite another tagline');
  await frame.getByText('Quite another tagline').first().waitFor();
  await page.goto(`${studio.url}${digest}?look=text`);
  changeTagline(app, 'And a third');
  await page.getByText('And a third').first().waitFor();
});

test('what changes while a piece of a page is on its way is shown as well', async () => {
  const app = testApp(systemClock);
  const studio = await servedStudio(browser, app);
  for (const path of [
    `${digest}?look=text`,
    '/preview/2026-W02/digest',
    '/week/2026-W47',
    '/send/2026-W47',
  ]) {
    const page = await studio.open(path);
    const url = await page
      .locator('[hx-trigger*="changed from:body"]')
      .first()
      .getAttribute('hx-get');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    await page.route(
      ({ pathname, search }) => pathname + search === url,
      async (route) => {
        asked += 1;
        const response = await route.fetch();
        if (asked === 1) await held;
        await route.fulfill({ response });
      },
    );
    changeTagline(app, `One for ${path}`);
    await expect.poll(() => asked, { timeout: 60_000 }).toBe(1);
    await page.evaluate(
      'addEventListener("changed", () => document.body.classList.add("told"), { capture: true })',
    );
    changeTagline(app, `Another for ${path}`);
    await page.locator('.told').waitFor();
    release();
    await expect.poll(() => asked, { timeout: 60_000, message: path }).toBeGreaterThan(1);
    await page.close();
  }
}, 120_000);

test('what changed while a page was on its way is told as soon as it listens', async () => {
  const app = testApp(systemClock);
  const studio = await servedStudio(browser, app);
  const firstTold = async (since: number) => {
    const stop = new AbortController();
    const { body } = await fetch(`${studio.url}/changes?since=${since}`, { signal: stop.signal });
    let told = '';
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      told += chunk;
      if (told.includes('event: changed')) break;
    }
    stop.abort();
    return told;
  };
  const before = Date.now();
  const asItHappens = firstTold(before);
  changeTagline(app, 'Quite another tagline');
  expect(await asItHappens).toContain('data: content');
  expect(await firstTold(before)).toContain('data: content');
});

test('a template that changes shows in an open preview; a broken one says where, until it is mended', async () => {
  const studio = await studioProcess();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${studio.url}${digest}`, { timeout: 60_000 });
  const frame = page.frameLocator('#letter');
  await frame.getByText('The verdicts').first().waitFor({ timeout: 60_000 });
  const template = 'emails/parts/opening.tsx';
  const original = studio.read(template);

  const changed = original.replace('The verdicts', 'The sentences');
  expect(changed).not.toBe(original);
  studio.write(template, changed);
  await frame.getByText('The sentences').first().waitFor();

  studio.write(template, original.replace('export function', 'export fun ction'));
  const line = original.slice(0, original.indexOf('export function')).split('\n').length;
  await frame.getByText(`emails/parts/opening.tsx, line ${line}`).waitFor();
  await page.locator('#seen-remarks').getByText('opening.tsx').waitFor();

  studio.write(template, original.replace('The verdicts', 'The judgements'));
  await frame.getByText('The judgements').first().waitFor();
  await expect.poll(() => page.locator('#seen-remarks .notice').count()).toBe(0);
  await context.close();
}, 120_000);

/** Whether the frame of the letter shows it, scrolled as it is. */
async function isWithin(page: Page, spot: Locator): Promise<boolean> {
  const [frame, mark] = await Promise.all([
    page.locator('#letter').boundingBox(),
    spot.boundingBox(),
  ]);
  return frame !== null && mark !== null && mark.y >= frame.y && mark.y < frame.y + frame.height;
}

/** Adds an active reader; answers the id. */
async function idOf(app: App, email: string, preferences = {}): Promise<string> {
  const done = await admitReader(app, email, preferences, 'a test');
  return done.subscriber.id;
}

function changeTagline(app: App, tagline: string): void {
  const path = join(app.config.dataDir, 'tools', 'smolvlm2.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), tagline }));
}

/** What the browser complains about: scripts that fail, and what the security policy keeps out. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}
