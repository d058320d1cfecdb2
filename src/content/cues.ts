import { inPlainWords, withoutMarks } from './phrasings/plain.js';
import { PHRASINGS } from './phrasings.js';
import { sentencesOf } from './sentences.js';
import type { Verdict } from './tool.js';

interface Cue {
  at: number;
  verdict: Verdict;
}

/** "Ship it?", which the next sentence answers. */
const QUESTION =
  /^(?:so,? )?(?:(?:would|do|should|will|can|could) (?:i|we|you) )?(?:a )?(?:ship|skip)(?: it| this| this one)?\?$/i;
/** What takes back or turns round the sentence before it: "The company isn't." */
const DENIAL =
  /^[^.,;:]{1,60}(?:n't|n’t| not| never will)(?: one| anymore| yet)?[.!]?$|^(?:but |and )?this (?:one )?is the exception[.!]?$|\btake (?:it|that) back[.!]?$/i;

/**
 * The verdict that a review's words give: that of its last clear cue, because the closing words
 * weigh most. Null where nothing in it is clear.
 */
export function verdictIn(quote: string): Verdict | null {
  return statementsOf(quote).reduce<Verdict | null>(
    (verdict, statement) => closing(statement) ?? verdict,
    null,
  );
}

/** Whoever composes an edition asks several times of each statement, and the studio composes with every page. */
const known = new Map<string, Verdict | null>();
const mostKnown = 10_000;

function closing(statement: string): Verdict | null {
  const before = known.get(statement);
  if (before !== undefined) return before;
  if (known.size === mostKnown) known.clear();
  const verdict = lastCue(statement)?.verdict ?? null;
  known.set(statement, verdict);
  return verdict;
}

/** The sentences, a question with its answer and a claim with its denial taken as one. */
function statementsOf(quote: string): string[] {
  const statements: string[] = [];
  for (const sentence of sentencesOf(withoutMarks(quote))) {
    const before = statements.at(-1);
    if (before !== undefined && (QUESTION.test(before) || DENIAL.test(sentence))) {
      statements.splice(-1, 1, `${before} ${sentence}`);
    } else statements.push(sentence);
  }
  return statements;
}

function lastCue(statement: string): Cue | undefined {
  const text = inPlainWords(statement);
  if (!/ship|skip|pass|\bno\b/.test(text)) return undefined;
  const decided = new Set<number>();
  const cues: Cue[] = [];
  for (const { sense, pattern } of PHRASINGS) {
    for (const match of text.matchAll(pattern)) {
      const at = match.indices?.groups?.word?.[0];
      const word = match.groups?.word;
      if (at === undefined || word === undefined || decided.has(at)) continue;
      decided.add(at);
      if (sense !== 'none') cues.push({ at, verdict: verdictOf(word, sense === 'same') });
    }
  }
  const asks = text.endsWith('?') && !/^(?:what|which)\b/.test(text);
  if (asks) return undefined;
  return cues.sort((a, b) => a.at - b.at).at(-1);
}

function verdictOf(word: string, same: boolean): Verdict {
  return word.startsWith('ship') === same ? 'ship' : 'skip';
}
