import {
  ADVERBS,
  CLOSE,
  NOT,
  NOUN,
  none,
  opposite,
  PAST,
  type Phrasing,
  raw,
  SHIP_NOUN,
  START,
  same,
  THIS,
  upTo,
  WORD,
} from './wording.js';

const PEOPLE = raw`(?:builder|skeptic|futurist|founder|developer|engineer|buyer|investor|critic|fan|reviewer|colleague|panel|panelist|team|internet|market|press|crowd|other|three|everyone|everybody|people|someone|anyone|some|many|you|they|who)s?`;
const OTHER_TOOLS = raw`(?:most|many|some|(?:every|any|all|all the|nearly every|almost every) (?:other )?\w+|every|other|the (?:average|typical|usual|last|previous|original|first|old|older|other|rest)|everything else|anything else|version one|v\d|my (?:v\d|last|first|previous|old|earlier))`;
const IS_NOT = raw`(?:isn't|is not|aren't|are not|doesn't|does not|don't|do not|hasn't|has not|can't be|cannot be|won't|never will|is the exception)`;
/** Another part, or another light, in which the verdict is not so. */
const ELSEWHERE = raw`(?:(?:but|and|yet) )?(?:(?:the|its|their) [^.,;:!?()—–]{1,40}|[^.,;:!?()—–]{1,40},? (?:it|this))`;

const NOT_I = raw`[.;,—–]+ (?:(?:but|and|yet) )?(?:i can't|i cannot|i won't|i don't|i wouldn't|i'm not)${CLOSE}`;

/** What others say, what was said once, and what is taken back. */
export const HEARSAY: readonly Phrasing[] = [
  // Said of others, and not so here.
  opposite(
    raw`${NOUN}(?=(?: [^.;:,—–]{1,60})?[.;,—–]+ (?:(?:but|and|yet) )?(?:this one|this|it) ${IS_NOT}(?: (?:one|anymore|any more|that))?${CLOSE})`,
  ),

  // Said of one part, and not so of another.
  none(
    raw`${NOUN}(?=(?: (?:on|as|for|in) [^.;:,—–]{1,40})?(?:[.;,—–]+| and| but) ${ELSEWHERE} ${IS_NOT}(?: (?:one|anymore|yet|there))?${CLOSE})`,
  ),
  none(
    raw`\bthe [^.,;:!?()—–]{1,40}? (?:is|are|earns?|gets?|deserves?) ${ADVERBS}${NOUN}(?=(?:[;,—–]| and| but) (?:(?:but|and|yet) )?the \w+ (?:(?:around|behind|of|in) \w+ (?:\w+ )?)?(?:is|are|loses?|lost|isn't|hasn't|fails?|costs?|kills?|sinks?)\b)`,
  ),

  // Said by others, and not by me.
  opposite(raw`${NOUN}(?=[^.;:?]{0,60}${NOT_I})`),
  opposite(raw`\b(?<word>ship|skip|shipping|skipping)(?= (?:this|it)\b[^.;:?]{0,60}${NOT_I})`),

  // Taken back.
  none(
    raw`${NOUN}(?=[^?]{0,90}\b(?:los(?:es?|t) it|(?:gave|gives?|took|takes?|hand(?:s|ed)?|threw|throws?) (?:it|that|this|one) (?:back|away)|(?:i was|am|was) wrong)\b)`,
  ),
  opposite(
    raw`\b(?:revok(?:e[sd]?|ing)|withdr(?:aw(?:s|n|ing)?|ew)|(?:retract|rescind)(?:s|ed|ing)?) ${NOUN}`,
  ),
  opposite(raw`\btak(?:e|es|ing) back ${NOUN}`),
  opposite(raw`\btak(?:e|es|ing) ${NOUN}(?= back\b)`),

  // Said before, or nearly.
  opposite(raw`\b(?:would|could|should|might|may) (?:well )?have been ${NOUN}`),
  opposite(raw`\b(?:nearly|almost) (?:called|gave|rated|made) ${upTo(4)}${NOUN}`),
  opposite(raw`${START}${PAST},? ${THIS} was ${NOUN}`),
  opposite(raw`\b${THIS} was ${NOUN}(?= ${PAST})`),
  opposite(raw`\bwas ${NOUN}(?= (?:until|before|till)\b)`),
  none(raw`\b(?:was|were|called) (?!nearly\b|almost\b|close\b)${upTo(4)}${NOUN}`),
  none(raw`${NOUN}(?= (?:on \w+ )?${PAST})`),
  none(raw`\b(?:${PAST}|used to|once) [^.;:—–]{0,40}?\b(?:gave|earned|got|be) ${upTo(4)}${NOUN}`),
  none(raw`\bgave (?!${THIS}\b)${upTo(4)}${NOUN}`),

  // Said by others, or of others.
  opposite(
    raw`(?:\b(?:i|we) |${START})(?:don't|didn't|do not|can't|cannot) (?:think|believe|see|say|argue) ${upTo(6)}${NOUN}`,
  ),
  none(
    raw`(?<!\b(?:i|i'd|i would|i'll) )\b(?:says?|said|argues?|argued|claims?|thinks?|believes?|insists?|tell you) ${upTo(6)}${NOUN}`,
  ),
  none(raw`\bcalls ${upTo(4)}${NOUN}`),
  none(
    raw`(?:(?<!\b(?:i|we) )\b(?:will|would|may|might|can|could)|(?<!\b(?:i|we))'(?:ll|d)) ${ADVERBS}(?:call|rate|label|give|want|see) ${upTo(4)}${NOUN}`,
  ),
  none(
    raw`\b${PEOPLE}(?:'re| are)? (?:else |on \w+ \w+ )?${ADVERBS}(?:call|calling|gives?|gave|rates?|scored?|marks?|sees?|hears?) ${upTo(4)}${NOUN}`,
  ),
  none(
    raw`(?:${START}|\b(?:and|but|so) )${OTHER_TOOLS} (?:(?!\bbut\b|, (?:and |yet )?(?:this|it|i)\b)[^.;:—–]){0,80}?${NOUN}`,
  ),
  none(raw`\bask(?:s|ed)? (?:\w+ )?(?:why|how|whether|if) [^.;:—–]{1,40}?${NOUN}`),

  // Left open.
  none(raw`${NOT} ${NOUN}(?=,? (?:and |but )?(?:also )?not an? (?:ship|skip)\b)`),
  none(raw`${NOT} an? (?:ship|skip),? (?:and |but )?(?:also )?not ${NOUN}`),
  same(
    raw`\bif ${THIS}(?:'s not| is not| isn't) ${NOUN}(?=,? (?:then )?(?:nothing is|what is|i don't know what is)\b)`,
  ),
  opposite(raw`\bbetween (?:this|it|them|me|us|the \w+|\w+) and ${NOUN}`),
  same(
    raw`(?:${NOT}|\b(?:hard|difficult|impossible|unable|nothing)) ${upTo(6)}(?:anything|something) (?:but|other than) ${NOUN}`,
  ),
  none(
    raw`\b(?:anything but|nothing but|other than|whether|between|either|neither) ${upTo(4)}${NOUN}`,
  ),
  none(
    raw`\b(?:maybe|perhaps|possibly|potentially|supposedly|allegedly|sometimes) ${upTo(4)}${NOUN}(?! in| next)`,
  ),
  none(raw`\bnot (?:just|only|merely|simply) ${upTo(4)}${NOUN}`),
  same(raw`\b(?:clears?|cleared|meets?|met) the bar for ${NOUN}`),
  none(raw`\b(?:bar|standard|case|argument|candidate) for ${NOUN}`),
  opposite(
    raw`\bcalling ${THIS} ${SHIP_NOUN}(?= (?:is|would be|feels|seems) (?:an? |too )?(?:generous|stretch|premature|charitable|kind)\b)`,
  ),
  none(raw`\bcalling ${THIS} ${NOUN}(?= (?:is|would|feels|seems)\b)`),

  // Asked, and answered.
  same(
    raw`${START}(?:so,? )?(?:(?:would|do|should|will|can|could) (?:i|we|you) )?(?:an? )?${WORD}(?: ${THIS})?(?=\? (?:yes|yep|yeah|absolutely|definitely|of course|happily|gladly|sure|i (?:already )?(?:would|do|will|did|have))\b(?!,? (?:not|never|if|once|when|only)\b))`,
  ),
  opposite(
    raw`${START}(?:so,? )?(?:(?:would|do|should|will|can|could) (?:i|we|you) )?(?:an? )?${WORD}(?: ${THIS})?(?=\? (?:no|nope|not|never|hardly|i (?:wouldn't|would not|don't|do not|won't|can't))\b)`,
  ),
  opposite(raw`${START}${WORD}(?=: (?:no|nope|never|not (?:yet|now|today))${CLOSE})`),
];
