import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { App } from '../../src/app.js';
import { announceDraft } from '../../src/jobs/announcing.js';
import { draftWeek } from '../../src/jobs/drafting.js';
import { keepWaking } from '../../src/jobs/service.js';
import type { Log } from '../../src/log.js';
import { addReaders, testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';

const due = '2026-11-17T09:00:00.000Z';
const people = { OPS_ADDRESS: 'ops@example.com', EDITORS: 'editor@example.com' };

function listeningLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const say = (_: unknown, message: string) => void lines.push(message);
  return { lines, info: say, warn: say, error: say };
}

/** What the sandbox took for that address, as JSON. */
function keptFor(app: App, address: string): string[] {
  return readdirSync(app.outboxFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json') && !name.endsWith('request.json'))
    .map((name) => JSON.stringify(JSON.parse(readFileSync(join(app.outboxFolder, name), 'utf8'))))
    .filter((message) => message.includes(address));
}

/** The subjects of that. */
function subjectsTo(app: App, address: string): string[] {
  return keptFor(app, address).map(
    (message) => /"subject":"((?:[^"\\]|\\.)*)"/.exec(message)?.[1] ?? '',
  );
}

/** Lets the service run until it has said something, and ends it. */
async function wakeOnce(app: App, log: Log & { lines: string[] }): Promise<void> {
  const stop = new AbortController();
  const running = keepWaking(app, log, stop.signal);
  await vi.waitUntil(() => log.lines.length > 0, { timeout: 60_000 });
  stop.abort();
  await running;
}

describe('the job as a service', () => {
  it('sends what is due at its start, and says so in the log', async () => {
    const app = testApp(new TestClock(due), people);
    await addReaders(app, 2);
    const log = listeningLog();
    await wakeOnce(app, log);
    expect(log.lines.join('\n')).toContain('2026-W47: finished. 2 readers: 2 accepted');
    expect(log.lines.join('\n')).not.toContain('@');
  });

  it('says of what only the sandbox took that no reader has it, now and when it wakes again', async () => {
    const app = testApp(new TestClock(due), people);
    await addReaders(app, 2);
    const first = listeningLog();
    await wakeOnce(app, first);
    expect(first.lines.join('\n')).toContain(
      '0 pending. It goes to the built-in sandbox: no reader',
    );
    const again = listeningLog();
    await wakeOnce(app, again);
    expect(again.lines).toEqual([
      '2026-W47 went to the built-in sandbox, no reader has it; waiting for the next.',
    ]);
  });

  it('tells ops by mail when a week was missed, and nobody else', async () => {
    const app = testApp(new TestClock('2026-11-20T09:00:00.000Z'), people);
    const log = listeningLog();
    await wakeOnce(app, log);
    expect(subjectsTo(app, 'ops@example.com')).toEqual([
      expect.stringContaining('2026-W47 was missed'),
    ]);
  });

  it('tells ops what preflight found, and sends nothing', async () => {
    const app = testApp(new TestClock(due), people);
    await addReaders(app, 1);
    mkdirSync(join(app.config.dataDir, 'plans'));
    const plan = JSON.stringify({ closing: 'Lorem ipsum dolor sit amet.' });
    writeFileSync(join(app.config.dataDir, 'plans', '2026-W47.json'), plan);
    const log = listeningLog();
    await wakeOnce(app, log);
    expect(log.lines.join('\n')).toContain('“Lorem ipsum”');
    expect(subjectsTo(app, 'ops@example.com')).toEqual([
      expect.stringContaining('2026-W47 is not sent: preflight found errors'),
    ]);
    expect(subjectsTo(app, 'reader0@example.com')).toEqual([]);
  });

  it('tells ops what is broken, and goes on waking', async () => {
    const app = testApp(new TestClock(due), people);
    writeFileSync(join(app.config.dataDir, 'panel.json'), 'nonsense');
    const log = listeningLog();
    await wakeOnce(app, log);
    expect(log.lines.join('\n')).toContain('panel.json');
    expect(subjectsTo(app, 'ops@example.com')).toHaveLength(1);
  });
});

describe('an edition to approve', () => {
  const required = { ...people, APPROVAL: 'required' };

  it('is drafted a day ahead and mailed to the editors, with a link and the command', async () => {
    const app = testApp(new TestClock('2026-11-16T09:00:00.000Z'), required);
    const log = listeningLog();
    await announceDraft(app, log);
    const edition = await app.editions.read('2026-W47');
    expect(edition).toBeDefined();
    expect(subjectsTo(app, 'editor@example.com').sort()).toEqual([
      expect.stringContaining('2026-W47 waits for your approval'),
      `[To approve] ${edition?.subject}`,
    ]);
    expect(log.lines.join('\n')).toContain(`/drafts/${edition?.hash}`);
    expect(log.lines.join('\n')).toContain('verdicts approve 2026-W47');
    expect(log.lines.join('\n')).toContain('is due Tuesday 17 November 2026, 09:00 UTC.');
  });

  it('comes from a machine, as both letters say, and answers go where they are read', async () => {
    const settings = { ...required, REPLY_TO: 'desk@example.com' };
    const app = testApp(new TestClock('2026-11-16T09:00:00.000Z'), settings);
    await announceDraft(app, listeningLog());
    const kept = keptFor(app, 'editor@example.com');
    expect(kept).toHaveLength(2);
    for (const message of kept) {
      expect(message).toContain('"Auto-Submitted":"auto-generated"');
      expect(message).toContain('"reply_to":["desk@example.com"]');
    }
  });

  it('is not drafted earlier than that, nor where approval is automatic', async () => {
    const early = testApp(new TestClock('2026-11-16T08:59:00.000Z'), required);
    await announceDraft(early, listeningLog());
    expect(await early.editions.read('2026-W47')).toBeUndefined();
    const automatic = testApp(new TestClock('2026-11-16T09:00:00.000Z'), people);
    await announceDraft(automatic, listeningLog());
    expect(await automatic.editions.read('2026-W47')).toBeUndefined();
  });

  it('is mailed once for each content', async () => {
    const app = testApp(new TestClock('2026-11-16T09:00:00.000Z'), required);
    await announceDraft(app, listeningLog());
    await announceDraft(app, listeningLog());
    expect(subjectsTo(app, 'editor@example.com')).toHaveLength(2);
    mkdirSync(join(app.config.dataDir, 'plans'));
    const plan = JSON.stringify({ subject: 'Another subject' });
    writeFileSync(join(app.config.dataDir, 'plans', '2026-W47.json'), plan);
    await draftWeek(app, '2026-W47');
    await announceDraft(app, listeningLog());
    expect(subjectsTo(app, 'editor@example.com')).toHaveLength(4);
  });
});
