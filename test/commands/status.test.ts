import { expect, test } from 'vitest';
import {
  leftOutLines,
  receiptLines,
  sandboxLines,
  uncertainLines,
} from '../../src/commands/status.js';
import { receiptFor } from '../../src/jobs/operating.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { setPreferences } from '../../src/subscribers/transitions.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';
import { readerIds } from '../support/feedback.js';

test('the status of a mailing says who paused or found no topic, and nothing where nobody did', async () => {
  const app = testApp(new TestClock(), { PUBLIC_URL: 'http://127.0.0.1:9' });
  await addReaders(app, 5);
  const [first = '', second = '', third = ''] = await readerIds(app);
  const store = await app.subscribers();
  const prefer = (id: string, preferences: object) =>
    store.change(id, (known) => setPreferences(known, preferences, app.clock.now().toISOString()));
  await prefer(first, { pausedUntil: '2026-12-01T00:00:00.000Z' });
  await prefer(second, { pausedUntil: '2026-11-01T00:00:00.000Z' });
  await prefer(third, { topics: ['Gardening'] });
  await sendWeek(app, '2026-W47', { signal: new AbortController().signal, preflight: false });
  const mailing = await app.mailings.read('2026-W47');
  if (!mailing) throw new Error('Nothing was mailed.');
  expect(leftOutLines(mailing)).toEqual([
    'Not in the audience: 1 paused, 1 without a topic in this edition.',
  ]);
  expect(leftOutLines({ audience: { ...mailing.audience, paused: 0, withoutTopic: 0 } })).toEqual(
    [],
  );
});

test('the status of a mailing says that the sandbox took it, and nothing where it goes to Resend', () => {
  expect(sandboxLines({ door: 'sandbox' })).toEqual([
    'It goes to the built-in sandbox: no reader has it.',
  ]);
  expect(sandboxLines({ door: 'resend' })).toEqual([]);
});

test('the status of a mailing says how to settle what is uncertain, and nothing where nothing is', () => {
  const mailing = { week: '2026-W47', state: 'finished' } as const;
  expect(uncertainLines({ ...mailing, uncertain: 0 })).toEqual([]);
  const [line] = uncertainLines({ ...mailing, uncertain: 300 });
  expect(line).toContain('300');
  expect(line).toContain('`verdicts reconcile 2026-W47`');
});

test('the status of a mailing that can go on does not offer to settle what is merely unanswered', () => {
  for (const state of ['unfinished', 'paused', 'stopped'] as const) {
    expect(uncertainLines({ week: '2026-W47', state, uncertain: 300 })).toEqual([
      'No answer came for 300: `verdicts reconcile 2026-W47` says what to do.',
    ]);
  }
});

test('the receipt of a cancelled mailing calls nobody still to be mailed', async () => {
  const app = testApp(new TestClock(), { PUBLIC_URL: 'http://127.0.0.1:9' });
  await addReaders(app, 1);
  await sendWeek(app, '2026-W47', { signal: new AbortController().signal, preflight: false });
  const receipt = await receiptFor(app, '2026-W47');
  if (!receipt) throw new Error('Nothing was mailed.');
  expect(receiptLines(receipt)).toContain('still to be attempted');
  expect(receiptLines({ ...receipt, state: 'cancelled' })).toContain('never attempted');
});

test('the status of a mailing that is being sent calls nothing unknown for good', () => {
  const unfinished = { week: '2026-W47', state: 'unfinished', uncertain: 300 } as const;
  const lines = uncertainLines(unfinished, { pid: 4711 });
  expect(lines).toEqual([
    'Process 4711 is drafting or sending: the answer for 300 may still come.',
  ]);
});
