import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { App } from '../../src/app.js';
import { checkMailings } from '../../src/doctor/mailings.js';
import { controlWeek, receiptFor } from '../../src/jobs/operating.js';
import { eraseReader } from '../../src/jobs/readers.js';
import { reconcileWeek } from '../../src/jobs/reconciling.js';
import { sendWeek } from '../../src/jobs/weekly.js';
import { addReaders, testApp } from '../support/app.js';
import { hour, TestClock } from '../support/clock.js';
import { readerIds } from '../support/feedback.js';
import { openFiles } from '../support/folder.js';
import { testSandbox } from '../support/sandbox.js';

const week = '2026-W47';
/** The letters are checked elsewhere, which takes longer than all else. */
const toItsEnd = { signal: new AbortController().signal, preflight: false };

/** An app with so many readers whose letters go to a sandbox that takes them, or cuts the connection. */
async function appWith(readers: number, { cut = () => false }: { cut?: () => boolean } = {}) {
  const clock = new TestClock();
  const { url } = await testSandbox({
    clock,
    faults: () => (cut() ? { kind: 'cut' } : undefined),
  });
  const app = testApp(clock, {
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: url,
    FROM_ADDRESS: 'Verdicts <verdicts@example.org>',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    POSTAL_ADDRESS: '1 Example Street',
    SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  });
  await addReaders(app, readers);
  return { app, clock, ids: await readerIds(app) };
}

const folderOf = (app: App) => join(app.config.dataDir, 'mailings', week);

/** Every file of the week's mailing that holds a reader's address. */
function filesWithAddresses(app: App): string[] {
  return readdirSync(folderOf(app), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter(({ name, parentPath }) =>
      readFileSync(join(parentPath, name), 'utf8').includes('@example.com'),
    )
    .map(({ name }) => name);
}

describe('the addresses of a mailing that is finished', () => {
  test('are gone once a reader is erased; who was in it, in which order, and the receipt stay', async () => {
    const { app, ids } = await appWith(120);
    await sendWeek(app, week, toItsEnd);
    const receipt = await receiptFor(app, week);
    expect(filesWithAddresses(app)).toEqual(['audience.jsonl']);
    const before = readFileSync(join(folderOf(app), 'audience.jsonl'), 'utf8');

    expect(await eraseReader(app, ids[7] ?? '')).toBe(true);
    expect(filesWithAddresses(app)).toEqual([]);
    const files = readdirSync(folderOf(app)).filter((name) => !name.endsWith('.lock'));
    expect(files.sort()).toEqual(['ledger.jsonl', 'letters', 'mailing.json', 'readers.jsonl']);
    const kept = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ reader, variant }) => ({ reader, variant }));
    const after = readFileSync(join(folderOf(app), 'readers.jsonl'), 'utf8');
    expect(kept(after)).toEqual(kept(before));
    expect(await receiptFor(app, week)).toEqual(receipt);
    expect(openFiles(folderOf(app))).toBe(0);
    expect((await checkMailings(app)).every(({ level }) => level === 'ok')).toBe(true);
    expect(await sendWeek(app, week, toItsEnd)).toMatchObject({
      outcome: 'sent-before',
    });
    expect((await reconcileWeek(app, week))?.open).toEqual([]);
  });

  test('are gone once the next mailing is begun', async () => {
    const { app, clock } = await appWith(3);
    await sendWeek(app, week, toItsEnd);
    clock.jump(7 * 24 * hour);
    const comparison = join(app.config.dataDir, 'comparisons/smolvlm2-vs-mistral-medium-3.json');
    const again = { ...JSON.parse(readFileSync(comparison, 'utf8')), publishedAt: clock.now() };
    writeFileSync(comparison.replace('smolvlm2-', 'again-smolvlm2-'), JSON.stringify(again));
    const next = await sendWeek(app, '2026-W48', toItsEnd);
    expect(next).toMatchObject({ outcome: 'sent', receipt: { accepted: 3 } });
    expect(filesWithAddresses(app)).toEqual([]);
  });

  test('go although a line is damaged, and where a crash left both files', async () => {
    const { app, ids } = await appWith(3);
    await sendWeek(app, week, toItsEnd);
    const audience = join(folderOf(app), 'audience.jsonl');
    appendFileSync(audience, '{"reader":"torn","email":"torn@example.com"');
    writeFileSync(join(folderOf(app), 'readers.jsonl'), 'half of an earlier try\n');
    await eraseReader(app, ids[0] ?? '');
    expect(existsSync(audience)).toBe(false);
    const lines = readFileSync(join(folderOf(app), 'readers.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line)?.reader)).toEqual([...ids, undefined]);
  });
});

describe('the addresses of a mailing', () => {
  test('stay while it goes on, which leaves the erased reader out', async () => {
    const { app, ids } = await appWith(150);
    await sendWeek(app, week, { signal: AbortSignal.abort(), preflight: false });
    await eraseReader(app, ids[0] ?? '');
    expect(filesWithAddresses(app)).toEqual(['audience.jsonl']);
    const { receipt } = {
      receipt: null,
      ...(await sendWeek(app, week, toItsEnd)),
    };
    expect(receipt).toMatchObject({ accepted: 149, withdrawn: 1, pending: 0 });
    await eraseReader(app, ids[1] ?? '');
    expect(filesWithAddresses(app)).toEqual([]);
  });

  test('stay while a batch is uncertain, for whoever settles it', async () => {
    let down = true;
    const { app, clock, ids } = await appWith(3, { cut: () => down });
    await sendWeek(app, week, toItsEnd);
    clock.jump(24 * hour);
    down = false;
    await sendWeek(app, week, toItsEnd);
    expect(await receiptFor(app, week)).toMatchObject({ state: 'finished', uncertain: 3 });
    await eraseReader(app, ids[0] ?? '');
    expect(filesWithAddresses(app)).toEqual(['audience.jsonl']);

    await reconcileWeek(app, week, { batches: 'all', as: 'again' });
    const { receipt } = {
      receipt: null,
      ...(await sendWeek(app, week, toItsEnd)),
    };
    expect(receipt).toMatchObject({ state: 'finished', accepted: 2, withdrawn: 1, uncertain: 0 });
    await eraseReader(app, ids[1] ?? '');
    expect(filesWithAddresses(app)).toEqual([]);
  });

  test('of a cancelled one stay until an operator has settled what was not answered', async () => {
    const { app, ids } = await appWith(3, { cut: () => true });
    await sendWeek(app, week, toItsEnd);
    await controlWeek(app, week, 'cancel');
    await eraseReader(app, ids[0] ?? '');
    expect(filesWithAddresses(app)).toEqual(['audience.jsonl']);

    const { open } = { open: [], ...(await reconcileWeek(app, week)) };
    expect(open).toMatchObject([{ state: 'uncertain', readers: 3 }]);
    await reconcileWeek(app, week, { batches: 'all', as: 'accepted' });
    expect(await receiptFor(app, week)).toMatchObject({ state: 'cancelled', accepted: 3 });
    await eraseReader(app, ids[1] ?? '');
    expect(filesWithAddresses(app)).toEqual([]);
  });

  test('are gone when it was cancelled, which it stays', async () => {
    const { app, ids } = await appWith(3);
    await sendWeek(app, week, { signal: AbortSignal.abort(), preflight: false });
    await controlWeek(app, week, 'cancel');
    await eraseReader(app, ids[0] ?? '');
    expect(filesWithAddresses(app)).toEqual([]);
    expect(await sendWeek(app, week, toItsEnd)).toMatchObject({
      ending: { ended: 'cancelled' },
      receipt: { pending: 3 },
    });
  });

  test('stay where a damaged ledger cannot tell that it is over, and the reader is erased all the same', async () => {
    const { app, ids } = await appWith(3);
    await sendWeek(app, week, toItsEnd);
    writeFileSync(join(folderOf(app), 'ledger.jsonl'), '{"crc":"00000000","record":{}}\n');
    expect(await eraseReader(app, ids[0] ?? '')).toBe(true);
    expect(filesWithAddresses(app)).toEqual(['audience.jsonl']);
    expect(await readerIds(app)).toEqual(ids.slice(1));
  });

  test('stay where the disk refuses, and whoever erases a reader is told so', async () => {
    const { app, ids } = await appWith(3);
    await sendWeek(app, week, toItsEnd);
    const ledger = join(folderOf(app), 'ledger.jsonl');
    rmSync(ledger);
    mkdirSync(ledger);
    await expect(eraseReader(app, ids[0] ?? '')).rejects.toThrow(
      `${ledger}: a folder stands where a file is expected.`,
    );
    expect(await readerIds(app)).toEqual(ids.slice(1));
  });
});
