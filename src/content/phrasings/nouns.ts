import {
  ADVERBS,
  CALL,
  CLOSE,
  END,
  FOR_SOME,
  NOT,
  NOUN,
  none,
  opposite,
  type Phrasing,
  raw,
  SHIP_NOUN,
  START,
  SURELY,
  same,
  some,
  THIS,
  upTo,
  WORD,
} from './wording.js';

/** What may stand behind a verdict without a verb: "a ship on the license alone". */
const BEHIND = raw`(?: [—–(]|[.,;:!—–)]|$| (?:for (?:me|now|us|today)|from (?:me|the)|until|unless|because|despite|in spite|today|tonight|now|here|regardless|anyway|nonetheless|however|as is|as it stands|given|even|by an?|at (?:this|that|launch|best|\$)|with (?:caveats?|reservations?|conditions?|an?|the|eyes|regrets?|one)|without|on (?:price|pricing|principle|merit|the (?:merits?|strength|basis|back)|[^.,;:]{1,40} alone)|in (?:its|this|the) (?:current|present))\b)`;
/** What may stand before the bare verdict: "so, still", "on balance", "as it stands". */
const LEAD = raw`(?:(?:so|still|but|and|just|hence|therefore|thus|yet|overall|net|today|tonight|for now|right now|until then|on balance|in the end|as it stands|as things stand|as is|for me|in short|bottom line|no notes|without hesitation|${SURELY}),? ){0,4}`;

/** The verdict as a noun: a ship, the skip. */
export const NOUNS: readonly Phrasing[] = [
  // What it is not.
  none(raw`${NOT} (?:an?|the) (?<word>skip)(?= because\b)`),
  none(raw`${NOT} ${upTo(6)}(?:that|which) (?:earns?|earned|makes? ${THIS}|made ${THIS}) ${NOUN}`),
  opposite(
    raw`${NOT} (?:(?:yet|quite|really|ever|currently|exactly|going to|able to|ready to|prepared to|willing to|in good (?:conscience|faith)|\w+ly) ){0,4}(?:(?:be|been|earn|earned|earning|deserve|deserved|get|gotten|got|merit|warrant|justify|feel like|worth|${CALL}|calling|giving|making) ${upTo(4)})?${NOUN}`,
  ),
  none(raw`\b(?:nothing|no one|nobody) ${upTo(6)}that ${THIS} ${upTo(2)}${NOUN}`),
  opposite(raw`\b(?:nothing|none of|no one|nobody|no reason|no case|no world) ${upTo(8)}${NOUN}`),
  opposite(raw`\bnothing ${upTo(4)}(?:says?|screams) ${WORD}`),
  opposite(raw`\bno (?<word>ship)(?= (?:here|from|until|unless|yet|without|in)\b|${END})`),
  none(raw`${NOT} ${some(8)}${NOUN}`),
  opposite(
    raw`\b(?:thing|what|decision|feature|part) (?:that )?(?:earns?|makes? ${THIS}) ${SHIP_NOUN}(?= (?:doesn't exist|does not exist|(?:isn't|is not|hasn't|has not) (?:here|there|yet|out|built|shipped|landed|arrived|public|ready))\b)`,
  ),

  // On a condition, or for some only.
  none(
    raw`(?<!\beven )\b(?:if|once|when|assuming|provided) (?:(?!\b(?:but|still|until|unless)\b)[^.;—–]){0,200}?\b${NOUN}`,
  ),
  none(raw`${NOUN}(?= (?:only )?(?:if|once|when|assuming)\b| ${FOR_SOME})`),

  none(
    raw`${NOUN}(?= (?:on paper|in (?:theory|principle|another|a different|a (?:better )?world)|at (?:half|twice|double))\b)`,
  ),

  // What it is.
  none(raw`${NOUN}(?= (?:that )?(?:i|we|nobody|no one|you|they) )`),
  none(raw`\bthere(?:'s| is| may be| could be) (?:\w+ly )?${SHIP_NOUN}`),
  none(raw`\bare ${ADVERBS}${NOUN}`),
  none(
    raw`${START}the (?!(?:whole|tool|product|verdict|answer|result|package|release|rest|conclusion|outcome|thing|specific|reason|final|best|right)\b)[^\s.,;:!?()—–]+ (?:is|remains|stays) ${ADVERBS}${SHIP_NOUN}`,
  ),
  same(
    raw`\b(?:earn|earns|earned|earning|deserves?|deserved|gets?|got|getting|merits?|wins?|won|warrants?|justifies|justified|lands?|landed|receives?|takes?|secures?|clinches|gives?|giving) ${upTo(2)}${NOUN}`,
  ),
  same(
    raw`(?:\b(?:is|remains?|stays?|still|worth|going with|go with|lands? (?:at|on|as)|(?:leaving|landing|ending) (?:with|on|at)|nets? out (?:to|as|at)|comes? (?:out|down|in) (?:to|as|at|on)?|adds? up to|ends? up(?: as)?|amounts? to|rounds? (?:up|down)? ?to|stick(?:ing)? (?:with|at)|settl(?:e|ing) on|leans? (?:to|towards?)|leaning (?:to|towards?))|'s|'m at) ${ADVERBS}${NOUN}`,
  ),
  same(raw`\bi(?:'m| am| remain) ${ADVERBS}${NOUN}`),
  same(
    raw`${START}${THIS}(?:'s| is) (?:(?!\b(?:not|no|never|neither|nor|if|when|once|would|could)\b|n't)[^.;:?—–]){1,80}, (?:and |but |so )?an? ${WORD}(?: (?:for|from) me)?${CLOSE}`,
  ),
  same(
    raw`(?:${START}|\b(?:i|i'm|we) ${ADVERBS})(?:lands?|landing|comes?|come|coming|falls?|fall|leans?|leaning|settle|settling|end|ended) (?:\w+ly )?(?:up |down |out )?(?:on|at|in|to|toward|towards|with)(?: the side of)? (?:(?:an?|the|my) )?${WORD}(?=${BEHIND}| side\b)`,
  ),
  same(
    raw`(?:\b(?:makes?|made|making|keeps?|kept|keeping)|(?:${START}(?:so |and |but |just )?|\b(?:i|i'm|we|we're|let's|comfortable|happy|fine|from|of) ${ADVERBS})(?:call|calling|mark|marking|rate|rating)) ${upTo(4)}${NOUN}`,
  ),
  same(raw`\b(?:ship|skip) (?:as|on) [^.;]{1,120}?, (?:but |and |yet )?${NOUN}(?= (?:as|on)\b)`),
  same(
    raw`${START}(?:so |you can |i'd say )?(?:count|put|mark|chalk|consider|call|rate|file) (?:me|this one|this|it|that) (?:(?:down|up) )?(?:as |for |under )?(?:an? |the )?(?<word>ship|skip)(?:ped)?${END}`,
  ),
  same(
    raw`${START}(?:count|put|mark) (?:me|this|it) (?:down )?(?:among|with) the (?<word>ship|skip)s\b`,
  ),
  same(raw`${START}${LEAD}(?:(?:an?|the|my) )?${WORD}(?=${BEHIND}| vote\b)`),
  same(
    raw`\b(?:verdict|vote|rating|recommendation|stance|position|call|advice|answer)(?: here| today| for now)?(?: is| remains| stays|'s| has to be| must be)?:? (?:an? |to )?${WORD}(?! (?!${THIS}\b)\w)`,
  ),
  same(
    raw`\bi(?:'d| would)? (?:still )?(?:say|vote|choose|pick|give it my|go with) (?:for )?(?:an? )?${WORD}(?=${BEHIND})`,
  ),
  same(raw`\blean(?:s|ing)? ${WORD}`),
  same(raw`\bmy ${WORD}(?= (?:is|goes(?! to (?:the other|another)\b)|rests|stands)\b|${END})`),
  same(
    raw`\bthe ${WORD}(?= (?:here )?(?:is (?:for|about|on|because|earned|conditional|real|easy|warranted|justified)|goes to (?!(?:the other|another)\b)|comes down to|comes from|rests on|stands|holds))`,
  ),
];
