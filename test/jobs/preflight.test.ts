import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import { type Edition, type Matchup, sealed } from '../../src/editions/edition.js';
import { composeFor, draftWeek } from '../../src/jobs/drafting.js';
import { preflightEdition } from '../../src/jobs/preflight.js';
import { admitReader, unsubscribeReader } from '../../src/jobs/readers.js';
import { wake } from '../../src/jobs/scheduler.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { outsideLinks } from '../../src/letters/preflight/links.js';
import { outsideFaults } from '../../src/letters/preflight/outside.js';
import type { Preferences } from '../../src/subscribers/transitions.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { proofWith } from '../support/preflight.js';

const week = '2026-W47';
const never = new AbortController().signal;

async function appAndEdition(settings: Record<string, string> = {}) {
  const app = testApp(new TestClock(), settings);
  const { drafted } = await composeFor(app, week);
  if (!drafted) throw new Error('nothing was picked');
  return { app, edition: drafted.edition };
}

function changed(edition: Edition, changes: Partial<Omit<Edition, 'hash'>>): Edition {
  const { hash: _, ...content } = edition;
  return sealed({ ...content, ...changes });
}

/** Writes the week's plan. */
function plan(app: App, content: object): void {
  mkdirSync(join(app.config.dataDir, 'plans'), { recursive: true });
  writeFileSync(join(app.config.dataDir, 'plans', `${week}.json`), JSON.stringify(content));
}

/** Puts a tool under another topic than the rest of the content. */
function recategorise(app: App, tool: string, category: string): void {
  const file = join(app.config.dataDir, 'tools', `${tool}.json`);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/"category": "[^"]*"/, `"category": "${category}"`));
}

/** Lets every reviewer of a tool skip it. */
function turnDown(app: App, tool: string): void {
  const file = join(app.config.dataDir, 'tools', `${tool}.json`);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll('"verdict": "ship"', '"verdict": "skip"'));
}

/** The errors on which sending refuses. */
async function refusal(app: App) {
  const sent = await sendWeek(app, week, { signal: never });
  if (sent.outcome !== 'preflight-failed') throw new Error(`it was ${sent.outcome}`);
  return sent.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, letter, part }) => ({ rule, letter, part }));
}

describe('preflight of the week’s edition', () => {
  it('finds no error in the real content, and that one name comes from two write-ups', async () => {
    const { app, edition } = await appAndEdition();
    const preflight = await preflightEdition(app, edition);
    expect(preflight).toMatchObject({ week, hash: edition.hash });
    expect(preflight.letters.map(({ format }) => format)).toEqual(['digest', 'brief']);
    for (const { subject, preheader, bytes } of preflight.letters) {
      expect([subject, preheader]).toEqual([edition.subject, edition.preheader]);
      expect(bytes).toBeLessThan(85_000);
    }
    const found = preflight.findings.filter(({ severity }) => severity !== 'note');
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['twice', 'warning']]);
    expect(found[0]?.what).toContain('“SmolVLM2-2B” stands in the matchups 1 and 3');
    expect(found[0]?.selector).toBeDefined();
  });

  it('puts errors before warnings, and those before notes', async () => {
    const { app, edition } = await appAndEdition();
    turnDown(app, 'mistral-code');
    const { findings } = await preflightEdition(app, edition);
    const order = findings.map(({ severity }) => ['error', 'warning', 'note'].indexOf(severity));
    expect(order).toEqual(order.toSorted());
    expect(new Set(order)).toEqual(new Set([0, 1, 2]));
  });

  it('says why a letter cannot be made, and checks the other', async () => {
    const { app, edition } = await appAndEdition();
    const [lead, ...others] = edition.matchups;
    if (!lead) throw new Error('nothing was picked');
    const tools = lead.tools.map((tool) => ({ ...tool, tagline: 'long '.repeat(20_000).trim() }));
    const large = changed(edition, { matchups: [{ ...lead, tools }, ...others] });
    const { letters, findings } = await preflightEdition(app, large);
    expect(letters.map(({ format }) => format)).toEqual(['brief']);
    expect(findings[0]).toMatchObject({ severity: 'error', rule: 'size', letter: 'digest' });
  });

  it('takes the figures that readers’ votes give now', async () => {
    const { app, edition } = await appAndEdition({ COMMUNITY_QUORUM: '1' });
    const votes = await app.votes();
    await votes.record('rd_1', 'mistral-code', 'skip');
    const { findings } = await preflightEdition(app, edition);
    expect(findings[0]).toMatchObject({
      rule: 'community-figure',
      severity: 'warning',
      what: expect.stringContaining('“Mistral Code” has changed: — when it was drafted, 0% now'),
    });
  });
});

describe('the letters for some topics', () => {
  /** An app whose library has three topics, two of them in one card, and the week's edition. */
  async function withTopics() {
    const app = testApp(new TestClock());
    recategorise(app, 'mistral-code', 'Research');
    recategorise(app, 'mistral-large-3', 'Design');
    const { drafted } = await composeFor(app, week);
    if (!drafted) throw new Error('nothing was picked');
    const reader = (name: string, preferences: Preferences) =>
      admitReader(app, `${name}@example.com`, preferences, 'test');
    return { app, edition: drafted.edition, reader };
  }

  it('are those that readers would get, each once, and are checked after the full ones', async () => {
    const { app, edition, reader } = await withTopics();
    await reader('ada', { topics: ['Research'] });
    await reader('bob', { topics: ['Design', 'Research'] });
    await reader('eve', { topics: ['Developer Tools'] });
    await reader('dan', { topics: ['Design'], format: 'brief' });
    const { letters, findings } = await preflightEdition(app, edition);
    expect(letters.map(({ format, topics, checked }) => [format, topics, checked])).toEqual([
      ['digest', null, 'all'],
      ['brief', null, 'all'],
      ['digest', ['Research'], 'content'],
      ['brief', ['Design'], 'content'],
    ]);
    expect(letters[2]?.bytes).toBeLessThan(letters[0]?.bytes ?? 0);
    expect(letters[2]?.preheader).not.toBe('');
    expect(findings.filter(({ topics }) => topics)).toEqual([]);
  });

  it('are not those of readers who left', async () => {
    const { app, edition, reader } = await withTopics();
    await reader('ada', { topics: ['Research'] });
    await unsubscribeReader(app, 'ada@example.com', undefined);
    expect((await preflightEdition(app, edition)).letters).toHaveLength(2);
  });

  it('say once what the full ones say too', async () => {
    const { app, edition, reader } = await withTopics();
    await reader('ada', { topics: ['Research'] });
    const unready = changed(edition, { closing: 'Lorem ipsum dolor sit amet.' });
    const { findings } = await preflightEdition(app, unready);
    const unfilled = findings.filter(({ rule }) => rule === 'unfilled');
    expect(unfilled.length).toBeGreaterThan(0);
    expect(unfilled.filter(({ topics }) => topics)).toEqual([]);
  });

  it('are named where only they cannot be made', async () => {
    const { app, edition, reader } = await withTopics();
    await reader('ada', { topics: ['Design'] });
    const designed = (matchup: Matchup) =>
      matchup.tools.some(({ category }) => category === 'Design');
    // The full letters only name it on the web.
    const moreOnTheWeb = edition.matchups.filter(designed).map((matchup) => ({
      ...matchup,
      tools: matchup.tools.map((tool) => ({ ...tool, tagline: 'long '.repeat(20_000).trim() })),
    }));
    const matchups = edition.matchups.filter((matchup) => !designed(matchup));
    const { letters, findings } = await preflightEdition(
      app,
      changed(edition, { matchups, moreOnTheWeb }),
    );
    expect(letters.map(({ topics }) => topics)).toEqual([null, null]);
    expect(findings.filter(({ topics }) => topics)).toMatchObject([
      { severity: 'error', rule: 'size', letter: 'digest', topics: ['Design'] },
    ]);
  });
});

describe('sending', () => {
  it('refuses on an error, and writes nothing; mended, it sends', async () => {
    const { app } = await appAndEdition();
    await addReaders(app, 2);
    plan(app, { subject: 'Dear {{first_name}}, five comparisons' });
    expect(await refusal(app)).toEqual([
      { rule: 'unfilled', letter: 'digest', part: 'subject' },
      { rule: 'unfilled', letter: 'brief', part: 'subject' },
    ]);
    expect(await app.mailings.read(week)).toBeUndefined();
    expect(await app.editions.read(week)).toBeUndefined();
    plan(app, { subject: 'Five comparisons' });
    expect(await sendWeek(app, week, { signal: never })).toMatchObject({ outcome: 'sent' });
  });

  it('refuses a draft whose figures the content has overtaken', async () => {
    const { app } = await appAndEdition();
    await addReaders(app, 1);
    await draftWeek(app, week);
    turnDown(app, 'mistral-code');
    const rules = (await refusal(app)).map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set(['panel-figure']));
  });

  it('does not ask again once a mailing is frozen', async () => {
    const { app } = await appAndEdition();
    await addReaders(app, 2);
    await sendWeek(app, week, { signal: AbortSignal.abort() });
    turnDown(app, 'mistral-code');
    expect(await sendWeek(app, week, { signal: never })).toMatchObject({
      outcome: 'sent',
      receipt: { accepted: 2 },
    });
  });

  it('is tried again by the weekly job, as long as it is not too late', async () => {
    const clock = new TestClock();
    const app = testApp(clock);
    await addReaders(app, 1);
    plan(app, { closing: 'Lorem ipsum dolor sit amet.' });
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'preflight-failed' } });
    clock.jump(60_000);
    plan(app, {});
    expect(await wake(app, never)).toMatchObject({ sent: { outcome: 'sent' } });
  });
});

describe('outside links that were asked for', () => {
  it('are errors where they are gone, and warnings where they do not answer well', async () => {
    const answers = { gone: 404, private: 403, fine: 200 };
    const links = Object.keys(answers).map(
      (name) => `<a href="https://${name}.example.com/">${name}</a>`,
    );
    const proof = await proofWith({
      plant: (letter) => ({
        ...letter,
        html: letter.html.replace('</main>', `${links.join('')}</main>`),
      }),
    });
    const outside = outsideLinks(proof);
    expect([...outside.keys()]).toEqual(
      Object.keys(answers).map((name) => `https://${name}.example.com/`),
    );
    const replies = new Map(
      Object.entries(answers).map(([name, status]) => [`https://${name}.example.com/`, { status }]),
    );
    expect(outsideFaults(proof, outside, replies)).toMatchObject([
      { severity: 'error', what: expect.stringContaining('“gone” leads to') },
      { severity: 'warning', what: expect.stringContaining('answers 403') },
    ]);
  });
});
