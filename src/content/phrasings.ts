/** What the word in a phrasing stands for: its own verdict, the opposite one, or no verdict. */
type Sense = 'same' | 'opposite' | 'none';

export interface Phrasing {
  sense: Sense;
  /** Global, with the word in question as the group `word`. */
  pattern: RegExp;
}

const raw = String.raw;
const ADJECTIVE = raw`(?:\w+ly|easy|hard|clear|clean|solid|strong|weak|soft|firm|cautious|confident|conditional|qualified|unqualified|provisional|tentative|reluctant|grudging|begrudging|hesitant|respectful|enthusiastic|wholehearted|narrow|marginal|light|real|genuine|legitimate|credible|comfortable|defensible|decisive|definite|obvious|straightforward|simple|quick|immediate|rare|full|total|complete|outright|permanent|temporary|technical|better|very|pretty|no-brainer|high-conviction|but|and)`;
const ADVERBS = raw`(?:(?:\w+ly|still|also|yet|quite|even|already|now|here|always|once again) ){0,2}`;
const ARTICLE = '(?:an?|the|its|my|our|this|that|another)';
const WORD = raw`(?<word>ship|skip)(?![\w'-]| (?:dates?|buttons?|lists?|connections?|logic|rates?|cadence|cycles?|layers?|steps?)\b)`;
// Up to four adjectives: V8 writes out repetitions of up to three, and then takes five times as long to
// compile what is below.
/** The verdict as a noun: "the ship", "a hard skip"; not "the ship date", not "a skip connection". */
const NOUN = `${ARTICLE} (?:${ADJECTIVE} ){0,4}${WORD}`;
const START = raw`(?:^|[.;:—–(] ?)`;
const THIS = '(?:this one|this|it|that)';
const ON_CONDITION = '(?:only )?(?:if|once|when|after|as soon as|the moment|the day|the minute)';
const LATER = '(?:once|when|after|as soon as|the moment|the day|the minute)';
const FOR_SOME = raw`(?:only )?for (?!me\b|us\b|now\b|today\b|this\b|what it\b|its\b|the moment\b|the same\b|all\b|that reason\b)`;
const END = raw`(?=[.,;:!—–)]| —|$)`;

/** Up to so many words, with no mark between them. */
const upTo = (words: number) => raw`(?:[^\s.,;:!?()—–]+ ){0,${words}}`;
/** As `upTo`, and at least one. */
const some = (words: number) => raw`(?:[^\s.,;:!?()—–]+ ){1,${words}}`;

const same = (pattern: string) => phrasing('same', pattern);
const opposite = (pattern: string) => phrasing('opposite', pattern);
const none = (pattern: string) => phrasing('none', pattern);

function phrasing(sense: Sense, pattern: string): Phrasing {
  return { sense, pattern: new RegExp(pattern, 'gd') };
}

const EARN = '(?:earn|be|become|get|deserve|merit|warrant|justify|feel like|count as|amount to)';
const CALL = '(?:call|give|rate|mark|score|label|make|say|see|recommend)';
const FLIP =
  '(?:flip|turn|change|convert|switch|move|push|tip|swing|shift|nudge|bring|get|upgrade|downgrade|make)';
const FLIPPED =
  '(?:flipped|turned|changed|converted|switched|moved|pushed|tipped|swung|shifted|nudged|upgraded|downgraded)';
const NOT = raw`(?:\b(?:not|never|cannot|hardly)|n't)`;

/**
 * How reviewers put a verdict, the most particular wording first: the first phrasing that finds a
 * word decides it, so that "would need to change for this to be a ship" is settled before "a ship".
 */
export const PHRASINGS: readonly Phrasing[] = [
  // What others say, and what is left open.
  opposite(
    raw`(?:\b(?:i|we) |${START})(?:don't|didn't|do not|can't|cannot) (?:think|believe|see|say|argue) ${upTo(6)}${NOUN}`,
  ),
  none(
    raw`(?<!\b(?:i|i'd|i would|i'll) )\b(?:says?|said|argues?|argued|claims?|thinks?|believes?|insists?|tell you) ${upTo(6)}${NOUN}`,
  ),
  none(
    raw`\b(?:anything but|nothing but|other than|whether|between|either|neither) ${upTo(4)}${NOUN}`,
  ),
  none(raw`\bnot (?:just|only|merely|simply) ${upTo(4)}${NOUN}`),
  none(
    raw`${NOUN}(?=[,;—–]? (?:but |and )?the \w+ (?:doesn't|does not|isn't|is not|hasn't)[.!]?$)`,
  ),
  same(raw`\b(?:clears?|cleared|meets?|met) the bar for ${NOUN}`),
  none(raw`\b(?:bar|standard|case|argument|candidate) for ${NOUN}`),

  // What would turn the verdict round.
  opposite(raw`(?:${NOT}) ${upTo(3)}enough ${upTo(3)}to ${upTo(6)}${NOUN}`),
  same(raw`\benough ${upTo(3)}to ${upTo(6)}${NOUN}`),
  opposite(
    raw`\b(?:would|could|might|should|'d|to be|to have) ${upTo(2)}${FLIPPED} ${upTo(6)}to(?:wards?)? ${NOUN}`,
  ),
  opposite(raw`${NOT} ${upTo(2)}${FLIPPED} ${upTo(6)}to(?:wards?)? ${NOUN}`),
  same(raw`\b${FLIPPED} ${upTo(6)}(?:in)?to ${NOUN}`),
  opposite(raw`\b${FLIP} ${some(7)}(?:in)?to(?:wards?)? ${NOUN}`),
  none(raw`\b${FLIP}e?s ${some(7)}(?:in)?to(?:wards?)? ${NOUN}`),
  opposite(
    raw`\b(?:short of|shy of|away from|far from|instead of|rather than|almost|nearly|not quite|close to|closer to|path to|route to) (?:(?:being|becoming|earning|getting|deserving|calling ${THIS}) )?${NOUN}`,
  ),
  opposite(
    raw`\b(?:keep|stop|prevent|hold|block|separate|save|rescue|spare)(?:s|ped|ed|d|ing|ping)? ${some(4)}from (?:(?:being|becoming|earning|getting|deserving) ${upTo(1)})?${NOUN}`,
  ),
  opposite(raw`\bkept ${some(4)}from (?:(?:being|becoming|earning|getting) )?${NOUN}`),
  none(raw`\benough for ${some(6)}to ${upTo(3)}${NOUN}`),
  opposite(raw`\bfor ${some(8)}to ${ADVERBS}${EARN} ${upTo(1)}${NOUN}`),
  opposite(raw`\bbefore (?:i|we|it|this|that|they|calling|giving)\b[^\s.,;]* ?${upTo(4)}${NOUN}`),
  opposite(
    raw`${START}(?:show|give) me [^.;]{1,120}? and (?:this|it|that) (?:becomes|turns into|is) ${NOUN}`,
  ),
  opposite(raw`\b(?:was|were|used to be) ${NOUN}(?= (?:until|before|till)\b)`),

  // What I would do, against what would be.
  opposite(raw`\bi(?:'d| would| will|'ll) ${ADVERBS}${CALL} ${upTo(3)}${NOUN}(?= ${LATER}\b)`),
  none(raw`\bi(?:'d| would| will|'ll) ${ADVERBS}${CALL} ${upTo(3)}${NOUN}(?= (?:only )?if\b)`),
  same(raw`\bi(?:'d| would| will|'ll) ${ADVERBS}${CALL} ${upTo(3)}${NOUN}`),
  none(raw`\b(?:would not|wouldn't) ${ADVERBS}(?:be|have been) ${NOUN}`),
  opposite(
    raw`(?:\b(?:would|could have)|'d) ${upTo(2)}(?:${EARN}|been|earned|make ${THIS}|made ${THIS}|turn ${upTo(1)}into|have ${upTo(3)}) ?${NOUN}`,
  ),
  opposite(
    raw`(?:\b(?:could|can|might|may|should|will)|'ll) ${ADVERBS}(?:${EARN}|make ${THIS}) ${NOUN}(?= (?:with|only|${ON_CONDITION})\b)`,
  ),
  none(
    raw`(?:\b(?:could|can|might|may|should|will)|'ll) ${ADVERBS}(?:${EARN}|make ${THIS}) ${NOUN}`,
  ),
  same(raw`\b(?:manages?|managed|continues?|deserves?) to ${EARN} ${NOUN}`),
  opposite(
    raw`\b(?:needs?|needed|must|requires?|required|has to|have to|want|wants|what it takes|going to take|fails?|failed|struggles?|yet|unable|hard|harder|difficult|impossible) ${upTo(12)}to ${ADVERBS}(?:${EARN}|${CALL}|${FLIP}) ${upTo(3)}${NOUN}`,
  ),
  opposite(raw`${START}to ${ADVERBS}(?:${EARN}|${CALL}|${FLIP}) ${upTo(3)}${NOUN}`),
  none(raw`\bto ${ADVERBS}(?:${EARN}|${CALL}|${FLIP}) ${upTo(3)}${NOUN}`),
  opposite(raw`\b(?:becomes?|turns? into) ${NOUN}(?= (?:only )?${ON_CONDITION}\b)`),
  opposite(
    raw`${START}(?:once|if|when|as soon as|the moment|the day) [^.;:—–]{0,200}\b(?:becomes?|turns? into) ${NOUN}`,
  ),
  none(raw`\b(?:becomes?|turns? into) ${NOUN}`),

  // What it is not.
  none(raw`${NOT} an? (?:hard|full|total|complete|permanent|outright) (?<word>skip)\b`),
  none(raw`${NOT} (?:an?|the) (?<word>skip)(?= because\b)`),
  none(raw`${NOT} ${upTo(6)}(?:that|which) (?:earns?|earned|makes? ${THIS}|made ${THIS}) ${NOUN}`),
  opposite(
    raw`${NOT} (?:(?:yet|quite|really|ever|currently|exactly|going to|able to|ready to|prepared to|willing to|in good conscience|\w+ly) ){0,3}(?:(?:be|been|earn|earned|earning|deserve|deserved|get|gotten|got|merit|warrant|justify|feel like|worth|${CALL}|calling|giving|making) ${upTo(3)})?${NOUN}`,
  ),
  opposite(raw`\b(?:nothing|none of|no one|nobody|no reason|no case|no world) ${upTo(8)}${NOUN}`),
  none(raw`${NOT} ${some(8)}${NOUN}`),

  // On a condition, or for some only.
  none(
    raw`(?<!\beven )\b(?:if|once|when|assuming|provided) (?:(?!\b(?:but|still|until|unless)\b)[^.;—–]){0,200}?\b${NOUN}`,
  ),
  none(raw`${NOUN}(?= (?:only )?(?:if|once|when|assuming)\b| ${FOR_SOME})`),

  // What it is.
  same(
    raw`\b(?:earn|earns|earned|earning|deserves?|deserved|gets?|got|getting|merits?|wins?|won|warrants?|justifies|justified|lands?|landed|receives?|takes?|secures?|clinches|gives?|giving) ${upTo(2)}${NOUN}`,
  ),
  same(
    raw`(?:\b(?:is|are|remains?|stays?|still|worth|going with|go with|lands? (?:at|on|as)|(?:leaving|landing|ending) (?:with|on|at)|nets? out (?:to|as|at)|comes? (?:out|down|in) (?:to|as|at)?|adds? up to|ends? up(?: as)?|amounts? to|rounds? (?:up|down)? ?to|stick(?:ing)? (?:with|at)|settl(?:e|ing) on|leans? (?:to|towards?)|leaning (?:to|towards?))|'s|'m at) ${ADVERBS}${NOUN}`,
  ),
  same(
    raw`\b(?:makes?|made|making|keeps?|kept|keeping|calls?|calling|call|mark|marking|rate|rating) ${upTo(4)}${NOUN}`,
  ),
  same(raw`\b(?:ship|skip) (?:as|on) [^.;]{1,120}?, (?:but |and |yet )?${NOUN}(?= (?:as|on)\b)`),
  same(
    raw`(?:${START}|\b(?:right now|for now|until then|today|on balance|overall), )(?:so |still |but |and |overall |a |an |the )?(?:${ADJECTIVE} ){0,4}${WORD}(?=[.,;:!—–)]|$| [—–]| (?:for (?:me|now|us|today)|from me|until|unless|because|despite|today|regardless|anyway|as is|at this|with (?:caveats?|reservations?|conditions?|a caveat|eyes open|an asterisk))\b)`,
  ),
  same(
    raw`\b(?:verdict|vote|rating|recommendation|stance|position)(?: here| today| for now)?(?: is| remains| stays|'s)?:? (?:${ADJECTIVE} )?${WORD}`,
  ),
  same(raw`\blean(?:s|ing)? ${WORD}`),
  same(
    raw`\bthe (?:${ADJECTIVE} )?${WORD}(?= (?:here )?(?:is (?:for|about|on|because|earned|conditional|real|easy|warranted|justified)|goes to|comes down to|comes from|rests on|stands|holds))`,
  ),

  // What I do.
  opposite(raw`${START}no ${WORD}(?= (?:until|unless|yet|here|without)\b|${END})`),
  opposite(raw`\bi (?:want|wanted|would love|would like) to (?<word>ship|skip)\b`),
  opposite(raw`\bi'd (?:love|like|want) to (?<word>ship|skip)\b`),
  opposite(
    raw`\bi was (?:ready|prepared|tempted|about|expecting|inclined) to (?<word>ship|skip)\b`,
  ),
  opposite(
    raw`\b(?:need|want|wait|waiting)\b[^.;]{1,100}? before (?:i'd |i |we'd |we )?(?<word>shipping|ship)(?= (?:this|it)\b)`,
  ),
  opposite(raw`\bfor (?:me|us) to (?<word>ship|skip)(?= (?:this|it)\b)`),
  same(
    raw`\bi'm (?:happy|comfortable|confident|glad|willing|ready|inclined) (?:to )?(?<word>ship|skip|shipping|skipping)(?= (?:this|it)\b|${END})`,
  ),
  same(
    raw`${START}(?<word>skipping)(?= (?:this one|this|it)(?: until| because| for now|[.,;!]|$)| until\b| because\b)`,
  ),
  none(
    raw`\b(?:version|kind|sort|part|piece|thing|one|product|business) (?:of \w+ )?(?:that )?(?:i'd|i would) (?<word>ship|skip)\b`,
  ),
  opposite(raw`\b(?:i|we)(?:'m| am|'re| are) ${ADVERBS}not ${ADVERBS}(?<word>shipping|skipping)\b`),
  opposite(
    raw`${START}(?:so |still )?not ${ADVERBS}(?<word>shipping|skipping)\b(?= (?:this|it|until|yet)\b|[.,;])`,
  ),
  opposite(
    raw`\b(?:i|we)(?:'m| am|'re| are|'d be| would be|'ll be) ${ADVERBS}(?<word>shipping)\b(?: ${THIS})? ${LATER}\b`,
  ),
  none(
    raw`\b(?:i|we)(?:'m| am|'re| are) ${ADVERBS}(?<word>shipping|skipping)\b(?: ${THIS})? ${ON_CONDITION}\b`,
  ),
  none(raw`\b(?:i|we)(?:'d be| would be) ${ADVERBS}(?<word>shipping|skipping)\b`),
  same(
    raw`\b(?:i|we)(?:'m| am|'re| are) ${ADVERBS}(?<word>shipping|skipping)(?= (?:this|it|here|on|because|for now|despite|with|today|until|unless|anyway|based|but|only because|regardless|now)\b|[.,;:!—–]| —|$)`,
  ),
  opposite(raw`\b(?:i|we)(?:'d| would) ${ADVERBS}(?<word>ship)(?: ${THIS})? ${LATER}\b`),
  none(
    raw`\b(?:i|we)(?:'d| would) ${ADVERBS}(?<word>ship|skip)(?: ${THIS})? (?:${ON_CONDITION}\b|${FOR_SOME})`,
  ),
  same(
    raw`\b(?:i|we)(?:'d| would|'ll| will) ${ADVERBS}(?<word>ship|skip)(?= (?:this|it|here|for now|until|now|today|on)\b|${END})`,
  ),
  none(raw`\b(?:i|we) (?:wouldn't|would not) ${ADVERBS}(?<word>ship)(?: ${THIS})? without\b`),
  none(raw`(?:can't|cannot|can not|couldn't|could not) ${upTo(3)}(?<word>skip)\b`),
  opposite(
    raw`(?:${START}(?:so )?|, (?:so |but |and )?|\b(?:i|we|so|but|and) (?:still |just |really |simply )?)(?:can't|cannot|can not|couldn't|could not|won't|will not|wouldn't|would not|don't|do not|never) ${upTo(3)}(?<word>ship|skip)(?= (?:this|it|that|on|until|here|yet|with)\b|${END})`,
  ),
  opposite(
    raw`\b(?:not (?:ready|prepared|willing|comfortable)|hesitant|reluctant|unwilling|not ready) (?:to )?(?<word>ship|skip|shipping|skipping)(?= (?:this|it|that)\b|${END})`,
  ),
  opposite(
    raw`(?:can't|cannot|wouldn't|don't|couldn't) (?:recommend|justify|defend|endorse) (?<word>shipping|skipping)\b`,
  ),
  opposite(raw`${NOT} ${ADVERBS}worth (?<word>shipping|skipping)\b`),
  same(
    raw`(?:'s|\bis) ${ADVERBS}worth (?<word>shipping|skipping)(?= (?:today|now|this|it|because|on|despite|even)\b|${END})`,
  ),

  // The verdict as an order, or as what the tool does.
  none(raw`${START}(?:so )?(?<word>ship|skip) (?:${THIS} |now )?(?:${ON_CONDITION}\b|${FOR_SOME})`),
  same(
    raw`${START}(?:so |but |and |just )?(?<word>ship|skip) (?:${THIS}(?= (?:now|today|until|unless|because|and|with|for (?:me|now))\b|${END})|now\b|until\b|unless\b|because\b|for now\b|for me\b|today\b)`,
  ),
  same(
    raw`(?:${START}|, (?:and |but )?|\b(?:and|but|it|this) )(?<word>skips) (?=(?:as|on|because|for now|until|for me)\b)`,
  ),
  same(raw`\b(?:it|this|this one) (?<word>ships) for me\b`),
  same(raw`\bskips (?:as|on) [^.;]{1,120}?\b(?<word>ships) (?=(?:as|on)\b)`),
  same(
    raw`${START}(?<word>ships) (?:now |today |anyway |easily |comfortably |narrowly |barely |cleanly )?(?:because|despite|regardless|in spite|for me|for now|on (?:the )?(?:strength|merits?|quality|basis|back))\b`,
  ),
  same(raw`\b(?:hard|easy|firm|clear) (?<word>pass)\b`),
  same(raw`\bi'd (?<word>pass)(?= (?:on this|on it|for now|until)\b|${END})`),
  same(raw`\bi'm (?<word>passing)(?= (?:on this|on it|for now|until)\b|${END})`),
  same(raw`(?:'s|\bis) a (?<word>pass)(?= (?:for me|for now|until|today)\b)`),
];
