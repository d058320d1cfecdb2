import {
  CLOSE,
  END,
  FOR_SOME,
  none,
  ON_CONDITION,
  opposite,
  type Phrasing,
  raw,
  START,
  same,
  THIS,
} from './wording.js';

/** What may stand behind the bare word as an order, so that it is no "ship early", no "skip the docs". */
const ORDERED = raw`(?:now|until|unless|because|for now|for me|for this (?:week|month|quarter|year)|today|yesterday|given|despite|anyway|as is|as an? [^.,;:]{1,40}${END}|by an? \w+|with (?:caveats?|reservations?|conditions?|a caveat|eyes open|an asterisk|regrets?|no regrets|confidence|care|caution)|without (?:hesitation|regrets?|reservations?|question)|on (?:price|pricing|principle|merit|the (?:merits?|strength|basis|back)\b|[^.,;:]{1,40} alone)|for (?:its|the) [^.,;:]{1,40} alone|at (?:this|that|launch|[$€£]?\d)|in (?:(?:its|this|the) (?:current|present)|favou?r)|and (?:wait|revisit|watch|move on|forget|see|check|come back|budget|plan|pin|keep|don't))`;

/** The verdict as an order, or as what the tool does. */
export const ORDERS: readonly Phrasing[] = [
  none(
    raw`${START}(?:so )?(?<word>ship|skip) (?:${THIS} |now )?(?:${ON_CONDITION}\b|${FOR_SOME}(?!(?:its|the) [^.,;:]{1,40} alone))`,
  ),
  same(raw`${START}(?<word>ships|skips)(?=[.!]?$|, (?:barely|just|narrowly|easily)\b)`),
  none(raw`${START}(?<word>ship) as an? (?:demo|toy|prototype|experiment|concept|research)\b`),
  same(
    raw`${START}(?:so |but |and |just |go |absolutely |definitely |for now,? |\w+ly,? )?(?<word>ship|skip) (?:(?:this one|this|it)(?= ${ORDERED}| (?:and|with|in favou?r)\b|${END})|${ORDERED}(?!\w))`,
  ),
  same(raw`[,—–] (?:so |but |and |yet )?(?:an? )?(?<word>skip)(?=[.!]?$)`),
  same(
    raw`(?:${START}|, (?:and |but )?|\b(?:and|but|it|this) )(?<word>skips) (?=(?:as|on|because|for now|until|for me)\b)`,
  ),
  none(
    raw`\b(?:when|if|once|until|before|after|day|moment|whether|how|that) (?:this one|this|it) (?<word>ships|skips)\b`,
  ),
  same(raw`\b(?:it|this|this one) (?<word>ships) for me\b`),
  same(
    raw`\b(?:this one|this|it) (?<word>ships|skips) (?=(?:because|despite|anyway|regardless|for now)\b)`,
  ),
  same(
    raw`${START}(?:for now,? |so |but |and |still,? )?(?:this one|this|it|the tool) (?:(?:just|still|barely|\w+ly) )?(?<word>ships|skips)(?=[.;!]|$|, (?:barely|just|narrowly)\b)`,
  ),
  same(raw`\bwhy (?:this one|this|it|i) (?<word>ships?|skips?)(?= (?:this|it)\b|${END})`),
  same(
    raw`(?:${START}|\b(?:so|and|but) )i (?:(?:still|just|gladly|happily|reluctantly|grudgingly) )?(?<word>ship|skip)(?= (?:this one|this|it)(?: (?:anyway|regardless|nonetheless|all the same))?${END}|${END})`,
  ),
  opposite(
    raw`${START}(?:this one|this|it) (?:doesn't|does not|won't) (?<word>ship|skip)(?= for me\b|[.!]?$)`,
  ),
  same(raw`\bskips (?:as|on) [^.;]{1,120}?\b(?<word>ships) (?=(?:as|on)\b)`),
  same(
    raw`${START}(?<word>ships) (?:now |today |anyway |easily |comfortably |narrowly |barely |cleanly )?(?:because|despite|regardless|in spite|for me|for now|on (?:the )?(?:strength|merits?|quality|basis|back))\b`,
  ),
  same(raw`\b(?:hard|easy|firm|clear|polite|respectful) (?<word>pass)\b`),
  same(
    raw`${START}(?:so,? |i |i'll |i'd )?(?<word>pass)(?= (?:on this|on it|for now|until)\b|[.!]?$)`,
  ),
  same(raw`\bi'd (?<word>pass)(?= (?:on this|on it|for now|until)\b|${END})`),
  same(raw`\bi'm (?<word>passing)(?= (?:on this|on it|for now|until)\b|${END})`),
  same(raw`(?:'s|\bis) a (?<word>pass|no)(?= (?:for me|from me|for now|until|today)\b)`),
  same(
    raw`(?:${START}|\bi'm |\bit's )(?:an? )?(?:hard|firm|flat|clear|polite) (?<word>no)(?=[.!]?$| (?:for me|from me|until)\b)`,
  ),
  same(raw`${START}(?<word>no),? (?:thanks|thank you)${CLOSE}`),
  same(raw`\bi'm (?:still )?a (?<word>no)(?= (?:on|for|until)\b|${END})`),
];
