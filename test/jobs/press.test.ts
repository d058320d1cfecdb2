import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { App } from '../../src/app.js';
import { type Press, pressHere, pressInThread } from '../../src/jobs/press.js';
import { testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';

const built = pathToFileURL(resolve('dist/src/jobs/press-thread.js'));
const week = '2026-W47';

describe.each<[string, (app: App) => Press]>([
  ['in this thread', pressHere],
  ['in a thread of its own', ({ config }) => pressInThread(config, built)],
])('A press %s', (_, open) => {
  function opened(settings: Record<string, string> = {}) {
    const app = testApp(new TestClock(), settings);
    const press = open(app);
    onTestFinished(() => press.clear());
    return { app, press };
  }

  it('composes, checks and renders an edition', async () => {
    const { app, press } = opened();
    const { pick, drafted } = await press.compose(week);
    expect(pick.candidates.filter((candidate) => candidate.in)).toHaveLength(5);
    const edition = drafted?.edition;
    if (!edition) throw new Error('Nothing was composed.');
    expect(await press.preflight(edition)).toMatchObject({ week, hash: edition.hash });
    await press.clear();
    const letter = await press.render(edition, { format: 'brief', topics: null }, app.masthead);
    const { renderLetter } = await import('../../src/letters/render.js');
    expect(letter).toEqual(
      await renderLetter(edition, { format: 'brief', topics: null }, app.masthead),
    );
  });

  it('says what is wrong, with its remedy', async () => {
    const { app, press } = opened();
    const edition = (await press.compose(week)).drafted?.edition;
    if (!edition) throw new Error('Nothing was composed.');
    const variant = { format: 'digest', topics: ['Gardening'] } as const;
    await expect(
      press.render(edition, { ...variant, topics: [...variant.topics] }, app.masthead),
    ).rejects.toMatchObject({ name: 'VerdictsError', remedy: expect.stringMatching(/\w/) });
  });
});
