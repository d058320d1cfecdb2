import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { openEvents } from '../../src/feedback/events.js';
import { anEvent, mailing, mailingIdOf } from '../support/feedback.js';
import { temporaryFolder } from '../support/folder.js';

const open = (folder = temporaryFolder()) => openEvents({ folder, clock: systemClock });
const journalsIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();

describe('the journals of events', () => {
  it('are one a mailing and, for all other letters, one a month', async () => {
    const folder = temporaryFolder();
    const events = open(folder);
    await events.record(anEvent('1', 'email.delivered'));
    await events.record(anEvent('2', 'email.delivered', { mailing: mailingIdOf('2026-W48') }));
    await events.record(anEvent('3', 'email.delivered', { mailing: 'test-2026-W47' }));
    await events.record({ id: '4', type: 'contact.created', at: '2026-12-01T00:00:00.000Z' });
    expect(journalsIn(folder)).toEqual([
      '2026-W47-0123456789ab.jsonl',
      '2026-W48-0123456789ab.jsonl',
      'other-2026-11.jsonl',
      'other-2026-12.jsonl',
    ]);
  });

  it('stay right when more mailings are touched than are kept open, all at once', async () => {
    const events = open();
    const ids = Array.from({ length: 8 }, (_, index) => mailingIdOf(`2026-W${40 + index}`));
    const rounds = Array.from({ length: 20 }, (_, round) =>
      ids.map((id) => events.record(anEvent(`${id}${round}`, 'email.opened', { mailing: id }))),
    );
    expect(await Promise.all(rounds.flat())).not.toContain(false);
    for (const id of ids) {
      expect((await events.of(id)).counts().opened.all.times).toBe(20);
      expect(await events.record(anEvent(`${id}7`, 'email.opened', { mailing: id }))).toBe(false);
    }
  });

  it('are shared: what another process counted is known at once', async () => {
    const folder = temporaryFolder();
    const [one, other] = [open(folder), open(folder)];
    const event = anEvent('1', 'email.bounced', { bounce: 'Permanent' });
    expect(await one.trouble(mailing)).toEqual({ bounced: 0, complained: 0 });
    expect(await other.record(event)).toBe(true);
    expect(await one.has(event)).toBe(true);
    expect(await one.record(event)).toBe(false);
    expect(await one.trouble(mailing)).toEqual({ bounced: 1, complained: 0 });
  });

  it('are refused with file and line when damaged, and read once they are mended', async () => {
    const folder = temporaryFolder();
    for (const id of ['1', '2']) await open(folder).record(anEvent(id, 'email.delivered'));
    const path = join(folder, `${mailing}.jsonl`);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('"id":"1"', '"id":"9"'));
    const events = open(folder);
    await expect(events.of(mailing)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(`${mailing}.jsonl, line 1`),
    });
    writeFileSync(path, whole);
    expect((await events.of(mailing)).counts().delivered).toBe(1);
  });
});
