import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReaderData } from '../../src/site/reader-data.js';
import { addReaders } from '../support/app.js';
import { hour } from '../support/clock.js';
import { anEvent } from '../support/feedback.js';
import { confirmedReader, mailEdition, type TestSite, testSite } from '../support/site.js';

const ada = 'ada@example.com';

async function siteWithAda() {
  const site = await testSite({ MAX_COMPARISONS: '3' });
  const { id } = await confirmedReader(site, ada);
  const signer = await site.app.signer();
  const download = () => {
    const expiresAt = new Date(site.clock.now().getTime() + hour);
    return site.post(`/download/${signer.sign('download', id, { expiresAt })}`);
  };
  return { site, id, download, vote: `/vote/${signer.sign('vote', id)}` };
}

/** Records what came back of a letter of that week's mailing. */
async function comesBack(site: TestSite, week: string, reader: string, types: readonly string[]) {
  const mailing = (await site.app.mailings.read(week))?.id ?? '';
  const at = site.clock.now().toISOString();
  for (const type of types) {
    const link = type === 'email.clicked' ? { link: 'https://verdicts.example/compare/a' } : {};
    const id = `${week} ${reader} ${type}`;
    await site.app.events.record(anEvent(id, type, { mailing, reader, at, ...link }));
  }
}

describe('the file with a reader’s data', () => {
  test('has the subscription, the votes, each mailing the reader was in, and all that came back', async () => {
    const { site, id, download, vote } = await siteWithAda();
    await site.post(`${vote}?tool=smolvlm2&choice=ship`);
    await addReaders(site.app, 1);
    await mailEdition(site.app, '2026-W47');
    await comesBack(site, '2026-W47', id, ['email.delivered', 'email.opened', 'email.clicked']);
    await comesBack(site, '2026-W47', 'another', ['email.delivered']);
    const { mailing: _, ...other } = anEvent('of the confirmation', 'email.delivered', {
      reader: id,
      at: site.clock.now().toISOString(),
    });
    await site.app.events.record(other);
    const at = site.clock.now().toISOString();

    const response = await download();
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(await response.json()).toMatchObject({
      subscription: { email: ada, status: 'active', consent: { how: 'double-opt-in' } },
      votes: { smolvlm2: 'ship' },
      mailings: [
        {
          week: '2026-W47',
          variant: 'digest',
          fate: 'accepted',
          events: [
            { type: 'email.delivered', at },
            { type: 'email.opened', at },
            { type: 'email.clicked', at, link: 'https://verdicts.example/compare/a' },
          ],
        },
      ],
      otherLetters: [{ id: 'of the confirmation', type: 'email.delivered' }],
    } satisfies Expected);
  });

  test('goes back to the beginning, however long ago', async () => {
    const { site, id, download } = await siteWithAda();
    const { mailing: _, ...other } = anEvent('the first', 'email.delivered', { reader: id });
    await site.app.events.record(other);
    await mailEdition(site.app, '2026-W47');
    site.clock.jump(7 * 24 * hour);
    await mailEdition(site.app, '2026-W48');
    site.clock.jump(3 * 365 * 24 * hour);
    const { mailings, otherLetters } = await dataIn(await download());
    expect(mailings.map(({ week }) => week)).toEqual(['2026-W47', '2026-W48']);
    expect(otherLetters).toHaveLength(1);
  });

  test('leaves out the mailings that the reader was not in', async () => {
    const { site, download } = await siteWithAda();
    const store = await site.app.subscribers();
    const late = await confirmedReader(site, 'late@example.com');
    await store.erase(late.id);
    await mailEdition(site.app, '2026-W47');
    await confirmedReader(site, 'late@example.com');
    expect((await dataIn(await download())).mailings).toHaveLength(1);
    const signer = await site.app.signer();
    const again = await store.find({ normalised: 'late@example.com' });
    const path = `/download/${signer.sign('download', again?.id ?? '')}`;
    expect((await dataIn(await site.post(path))).mailings).toEqual([]);
  });

  test('asked for many times at once is the same each time', async () => {
    const { site, download } = await siteWithAda();
    await mailEdition(site.app, '2026-W47');
    const files = await Promise.all(
      Array.from({ length: 20 }, async () => (await download()).text()),
    );
    expect(new Set(files).size).toBe(1);
  });

  test('breaks off where a journal is damaged, which is logged without the reader', async () => {
    const { site, id, download } = await siteWithAda();
    await mailEdition(site.app, '2026-W47');
    await comesBack(site, '2026-W47', id, ['email.delivered']);
    const mailing = (await site.app.mailings.read('2026-W47'))?.id;
    const journal = join(site.app.config.dataDir, 'events', `${mailing}.jsonl`);
    appendFileSync(journal, `{"reader":"${id}"}\n`);
    await expect((await download()).text()).rejects.toThrow();
    expect(site.logged.join()).toContain('could not be gathered');
    expect(site.logged.join()).not.toContain(id);
    // Nobody who asks after that is kept waiting.
    await expect((await download()).text()).rejects.toThrow();
  });
});

/** As much of the file as a test holds it against. */
type Expected = {
  [Part in keyof ReaderData]: unknown;
};

/** The site answered it. */
async function dataIn(response: Response): Promise<ReaderData> {
  return (await response.json()) as ReaderData;
}
