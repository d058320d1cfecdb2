import { z } from 'zod';
import { entryKind } from './entry.js';

/** Who leads a comparison, by which figure, and the sentence that says so. */
export const Outcome = z.strictObject({
  by: z.enum(['panel', 'community', 'entry', 'none']),
  leader: z.enum(['left', 'right']).nullable(),
  sentence: z.string().min(1),
});
export type Outcome = z.infer<typeof Outcome>;

/** What counts of a tool in a comparison. Shares that say ship are in percent. */
export interface Contender {
  name: string;
  entry: string;
  panelShip: number;
  /** Null where too few readers voted. */
  community: number | null;
}

/**
 * Who leads: by the panel's share, else by the community's if both tools have one, else by entry
 * (free to start against paid), else nobody. The sentence says what the figures say and no more; beside
 * others of its kind it says of which two.
 */
export function outcomeOf(
  left: Contender,
  right: Contender,
  { besideOthers = false }: { besideOthers?: boolean } = {},
): Outcome {
  if (left.panelShip !== right.panelShip) {
    return led('panel', left, right, 'panelShip', (first, second, figures) =>
      besideOthers
        ? `The panel puts ${first} ahead of ${second}, ${figures}.`
        : `${first} leads the panel, ${figures}.`,
    );
  }
  const share = left.panelShip;
  const heat = besideOthers ? `${left.name} and ${right.name} tie` : 'Dead heat';
  const tie = share === 0 ? `${heat} at 0%: the panel skips both.` : `${heat} at ${share}%.`;
  if (left.community === null || right.community === null) return byEntry(left, right, tie);
  if (left.community === right.community) {
    return byEntry(left, right, `${tie} The community vote is tied at ${left.community}%.`);
  }
  return led(
    'community',
    left,
    right,
    'community',
    (first, _, figures) => `${tie} ${first} leads the community vote, ${figures}.`,
  );
}

function led(
  by: 'panel' | 'community',
  left: Contender,
  right: Contender,
  figure: 'panelShip' | 'community',
  say: (first: string, second: string, figures: string) => string,
): Outcome {
  const leftLeads = (left[figure] ?? 0) > (right[figure] ?? 0);
  const [first, second] = leftLeads ? [left, right] : [right, left];
  const sentence = say(first.name, second.name, `${first[figure]}% to ${second[figure]}%`);
  return { by, leader: leftLeads ? 'left' : 'right', sentence };
}

function byEntry(left: Contender, right: Contender, tie: string): Outcome {
  const kinds = `${entryKind(left.entry)}-${entryKind(right.entry)}`;
  switch (kinds) {
    case 'free-paid':
      return { by: 'entry', leader: 'left', sentence: `${tie} ${freeAgainstPaid(left, right)}` };
    case 'paid-free':
      return { by: 'entry', leader: 'right', sentence: `${tie} ${freeAgainstPaid(right, left)}` };
    case 'free-free':
      return { by: 'none', leader: null, sentence: `${tie} Both are free to start.` };
    case 'paid-paid':
      return { by: 'none', leader: null, sentence: `${tie} Both are paid.` };
    default:
      return { by: 'none', leader: null, sentence: tie };
  }
}

function freeAgainstPaid(free: Contender, paid: Contender): string {
  return `${free.name} is free to start; ${paid.name} is paid.`;
}
