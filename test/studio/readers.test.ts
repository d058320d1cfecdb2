import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import { historyOf } from '../../src/jobs/reader-history.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { createLog, type Log } from '../../src/log.js';
import { createImports } from '../../src/studio/readers/imports.js';
import { uploadedFile } from '../../src/studio/readers/upload.js';
import { importCsv } from '../../src/subscribers/import.js';
import { Subscriber } from '../../src/subscribers/subscriber.js';
import { suppress } from '../../src/subscribers/transitions.js';
import { axeFindings, sidewaysAt } from '../support/accessibility.js';
import { addReaders, testApp } from '../support/app.js';
import { launchChromium } from '../support/browser.js';
import { hour, TestClock } from '../support/clock.js';
import { anEvent } from '../support/feedback.js';
import { temporaryFolder } from '../support/folder.js';
import { servedStudio, type TestStudio, testStudio } from '../support/studio.js';
import { csvOf } from '../support/subscribers.js';

const Readers = Subscriber.array();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 600_000);
afterAll(() => browser?.close());

const list = [
  'email,name,status,format,topics',
  'ada@example.com,Ada Okafor,active,digest,',
  'ben@example.com,Ben Meyer,active,brief,Developer Tools',
  'cleo@example.com,Cléo Petit,pending,digest,',
  'dan@example.com,Dan Ito,unsubscribed,digest,',
  'eve@example.com,"<img src=x onerror=alert(1)>",suppressed,digest,',
].join('\n');

async function fill(app: App, csv = list): Promise<void> {
  await importCsv(await app.subscribers(), csvOf(csv, 999), { at: app.clock.now() });
}

async function readerAt(app: App, address: string): Promise<Subscriber> {
  const reader = await (await app.subscribers()).find({ normalised: address });
  if (!reader) throw new Error('There is no such reader.');
  return reader;
}

async function filled(): Promise<TestStudio> {
  const studio = await testStudio();
  await fill(studio.app);
  return studio;
}

function textOf(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

function upload(content: string | Uint8Array<ArrayBuffer>, name = 'list.csv'): FormData {
  const form = new FormData();
  form.set('file', new File([content], name, { type: 'text/csv' }));
  return form;
}

/** Sends a file, and waits until it is looked through or imported. Answers where it stands. */
async function sendFile(studio: TestStudio, form: FormData): Promise<string> {
  const response = await studio.post('/readers/import', form);
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
}

async function settled(studio: TestStudio, path: string): Promise<string> {
  for (;;) {
    const html = await studio.page(path);
    if (!html.includes('<progress')) return html;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('The readers’ page', () => {
  it('says how to bring readers in while there are none', async () => {
    const { page } = await testStudio();
    const html = await page('/readers');
    expect(html).toContain('No readers yet');
    expect(html).toContain('href="/readers/import"');
    expect(html).toContain('/subscribe"');
  });

  it('counts readers, draws how that came about, and says it in words and tables', async () => {
    const { page } = await filled();
    const html = await page('/readers?weeks=12');
    const text = textOf(html);
    expect(text).toContain('5 readers in the store.');
    expect(text).toMatch(
      /Active 2 none of them paused Pending 1 .* Unsubscribed 1 .* Suppressed 1/,
    );
    expect(html.match(/<svg class="plot"[^>]* role="img"/g)).toHaveLength(2);
    expect(html).toContain('aria-label="Readers who joined and left in each week: 2 joined and');
    expect(text).toContain('2026-W47 16 Nov 2026 2');
    expect(html).not.toMatch(/ style=/);
    for (const weeks of ['all', '26', 'nonsense', '-1', '']) {
      expect((await page(`/readers?weeks=${weeks}`)).includes('plot')).toBe(true);
    }
  });

  it('of a large list shows the figures at once, and the charts after it', async () => {
    const studio = await testStudio();
    await addReaders(studio.app, 2100);
    const first = await studio.page('/readers');
    expect(textOf(first)).toMatch(/Active 2,100 paused ones are being counted/);
    expect(first).not.toContain('class="plot"');
    expect(first).toContain('hx-get="/readers/charts?weeks=26"');
    expect(first).toContain('<a href="/readers/charts?weeks=26">');
    const charts = await studio.get('/readers/charts?weeks=26', { 'hx-request': 'true' });
    const piece = await charts.text();
    expect(piece).toContain('class="plot"');
    expect(piece).toContain('hx-swap-oob');
    expect(piece).not.toContain('<html');
    expect(await studio.page('/readers/charts')).toContain('<html');
    expect(await studio.page('/readers')).toContain('class="plot"');
  });
});

describe('The search', () => {
  const searched = async ({ page, post }: TestStudio, fields: Record<string, string>) =>
    page((await post('/readers/search', fields)).headers.get('location') ?? '');
  const found = async (studio: TestStudio, fields: Record<string, string>) => {
    const html = await searched(studio, fields);
    return [...html.matchAll(/<a href="\/readers\/[a-z0-9]{16}">([^<]+)</g)].map(([, who]) => who);
  };

  it('finds by address, its beginning, a domain, a part of a name, an id and a status', async () => {
    const studio = await filled();
    const { id } = await readerAt(studio.app, 'ben@example.com');
    expect(await found(studio, { text: ' BEN@example.com ' })).toEqual(['ben@example.com']);
    expect(await found(studio, { text: 'be' })).toEqual(['ben@example.com']);
    expect(await found(studio, { text: 'CLÉO' })).toEqual(['cleo@example.com']);
    expect(await found(studio, { text: 'okafor' })).toEqual(['ada@example.com']);
    expect(await found(studio, { text: id })).toEqual(['ben@example.com']);
    expect(await found(studio, { text: '@example' })).toHaveLength(5);
    expect(await found(studio, { text: '@example', status: 'suppressed' })).toEqual([
      'eve@example.com',
    ]);
    expect((await found(studio, { text: '' }))[0]).toBe('eve@example.com');
    expect(await found(studio, { text: 'nobody', status: 'nonsense' })).toEqual([]);
  });

  it('shows fifty and says that there are more', async () => {
    const studio = await testStudio();
    await addReaders(studio.app, 51);
    expect(await found(studio, { text: 'reader' })).toHaveLength(50);
    const html = await searched(studio, { text: 'reader' });
    expect(html).toContain('there are more');
    expect(await found(studio, { text: '' })).toHaveLength(50);
  });

  it('has an address to come back to, for a while, with what was searched for in the form', async () => {
    const studio = await filled();
    const { clock, get, page, post } = studio;
    const answer = await post('/readers/search', { text: 'ben@', status: 'active' });
    const kept = answer.headers.get('location') ?? '';
    expect([answer.status, kept]).toEqual([303, expect.stringMatching(/^\/readers\/search\/\w+$/)]);
    expect(await page(kept)).toMatch(/value="ben@".*<option value="active" selected/s);
    const piece = await (await get(kept, { 'hx-request': 'true' })).text();
    expect(piece).toContain('ben@example.com');
    expect(piece).not.toContain('<html');
    clock.jump(61 * 60_000);
    for (const path of [kept, '/readers/search/nonsense']) {
      const html = await page(path);
      expect(html).toContain('is not kept any more');
      expect(html).toMatch(/id="text"[^>]* value=""/);
    }
    expect((await get('/readers/search')).headers.get('location')).toBe('/readers');
  });

  it('shows hostile names as they are, and keeps addresses out of URLs and the log', async () => {
    const studio = await filled();
    const html = await searched(studio, { text: '"><script>' });
    expect(html).not.toContain('<script>');
    const eve = await searched(studio, { text: 'eve@' });
    expect(eve).toContain('&lt;img src=x');
    expect(eve).not.toContain('<img');
    const { id } = await readerAt(studio.app, 'eve@example.com');
    expect(await studio.page(`/readers/${id}`)).not.toContain('<img');
    expect(eve.match(/(href|action|hx-\w+)="[^"]*@[^"]*"/)).toBeNull();
    await studio.post(`/readers/${id}/unsubscribe`, { reason: 'eve@example.com asked' });
    expect(studio.logged.join('')).not.toContain('@');
  });
});

describe('The form for one reader', () => {
  const ada = { email: ' Ada@Example.com', name: 'Ada\nOkafor', format: 'brief', agreed: 'yes' };

  it('adds who has agreed, on the operator’s word', async () => {
    const { app, page, post, logged } = await testStudio();
    expect(await page('/readers/add')).toContain('action="/readers/add"');
    const added = await post('/readers/add', ada);
    expect(added.status).toBe(303);
    expect(textOf(await page(added.headers.get('location') ?? ''))).toContain(
      'The reader is added',
    );
    expect(await readerAt(app, 'ada@example.com')).toMatchObject({
      status: 'active',
      name: 'Ada Okafor',
      format: 'brief',
      consent: { how: 'operator', from: 'the studio' },
    });
    const again = await post('/readers/add', ada);
    expect(textOf(await page(again.headers.get('location') ?? ''))).toContain('there already');
    expect(logged.join('')).not.toContain('@');
  });

  it('says beside the field what is wrong, keeps what was typed, and revives nobody', async () => {
    const { app, post } = await filled();
    const refused = async (fields: Record<string, string>) => {
      const response = await post('/readers/add', fields);
      expect(response.status).toBe(422);
      const html = await response.text();
      expect(html).toContain('aria-invalid="true"');
      return html;
    };
    expect(await refused({ ...ada, email: 'ada' })).toContain('value="Ada Okafor"');
    expect(textOf(await refused({ ...ada, email: 'ada' }))).toContain('it has no @');
    expect(textOf(await refused({ email: 'new@example.com' }))).toContain(
      'Add only who has agreed',
    );
    expect(textOf(await refused({ ...ada, email: 'dan@example.com' }))).toContain('unsubscribed');
    expect((await app.subscribers()).counts()).toMatchObject({ active: 2, unsubscribed: 1 });
  });
});

describe('One reader’s page', () => {
  it('tells what each status comes to, and takes a reader off the list', async () => {
    const studio = await filled();
    const { app, page, post } = studio;
    const { id } = await readerAt(app, 'ada@example.com');
    const html = await page(`/readers/${id}`);
    expect(html.match(/<title>[^<]*/)?.[0]).not.toContain('@');
    expect(textOf(html)).toMatch(/Consent 17 Nov 2026, .*, imported from readers.csv/);
    const left = await post(`/readers/${id}/unsubscribe`, { reason: 'asked\nby phone' });
    expect(left.status).toBe(303);
    const after = textOf(await page(left.headers.get('location') ?? ''));
    expect(after).toContain('The reader is unsubscribed');
    expect(after).toContain('asked by phone');
    expect(await readerAt(app, 'ada@example.com')).toMatchObject({
      status: 'unsubscribed',
      reason: 'asked by phone',
    });
    expect(textOf(await page('/readers'))).toMatch(/Active 1 .* Unsubscribed 2/);

    for (const [who, says, button] of [
      ['cleo', 'Nobody can confirm in the reader’s place', true],
      ['dan', 'Only the reader can come back', false],
      ['eve', 'Must not be mailed', false],
    ] as const) {
      const reader = await readerAt(app, `${who}@example.com`);
      const its = await page(`/readers/${reader.id}`);
      expect(textOf(its), who).toContain(says);
      expect(its.includes(`/readers/${reader.id}/unsubscribe"`), who).toBe(button);
    }
  });

  it('lifts a suppression: active with a consent, else unsubscribed', async () => {
    const { app, page, post } = await filled();
    const store = await app.subscribers();
    const at = app.clock.now().toISOString();
    const ada = await readerAt(app, 'ada@example.com');
    const eve = await readerAt(app, 'eve@example.com');
    await store.change(ada.id, (reader) => suppress(reader, { at, reason: 'hard bounce' }));
    const bounces = await app.softBounces();
    await bounces.note(ada.id, '2026-W45', async () => []);
    for (const [{ id }, says, status] of [
      [ada, 'gets the next edition', 'active'],
      [eve, 'only the reader can come back', 'unsubscribed'],
    ] as const) {
      expect(await page(`/readers/${id}`)).toContain(`action="/readers/${id}/lift"`);
      const lifted = await post(`/readers/${id}/lift`);
      expect(textOf(await page(lifted.headers.get('location') ?? ''))).toContain(says);
      expect((await store.get(id))?.status).toBe(status);
      expect(await page(`/readers/${id}`)).not.toContain(`action="/readers/${id}/lift"`);
    }
    await bounces.note(ada.id, '2026-W46', async () => []);
    expect(await bounces.note(ada.id, '2026-W47', async () => [])).toBe(false);
  });

  it('erases once the word is typed, and keeps an import from bringing the reader back', async () => {
    const { app, page, post, get } = await filled();
    const { id } = await readerAt(app, 'ada@example.com');
    await (await app.votes()).record(id, 'smolvlm2', 'ship');
    const refused = await post(`/readers/${id}/erase`, { word: '<b>yes</b>' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('value="&lt;b&gt;yes');
    expect((await readerAt(app, 'ada@example.com')).id).toBe(id);

    const erased = await post(`/readers/${id}/erase`, { word: ' Erase ' });
    expect(erased.headers.get('location')).toBe('/readers?erased=1');
    expect(await page('/readers?erased=1')).toContain('The reader is erased');
    expect((await get(`/readers/${id}`)).status).toBe(404);
    expect((await app.votes()).allOf(id)).toEqual({});
    await fill(app);
    expect(textOf(await page('/readers'))).toContain('4 readers in the store.');
  });

  it('answers 404 for who is not there, whatever is asked', async () => {
    const { get, post } = await filled();
    const nobody = '/readers/aaaaaaaaaaaaaaaa';
    for (const path of ['/readers/x', nobody, `${nobody}/history`, '/readers/import/x']) {
      expect((await get(path)).status, path).toBe(404);
    }
    for (const path of [
      `${nobody}/unsubscribe`,
      `${nobody}/lift`,
      `${nobody}/erase`,
      '/readers/import/x',
    ]) {
      expect((await post(path)).status, path).toBe(404);
    }
  });

  it('tells which mailings the reader was in, what came back, and the votes', async () => {
    const studio = await testStudio({ MAX_COMPARISONS: '4' });
    const { app, clock, page } = studio;
    await addReaders(app, 150);
    const { id } = await readerAt(app, 'reader120@example.com');
    expect(textOf(await page(`/readers/${id}/history`))).toContain('Nothing was mailed to anybody');
    const signal = new AbortController().signal;
    await sendWeek(app, '2026-W47', { signal, byHand: true });
    const mailing = await app.mailings.read('2026-W47');
    const at = clock.now().toISOString();
    const event = { mailing: mailing?.id ?? '', reader: id, at };
    await app.events.record(anEvent('1', 'email.delivered', event));
    await app.events.record(anEvent('2', 'email.clicked', { ...event, link: '/compare/a<b' }));
    await app.events.record(anEvent('3', 'email.opened', { ...event, reader: 'another' }));
    const { mailing: _, ...other } = anEvent('4', 'email.bounced', {
      ...event,
      bounce: 'Transient',
    });
    await app.events.record(other);
    await (await app.votes()).record(id, 'smolvlm2', 'skip');

    const html = await page(`/readers/${id}/history`);
    const text = textOf(html);
    expect(text).toContain('In the one mailing so far.');
    expect(text).toContain('2026-W47 accepted digest');
    expect(text).toContain('delivered to the mailbox provider');
    expect(text).toContain('clicked /compare/a&lt;b');
    expect(text).not.toContain('opened');
    expect(text).toContain('bounced, for now');
    expect(text).toContain('skip SmolVLM2');

    await addReaders(app, 151);
    const late = await readerAt(app, 'reader150@example.com');
    expect((await historyOf(app, late.id)).mailings).toEqual([]);
    expect(textOf(await page(`/readers/${late.id}/history`))).toContain(
      'Not in the one mailing so far.',
    );
    const piece = await studio.get(`/readers/${id}/history`, { 'hx-request': 'true' });
    expect(await piece.text()).not.toContain('<html');
  });
});

describe('The import', () => {
  it('shows what a file comes to, writes nothing before it is told to, and then does', async () => {
    const studio = await filled();
    const { app, clock, page, post } = studio;
    clock.jump(hour);
    const file = `email,name\nada@example.com,Ada\nnew@example.com,New\ndan@example.com,\nno address,\n`;
    const path = await sendFile(studio, upload(file, 'C:\\files\\<b>list\u202e.csv'));
    const dry = await settled(studio, path);
    expect(dry).toContain('&lt;b&gt;list .csv');
    const text = textOf(dry);
    expect(text).toContain('Nothing is written yet. The import would bring 1 reader');
    expect(text).toMatch(/already there 1 .* kept out.*? 1 .* not readable 1 in all 4/);
    expect(text).toContain('4 The reader unsubscribed.');
    expect(text).toContain('5 The address');
    expect((await app.subscribers()).counts().active).toBe(2);
    expect(readdirSync(join(app.config.subscribersDir, 'uploads'))).toHaveLength(1);

    expect((await post(path, { do: 'import' })).status).toBe(303);
    const done = textOf(await settled(studio, path));
    expect(done).toContain('The file is imported: 1 reader added');
    expect((await app.subscribers()).counts().active).toBe(3);
    expect(readdirSync(join(app.config.subscribersDir, 'uploads'))).toEqual([]);
    expect((await readerAt(app, 'new@example.com')).consent?.from).toBe('<b>list .csv');
    await post(path, { do: 'import' });
    expect(textOf(await settled(studio, path))).toContain('The file is imported: 1 reader added');
    expect(textOf(await page('/readers'))).toContain('6 readers in the store.');
    expect(studio.logged.join('')).not.toContain('@');
  });

  it('says in a sentence what is wrong with a file', async () => {
    const studio = await testStudio();
    const refusal = async (body: FormData | Record<string, string>) => {
      const response = await studio.post('/readers/import', body);
      expect(response.status).toBe(422);
      const html = await response.text();
      expect(html).toContain('aria-describedby="file-problem');
      return textOf(html);
    };
    expect(await refusal(upload(''))).toContain('The file is empty.');
    expect(await refusal(upload('', ''))).toContain('No file was sent.');
    expect(await refusal({ file: 'x' })).toContain('No file was sent.');

    const failure = async (content: string | Uint8Array<ArrayBuffer>, name?: string) => {
      const html = await settled(studio, await sendFile(studio, upload(content, name)));
      expect(html).toContain('aria-invalid="true"');
      return textOf(html);
    };
    expect(await failure('PK\u0003\u0004 and so on', 'list.xlsx')).toContain(
      'list.xlsx, line 1: this is a spreadsheet or an archive. Save the list as “CSV UTF-8”',
    );
    expect(await failure('email\nada@example.com\n"never closed')).toContain('list.csv, line 3:');
    expect(await failure(new Uint8Array([0x61, 0xff, 0xfe]))).toContain('not UTF-8');
    expect(await failure('name\nAda\n')).toContain('no column is called “email”');
    expect(readdirSync(join(studio.app.config.subscribersDir, 'uploads'))).toEqual([]);
  });

  it('takes no body that ends too early', async () => {
    const body = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nema';
    const app = testApp(new TestClock());
    const imports = createImports(app, silentLog(app));
    const file = await uploadedFile('multipart/form-data; boundary=x', csvOf(body).bytes);
    if (!file) throw new Error('There is a file.');
    await expect(imports.take(file)).rejects.toThrow('did not arrive whole');
    expect(readdirSync(join(app.config.subscribersDir, 'uploads'))).toEqual([]);
    await imports.close();
  });

  it('works on one file at a time, takes none that is too large, and forgets them', async () => {
    const clock = new TestClock();
    const app = testApp(clock);
    const imports = createImports(app, silentLog(app), { largest: 1000 });
    const folder = join(app.config.subscribersDir, 'uploads');
    async function* bytes(size: number) {
      yield Buffer.from('email\n');
      yield Buffer.alloc(size, 'a');
    }
    const large = imports.take({ name: 'a.csv', bytes: bytes(1000) });
    await expect(imports.take({ name: 'b.csv', bytes: bytes(1) })).rejects.toThrow(/Another file/);
    await expect(large).rejects.toThrow(/larger than/);
    expect(readdirSync(folder)).toEqual([]);

    const { id } = await imports.take({ name: 'c.csv', bytes: bytes(1) });
    await until(() => imports.find(id)?.stage.at === 'checked');
    writeFileSync(join(folder, 'of-a-studio-that-was-killed.csv'), 'ada@example.com');
    clock.jump(hour + 1);
    expect(imports.find(id)).toBeUndefined();
    const day = 24 * hour;
    clock.jump(Math.max(0, Date.now() - clock.now().getTime()) + day);
    const next = await imports.take({ name: 'd.csv', bytes: bytes(1) });
    expect(readdirSync(folder)).toEqual([`${next.id}.csv`]);
    await imports.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gets the very bytes that were sent, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('\r\n', '--', 'x', '-', '\r', '\n', '--x-', 'a,b')),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (pieces, size, before) => {
          const content = pieces.join('').replaceAll('\r\n--x-y', '');
          const field =
            '--x-y\r\nContent-Disposition: form-data; name="a"\r\n\r\nfilename="no"\r\n';
          const head = `--x-y\r\nContent-Disposition: form-data; name="f"; filename="ü.csv"\r\n\r\n`;
          const body = `${before ? field : ''}${head}${content}\r\n--x-y--\r\n`;
          const type = 'multipart/form-data; boundary=x-y';
          const file = await uploadedFile(type, csvOf(body, size).bytes);
          const got: Uint8Array[] = [];
          for await (const chunk of file?.bytes ?? []) got.push(Buffer.from(chunk));
          expect(Buffer.concat(got).toString()).toBe(content);
          expect(file?.name).toBe('ü.csv');
        },
      ),
    );
  });
});

describe('The export', () => {
  it('downloads CSV that can be imported again and JSON that parses, by status too', async () => {
    const { app, get, page } = await filled();
    const csv = await get('/readers/export.csv');
    expect(csv.headers.get('content-disposition')).toBe(
      'attachment; filename="readers-2026-11-17.csv"',
    );
    const content = await csv.text();
    const copy = testApp(app.clock);
    await fill(copy, content);
    expect((await copy.subscribers()).counts()).toEqual((await app.subscribers()).counts());

    const everybody = Readers.parse(await (await get('/readers/export.json')).json());
    expect(everybody.map(({ email }) => email)).toContain('cleo@example.com');
    const active = Readers.parse(await (await get('/readers/export.json?status=active')).json());
    expect(active.map(({ status }) => status)).toEqual(['active', 'active']);
    const rows = await (await get('/readers/export.csv?status=pending')).text();
    expect(rows.trim().split('\r\n')).toHaveLength(2);
    expect(await page('/readers/export')).toContain('export.csv?status=suppressed');
    expect(await (await (await testStudio()).get('/readers/export.json')).json()).toEqual([]);
  });
});

describe('In a browser', () => {
  const listFile = (name: string, content: string) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, content);
    return path;
  };

  it.each([true, false])(
    'readers are imported, found, unsubscribed and erased (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const app = testApp(systemClock);
      const studio = await servedStudio(browser, app);
      const page = await studio.open('/readers', { javaScriptEnabled });
      const problems = watch(page);

      await page.click('text=Import readers');
      await page.setInputFiles('#file', listFile('list.csv', list));
      await page.click('text=Look it through');
      if (!javaScriptEnabled) await followUntil(page, 'button[value=import]');
      await page.click('text=Import for real');
      if (!javaScriptEnabled) await followUntil(page, 'text=The file is imported');
      await page.waitForSelector('text=The file is imported: 2 readers added');
      await page.click('text=To the readers');
      expect(await figures(page)).toEqual(['2', '1', '1', '1']);

      await page.fill('#text', 'ben');
      await page.click('button:text("Find")');
      await page.click('#found a');
      await page.waitForURL(/\/readers\/[a-z0-9]{16}$/);
      await page.goBack();
      await page.waitForURL(/\/readers\/search\/\w+$/);
      expect(await page.inputValue('#text')).toBe('ben');
      await page.goBack();
      await page.waitForURL(`${studio.url}/readers`);
      await page.waitForFunction('document.querySelector("#text").value === ""');
      expect(await page.locator('#found a').count()).toBe(0);
      await page.goForward();
      await page.click('#found a');
      await page.waitForURL(/\/readers\/[a-z0-9]{16}$/);
      if (javaScriptEnabled) await page.waitForSelector('text=Nothing was mailed to anybody yet');
      else expect(await page.textContent('noscript a')).toBe('Show the history');
      await page.fill('#reason', 'asked by phone');
      await page.click('text=Unsubscribe this reader');
      await page.waitForSelector('text=The reader is unsubscribed');
      await page.click('text=All readers');
      expect(await figures(page)).toEqual(['1', '1', '2', '1']);

      await page.fill('#text', 'ben@example.com');
      await page.click('button:text("Find")');
      await page.click('#found a');
      await page.click('summary:has-text("Erase this reader")');
      await page.fill('#word', 'erase');
      await page.click('text=Erase for good');
      await page.waitForSelector('text=The reader is erased');
      expect(await figures(page)).toEqual(['1', '1', '1', '1']);
      expect(page.url()).not.toContain('@');
      expect(problems).toEqual([]);
    },
  );

  it('axe finds nothing on any page of the room, light or dark, and nothing sticks out', async () => {
    const app = testApp(systemClock);
    const studio = await servedStudio(browser, app);
    const page = await studio.open('/readers');
    const found: unknown[] = [];
    const look = async (name: string) => {
      const findings = [...(await axeFindings(page)), ...(await sidewaysAt(page, [1280, 768]))];
      found.push(...findings.map((finding) => [name, finding]));
    };
    await look('empty');
    await page.goto(`${studio.url}/readers/import`);
    await look('import');
    await page.setInputFiles('#file', listFile('list.csv', `${list}\nno address`));
    await page.click('text=Look it through');
    await page.waitForSelector('text=Import for real');
    await look('dry run');
    await page.click('text=Import for real');
    await page.waitForSelector('text=To the readers');
    await page.goto(`${studio.url}/readers`);
    await page.fill('#text', '@example.com');
    await page.click('button:text("Find")');
    await page.waitForSelector('#found a');
    for (const table of await page.$$('summary')) await table.click();
    await look('readers');
    const links = await page.$$eval('#found a', (all) => all.map((a) => a.getAttribute('href')));
    // One of each status that has words of its own.
    for (const link of links.slice(-3)) {
      await page.goto(studio.url + link);
      await page.waitForSelector('text=Votes');
      await look(`reader ${link}`);
    }
    await page.goto(`${studio.url}/readers/export`);
    await look('export');
    expect(found).toEqual([]);
  });
});

function silentLog(app: App): Log {
  return createLog({ json: true, clock: app.clock, stream: { write: () => true } });
}

/** What the browser complains about. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

/** Active, pending, unsubscribed, suppressed. */
function figures(page: Page): Promise<(string | null)[]> {
  return page.$$eval('.figures dd b', (all) => all.map(({ textContent }) => textContent));
}

/** Without scripts the page is asked for again by its link. */
async function followUntil(page: Page, selector: string): Promise<void> {
  while ((await page.$(selector)) === null) await page.reload();
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
