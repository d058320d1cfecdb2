import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkMailings, receiptDiagnoses } from '../../src/doctor/mailings.js';
import { parseSchedule } from '../../src/editions/schedule.js';
import { editionShelf } from '../../src/editions/shelf.js';
import type { LedgerRecord } from '../../src/mailings/ledger-record.js';
import { mailingId } from '../../src/mailings/mailing.js';
import type { Receipt } from '../../src/mailings/receipt.js';
import { mailingShelf } from '../../src/mailings/shelf.js';
import { TestClock } from '../support/clock.js';
import { said, withoutRemedy } from '../support/doctor.js';
import { temporaryFolder } from '../support/folder.js';
import { editionOf } from '../support/letters.js';
import { mailingOf, writeLedger } from '../support/mailings.js';

const at = '2026-11-17T09:00:00.000Z';

/** The shelves over a fresh data folder, on the day after 2026-W47 was due. */
function shelves() {
  const dataDir = temporaryFolder();
  const clock = new TestClock('2026-11-18T09:00:00.000Z');
  const app = {
    clock,
    schedule: parseSchedule('0 9 * * 2', 'UTC'),
    editions: editionShelf(dataDir),
    mailings: mailingShelf(dataDir),
  };

  /** Freezes a mailing to two readers, with these records in its ledger. */
  async function freeze(week: string, ...records: LedgerRecord[]) {
    const audience = app.mailings.writeAudience(week);
    audience.add({ reader: 'r1', email: 'ada@example.com', variant: 0 });
    audience.add({ reader: 'r2', email: 'bob@example.com', variant: 0 });
    const letter = { subject: 'S', html: '<p>', text: 'T' };
    const { sha256 } = await app.mailings.writeLetter(week, 'digest', letter);
    const { id: _, ...mailing } = mailingOf(2);
    const content = {
      ...mailing,
      week,
      variants: mailing.variants.map((variant) => ({ ...variant, sha256 })),
      audience: { ...audience.finish(), withoutTopic: 0, paused: 0 },
    };
    const id = mailingId(content);
    await writeLedger(app.mailings.ledgerPath(week), { id }, records, clock);
    await app.mailings.write({ ...content, id });
  }

  const file = (week: string, name: string) => join(dataDir, 'mailings', week, name);
  async function examined() {
    const findings = await checkMailings(app);
    expect(withoutRemedy(findings)).toEqual([]);
    expect(JSON.stringify(findings)).not.toContain('@example.com');
    return said(findings).map((line) => line.replaceAll(dataDir, 'data'));
  }
  return { app, dataDir, freeze, file, examined };
}

const attempted: LedgerRecord = {
  type: 'attempted',
  at,
  batch: 0,
  key: 'k',
  sha256: 'x',
  withdrawn: [],
};
const sent: LedgerRecord[] = [
  attempted,
  { type: 'accepted', at, batch: 0, ids: ['1', '2'], refused: [], withdrawn: [] },
  { type: 'finished', at },
];

describe('the mailings of an installation', () => {
  test('are none at first', async () => {
    expect(await shelves().examined()).toEqual(['ok: 0 editions.', 'ok: Nothing is mailed yet.']);
  });

  test('are one line when all is sent', async () => {
    const { app, freeze, examined } = shelves();
    await app.editions.write(editionOf());
    await freeze('2026-W46', ...sent);
    await freeze('2026-W47', ...sent);
    const [editions, mailings, ...rest] = await examined();
    expect(editions).toBe(`ok: 1 edition, the newest ${editionOf().week}.`);
    expect(mailings).toMatch(
      /^ok: 2 mailings, their ledgers \d+ B; every receipt adds up and is settled\.$/,
    );
    expect(rest).toEqual([]);
  });

  test('are warned of when the one that is due is not there', async () => {
    const { freeze, examined } = shelves();
    await freeze('2026-W46', ...sent);
    expect(await examined()).toContain('warning: 2026-W47 is due and not mailed.');
  });

  test('say which is not over, and why', async () => {
    const { freeze, examined } = shelves();
    await freeze('2026-W45', { type: 'cancelled', at });
    await freeze('2026-W46', { type: 'stopped', at, reason: 'the key is bad' });
    await freeze('2026-W47');
    expect((await examined()).filter((line) => line.startsWith('warning'))).toEqual([
      'warning: 2026-W46 is stopped: the key is bad (2 of 2 readers pending).',
      'warning: 2026-W47 is not yet sent to all (2 of 2 readers pending).',
    ]);
  });

  test.each([
    ['audience.jsonl', 'the audience is not the one that was frozen'],
    ['letters/digest.json', 'not the letter that was frozen'],
    ['mailing.json', 'JSON'],
  ])('name a damaged %s, and still say the rest', async (name, what) => {
    const { freeze, file, examined } = shelves();
    await freeze('2026-W46');
    await freeze('2026-W47');
    appendFileSync(file('2026-W46', name), '{"more":\n');
    const lines = await examined();
    const errors = lines.filter((line) => line.startsWith('error'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`data/mailings/2026-W46/${name}`);
    expect(errors[0]).toContain(what);
    expect(lines.join()).toContain('2026-W47 is not yet sent to all');
  });

  test('are not said to be none where a mailing’s own file is gone', async () => {
    const { app, freeze, file, examined } = shelves();
    const { week } = editionOf();
    await app.editions.write(editionOf());
    await freeze(week, ...sent);
    rmSync(file(week, 'mailing.json'));
    const [, mailings, ...rest] = await examined();
    expect(mailings).toMatch(/^error: .*mailing\.json beside it, is gone\.$/);
    expect(rest).toEqual([]);
  });

  test('name the line of a damaged ledger, and a letter that is gone', async () => {
    const { freeze, file, examined } = shelves();
    await freeze('2026-W46', ...sent);
    await freeze('2026-W47');
    writeFileSync(file('2026-W46', 'ledger.jsonl'), '{"crc":"00000000","record":{}}\n');
    rmSync(file('2026-W47', 'letters/digest.json'));
    const errors = (await examined()).filter((line) => line.startsWith('error'));
    expect(errors[0]).toContain('2026-W46/ledger.jsonl, line 1: the record does not match');
    expect(errors[1]).toContain('2026-W47/letters/digest.json');
  });

  test('name a damaged edition or plan', async () => {
    const { dataDir, examined } = shelves();
    mkdirSync(join(dataDir, 'plans'));
    writeFileSync(join(dataDir, 'plans', '2026-W48.json'), '{');
    expect((await examined())[0]).toMatch(/^error: data\/plans\/2026-W48\.json: line 1/);
    mkdirSync(join(dataDir, 'editions', '2026-W40'), { recursive: true });
    writeFileSync(join(dataDir, 'editions', '2026-W40', 'edition.json'), '{}');
    expect((await examined())[0]).toMatch(/^error: data\/editions\/2026-W40\/edition\.json/);
  });
});

describe('a receipt', () => {
  const receipt: Receipt = {
    mailing: '2026-W47-0123456789ab',
    week: '2026-W47',
    state: 'finished',
    reason: null,
    until: null,
    audience: 10,
    accepted: 10,
    refused: 0,
    withdrawn: 0,
    uncertain: 0,
    pending: 0,
    refusals: [],
  };
  const examined = (changes: Partial<Receipt>) => receiptDiagnoses({ ...receipt, ...changes });

  test('asks nothing when all is over', () => {
    expect(examined({})).toEqual([]);
    expect(examined({ state: 'cancelled', accepted: 3, pending: 7 })).toEqual([]);
  });

  test('that does not add up is an error', () => {
    expect(said(examined({ accepted: 9 }))).toEqual([
      'error: The receipt of 2026-W47 does not add up to its 10 readers.',
    ]);
  });

  test('with uncertain messages asks to reconcile, even when it is finished', () => {
    const [finding] = examined({ accepted: 9, uncertain: 1 });
    expect(finding).toMatchObject({
      level: 'warning',
      remedy: expect.stringContaining('`verdicts reconcile 2026-W47`'),
    });
  });

  test('of a pause says how it ends: by an operator, or by itself', () => {
    const pending = { accepted: 4, pending: 6, state: 'paused', reason: 'too many' } as const;
    expect(examined(pending)[0]?.remedy).toContain('verdicts resume 2026-W47');
    expect(examined({ ...pending, until: '2026-11-19T00:00:00.000Z' })[0]?.remedy).toContain(
      'by itself at 2026-11-19T00:00:00.000Z',
    );
  });
});
