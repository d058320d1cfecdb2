import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { setPreferences } from '../../src/subscribers/transitions.js';
import { confirmedReader, readerAt, type TestSite, testSite } from '../support/site.js';

const ada = 'ada@example.com';

/** A site with one reader who asked for these topics, and the path of the reader's preferences. */
async function siteWithAda(topics: readonly string[] = []) {
  const site = await testSite();
  const { id } = await confirmedReader(site, ada);
  const at = site.clock.now().toISOString();
  const store = await site.app.subscribers();
  if (topics.length > 0) await store.change(id, (reader) => setPreferences(reader, { topics }, at));
  const path = `/preferences/${(await site.app.signer()).sign('preferences', id)}`;
  return { site, path };
}

/** What a browser would send of the page's form, and what the page says of it. */
function formOf(html: string) {
  const page = load(html);
  const form = page('form').has('#time-zone');
  const fields: Record<string, string> = {};
  for (const { name, value } of form.serializeArray()) fields[name] = value;
  const checkboxes = form.find('[name=topics]').toArray();
  return {
    fields,
    topics: checkboxes.map((box) => [page(box).attr('value'), page(box).is('[checked]')]),
    /** What is wrong with the field, as its own description has it. */
    problemOf(id: string) {
      const field = page(`#${id}`);
      const [described] = (field.attr('aria-describedby') ?? '').split(' ');
      return field.attr('aria-invalid') === 'true' ? page(`#${described}`).text() : undefined;
    },
  };
}

async function formAt(site: TestSite, path: string) {
  return formOf(await (await site.request(path)).text());
}

/** Gives one of the tools another category, and lets the site see it. */
function recategorise(site: TestSite, category: string): void {
  const folder = join(site.app.config.dataDir, 'tools');
  const path = join(folder, readdirSync(folder)[0] ?? '');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), category }));
  site.clock.jump(60_000);
}

describe('the preferences', () => {
  test('keep format, topics, time zone and a pause until a day begins where the reader lives', async () => {
    const { site, path } = await siteWithAda();
    const saved = await site.post(path, {
      format: 'brief',
      topics: 'Developer Tools',
      'time-zone': 'America/New_York',
      'paused-until': '2026-12-24',
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${path}?saved`]);
    const page = load(await (await site.request(`${path}?saved`)).text());
    expect(page('[role=status]').text()).toBe('Saved.');
    expect(page('#paused-until').attr('value')).toBe('2026-12-24');
    expect(await readerAt(site.app, ada)).toMatchObject({
      format: 'brief',
      topics: ['Developer Tools'],
      timeZone: 'America/New_York',
      pausedUntil: '2026-12-24T05:00:00.000Z',
    });
    await site.post(path, { 'paused-until': '', 'time-zone': '' });
    const reader = await readerAt(site.app, ada);
    expect(reader).toMatchObject({ format: 'brief' });
    expect(reader).not.toHaveProperty('pausedUntil');
    expect(reader).not.toHaveProperty('timeZone');
  });

  test('leave alone what a form did not have', async () => {
    const { site, path } = await siteWithAda(['Developer Tools']);
    await site.post(path, { 'time-zone': 'America/New_York', 'paused-until': '2026-12-24' });
    await site.post(path, { format: 'brief' });
    expect(await readerAt(site.app, ada)).toMatchObject({
      format: 'brief',
      topics: ['Developer Tools'],
      timeZone: 'America/New_York',
      pausedUntil: '2026-12-24T05:00:00.000Z',
    });
  });

  test('can be saved by a browser on the day on which a pause ends', async () => {
    const { site, path } = await siteWithAda();
    const store = await site.app.subscribers();
    const { id } = await readerAt(site.app, ada);
    const pausedUntil = '2026-11-17T18:00:00.000Z';
    await store.change(id, (reader) => setPreferences(reader, { pausedUntil }, pausedUntil));
    const page = load(await (await site.request(path)).text());
    const { value, min } = page('#paused-until').attr() ?? {};
    expect([value, min]).toEqual(['2026-11-17', '2026-11-17']);
  });
});

describe('a reader’s topics', () => {
  test('are not on offer where there is but one and the reader did not ask for it', async () => {
    const { site, path } = await siteWithAda();
    const { topics, fields } = await formAt(site, path);
    expect(topics).toEqual([]);
    expect(fields).not.toHaveProperty('topics-offered');
    expect(await (await site.request('/')).text()).toContain('Choose the format');
  });

  test('stay when something else is saved, a single one too', async () => {
    const { site, path } = await siteWithAda(['Developer Tools']);
    const { topics, fields } = await formAt(site, path);
    expect(topics).toEqual([['Developer Tools', true]]);
    await site.post(path, { ...fields, format: 'brief' });
    expect(await readerAt(site.app, ada)).toMatchObject({
      format: 'brief',
      topics: ['Developer Tools'],
    });
  });

  test('are shown and stay when the content has them no more', async () => {
    const { site, path } = await siteWithAda(['Robotics']);
    const { topics, fields } = await formAt(site, path);
    expect(topics).toEqual([
      ['Developer Tools', false],
      ['Robotics', true],
    ]);
    await site.post(path, { ...fields, format: 'brief' });
    expect(await readerAt(site.app, ada)).toMatchObject({ topics: ['Robotics'] });
  });

  test('go when a form that offered them comes without any', async () => {
    const { site, path } = await siteWithAda(['Developer Tools']);
    const { topics: _, ...none } = (await formAt(site, path)).fields;
    expect(none).toHaveProperty('topics-offered');
    await site.post(path, none);
    expect(await readerAt(site.app, ada)).toMatchObject({ topics: [] });
  });

  test('can be chosen once the content has two', async () => {
    const { site, path } = await siteWithAda();
    recategorise(site, 'Design');
    const { topics, fields } = await formAt(site, path);
    expect(topics).toEqual([
      ['Design', false],
      ['Developer Tools', false],
    ]);
    await site.post(path, { ...fields, topics: 'Design' });
    expect(await readerAt(site.app, ada)).toMatchObject({ topics: ['Design'] });
    expect(await (await site.request('/')).text()).toContain('Choose format and topics');
  });
});

describe('a mistake in the preferences', () => {
  test.each([
    { format: 'hologram' },
    { topics: 'Nothing' },
    { 'time-zone': 'Mars/Olympus' },
    { 'paused-until': '2026-02-30' },
    { 'paused-until': '9999-01-01' },
    { 'paused-until': 'soon' },
  ])('is refused and changes nothing: %o', async (fields) => {
    const { site, path } = await siteWithAda();
    const before = await readerAt(site.app, ada);
    expect((await site.post(path, { ...fields })).status).toBe(422);
    expect(await readerAt(site.app, ada)).toEqual(before);
  });

  test('is told at its field, with everything as it was sent', async () => {
    const { site, path } = await siteWithAda(['Developer Tools']);
    const { topics: _, ...fields } = (await formAt(site, path)).fields;
    const sent = {
      ...fields,
      format: 'brief',
      'time-zone': 'Mars/Phobos',
      'paused-until': '2026-12-24',
    };
    const response = await site.post(path, sent);
    expect(response.status).toBe(422);
    const form = formOf(await response.text());
    expect(form.fields).toEqual(sent);
    expect(form.topics).toEqual([['Developer Tools', false]]);
    expect(form.problemOf('time-zone')).toMatch(/no time zone/);
    expect(form.problemOf('paused-until')).toBeUndefined();
  });

  test('is told beside every other', async () => {
    const { site, path } = await siteWithAda();
    const response = await site.post(path, {
      'time-zone': 'Mars/Phobos',
      'paused-until': '2026-02-30',
    });
    const form = formOf(await response.text());
    expect(form.problemOf('time-zone')).toMatch(/no time zone/);
    expect(form.problemOf('paused-until')).toMatch(/no date/);
  });
});
