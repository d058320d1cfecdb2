import { expect, test } from 'vitest';
import { type ClockFacts, checkClock } from '../../src/doctor/clock.js';
import { parseSchedule } from '../../src/editions/schedule.js';
import { said, withoutRemedy } from '../support/doctor.js';

const facts: ClockFacts = {
  now: new Date('2026-11-18T12:00:00Z'),
  schedule: parseSchedule('0 9 * * 2', 'Europe/Berlin'),
  cron: '0 9 * * 2',
  newestPublication: new Date('2026-11-16T08:00:00Z'),
  newestMailing: new Date('2026-11-17T08:00:00Z'),
  newestEdition: '2026-W48',
};

function examined(changes: Partial<ClockFacts>): string[] {
  const findings = checkClock({ ...facts, ...changes });
  expect(withoutRemedy(findings)).toEqual([]);
  return said(findings);
}

const next =
  'ok: It is 2026-11-18T12:00:00.000Z. The next edition, 2026-W48, is due Tuesday 24 November 2026, 09:00 CET (0 9 * * 2, Europe/Berlin).';

test('a clock behind which everything lies says when the next edition is due', () => {
  expect(examined({})).toEqual([next]);
  const nothing = { newestPublication: undefined, newestMailing: undefined };
  expect(examined({ ...nothing, newestEdition: undefined })).toEqual([next]);
});

test.each([
  [{ newestMailing: new Date('2026-11-18T12:00:01Z') }, 'a mailing was frozen'],
  [{ newestPublication: new Date('2027-01-01T00:00:00Z') }, 'a comparison was published 2027'],
  [{ newestEdition: '2026-W49' }, 'there is an edition 2026-W49'],
])('a clock before %j is warned of', (changes, what) => {
  const [first, ...rest] = examined(changes);
  expect(first).toMatch(new RegExp(`^warning: .*${what}`));
  expect(rest).toEqual([next]);
});
