/** What the word in a phrasing stands for: its own verdict, the opposite one, or no verdict. */
type Sense = 'same' | 'opposite' | 'none';

export interface Phrasing {
  sense: Sense;
  /** Global, with the word in question as the group `word`. */
  pattern: RegExp;
}

export const raw = String.raw;

export const same = (pattern: string) => phrasing('same', pattern);
export const opposite = (pattern: string) => phrasing('opposite', pattern);
export const none = (pattern: string) => phrasing('none', pattern);

function phrasing(sense: Sense, pattern: string): Phrasing {
  return { sense, pattern: new RegExp(pattern, 'gd') };
}

/** Up to so many words, with no mark between them. */
export const upTo = (words: number) => raw`(?:[^\s.,;:!?()—–]+ ){0,${words}}`;
/** As `upTo`, and at least one. */
export const some = (words: number) => raw`(?:[^\s.,;:!?()—–]+ ){1,${words}}`;

// Up to four: V8 writes out repetitions of up to three, and then takes much longer to compile what is below.
export const ADVERBS = raw`(?:(?:\w+ly|still|also|yet|quite|even|already|now|here|always|just|once again|very much) ){0,4}`;
/** An adverb that leaves a verdict one: not "potentially", not "technically". */
export const SURELY = raw`(?!only\b|technical|theoretical|hypothetical|potential|possib|emotional|near|alleged|supposed|previous|original|former)\w+ly`;
export const ARTICLE = '(?:an?|the|its|my|our|this|that|another)';
export const WORD = raw`(?<word>ship|skip)(?![\w'-])`;
/** The verdict as a noun, its adjectives left out: "the ship", "a skip". */
export const NOUN = `${ARTICLE} ${WORD}`;
export const SHIP_NOUN = raw`${ARTICLE} (?<word>ship)(?![\w'-])`;
export const SKIP_NOUN = raw`${ARTICLE} (?<word>skip)(?![\w'-])`;

export const START = raw`(?:^|[.;:—–(] ?)`;
export const END = raw`(?=[.,;:!—–)]| [—(]|$)`;
/** The end of all that is said. */
export const CLOSE = raw`[.!]?$`;
export const THIS = '(?:this one|this|it|that)';
export const NOT = raw`(?:\b(?:not|never|cannot|hardly)|n't)`;

export const NEARLY = raw`\b(?:nearly|almost)`;

export const ON_CONDITION =
  '(?:only )?(?:if|once|when|after|as soon as|the moment|the day|the minute)';
export const LATER = '(?:once|when|after|as soon as|the moment|the day|the minute)';
export const FOR_SOME = raw`(?:only )?for (?!me\b|us\b|now\b|today\b|this\b|what it\b|its\b|the moment\b|the same\b|all\b|that reason\b|once\b|my\b)`;

/** A time before this one. */
export const PAST = raw`(?:last (?:year|quarter|month|week|time|spring|summer|fall|autumn|winter)|\w+ (?:years?|months?|quarters?|weeks?|releases?|versions?) ago|in (?:v\d|version \w+|19\d\d|20\d\d|its (?:first|early)|the (?:beta|first))|back (?:in|when|then)|when (?:it|they) (?:first )?launched)`;

export const EARN =
  '(?:earn|be|become|get|deserve|merit|warrant|justify|feel like|count as|amount to)';
export const CALL = '(?:call|give|rate|mark|score|label|make|say|see|recommend)';

/** A verdict put plainly as a noun, so that only what stands before or behind it can qualify it. */
export const PLAIN = raw`(?:${THIS}(?:'s| is| remains| stays| becomes| earns| gets| deserves) |i'm |i am |i(?:'d| would|'ll| will) (?:call|give) ${THIS} |, )${ADVERBS}${NOUN}`;
/** A verdict put plainly as what I do. */
export const PLAIN_DEED = raw`\b(?:i|we)(?:'d| would|'ll| will|'m| am|'re| are) ${ADVERBS}(?<word>shipping|skipping|ship|skip)\b`;
