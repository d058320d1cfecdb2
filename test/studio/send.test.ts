import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/app.js';
import { type Clock, systemClock } from '../../src/clock.js';
import { type Edition, sealed } from '../../src/editions/edition.js';
import { draftWeek } from '../../src/jobs/drafting.js';
import { controlWeek, receiptFor } from '../../src/jobs/operating.js';
import { sendWeekAsTest } from '../../src/jobs/test-sending.js';
import { holderOf, tryLock } from '../../src/lock.js';
import { freezeMailing } from '../../src/mailings/freeze.js';
import type { Unstamped } from '../../src/mailings/ledger-record.js';
import { addsUp, type Receipt } from '../../src/mailings/receipt.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { axeFindings, sidewaysAt } from '../support/accessibility.js';
import { addReaders, testApp } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { hour, TestClock } from '../support/clock.js';
import { ledgerOf } from '../support/mailings.js';
import { testSandbox } from '../support/sandbox.js';
import { servedStudio, type TestStudio, testStudio } from '../support/studio.js';

const week = '2026-W47';
const page = `/send/${week}`;

/** Everything that an app needs to send through that sandbox as if it were Resend. */
function through({ url }: Sandbox): Record<string, string> {
  return {
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: url,
    FROM_ADDRESS: 'Weekly AI Tool Verdicts <verdicts@example.com>',
    PUBLIC_URL: 'https://verdicts.example.com',
    POSTAL_ADDRESS: '1 Example Street, 12345 Example Town',
    SIGNING_SECRET: 'a secret that only this test knows',
  };
}

async function drafted(app: App): Promise<Edition> {
  const { drafted: made } = await draftWeek(app, week);
  if (!made) throw new Error('Nothing was picked.');
  return made.edition;
}

/** Another content of the same week, as somebody else would draft it. */
async function changeContent(
  app: App,
  subject = 'Another subject for this very week',
): Promise<Edition> {
  const edition = await app.editions.read(week);
  if (!edition) throw new Error('There is no draft.');
  const { hash: _, ...content } = edition;
  const changed = sealed({ ...content, subject });
  await app.editions.write(changed);
  return changed;
}

/** Waits until the ledger says so, whoever writes it. */
async function until(app: App, is: (receipt: Receipt) => boolean): Promise<Receipt> {
  for (let look = 0; look < 6000; look += 1) {
    const receipt = await receiptFor(app, week);
    if (receipt && is(receipt)) return receipt;
    await systemClock.sleep(10);
  }
  throw new Error('The mailing never came so far.');
}

const finished = ({ state }: Receipt) => state === 'finished';

describe('before its mailing, the page of a week', () => {
  test('leads to the week to act on, and from week to week', async () => {
    const studio = await testStudio();
    const response = await studio.get('/send');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(page);
    const html = await studio.page(page);
    expect(html).toContain('href="/send/2026-W46"');
    expect(html).toContain('href="/send/2026-W48"');
    for (const path of ['/send/2026-W54', '/send/next', '/send/2026-W54/progress']) {
      expect((await studio.get(path)).status, path).toBe(404);
    }
  });

  test('of a missed week is not what it leads to: the next can still go out by itself', async () => {
    const studio = await testStudio();
    studio.clock.jump(25 * hour);
    const response = await studio.get('/send');
    expect(response.headers.get('location')).toBe('/send/2026-W48');
    expect(await studio.page('/send/2026-W48')).toContain(`href="${page}"`);
  });

  test('says that what is to be sent is another than when it was opened, and swaps nothing unseen', async () => {
    const studio = await testStudio();
    const [, asks = ''] = /id="changed"[^>]*hx-get="([^"]+)"/.exec(await studio.page(page)) ?? [];
    expect(await studio.page(asks)).not.toContain('since you opened this page');
    await drafted(studio.app);
    expect(await studio.page(asks)).toContain('since you opened this page');
    expect(await studio.page(page)).not.toContain('since you opened this page');
  });

  test('has nobody for an audience while there are no readers', async () => {
    const studio = await testStudio();
    await drafted(studio.app);
    const step = /<li class="step (\w+)"[^>]*><h2>Audience/;
    expect(step.exec(await studio.page(page))?.[1]).toBe('now');
    await addReaders(studio.app, 1);
    expect(step.exec(await studio.page(page))?.[1]).toBe('done');
  });

  test('says what keeps it from being sent, step by step', async () => {
    const studio = await testStudio({ APPROVAL: 'required' });
    expect(await studio.page(page)).toContain('It can be sent once it is drafted.');
    expect((await studio.post(`${page}/draft`)).status).toBe(303);
    expect(await studio.page(page)).toContain('It can be sent once this content is approved.');
    const hash = (await studio.app.editions.read(week))?.hash ?? '';
    expect((await studio.post(`${page}/approve`, { hash })).status).toBe(303);
    const html = await studio.page(page);
    expect(html).toContain('It can be sent once there are readers.');
    expect(html).toContain('/readers/import');
    expect(html).toContain(hash.slice(0, 12));
    expect(html).toContain(`/preview/${week}/digest`);
    expect(html).not.toContain('Send now');
  });

  test('changes nothing when it is looked at', async () => {
    const { app, page: read } = await testStudio();
    await read(page);
    await read('/send/2026-W48');
    expect(await app.editions.list()).toEqual([]);
    expect(await app.mailings.list()).toEqual([]);
  });

  test('says that a draft is older than the content, and drafts it anew', async () => {
    const studio = await testStudio();
    await drafted(studio.app);
    expect(await studio.page(page)).not.toContain('Older than the content');
    await changeContent(studio.app);
    expect(await studio.page(page)).toContain('Older than the content');
    await studio.post(`${page}/draft`);
    expect(await studio.page(page)).not.toContain('Older than the content');
  });
});

describe('approving', () => {
  test('refuses another content than the one that was on the screen', async () => {
    const studio = await testStudio({ APPROVAL: 'required' });
    const { hash } = await drafted(studio.app);
    await changeContent(studio.app);
    const response = await studio.post(`${page}/approve`, { hash });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('The content changed since you looked');
    expect(await studio.app.editions.readApproval(week)).toBeUndefined();
  });

  test('holds for one content: a draft made anew asks for it again', async () => {
    const studio = await testStudio({ APPROVAL: 'required' });
    const { hash } = await drafted(studio.app);
    await addReaders(studio.app, 2);
    await studio.post(`${page}/approve`, { hash });
    const changed = await changeContent(studio.app);
    const html = await studio.page(page);
    expect(html).toContain('needs an approval anew');
    expect(html).not.toContain('Send now');
    await studio.post(`${page}/start`, { audience: '2', shown: '2', hash: changed.hash });
    expect(await studio.page(page)).toContain('this content is not approved');
    expect(await studio.app.mailings.list()).toEqual([]);
  });
});

describe('sending', () => {
  test('wants the number of readers typed, and says what it is', async () => {
    const studio = await testStudio();
    const { hash } = await drafted(studio.app);
    await addReaders(studio.app, 3);
    for (const audience of ['', '2', '4', 'three', '3e0', '-3']) {
      const response = await studio.post(`${page}/start`, { audience, shown: '3', hash });
      expect(response.status, audience).toBe(422);
      const html = await response.text();
      expect(html).toContain('3 readers would get it. Type 3.');
      expect(html).toContain('aria-invalid="true"');
      expect(html).toContain(`value="${audience}"`);
    }
    expect(await studio.app.mailings.list()).toEqual([]);
  });

  test('takes the number on the screen while a large audience goes on changing a little', async () => {
    const studio = await testStudio();
    const { hash } = await drafted(studio.app);
    await addReaders(studio.app, 202);
    const far = await studio.post(`${page}/start`, { audience: '199', shown: '199', hash });
    expect(far.status).toBe(422);
    const near = await studio.post(`${page}/start`, { audience: '200', shown: '200', hash });
    expect(near.status).toBe(303);
    await until(studio.app, finished);
  });

  test('sends no other content than the one that was on the screen', async () => {
    const studio = await testStudio();
    const { hash } = await drafted(studio.app);
    await addReaders(studio.app, 1);
    await changeContent(studio.app);
    const response = await studio.post(`${page}/start`, { audience: '1', shown: '1', hash });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('The content changed since you looked');
    expect(await studio.app.mailings.list()).toEqual([]);
  });

  test('shows what preflight refuses, and sends nothing of it', async () => {
    const studio = await testStudio();
    await drafted(studio.app);
    const { hash } = await changeContent(studio.app, 'Hello {{first_name}}, this is your week');
    await addReaders(studio.app, 1);
    await studio.post(`${page}/start`, { audience: '1', shown: '1', hash });
    await expect.poll(() => studio.page(page)).toContain('preflight found what would go out wrong');
    expect(await studio.page(page)).toContain('first_name');
    expect(await studio.app.mailings.list()).toEqual([]);
    await studio.post(`${page}/draft`);
    expect(await studio.page(page)).not.toContain('preflight found');
  });

  test('sends all the same once somebody has seen what preflight found and ticked that', async () => {
    const studio = await testStudio();
    await drafted(studio.app);
    const { hash } = await changeContent(studio.app, 'Hello {{first_name}}, this is your week');
    await addReaders(studio.app, 1);
    const start = (fields: Record<string, string>) =>
      studio.post(`${page}/start`, { audience: '1', shown: '1', hash, ...fields });
    const refused = async () =>
      expect.poll(() => studio.page(page)).toContain('preflight found what would go out wrong');
    expect(await studio.page(page)).not.toContain('id="despite"');
    // Nobody has seen anything yet.
    await start({ despite: 'preflight' });
    await refused();
    expect(await studio.page(page)).toContain('id="despite"');
    expect((await start({ despite: 'preflight', audience: '2' })).status).toBe(422);
    expect((await start({ despite: 'yes' })).status).toBe(422);
    await start({});
    await refused();
    expect(await studio.app.mailings.list()).toEqual([]);

    await start({ despite: 'preflight' });
    expect(await until(studio.app, finished)).toMatchObject({ accepted: 1 });
    expect(studio.logged.join()).toContain('whatever preflight finds');
  });

  test('of another content than the one that preflight refused is not offered without it', async () => {
    const studio = await testStudio();
    await drafted(studio.app);
    const bad = await changeContent(studio.app, 'Hello {{first_name}}, this is your week');
    await addReaders(studio.app, 1);
    await studio.post(`${page}/start`, { audience: '1', shown: '1', hash: bad.hash });
    await expect.poll(() => studio.page(page)).toContain('id="despite"');
    const { hash } = await changeContent(studio.app, 'Dear {{name}}, this is your week');
    expect(await studio.page(page)).not.toContain('id="despite"');
    const despite = 'preflight';
    await studio.post(`${page}/start`, { audience: '1', shown: '1', hash, despite });
    await expect.poll(() => studio.page(page)).toContain('id="despite"');
    expect(await studio.app.mailings.list()).toEqual([]);
  });

  test('ends in a receipt that adds up, and cannot be begun twice', async () => {
    const studio = await testStudio();
    const { hash } = await drafted(studio.app);
    await addReaders(studio.app, 120);
    const begin = () => studio.post(`${page}/start`, { audience: '120', shown: '120', hash });
    expect((await begin()).status).toBe(303);
    await until(studio.app, finished);
    const html = await studio.page(page);
    expect(html).toContain('Finished');
    expect(html).toContain(`href="/reports/${week}"`);
    expect(html).not.toContain('Pause');
    expect((await begin()).status).toBe(303);
    expect(await receiptFor(studio.app, week)).toMatchObject({ accepted: 120, pending: 0 });
    expect((await studio.post(`${page}/pause`)).status).toBe(422);
    expect(studio.logged.join()).not.toContain('@');
  });

  test('says that another process is at it', async () => {
    const studio = await testStudio();
    const { hash } = await drafted(studio.app);
    await addReaders(studio.app, 1);
    const attempt = tryLock(studio.app.mailings.lockFolder, studio.clock);
    await studio.post(`${page}/start`, { audience: '1', shown: '1', hash });
    expect(await studio.page(page)).toContain('is drafting or sending already');
    expect((await studio.post(`${page}/draft`)).status).toBe(422);
    if (attempt.taken) attempt.lock.release();
  });
});

describe('a mailing under way', () => {
  test('is paused, resumed and cancelled on the record', async () => {
    const studio = await testStudio({}, { clock: new TestClock() });
    const { app } = studio;
    await drafted(app);
    await addReaders(app, 5);
    expect((await studio.post(`${page}/pause`)).status).toBe(422);
    await frozen(app);
    expect(await studio.page(page)).toContain('Interrupted');
    expect((await studio.post(`${page}/pause`)).status).toBe(303);
    const paused = await studio.page(page);
    expect(paused).toContain('An operator paused it.');
    expect(paused).toContain('Resume');
    // Somebody else, or a first press, was quicker: that is as it was wanted.
    expect((await studio.post(`${page}/pause`)).status).toBe(303);
    expect((await studio.post(`${page}/cancel`)).status).toBe(303);
    expect(await studio.page(page)).toContain('5 readers are not mailed, and never will be.');
    expect((await studio.post(`${page}/cancel`)).status).toBe(303);
    for (const verb of ['pause', 'resume']) {
      expect((await studio.post(`${page}/${verb}`)).status, verb).toBe(422);
    }
    expect(await receiptFor(app, week)).toMatchObject({ state: 'cancelled', pending: 5 });
  });

  test('calls in flight what its sender awaits, and uncertain only what nobody awaits', async () => {
    const studio = await unansweredStudio();
    const { app } = studio;
    const parts = async () =>
      [...(await studio.page(page)).matchAll(/<\/span> ([A-Z][a-z ]+)<\/dt><dd><b>5<\/b>/g)].map(
        ([, name]) => name,
      );
    expect(await parts()).toEqual(['Uncertain']);
    const sender = tryLock(app.mailings.lockFolder, studio.clock);
    expect(await parts()).toEqual(['In flight']);
    if (sender.taken) sender.lock.release();
    expect(await studio.page(page)).toContain('safely until');
    studio.clock.jump(24 * hour);
    expect(await studio.page(page)).toContain('too long to ask again safely');
    expect(await studio.page(page)).not.toContain('safely until');
  });

  test('that is cancelled with batches unanswered leaves them to an operator', async () => {
    const studio = await unansweredStudio();
    const { app } = studio;
    await studio.post(`${page}/cancel`);
    const html = await studio.page(page);
    expect(html).toContain('Nobody can tell whether 5 messages were taken: decide below.');
    expect(html).toContain('They were accepted');
    expect(html).not.toContain('Send again');
    await studio.post(`${page}/settle`, { batches: '0', as: 'ask' });
    expect(await studio.page(page)).toContain('It lists 0 of 5 messages.');
    await studio.post(`${page}/settle`, { batches: '0', as: 'accepted' });
    expect(await receiptFor(app, week)).toMatchObject({ state: 'cancelled', accepted: 5 });
    expect(await studio.page(page)).not.toContain('Nobody can tell');
  });

  test('goes on when it is resumed, though no process was at it', async () => {
    const studio = await testStudio();
    const { app } = studio;
    await drafted(app);
    await addReaders(app, 5);
    await frozen(app);
    await studio.post(`${page}/pause`);
    expect((await studio.post(`${page}/resume`)).status).toBe(303);
    expect(await until(app, finished)).toMatchObject({ audience: 5, accepted: 5 });
  });

  test('streams its figures from the ledger, and tells when the page says something else', async () => {
    const studio = await testStudio();
    const { app } = studio;
    await drafted(app);
    await addReaders(app, 5);
    await frozen(app);
    const response = await studio.get(`${page}/progress?seen=unmailed.`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async (event: string) => {
      for (let text = ''; ; ) {
        text += (await events?.read())?.value ?? '';
        const found = new RegExp(`event: ${event}\ndata: (.*)\n`).exec(text);
        if (found) return found[1] ?? '';
      }
    };
    expect(await next('receipt')).toMatch(/Pending.*<b>5<\/b>/);
    expect(await next('turn')).toContain('unfinished');
    await studio.post(`${page}/resume`);
    expect(await next('receipt')).toMatch(/Accepted.*<b>5<\/b>/);
    await events?.cancel();
  });
});

describe('an uncertain batch', () => {
  test('is settled by an operator, one by one or all together, and only then sent again', async () => {
    let down = true;
    const sandbox = await testSandbox({ faults: () => (down ? { kind: 'cut' } : undefined) });
    const studio = await testStudio(through(sandbox));
    const { app, clock } = studio;
    await drafted(app);
    await addReaders(app, 250);
    await frozen(app);
    await studio.post(`${page}/resume`);
    await until(app, ({ state }) => state === 'stopped');
    expect(await settled(studio)).toContain('Stopped');
    expect(await studio.page(page)).toContain('Resend gave no answer');

    clock.jump(24 * hour);
    await studio.post(`${page}/resume`);
    await until(app, ({ uncertain, state }) => uncertain === 250 && state === 'finished');
    const html = await settled(studio);
    expect(html).toContain('Nobody can tell whether 250 messages were taken');
    expect(html).toContain('its idempotency key is too old');

    const asked = await studio.post(`${page}/settle`, { batches: 'all', as: 'ask' });
    expect(asked.status).toBe(303);
    await expect.poll(() => studio.page(page)).toContain('Resend lists 0 of 50.');
    expect(await studio.page(page)).toContain('It lists 0 of 250 messages.');
    expect((await studio.post(`${page}/settle`, { batches: '9', as: 'again' })).status).toBe(422);
    expect((await studio.post(`${page}/settle`, { batches: 'x', as: 'again' })).status).toBe(422);

    await studio.post(`${page}/settle`, { batches: '0', as: 'accepted' });
    expect(await receiptFor(app, week)).toMatchObject({ accepted: 100, uncertain: 150 });
    await studio.post(`${page}/settle`, { batches: 'all', as: 'again' });
    expect(await receiptFor(app, week)).toMatchObject({ accepted: 100, pending: 150 });
    expect((await sandbox.counts()).size).toBe(0);

    down = false;
    await studio.post(`${page}/resume`);
    expect(await until(app, finished)).toMatchObject({ accepted: 250, uncertain: 0 });
    expect((await sandbox.counts()).size).toBe(150);
  });
});

describe('asking Resend what it lists', () => {
  const ask = { batches: 'all', as: 'ask' };
  const asking = 'Asking Resend what it lists</b>';

  /**
   * A mailing of five uncertain batches, of which Resend took all but the last. Of its list it gives one page,
   * and the others once they are let through.
   */
  async function uncertain() {
    const sandbox = await testSandbox({
      faults: ({ key }) => ({ kind: 'cut', accepted: !key?.endsWith('/4') }),
    });
    const studio = await testStudio(through(sandbox));
    await drafted(studio.app);
    await addReaders(studio.app, 500);
    await frozen(studio.app);
    await studio.post(`${page}/resume`);
    await until(studio.app, ({ state }) => state === 'stopped');
    await settled(studio);
    studio.clock.jump(24 * hour);
    await studio.post(`${page}/resume`);
    await until(studio.app, finished);
    await settled(studio);
    let letThrough = () => {};
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    studio.clock.sleep = async (milliseconds, signal) => {
      const stopped = new Promise((resolve) => signal?.addEventListener('abort', resolve));
      await Promise.race([gate, stopped]);
      await systemClock.sleep(milliseconds, signal);
    };
    sandbox.limit(1);
    const letAllThrough = () => {
      sandbox.limit(10);
      letThrough();
    };
    return { studio, sandbox, letThrough: letAllThrough };
  }

  test('goes on behind the page, which says how far it is, and keeps nobody from drafting', async () => {
    const { studio, sandbox, letThrough } = await uncertain();
    const { app } = studio;
    expect((await studio.post(`${page}/settle`, ask)).status).toBe(303);
    const html = await studio.page(page);
    expect(html).toMatch(new RegExp(`${asking}.* of 500 messages found`));
    expect(html).not.toContain('is sending');
    expect(html).not.toContain('They were accepted');
    const lock = tryLock(app.mailings.lockFolder, app.clock);
    expect(lock.taken).toBe(true);
    if (lock.taken) lock.lock.release();
    // A second press asks for nothing more, and nothing is decided meanwhile.
    expect((await studio.post(`${page}/settle`, ask)).status).toBe(303);
    const early = await studio.post(`${page}/settle`, { batches: '4', as: 'again' });
    expect(early.status).toBe(422);
    expect(await studio.page(page)).toContain(asking);

    letThrough();
    await expect.poll(() => studio.page(page)).toContain('It lists 400 of 500 messages.');
    const known = [...(await studio.page(page)).matchAll(/Resend lists (\d+ of \d+)\./g)];
    expect(known.map(([, of]) => of).sort()).toEqual(['0 of 100', ...Array(4).fill('100 of 100')]);

    // What was listed is not asked for again.
    await sandbox.close();
    await studio.post(`${page}/settle`, { batches: '0', as: 'accepted' });
    await studio.post(`${page}/settle`, { batches: '4', as: 'again' });
    expect(await receiptFor(app, week)).toMatchObject({ accepted: 100, uncertain: 300 });
    expect(studio.logged.join()).not.toContain('@');
  });

  test('comes first where batches are settled by what it lists, and what fails then is said', async () => {
    const { studio, letThrough } = await uncertain();
    const { app } = studio;
    const accept = () => studio.post(`${page}/settle`, { batches: '0', as: 'accepted' });
    expect((await accept()).status).toBe(303);
    expect(await studio.page(page)).toContain(asking);
    const other = tryLock(app.mailings.lockFolder, app.clock);
    letThrough();
    await expect
      .poll(() => studio.page(page))
      .toContain('is drafting or sending already. Wait for it to end');
    if (other.taken) other.lock.release();
    expect(await receiptFor(app, week)).toMatchObject({ accepted: 0, uncertain: 500 });
    // It is known by now.
    await accept();
    expect(await receiptFor(app, week)).toMatchObject({ accepted: 100, uncertain: 400 });
    expect(await studio.page(page)).not.toContain('sending already');
  });

  test('ends with the studio', async () => {
    const { studio } = await uncertain();
    await studio.post(`${page}/settle`, ask);
    // Nothing more is let through: to wait for the list would be to wait for ever.
    await studio.close();
    expect(await studio.page(page)).not.toContain(asking);
  });
});

describe('a test', () => {
  test('goes to the addresses, marked, outside the mailing, and no address is logged', async () => {
    const sandbox = await testSandbox();
    const studio = await testStudio(through(sandbox));
    await drafted(studio.app);
    const response = await studio.post(`${page}/test`, {
      addresses: 'ada@example.com, grace@example.com\nada@example.com',
      format: 'brief',
    });
    expect(response.headers.get('location')).toBe(`${page}?tested=2&format=brief`);
    const told = await studio.page(response.headers.get('location') ?? '');
    expect(told).toContain('The brief went out as a test; 2 messages accepted.');
    const subjects: string[] = [];
    for await (const { subject } of sandbox.messages()) subjects.push(subject);
    expect(subjects).toHaveLength(2);
    expect(subjects[0]).toContain('[Test]');
    expect(await studio.app.mailings.list()).toEqual([]);
    expect(studio.logged.join()).not.toContain('example.com');
  });

  test('says beside the field what is wrong, with what was typed still in it', async () => {
    const studio = await testStudio();
    await drafted(studio.app);
    const wrong = {
      'ada@example.com, nobody': 'Address 2',
      ' ,\n': 'Name at least one address.',
      [Array.from({ length: 51 }, (_, index) => `r${index}@example.com`).join(',')]: '50 at most',
    };
    for (const [addresses, problem] of Object.entries(wrong)) {
      const response = await studio.post(`${page}/test`, { addresses, format: 'digest' });
      expect(response.status).toBe(422);
      const html = await response.text();
      expect(html).toContain(problem);
      expect(html).toContain('id="addresses-problem"');
      expect(html).toContain(addresses.trim().slice(0, 20));
    }
    expect(studio.logged).toEqual([]);
  });
});

describe('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 600_000);
  afterAll(() => browser?.close());

  test('an editor approves, somebody sends, pauses and resumes, and all see the same', async () => {
    const sandbox = await testSandbox({ keep: 'counts', rateLimit: 2 });
    const app = testApp(runningClock(), { ...through(sandbox), APPROVAL: 'required' });
    await addReaders(app, 3000);
    const studio = await servedStudio(browser, app);
    const tab = await studio.open('/send');
    const problems = watch(tab);
    await tab.click('text=Draft it');
    await tab.click('text=Approve this content');
    await tab.waitForSelector('text=Send now');

    await changeContent(app);
    await tab.reload();
    await tab.waitForSelector('text=needs an approval anew');
    await tab.click('text=Approve this content');

    await tab.fill('#audience', '300');
    await tab.click('text=Send now');
    expect(await tab.textContent('#audience-problem')).toContain('Type 3,000.');
    expect(await tab.inputValue('#audience')).toBe('300');
    problems.length = 0;
    await tab.fill('#audience', '3000');
    await tab.click('text=Send now');

    await tab.waitForSelector('#pause');
    const first = await figures(tab);
    await expect
      .poll(async () => (await figures(tab)).accepted)
      .toBeGreaterThan(first.accepted ?? 0);
    await expect.poll(() => figureOf(tab, 'Rate')).toMatch(/\/s$/);
    expect(await figureOf(tab, 'Time left')).not.toBe('—');
    await tab.click('#pause');
    await tab.waitForSelector('#resume');
    const still = await standsStill(tab);
    expect(still).toMatchObject({ uncertain: 0, audience: 3000 });
    expect(still.pending).toBeGreaterThan(0);

    const other = await studio.open(page);
    expect(await figures(other)).toMatchObject(still);
    expect(await standsStill(other)).toEqual(still);
    expect(await receiptFor(app, week)).toMatchObject(still);

    sandbox.limit(100);
    await other.click('#resume');
    await tab.waitForSelector('text=See the report');
    await other.waitForSelector('text=See the report');
    expect(await figures(tab)).toMatchObject({ accepted: 3000, pending: 0 });
    expect(await figures(other)).toEqual(await figures(tab));
    await tab.reload();
    expect(await figures(tab)).toEqual(await figures(other));

    const receipt = await receiptFor(app, week);
    expect(receipt && addsUp(receipt)).toBe(true);
    const counts = [...(await sandbox.counts()).values()];
    expect(counts).toHaveLength(3000);
    expect(new Set(counts)).toEqual(new Set([1]));
    expect(problems).toEqual([]);
  });

  test('how far Resend is asked comes by itself, and what it lists in the end', async () => {
    const clock = runningClock();
    const sandbox = await testSandbox({ clock });
    const app = testApp(clock, through(sandbox));
    await addReaders(app, 300);
    await drafted(app);
    await frozen(app);
    await leaveUncertain(app);
    const addresses = Array.from({ length: 50 }, (_, index) => `r${index}@example.com`);
    for (let sent = 0; sent < 6; sent += 1) {
      await sendWeekAsTest(app, { week, format: 'digest', addresses });
    }
    sandbox.limit(1);
    const tab = await (await servedStudio(browser, app)).open(page);
    await tab.click('text=Ask Resend what it lists');
    const asking = tab.locator('[sse-swap="asking"]');
    await expect.poll(() => asking.textContent()).toMatch(/: [12] pages? of/);
    expect(await tab.textContent('#said')).toContain('Resend is being asked');
    await expect
      .poll(() => tab.textContent('.unsettled .notice'))
      .toContain('It lists 0 of 100 messages.');
    expect(await tab.textContent('#said')).toContain('It lists 0 of 100 messages.');
  });

  test('it works without JavaScript, to the end or until it is cancelled', async () => {
    const app = testApp(runningClock());
    await addReaders(app, 3);
    const studio = await servedStudio(browser, app);
    const tab = await studio.open('/send', { javaScriptEnabled: false });
    await tab.click('text=Draft it');
    await tab.fill('#audience', '3');
    await tab.click('text=Send now');
    await until(app, finished);
    await tab.goto(`${studio.url}${page}`);
    expect(await tab.textContent('.parts')).toMatch(/Accepted\s*3/);

    const cancelled = testApp(runningClock());
    await addReaders(cancelled, 2);
    await drafted(cancelled);
    await frozen(cancelled);
    const another = await (await servedStudio(browser, cancelled)).open(page, {
      javaScriptEnabled: false,
    });
    expect(await another.isVisible('#cancel')).toBe(false);
    await another.click('summary');
    await another.click('#cancel');
    expect(await another.textContent('h1')).toContain(week);
    expect(await receiptFor(cancelled, week)).toMatchObject({ state: 'cancelled', pending: 2 });
  });

  test('axe finds nothing, light or dark, before, while and after it is sent', async () => {
    const app = testApp(runningClock());
    const studio = await servedStudio(browser, app);
    const tab = await studio.open(page);
    const found: unknown[] = [];
    const look = async (state: string) => {
      await tab.goto(`${studio.url}${page}`);
      const findings = [...(await axeFindings(tab)), ...(await sidewaysAt(tab, [1280, 768, 375]))];
      found.push(...findings.map((finding) => [state, finding]));
    };
    await look('not drafted');
    await addReaders(app, 300);
    await drafted(app);
    await look('drafted');
    await tab.fill('#audience', '7');
    await tab.click('text=Send now');
    expect(await axeFindings(tab)).toEqual([]);
    await frozen(app);
    await leaveUncertain(app);
    await look('interrupted');
    expect(await tab.textContent('#uncertain')).toContain('Nobody can tell');
    // The bar keeps its colours where the system has its own: so does what explains them.
    await tab.emulateMedia({ forcedColors: 'active' });
    const looks = (part: string) => tab.locator(`.part.${part} .swatch`).screenshot();
    expect(await looks('pending')).not.toEqual(await looks('uncertain'));
    await tab.emulateMedia({ forcedColors: 'none' });
    await controlWeek(app, week, 'cancel');
    await look('cancelled');
    expect(found).toEqual([]);
  });
});

/** The machine's clock, begun anew at a time at which the week is due. */
function runningClock(): Clock {
  const ahead = Date.parse('2026-11-17T09:00:00.000Z') - Date.now();
  return { ...systemClock, now: () => new Date(Date.now() + ahead) };
}

/** Freezes the mailing of the draft, of which nothing is sent yet: its sender died right then. */
async function frozen(app: App): Promise<void> {
  const edition = await app.editions.read(week);
  if (!edition) throw new Error('There is no draft.');
  const { config, listId, masthead, mailings: shelf, clock } = app;
  const { from, replyTo } = config;
  const signingKey = (await app.signer()).current;
  const terms = { from, replyTo, listId, masthead, door: app.config.door.to, signingKey };
  await freezeMailing(edition, terms, { readers: await app.subscribers(), shelf, clock });
}

/** A mailing to five readers, of whose only batch nobody has noted an answer. */
async function unansweredStudio(): Promise<TestStudio> {
  const studio = await testStudio();
  await drafted(studio.app);
  await addReaders(studio.app, 5);
  await frozen(studio.app);
  await leaveUnanswered(studio.app);
  return studio;
}

/** The first batch was attempted, and that is the last its sender noted. */
async function leaveUnanswered(app: App): Promise<void> {
  await note(app, { type: 'attempted', batch: 0, key: 'k', sha256: '0', withdrawn: [] });
}

/** The first batch was attempted, and nobody will ever know what came of it. */
async function leaveUncertain(app: App): Promise<void> {
  await leaveUnanswered(app);
  await note(app, { type: 'uncertain', batch: 0, reason: 'no answer' });
}

async function note(app: App, entry: Unstamped): Promise<void> {
  const ledger = await ledgerOf(app, week);
  await ledger.append({ ...entry, at: app.clock.now().toISOString() });
  await ledger.close();
}

/** The page once no process is at the mailing any more. */
async function settled(studio: TestStudio): Promise<string> {
  await until(
    studio.app,
    () => holderOf(studio.app.mailings.lockFolder, studio.clock) === undefined,
  );
  return studio.page(page);
}

/** The parts of the audience as the page shows them. */
async function figures(tab: Page): Promise<Record<string, number>> {
  const rows = await tab.locator('.parts .part').allTextContents();
  return Object.fromEntries(
    rows.map((row) => {
      const [, name = '', number = ''] = /([A-Za-z]+)\s*([\d,]+)/.exec(row) ?? [];
      return [name.toLowerCase(), Number(number.replaceAll(',', ''))];
    }),
  );
}

/** The parts once they no longer change: batches that had begun before a pause come to their end. */
async function standsStill(tab: Page): Promise<Record<string, number>> {
  for (;;) {
    const before = await figures(tab);
    await systemClock.sleep(1500);
    const after = await figures(tab);
    const { flight = 0, ...parts } = after;
    if (after.accepted === before.accepted && after.uncertain === 0 && flight === 0) return parts;
  }
}

async function figureOf(tab: Page, label: string): Promise<string> {
  const figure = tab.locator('.figure', { has: tab.locator('dt', { hasText: label }) });
  return (await figure.locator('dd b').textContent()) ?? '';
}

/** What the browser complains about. */
function watch(tab: Page): string[] {
  const problems: string[] = [];
  tab.on('pageerror', (error) => problems.push(error.message));
  tab.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}
