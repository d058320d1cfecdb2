import { describe, expect, it } from 'vitest';
import { control } from '../../src/mailings/control.js';
import type { LedgerRecord } from '../../src/mailings/ledger-record.js';
import { TestClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';
import { MailingRig } from '../support/mailings.js';

const at = '2026-11-17T09:00:00.000Z';
const paused = (by: 'operator' | 'threshold' | 'quota') =>
  ({ type: 'paused', at, by, reason: `by ${by}` }) as const;

const standings: Record<string, LedgerRecord[]> = {
  'under way': [],
  stopped: [{ type: 'stopped', at, reason: 'no answer', until: at }],
  'paused by an operator': [paused('operator')],
  'paused by a threshold': [paused('threshold')],
  'paused by a quota': [paused('quota')],
  cancelled: [{ type: 'cancelled', at }],
  finished: [{ type: 'finished', at }],
};

describe('an operator’s word', () => {
  it.each([
    ['pause', ['under way', 'stopped', 'paused by a quota'], 'paused'],
    [
      'resume',
      ['paused by an operator', 'paused by a threshold', 'paused by a quota'],
      'unfinished',
    ],
    [
      'cancel',
      [
        'under way',
        'stopped',
        'paused by an operator',
        'paused by a threshold',
        'paused by a quota',
      ],
      'cancelled',
    ],
  ] as const)(
    'to %s is heard by a mailing that is %j, and changes no other',
    async (verb, heard, state) => {
      for (const [name, records] of Object.entries(standings)) {
        const rig = new MailingRig(temporaryFolder(), 100, new TestClock(at));
        const ledger = await rig.openLedger();
        for (const record of records) await ledger.append(record);
        const before = ledger.standing;
        const controlled = await control(ledger, verb, rig.clock);
        if (heard.some((one) => one === name)) {
          expect([name, controlled]).toEqual([name, { done: true }]);
          expect(ledger.standing.state).toBe(state);
        } else {
          expect([name, controlled]).toEqual([name, { done: false, standing: before.state }]);
          expect(ledger.standing).toEqual(before);
        }
        await ledger.close();
      }
    },
  );
});
