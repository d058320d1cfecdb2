import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Contender, Outcome, outcomeOf } from '../../src/content/verdict.js';

function contender(name: string, panelShip: number, more: Partial<Contender> = {}): Contender {
  return { name, panelShip, entry: 'Free', community: null, ...more };
}

describe('who leads', () => {
  test('is by the panel first', () => {
    const left = contender('SmolVLM2-2B', 75, { community: 90 });
    const right = contender('Mistral Large 3', 100, { entry: 'Paid', community: 10 });
    expect(outcomeOf(left, right)).toEqual({
      by: 'panel',
      leader: 'right',
      sentence: 'Mistral Large 3 leads the panel, 100% to 75%.',
    });
  });

  test('is by the community where the panel is even and both have a figure', () => {
    const left = contender('Alpha', 50, { community: 62, entry: 'Paid' });
    expect(outcomeOf(left, contender('Beta', 50, { community: 40 }))).toEqual({
      by: 'community',
      leader: 'left',
      sentence: 'Dead heat at 50%. Alpha leads the community vote, 62% to 40%.',
    });
  });

  test('is by the entry where only one has a community figure', () => {
    const left = contender('SmolVLM2-2B', 75, { community: 62 });
    expect(outcomeOf(left, contender('Mistral Medium 3.2', 75, { entry: 'Paid' }))).toEqual({
      by: 'entry',
      leader: 'left',
      sentence: 'Dead heat at 75%. SmolVLM2-2B is free to start; Mistral Medium 3.2 is paid.',
    });
  });

  test('is by the entry where the community is even too, and says so', () => {
    const left = contender('Alpha', 75, { community: 60, entry: '$20/mo' });
    expect(outcomeOf(left, contender('Beta', 75, { community: 60 }))).toEqual({
      by: 'entry',
      leader: 'right',
      sentence:
        'Dead heat at 75%. The community vote is tied at 60%. Beta is free to start; Alpha is paid.',
    });
  });

  test.each([
    ['Free', 'Freemium', 'Dead heat at 75%. Both are free to start.'],
    ['$20/mo', 'Paid', 'Dead heat at 75%. Both are paid.'],
    ['Free', 'Free trial', 'Dead heat at 75%.'],
    ['Contact sales', 'Paid', 'Dead heat at 75%.'],
  ])('is nobody with the entries %s and %s', (one, other, sentence) => {
    const outcome = outcomeOf(
      contender('Alpha', 75, { entry: one }),
      contender('Beta', 75, { entry: other }),
    );
    expect(outcome).toEqual({ by: 'none', leader: null, sentence });
  });

  test('is said with both names beside others', () => {
    const said = (left: Contender, right: Contender) =>
      outcomeOf(left, right, { besideOthers: true }).sentence;
    const [alpha, beta] = [contender('Alpha', 75), contender('Beta', 50)];
    expect(said(alpha, beta)).toBe('The panel puts Alpha ahead of Beta, 75% to 50%.');
    expect(said(alpha, contender('Beta', 75, { entry: 'Paid' }))).toBe(
      'Alpha and Beta tie at 75%. Alpha is free to start; Beta is paid.',
    );
    expect(said(contender('Alpha', 0), contender('Beta', 0))).toBe(
      'Alpha and Beta tie at 0%: the panel skips both. Both are free to start.',
    );
    const loved = contender('Beta', 75, { community: 90 });
    expect(said(contender('Alpha', 75, { community: 60 }), loved)).toBe(
      'Alpha and Beta tie at 75%. Beta leads the community vote, 90% to 60%.',
    );
  });

  test('says that a panel of nothing but skips skips both', () => {
    const sentence = 'Dead heat at 0%: the panel skips both. Both are free to start.';
    expect(outcomeOf(contender('A', 0), contender('B', 0))).toMatchObject({ sentence });
  });

  test('turns round with the sides, and always has a valid outcome', () => {
    const contenders = fc.record({
      name: fc.string({ minLength: 1 }),
      entry: fc.constantFrom('Free', 'Paid', 'Free trial', '$20/mo', '?'),
      panelShip: fc.constantFrom(0, 25, 50, 75, 100),
      community: fc.option(fc.constantFrom(0, 40, 100)),
    });
    fc.assert(
      fc.property(contenders, contenders, (left, right) => {
        const outcome = Outcome.parse(outcomeOf(left, right));
        const turned = outcomeOf(right, left);
        const other = { left: 'right', right: 'left' } as const;
        expect(turned.leader).toBe(outcome.leader && other[outcome.leader]);
        expect(turned).toMatchObject({ by: outcome.by, sentence: outcome.sentence });
        expect(outcome.leader === null).toBe(outcome.by === 'none');
      }),
    );
  });
});
