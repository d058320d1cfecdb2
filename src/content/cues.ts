import { PHRASINGS } from './phrasings.js';
import { sentencesOf } from './sentences.js';
import type { Verdict } from './tool.js';

interface Cue {
  at: number;
  verdict: Verdict;
}

/**
 * The verdict that a review's words give: that of its last clear cue, because the closing words
 * weigh most. Null where nothing in it is clear.
 */
export function verdictIn(quote: string): Verdict | null {
  return sentencesOf(quote).reduce<Verdict | null>(
    (verdict, sentence) => lastCue(sentence)?.verdict ?? verdict,
    null,
  );
}

function lastCue(sentence: string): Cue | undefined {
  const text = withoutQuotations(sentence.toLowerCase().replaceAll('’', "'"));
  if (!/ship|skip|pass/.test(text)) return undefined;
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

/** The words of others, blanked: "the 'ship it' crowd" is no verdict. */
function withoutQuotations(text: string): string {
  return text.replace(
    /“[^”]*”|"[^"]*"|(?<=^|[\s(—–])'(?=\S)[^"]{1,160}?(?<=\S)'(?=$|[\s.,;:!?)—–])/g,
    (quotation) => '_'.repeat(quotation.length),
  );
}
