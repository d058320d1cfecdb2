import { sizeBudget } from '../size-budget.js';
import type { Fault } from './finding.js';
import type { Proof } from './proof.js';

/** From this share of the budget on the letter is near it. */
const near = 0.95;

/** The letter against Gmail's clip, click tracking and the longest values counted. */
export function sizeFaults({ bytes }: Proof): Fault[] {
  if (bytes <= near * sizeBudget) return [];
  const over = bytes > sizeBudget;
  return [
    {
      severity: over ? 'error' : 'warning',
      rule: 'size',
      part: 'html',
      what: `The letter takes ${bytes} bytes with tracked links, ${over ? 'over' : 'close to'} the ${sizeBudget} that keep it from being clipped by Gmail.`,
      remedy: over
        ? 'Exclude a comparison in the week’s plan, or shorten intro and closing note, and draft it anew.'
        : 'Leave it, or exclude a comparison if more text is still to come.',
    },
  ];
}
