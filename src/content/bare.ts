import { verdictIn } from './cues.js';

/** "Hard pass." */
const BARE_WORDS = 4;
/** A short verdict with fewer long words than this is as bare: "It's a ship, and not a close one." */
const REASON = {
  words: 2,
  word: /(?!(?:ship|skip|(?:still|today|tonight|quite|really|again|anyway|until|there|these|those|would|could|should|without|honest|reviews?|verdicts?|rarely|writ(?:e|ten|ing)|second|thought|thinking|twice|doubt|hesitation|reservations?)\b))\b\p{L}{5,}/giu,
  short: 12,
};

/** Whether a sentence is a few words only. */
export function isBare(sentence: string): boolean {
  return wordsIn(sentence) <= BARE_WORDS;
}

/** Whether it is a verdict without a reason. */
export function isBareVerdict(sentence: string): boolean {
  return isThin(sentence) && verdictIn(sentence) !== null;
}

/** Whether it gives no reason, as "I'd sit this one out." */
export function isThin(sentence: string): boolean {
  const words = sentence.match(REASON.word)?.length ?? 0;
  return words < REASON.words && wordsIn(sentence) <= REASON.short;
}

/** How many words a text has. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).length;
}
