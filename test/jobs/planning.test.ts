import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import { createApp } from '../../src/app.js';
import { pickedSlugs } from '../../src/editions/pick.js';
import { draftWeek, pickFor } from '../../src/jobs/drafting.js';
import { changePlan, type PlanWord, plannedWeek } from '../../src/jobs/planning.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { tryLock } from '../../src/lock.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';

const week = '2026-W47';
const code = 'smolvlm2-2b-vs-mistral-code';

function planOf(app: App): unknown {
  const file = join(app.config.dataDir, 'plans', `${week}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** What an editor writes into some fields that were empty. */
function words(
  now: Partial<Record<PlanWord, string>>,
  was: Partial<Record<PlanWord, string>> = {},
) {
  const field = (name: PlanWord) => ({ was: was[name] ?? '', now: now[name] ?? was[name] ?? '' });
  return {
    move: 'words' as const,
    words: { subject: field('subject'), intro: field('intro'), closing: field('closing') },
  };
}

describe('a change of the plan', () => {
  it('is in the pick at once, and gone without a trace when it is taken back', async () => {
    const app = testApp(new TestClock());
    const before = pickedSlugs(await pickFor(app, week));
    expect(await changePlan(app, week, { move: 'pin', slug: code })).toEqual({ kind: 'changed' });
    expect(planOf(app)).toEqual({ pin: [code] });
    expect(pickedSlugs(await pickFor(app, week))[0]).toBe(code);
    await changePlan(app, week, { move: 'unpin', slug: code });
    expect(planOf(app)).toBeUndefined();
    expect(pickedSlugs(await pickFor(app, week))).toEqual(before);
    expect(readdirSync(join(app.config.dataDir, 'plans'))).toEqual([]);
  });

  it('makes the draft anew, which then has another content', async () => {
    const app = testApp(new TestClock(), { APPROVAL: 'required' });
    const { drafted } = await draftWeek(app, week);
    const changed = await changePlan(app, week, words({ subject: 'Ours', closing: 'Bye.' }));
    const edition = await app.editions.read(week);
    expect(changed).toEqual({ kind: 'changed', redrafted: edition });
    expect(edition).toMatchObject({ subject: 'Ours', closing: 'Bye.' });
    expect(edition?.hash).not.toBe(drafted?.edition.hash);
    expect((await plannedWeek(app, week)).cleared).toBe(false);
  });

  it('leaves plan, draft and approval alone when it changes nothing', async () => {
    const app = testApp(new TestClock());
    await changePlan(app, week, { move: 'pin', slug: code });
    await draftWeek(app, week);
    const before = await app.editions.read(week);
    for (const change of [
      { move: 'pin', slug: code },
      { move: 'up', slug: code },
      words({}),
      words({ subject: '  \r\n ' }),
    ] as const) {
      expect(await changePlan(app, week, change)).toEqual({ kind: 'unchanged' });
    }
    expect(await app.editions.read(week)).toEqual(before);
  });

  it('is refused beside its field, and nothing is written', async () => {
    const app = testApp(new TestClock());
    const refused = (change: Parameters<typeof changePlan>[2]) => changePlan(app, week, change);
    expect(await refused(words({ subject: 'x'.repeat(61), intro: 'a\u{e000}b' }))).toEqual({
      kind: 'refused',
      problems: [
        { field: 'subject', what: 'Expected at most 60 characters.' },
        { field: 'intro', what: 'Expected no private-use characters (U+E000 to U+F8FF).' },
      ],
    });
    expect(await refused(words({ subject: 'one\ntwo' }))).toMatchObject({
      problems: [{ field: 'subject', what: 'Expected one line.' }],
    });
    expect(await refused(words({ closing: '\u0007' }))).toMatchObject({
      problems: [{ field: 'closing', what: expect.stringContaining('control characters') }],
    });
    expect(await refused(words({ intro: 'word '.repeat(20_000) }))).toMatchObject({
      problems: [{ field: 'intro', what: expect.stringContaining('85000 are allowed') }],
    });
    expect(planOf(app)).toBeUndefined();
  });

  it('takes 60 emoji for 60 characters, and line ends as browsers send them', async () => {
    const app = testApp(new TestClock());
    await changePlan(app, week, words({ subject: '🚢'.repeat(60), intro: 'one\r\n\r\ntwo' }));
    expect(planOf(app)).toEqual({ subject: '🚢'.repeat(60), intro: 'one\n\ntwo' });
  });

  it('refuses a comparison that there is not, and one that came already', async () => {
    const app = testApp(new TestClock());
    await expect(changePlan(app, week, { move: 'pin', slug: 'no-vs-thing' })).rejects.toThrow(
      'no such comparison',
    );
    await addReaders(app, 1);
    await sendWeek(app, week, { signal: new AbortController().signal, preflight: false });
    expect(await changePlan(app, '2026-W48', { move: 'pin', slug: code })).toMatchObject({
      kind: 'refused',
      problems: [{ what: expect.stringContaining('nothing comes twice') }],
    });
    expect(planOf(app)).toBeUndefined();
  });

  it('is refused for a week that is mailed', async () => {
    const app = testApp(new TestClock());
    await addReaders(app, 1);
    await sendWeek(app, week, { signal: new AbortController().signal, preflight: false });
    await expect(changePlan(app, week, words({ subject: 'Late' }))).rejects.toMatchObject({
      code: 'mailed',
    });
    expect(planOf(app)).toBeUndefined();
  });

  it('leaves nothing undrafted behind: a draft keeps at least one comparison', async () => {
    const app = testApp(new TestClock(), { MAX_COMPARISONS: '1' });
    const slugs = [...(await app.library()).comparisons.keys()];
    for (const slug of slugs.slice(1)) await changePlan(app, week, { move: 'leave-out', slug });
    await draftWeek(app, week);
    const [last = ''] = slugs;
    expect(await changePlan(app, week, { move: 'leave-out', slug: last })).toMatchObject({
      kind: 'refused',
      problems: [{ what: expect.stringContaining('Nothing would be left for 2026-W47') }],
    });
    expect(pickedSlugs(await pickFor(app, week))).toEqual([last]);
  });

  it('waits for whoever sends where there is a draft, and says so where there is none', async () => {
    const app = testApp(new TestClock());
    const sending = tryLock(app.mailings.lockFolder, app.clock);
    const changed = await changePlan(app, week, { move: 'pin', slug: code });
    expect(changed).toMatchObject({ kind: 'changed', busy: { pid: process.pid } });
    if (sending.taken) sending.lock.release();
    await draftWeek(app, week);
    const again = tryLock(app.mailings.lockFolder, app.clock);
    await expect(changePlan(app, week, { move: 'unpin', slug: code })).rejects.toMatchObject({
      code: 'sending',
    });
    if (again.taken) again.lock.release();
    expect(planOf(app)).toEqual({ pin: [code] });
  });
});

describe('two editors at once', () => {
  it('lose nothing of each other, whoever is first', async () => {
    const clock = new TestClock();
    const one = testApp(clock);
    const other = createApp(one.config, clock);
    const slugs = [...(await one.library()).comparisons.keys()];
    const changes = slugs.map((slug, index) =>
      changePlan(index % 2 ? one : other, week, { move: 'pin', slug }),
    );
    const text = changePlan(other, week, words({ intro: 'Hello.' }));
    await Promise.all([...changes, text]);
    const plan = await one.editions.readPlan(week);
    expect(plan.pin.toSorted()).toEqual(slugs.toSorted());
    expect(plan.intro).toBe('Hello.');
  });

  it('keep what the other wrote into another field, and are shown what into the same', async () => {
    const app = testApp(new TestClock());
    await changePlan(app, week, words({ subject: 'Theirs' }));
    expect(await changePlan(app, week, words({ intro: 'Mine.' }))).toEqual({ kind: 'changed' });
    expect(planOf(app)).toEqual({ subject: 'Theirs', intro: 'Mine.' });
    expect(await changePlan(app, week, words({ subject: 'Mine' }))).toEqual({
      kind: 'refused',
      problems: [
        {
          field: 'subject',
          what: 'Meanwhile somebody saved “Theirs”. Save again to put yours in its place.',
        },
      ],
    });
    await changePlan(app, week, words({ subject: 'Mine' }, { subject: 'Theirs' }));
    expect(planOf(app)).toEqual({ subject: 'Mine', intro: 'Mine.' });
  });
});

describe('a plan that names what is not there', () => {
  it('is shown with what is missing, and mended by one change', async () => {
    const app = testApp(new TestClock());
    await changePlan(app, week, { move: 'pin', slug: code });
    await changePlan(app, week, { move: 'leave-out', slug: 'smolvlm2-vs-mistral-medium-3' });
    rmSync(join(app.config.dataDir, 'comparisons', `${code}.json`));
    const planned = await plannedWeek(app, week);
    expect(planned.missing).toEqual([code]);
    expect(planned.letter).toMatchObject({ kind: 'impossible' });
    expect(pickedSlugs(planned.pick)).toHaveLength(3);
    await changePlan(app, week, { move: 'drop-missing' });
    expect(planOf(app)).toEqual({ exclude: ['smolvlm2-vs-mistral-medium-3'] });
    expect((await plannedWeek(app, week)).letter).toMatchObject({ kind: 'composed' });
  });

  it('is no plan at all: a damaged file is named and never overwritten', async () => {
    const app = testApp(new TestClock());
    const folder = join(app.config.dataDir, 'plans');
    mkdirSync(folder);
    writeFileSync(join(folder, `${week}.json`), '{ "pins": [] }');
    await expect(changePlan(app, week, { move: 'pin', slug: code })).rejects.toThrow(
      'plans/2026-W47.json',
    );
    expect(planOf(app)).toEqual({ pins: [] });
  });
});
