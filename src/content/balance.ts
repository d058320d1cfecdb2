import { verdictIn } from './cues.js';
import { CRITICISM, HARMLESS, HOLLOW, PRAISE } from './quote-cues.js';
import type { Verdict } from './tool.js';

/** A sentence, and how much more it says for a tool than against it. */
export interface Weighed {
  text: string;
  balance: number;
}

/** The verdict said outright: "skips as a business"; and the condition on which it would turn. */
const OUTRIGHT = { points: 8, ship: /\bship/i, skip: /\bskip|\bpass/i };
const CONDITION_POINTS = 3;

/** The words of others within a sentence. */
const QUOTED = /“[^”]{0,1000}”|"[^"]*"/g;

/** Whether a sentence says more for the verdict than against it. */
export function saysMore(sentence: string, verdict: Verdict): boolean {
  return favour(weigh(sentence), verdict) > 0;
}

/** How much more it says for the verdict than against it, in points. */
export function favour({ balance }: Weighed, verdict: Verdict): number {
  return verdict === 'ship' ? balance : -balance;
}

/** A sentence with its balance, in points. */
export function weigh(text: string): Weighed {
  const said = verdictIn(text);
  return { text, balance: pointsFor(text, 'ship', said) - pointsFor(text, 'skip', said) };
}

/** The other verdict. */
export function against(verdict: Verdict): Verdict {
  return verdict === 'ship' ? 'skip' : 'ship';
}

/** `said` is the verdict that the sentence says outright, if it does. */
function pointsFor(sentence: string, verdict: Verdict, said: Verdict | null): number {
  const outright = said === verdict ? verdictPoints(sentence, verdict) : 0;
  const own = sentence.replace(QUOTED, '');
  const [cues, empty] = verdict === 'ship' ? [PRAISE, HOLLOW] : [CRITICISM, HARMLESS];
  if (empty.test(own) || own.endsWith('?')) return outright;
  return cues.reduce((sum, [points, pattern]) => sum + (pattern.test(own) ? points : 0), outright);
}

function verdictPoints(sentence: string, verdict: Verdict): number {
  if (OUTRIGHT[verdict].test(sentence)) return OUTRIGHT.points;
  return verdict === 'skip' ? CONDITION_POINTS : 0;
}
