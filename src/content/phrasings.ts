import { CONDITIONS } from './phrasings/conditions.js';
import { DEEDS } from './phrasings/deeds.js';
import { HEARSAY } from './phrasings/hearsay.js';
import { NOUNS } from './phrasings/nouns.js';
import { ORDERS } from './phrasings/orders.js';
import { TURNING } from './phrasings/turning.js';
import type { Phrasing } from './phrasings/wording.js';

/**
 * How reviewers put a verdict, the most particular wording first: the first phrasing that finds a
 * word decides it, so that "would need to change for this to be a ship" is settled before "a ship".
 */
export const PHRASINGS: readonly Phrasing[] = [
  ...HEARSAY,
  ...CONDITIONS,
  ...TURNING,
  ...NOUNS,
  ...DEEDS,
  ...ORDERS,
];
