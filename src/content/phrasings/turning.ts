import {
  ADVERBS,
  CALL,
  EARN,
  LATER,
  NEARLY,
  NOT,
  NOUN,
  none,
  ON_CONDITION,
  opposite,
  type Phrasing,
  raw,
  START,
  same,
  some,
  THIS,
  upTo,
  WORD,
} from './wording.js';

const FLIP =
  '(?:flip|turn|change|convert|switch|move|push|tip|swing|shift|nudge|bring|get|upgrade|downgrade|make)';
const FLIPPED =
  '(?:flipped|turned|changed|converted|switched|moved|pushed|tipped|swung|shifted|nudged|upgraded|downgraded)';

/** What would turn the verdict round, and what would be. */
export const TURNING: readonly Phrasing[] = [
  // What leaves it as it is.
  same(raw`\bnothing (?:short of|less than) ${NOUN}`),
  none(raw`\boff (?:of )?${NOUN}`),
  same(
    raw`${START}from (?:an? )?(?:ship|skip) to (?:an? )?${WORD}(?![^.;]*\b(?:would|will|could|needs?|takes?|requires?|if|once)\b)`,
  ),

  // What would turn the verdict round.
  opposite(raw`(?:${NOT}|${NEARLY}) ${upTo(4)}enough ${upTo(4)}to ${upTo(6)}${NOUN}`),
  same(raw`\benough ${upTo(4)}to ${upTo(6)}${NOUN}`),
  opposite(raw`(?:${NOT}|${NEARLY}) ${upTo(4)}enough for ${NOUN}`),
  same(raw`${START}(?:that's |that is |this is |it's )?(?:\w+ )?enough for ${NOUN}`),
  opposite(raw`\btoo ${some(4)}(?:to ${upTo(4)}|for )${NOUN}`),
  opposite(
    raw`\b(?:would|could|might|should|'d|to be|to have) ${upTo(2)}${FLIPPED} ${upTo(6)}to(?:wards?)? ${NOUN}`,
  ),
  opposite(raw`${NOT} ${upTo(2)}${FLIPPED} ${upTo(6)}to(?:wards?)? ${NOUN}`),
  same(raw`\b${FLIPPED} ${upTo(6)}(?:in)?to ${NOUN}`),
  same(raw`(?<!${NOT} ${upTo(2)})\b${FLIPPED} me ${upTo(4)}to ${WORD}`),
  opposite(raw`\b${FLIP} ${some(7)}(?:in)?to(?:wards?)? ${NOUN}`),
  none(raw`\b${FLIP}e?s ${some(7)}(?:in)?to(?:wards?)? ${NOUN}`),
  opposite(
    raw`\b(?:short of|shy of|away from|far from|instead of|rather than|almost|nearly|not quite|close to|closer to|closest thing to|path to|route to|missing for|avoids?|avoided|escapes?|escaped) (?:(?:being|becoming|earning|getting|deserving|calling ${THIS}|called ${THIS}) )?${NOUN}`,
  ),
  same(
    raw`(?:${NOT} ${ADVERBS}|\b(?:none|nothing) ${upTo(4)})(?:keep|stop|prevent|hold|block|save|rescue|spare)s? ${some(4)}from (?:(?:being|becoming|earning|getting|deserving) ${upTo(1)})?${NOUN}`,
  ),
  opposite(
    raw`\b(?:keep|stop|prevent|hold|block|separate|save|rescue|spare)(?:s|ped|ed|d|ing|ping)? ${some(4)}from (?:(?:being|becoming|earning|getting|deserving) ${upTo(1)})?${NOUN}`,
  ),
  opposite(raw`\bkept ${some(4)}from (?:(?:being|becoming|earning|getting) )?${NOUN}`),
  opposite(
    raw`\b(?:cost|los|miss|forfeit|den[iy]|rob)(?:e?s|ed|ing|t)? (?:${THIS} |them |me )?(?:of )?(?:the|its|their|an?|my) (?<word>ship)\b`,
  ),
  none(raw`\benough for ${some(6)}to ${upTo(4)}${NOUN}`),
  opposite(raw`\bfor ${some(8)}to ${ADVERBS}${EARN} ${upTo(1)}${NOUN}`),
  opposite(raw`\bbefore (?:i|we|it|this|that|they|calling|giving)\b[^\s.,;]* ?${upTo(4)}${NOUN}`),
  opposite(
    raw`\bbefore (?:i|we)(?:'d| would|'ll| will| can)? ${ADVERBS}say (?<word>ship)(?=[.,;!]|$)`,
  ),
  opposite(
    raw`${START}(?:show|give) me [^.;]{1,120}? and (?:this|it|that) (?:becomes|turns into|is) ${NOUN}`,
  ),

  // What I would do, against what would be.
  opposite(raw`\bi(?:'d| would| will|'ll) ${ADVERBS}${CALL} ${upTo(4)}${NOUN}(?= ${LATER}\b)`),
  none(raw`\bi(?:'d| would| will|'ll) ${ADVERBS}${CALL} ${upTo(4)}${NOUN}(?= (?:only )?if\b)`),
  same(raw`\bi(?:'d| would| will|'ll) ${ADVERBS}${CALL} ${upTo(4)}${NOUN}`),
  none(raw`\b(?:would not|wouldn't) ${ADVERBS}(?:be|have been) ${NOUN}`),
  same(raw`(?:\bwould|'d) still be ${NOUN}`),
  opposite(
    raw`(?:\b(?:would|could have|should have|might have)|'d) ${upTo(2)}(?:${EARN}|been|earned|make ${THIS}|made ${THIS}|turn ${upTo(1)}into|have ${upTo(4)}) ?${NOUN}`,
  ),
  opposite(raw`${START}had [^.;:—–]{1,120}?\bwould ${upTo(2)}be ${NOUN}`),
  opposite(
    raw`(?:\b(?:could|can|might|may|should|will)|'ll) ${ADVERBS}(?:${EARN}|make ${THIS}) ${NOUN}(?= (?:with|only|${ON_CONDITION})\b)`,
  ),
  same(
    raw`\b${THIS} (?:will|must|has to|can only|has got to) ${ADVERBS}(?:be|stay|remain) ${NOUN}`,
  ),
  none(
    raw`(?:\b(?:could|can|might|may|should|will)|'ll) ${ADVERBS}(?:${EARN}|make ${THIS}) ${NOUN}`,
  ),
  opposite(
    raw`\bwhat (?:would|could|might|it would|will) ${some(6)}to (?:get to|${EARN}|${CALL}|${FLIP}) ${upTo(4)}${NOUN}`,
  ),
  same(raw`\b(?:manages?|managed|continues?|deserves?) to ${EARN} ${NOUN}`),
  opposite(
    raw`\b(?:needs?|needed|must|requires?|required|has to|have to|want|wants|wanted|wish|wished|hope|hoped|hoping|what it takes|going to take|fails?|failed|struggles?|yet|unable|hard|harder|difficult|impossible|no way|stretch|premature) ${upTo(12)}to ${ADVERBS}(?:${EARN}|${CALL}|${FLIP}) ${upTo(4)}${NOUN}`,
  ),
  opposite(raw`${START}to ${ADVERBS}(?:${EARN}|${CALL}|${FLIP}) ${upTo(4)}${NOUN}`),
  none(raw`\bto ${ADVERBS}(?:${EARN}|${CALL}|${FLIP}) ${upTo(4)}${NOUN}`),
  opposite(
    raw`\bonly (?:way|thing) (?:that )?(?:this|it|that)? ?${upTo(2)}(?:becomes?|turns? into|makes? ${THIS}) ${NOUN}(?= is\b)`,
  ),
  opposite(raw`\b(?:becomes?|turns? into) ${NOUN}(?= (?:only )?${ON_CONDITION}\b)`),
  opposite(
    raw`${START}(?:once|if|when|as soon as|the moment|the day) [^.;:—–]{0,200}\b(?:becomes?|turns? into) ${NOUN}`,
  ),
  none(raw`\b(?:becomes?|turns? into) ${NOUN}`),
];
