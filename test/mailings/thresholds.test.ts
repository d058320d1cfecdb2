import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overThreshold } from '../../src/mailings/thresholds.js';

const thresholds = { refused: 5, bounced: 2, complained: 0.1 };
const none = { bounced: 0, complained: 0 };

describe('a mailing that goes badly', () => {
  it.each([
    ['refused', 25, 26],
    ['bounced', 10, 11],
    ['complained', 0, 1],
  ] as const)(
    'is paused once more than its limit are %s, and not at the limit',
    (name, at, over) => {
      const say = (count: number) => {
        const refused = name === 'refused' ? count : 0;
        const answered = { accepted: 500 - refused, refused };
        return overThreshold(thresholds, answered, { ...none, [name]: count });
      };
      expect(say(at)).toBeUndefined();
      expect(say(over)).toBe(`${over} of 500 readers ${name}, which is over ${thresholds[name]} %`);
    },
  );

  it('is judged from 500 answered readers on, whatever became of them', () => {
    const count = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(count, count, (accepted, refused) => {
        const trouble = { bounced: 600, complained: 600 };
        const said = overThreshold(thresholds, { accepted, refused }, trouble);
        expect(said !== undefined).toBe(accepted + refused >= 500);
      }),
    );
  });
});
