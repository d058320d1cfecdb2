import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import { reportLines } from '../../src/commands/report.js';
import { votesLines } from '../../src/commands/votes.js';
import { draftWeek } from '../../src/jobs/drafting.js';
import { eraseReader } from '../../src/jobs/readers.js';
import { reportFor, toolVotes } from '../../src/jobs/reporting.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { suppress, unsubscribe } from '../../src/subscribers/transitions.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { anEvent, readerIds } from '../support/feedback.js';

const week = '2026-W47';
const day = 24 * 3_600_000;
/** The letters are checked elsewhere, which takes longer than all else. */
const toItsEnd = { signal: new AbortController().signal, preflight: false };

/** What the app sends goes to its own sandbox; nobody listens to what becomes of it. */
const deaf = { PUBLIC_URL: 'http://127.0.0.1:9' };

async function appWith(
  readers: number,
  clock = new TestClock(),
): Promise<{ app: App; ids: string[] }> {
  const app = testApp(clock, deaf);
  await addReaders(app, readers);
  return { app, ids: await readerIds(app) };
}

async function vote(app: App, tool: string, ids: readonly string[], choice: 'ship' | 'skip') {
  const votes = await app.votes();
  await Promise.all(ids.map((id) => votes.record(id, tool, choice)));
}

describe('votes', () => {
  it('fill the community column of the next edition, and say once where readers disagree', async () => {
    const clock = new TestClock();
    const { app, ids } = await appWith(6, clock);
    const sent = await sendWeek(app, week, toItsEnd);
    expect(sent.outcome).toBe('sent');
    expect(await app.editions.read(week)).not.toHaveProperty('disagreements');

    await vote(app, 'smolvlm2-2b', ids, 'skip');
    await vote(app, 'mistral-code', ids.slice(0, 4), 'skip');
    clock.jump(7 * day);
    const another = createApp(app.config, clock);
    publishAgain(another);
    const { drafted } = await draftWeek(another, '2026-W48');
    const tools = drafted?.edition.matchups.flatMap((matchup) => matchup.tools) ?? [];
    const shown = (slug: string) => tools.find((tool) => tool.slug === slug)?.community;
    expect(shown('smolvlm2-2b')).toBe(0);
    expect(shown('mistral-code')).toBeNull();
    expect(drafted?.edition.disagreements).toMatchObject([
      { tool: 'smolvlm2-2b', community: 0, votes: 6 },
    ]);

    await sendWeek(another, '2026-W48', toItsEnd);
    clock.jump(7 * day);
    publishAgain(another);
    const next = await draftWeek(another, '2026-W49');
    expect(next.drafted?.edition).not.toHaveProperty('disagreements');
  });

  it('are shown beside the panel, the widest disagreement first', async () => {
    const { app, ids } = await appWith(6);
    await vote(app, 'mistral-code', ids, 'skip');
    await vote(app, 'smolvlm2-2b', ids.slice(0, 4), 'skip');
    const tools = await toolVotes(app);
    expect(tools[0]).toMatchObject({ tool: 'mistral-code', community: 0, skip: 6 });
    expect(tools[1]).toMatchObject({ tool: 'smolvlm2-2b', community: null, apart: null, skip: 4 });
    const text = votesLines(tools, 5);
    expect(text).toContain('0% of readers would ship it, and 100% of the panel');
  });

  it('and soft bounces of an erased reader are gone from every file', async () => {
    const { app, ids } = await appWith(2);
    const [id = ''] = ids;
    await vote(app, 'mistral-code', ids, 'ship');
    await (await app.softBounces()).note(id, week, async () => [week]);
    expect(await eraseReader(app, id)).toBe(true);
    expect(await eraseReader(app, id)).toBe(false);
    const folders = ['votes', 'events'].map((name) => join(app.config.dataDir, name));
    const texts = folders.flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(folder, name), 'utf8')),
    );
    expect(texts.join('')).not.toContain(id);
    expect((await app.votes()).tally('mistral-code')).toEqual({ ship: 1, skip: 0 });
  });
});

describe('the report of a mailing', () => {
  it('tells what came back, was clicked, voted and left since, until the next mailing', async () => {
    const clock = new TestClock();
    const { app, ids } = await appWith(6, clock);
    await sendWeek(app, week, toItsEnd);
    const { id: mailing } = (await app.mailings.read(week)) ?? { id: '' };
    const [ada = '', bob = '', cleo = ''] = ids;
    const link = 'http://127.0.0.1:9/compare/smolvlm2-2b-vs-mistral-code';
    const at = '2026-11-17T09:10:00.000Z';
    for (const event of [
      anEvent('1', 'email.delivered', { mailing, reader: ada }),
      anEvent('2', 'email.delivered', { mailing, reader: bob }),
      anEvent('3', 'email.bounced', { mailing, reader: cleo, bounce: 'Permanent' }),
      anEvent('4', 'email.opened', { mailing, reader: ada }),
      anEvent('5', 'email.clicked', { mailing, reader: ada, link, at }),
      anEvent('6', 'email.clicked', { mailing, reader: bob, link }),
    ]) {
      await app.events.record(event);
    }
    await vote(app, 'mistral-code', ids, 'skip');
    clock.jump(60_000);
    const store = await app.subscribers();
    const now = () => clock.now().toISOString();
    await store.change(ada, (reader) => unsubscribe(reader, { at: now(), reason: 'too many' }));
    await store.change(bob, (reader) => unsubscribe(reader, { at: now() }));
    await store.change(cleo, (reader) => suppress(reader, { at: now(), reason: 'x' }));

    const report = await reportFor(app, week);
    expect(report).toMatchObject({
      week,
      mailing,
      receipt: { accepted: 6 },
      delivered: 2,
      bounced: { readers: 1, permanent: 1 },
      complained: 0,
      opened: { all: { times: 1, readers: 1 }, human: { times: 1, readers: 1 } },
      clicked: {
        all: { times: 2, readers: 2 },
        human: { times: 1, readers: 1 },
        links: [{ link, all: { times: 2, readers: 2 }, human: { times: 1, readers: 1 } }],
      },
      votes: { cast: 6, tools: [{ tool: 'mistral-code', skip: 6, community: 0, panelShip: 100 }] },
      unsubscribed: {
        readers: 2,
        reasons: [
          { reason: null, readers: 1 },
          { reason: 'too many', readers: 1 },
        ],
      },
    });
    const text = report ? reportLines(report, app.config.publicUrl) : '';
    expect(text).toContain('/compare/smolvlm2-2b-vs-mistral-code');
    expect(text).toContain('(no reason given)');
    expect(text).not.toContain('Not one event has come yet');

    clock.jump(7 * day);
    publishAgain(app);
    await sendWeek(createApp(app.config, clock), '2026-W48', toItsEnd);
    const [fourth = ''] = ids.slice(3);
    await store.change(fourth, (reader) => unsubscribe(reader, { at: now() }));
    await vote(app, 'mistral-code', [fourth], 'ship');
    expect(await reportFor(app, week)).toMatchObject({
      votes: { cast: 5 },
      unsubscribed: { readers: 2 },
    });
    const next = await reportFor(app, '2026-W48');
    expect(next).toMatchObject({ votes: { cast: 1 }, unsubscribed: { readers: 1 } });
    const untold = next ? reportLines(next, app.config.publicUrl) : '';
    expect(untold).toContain('Not one event has come yet');
    expect(untold).toContain(`${app.config.publicUrl}/webhooks/resend`);
  });

  it('is not there before the mailing is', async () => {
    expect(await reportFor(testApp(systemClock), week)).toBeUndefined();
  });
});

describe('a mailing under way', () => {
  it('pauses when another process was told of too many bounces', async () => {
    const { app } = await appWith(1400);
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await sendWeek(app, week, { signal: stop.signal, onProgress, preflight: false });
    const { id: mailing } = (await app.mailings.read(week)) ?? { id: '' };
    expect(await app.events.trouble(mailing)).toEqual({ bounced: 0, complained: 0 });

    const serving = createApp(app.config, systemClock);
    await Promise.all(
      Array.from({ length: 100 }, (_, number) => {
        const changes = { mailing, reader: `reader${number}`, bounce: 'Permanent' } as const;
        return serving.events.record(anEvent(`msg_${number}`, 'email.bounced', changes));
      }),
    );
    expect(await sendWeek(app, week, toItsEnd)).toMatchObject({
      ending: { ended: 'paused', reason: expect.stringContaining('100 of') },
    });
  });
});

/** Brings the comparisons out again under other names, so that there is something for the next edition. */
function publishAgain(app: App): void {
  const folder = join(app.config.dataDir, 'comparisons');
  const publishedAt = new Date(app.clock.now().getTime() - day).toISOString();
  for (const name of readdirSync(folder).filter((each) => !each.startsWith('again'))) {
    const comparison = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const path = join(folder, `again-${publishedAt.slice(0, 10)}-${name}`);
    writeFileSync(path, JSON.stringify({ ...comparison, publishedAt }));
  }
}
