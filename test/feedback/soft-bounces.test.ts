import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { openSoftBounces } from '../../src/feedback/soft-bounces.js';
import { temporaryFolder } from '../support/folder.js';

const weeks = Array.from({ length: 12 }, (_, index) => `2026-W${40 + index}`);
const open = (folder = temporaryFolder()) => openSoftBounces(folder, systemClock);

describe('soft bounces', () => {
  it('give a mailbox up on the third of the last five mailings, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...weeks), { maxLength: 12 }), async (bounced) => {
        const folder = temporaryFolder();
        let bounces = await open(folder);
        const known = new Set<string>();
        for (const [index, week] of bounced.entries()) {
          if (index === 4) bounces = await open(folder);
          known.add(week);
          const last = weeks.slice(-5);
          const expected = [...known].filter((each) => last.includes(each)).length >= 3;
          expect(await bounces.note('ada', week, async () => weeks)).toBe(expected);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are each reader’s own', async () => {
    const bounces = await open();
    for (const reader of ['ada', 'bob', 'cleo']) {
      expect(await bounces.note(reader, '2026-W47', async () => weeks)).toBe(false);
    }
  });

  it('of a reader who is erased are in no file any more', async () => {
    const folder = temporaryFolder();
    const bounces = await open(folder);
    await bounces.note('cleo', '2026-W47', async () => weeks);
    await bounces.note('bob', '2026-W47', async () => weeks);
    await bounces.forget('cleo');
    for (const name of ['soft-bounces.jsonl', 'soft-bounces.jsonl.snapshot']) {
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain('cleo');
    }
    expect(readFileSync(join(folder, 'soft-bounces.jsonl.snapshot'), 'utf8')).toContain('bob');
  });
});
