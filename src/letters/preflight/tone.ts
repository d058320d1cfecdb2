import type { Edition } from '../../editions/edition.js';
import { type Fault, quoted } from './finding.js';
import { without } from './words.js';

/** Wordings that spam filters and readers have learned to distrust. */
const spammy: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /^\s*(?:re|fwd?|aw)\s*:/i, why: 'pretends to answer a letter' },
  { pattern: /[!?]\s*[!?]/, why: 'has more than one exclamation or question mark in a row' },
  { pattern: /!.*!/, why: 'has more than one exclamation mark' },
  { pattern: /[$€£]{2,}/, why: 'repeats a currency sign' },
  {
    pattern: /\b(?:100\s?%|absolutely|totally) free\b|\bfree (?:gift|money|cash)\b/i,
    why: 'promises something for nothing as advertising does',
  },
  {
    pattern:
      /\b(?:act now|buy now|order now|click (?:here|now)|limited time|don[’']t miss|last chance|hurry|urgent)\b/i,
    why: 'presses the reader',
  },
  {
    pattern:
      /\b(?:risk[- ]free|no obligation|money[- ]back|guaranteed|winner|you(?:[’']ve| have) won|make money|earn \$|extra cash)\b/i,
    why: 'promises what spam promises',
  },
];

/** Shouting and spammy wording in what a mailbox lists. The names of tools may be written as they are. */
export function toneFaults(
  part: 'subject' | 'preheader',
  words: string,
  edition: Edition,
): Fault[] {
  const names = [...edition.matchups, ...edition.moreOnTheWeb].flatMap(({ tools }) =>
    tools.map(({ name }) => name),
  );
  const own = without(words, names);
  const warn = (rule: string, why: string): Fault => ({
    severity: 'warning',
    rule,
    part,
    what: `The ${part} ${quoted(words)} ${why}.`,
    remedy:
      part === 'subject'
        ? 'Set a calmer `subject` in the week’s plan.'
        : 'Correct the words of the comparison that it is made of, and draft the edition anew.',
  });
  const patterns = spammy.filter(({ pattern }) => pattern.test(own));
  return [
    ...(isShouted(own) ? [warn('shouting', 'is shouted in capital letters')] : []),
    ...patterns.slice(0, 1).map(({ why }) => warn('spam', why)),
  ];
}

/** Mostly capitals, or three words of capitals in a row; a few, as in `API` or `LLM`, are no shouting. */
function isShouted(words: string): boolean {
  const capitals = words.match(/\p{Lu}/gu)?.length ?? 0;
  const small = words.match(/\p{Ll}/gu)?.length ?? 0;
  if (capitals >= 8 && capitals > small) return true;
  return /(?:(?<!\p{L})\p{Lu}{4,}(?!\p{L})\s+){2}\p{Lu}{4,}(?!\p{L})/u.test(words);
}
