import {
  ADVERBS,
  CLOSE,
  END,
  FOR_SOME,
  LATER,
  NEARLY,
  NOT,
  none,
  ON_CONDITION,
  opposite,
  PAST,
  type Phrasing,
  raw,
  START,
  same,
  some,
  THIS,
  upTo,
} from './wording.js';

const SHIP_IT = raw`(?<word>ship|skip)(?=(?: (?:this one|this|it))?(?: (?:at|on|until|unless|because|today|now|yet|for (?:me|now|this)|over|with)\b|${END}))`;

const HAVE_DONE = raw`\b(?:(?:i|we) (?:would|could|should|might)|(?:i|we)'d) ${ADVERBS}have ${ADVERBS}(?<word>shipped|skipped)\b`;
const WRONG =
  '(?:mistake|foolish|crazy|wrong|silly|unwise|reckless|irresponsible|error|malpractice|negligent)';

/** The verdict as what the reviewer does, or is kept from doing. */
export const DEEDS: readonly Phrasing[] = [
  // What I would have done, and what I was about to do.
  opposite(raw`${START}${PAST},? ${HAVE_DONE}`),
  opposite(raw`${HAVE_DONE}(?=(?: (?:this one|this|it))? (?:${PAST}|with|if|had)\b)`),
  none(raw`${HAVE_DONE}`),
  opposite(raw`\bi (?:so )?(?:almost|nearly|very nearly|so nearly) (?<word>shipped|skipped)\b`),
  opposite(
    raw`\bi (?:\w+ly |so |was )*?(?:want|wanted|hoped|hoping|would love|would like|came(?: in| here)?(?: ready| expecting| prepared)?) to (?<word>ship|skip)\b`,
  ),
  opposite(raw`\bi'd (?:love|like|want) to (?<word>ship|skip)\b`),
  opposite(
    raw`\bi was (?:ready|prepared|tempted|about|expecting|inclined|going|hoping) to (?<word>ship|skip)\b`,
  ),
  same(raw`\bend(?:ed|ing)? up (?<word>shipping|skipping)\b`),
  opposite(
    raw`\b(?:need|want|wait|waiting)\b[^.;]{1,100}? before (?:i'd |i |we'd |we )?(?<word>shipping|ship)(?= (?:this|it)\b)`,
  ),

  // What it would take, and what is missing.
  opposite(
    raw`\b(?:i|we) (?:can't|cannot|can not|couldn't|won't|don't|wouldn't|do not|will not) (?<word>ship)(?= (?:what|something|things|anything|code|software|products?) )`,
  ),
  opposite(raw`(?:${NOT}|${NEARLY}) ${upTo(4)}enough (?:for ${some(4)})?to (?<word>ship|skip)\b`),
  same(raw`\benough (?:for (?:me|us) )?to ${SHIP_IT}`),
  same(raw`${START}${upTo(2)}enough to (?<word>ship|skip)(?= to production\b)`),
  opposite(raw`\btoo \w+ (?:for (?:me|us) )?to ${SHIP_IT}`),
  opposite(raw`\bwhat (?:would|could|might|it would|will|it'll) ${some(5)}to ${SHIP_IT}`),
  opposite(raw`\bwhat (?:would|could|might) ${some(5)}to (?<word>ship|skip)(?=\?)`),
  opposite(
    raw`\b(?:keep|stop|prevent|hold|block)(?:s|ped|ed|d|ing|ping)? ${upTo(4)}(?:me|us) (?:back )?from (?<word>shipping|skipping)\b`,
  ),
  opposite(raw`\bfor (?:me|us) to (?<word>ship|skip)(?= (?:this|it)\b)`),
  opposite(raw`\bno ${upTo(2)}reason ${upTo(2)}to (?<word>ship|skip)(?= (?:this|it)\b|${END})`),
  opposite(
    raw`(?:${NOT}|\b(?:nothing|none)) ${upTo(4)}reason to (?<word>ship|skip)(?= (?:this|it)\b|${END})`,
  ),
  none(
    raw`\b(?:for|me|us|find|found|need|needs|needed|want|wants|wanted) (?:an?|one|any|some|every) ${upTo(2)}reason to (?<word>ship|skip)\b`,
  ),
  same(raw`\b(?:a|every|reason enough|good) reason to (?<word>ship|skip)(?= (?:this|it)\b|${END})`),
  opposite(
    raw`\b(?:mistake|foolish|crazy|mad|wrong|silly|unwise|a fool|reckless|irresponsible) to (?<word>ship|skip)(?= (?:this|it|that)\b|${END})`,
  ),
  opposite(
    raw`${START}(?<word>shipping|skipping) (?:this one|this|it|that) (?:is|would be|will be|feels like) (?:an? )?${upTo(1)}${WRONG}\b`,
  ),
  same(
    raw`${START}not (?<word>shipping|skipping) ${THIS} (?:is|would be|will be|feels like) (?:an? )?${upTo(1)}${WRONG}\b`,
  ),
  none(raw`${START}not (?<word>shipping|skipping) ${THIS} (?:is|was|would|will|has|feels)\b`),

  // What I do.
  same(
    raw`\bi(?:'m| am|'d be| would be| feel) (?:happy|comfortable|confident|glad|good|fine|willing|ready|inclined) (?:to |about )?(?<word>ship|skip|shipping|skipping)(?= (?:this|it)\b|${END})`,
  ),
  opposite(
    raw`${START}(?<word>shipping|skipping) (?:this one|this|it)? ?(?:will|would|has to|must|can|is)\b`,
  ),
  same(
    raw`${START}(?:\w+ly |so |still )?(?<word>skipping|shipping)(?=(?: (?:this one|this|it))?(?: (?:until|because|for now|despite|anyway)\b|[.;!:]|$))`,
  ),
  same(
    raw`${START}(?<word>shipping|skipping)(?: ${THIS})? (?:today|tonight|tomorrow|this week|on \w+day)${CLOSE}`,
  ),
  same(raw`, (?:but|so|and|yet) (?<word>shipping|skipping)(?=[.!]?$)`),
  none(
    raw`\b(?:version|kind|sort|part|piece|thing|one|product|business) (?:of \w+ )?(?:that )?(?:i'd|i would) (?<word>ship|skip)\b`,
  ),
  opposite(raw`\b(?:i|we)(?:'m| am|'re| are) ${ADVERBS}not ${ADVERBS}(?<word>shipping|skipping)\b`),
  opposite(
    raw`${START}(?:so |still )?not ${ADVERBS}(?<word>shipping|skipping)\b(?= (?:this|it|until|yet)\b|[.,;])`,
  ),
  opposite(
    raw`\b(?:i|we)(?:'m| am|'re| are|'d be| would be|'ll be) ${ADVERBS}(?<word>shipping)\b(?: ${THIS})? (?:${LATER}|if)\b`,
  ),
  none(
    raw`\b(?:i|we)(?:'m| am|'re| are) ${ADVERBS}(?<word>shipping|skipping)\b(?: ${THIS})? ${ON_CONDITION}\b`,
  ),
  same(
    raw`\b(?:i|we)(?:'d be| would be|'ll be| will be) ${ADVERBS}(?<word>shipping|skipping)(?=(?: (?:this one|this|it))?(?: (?:today|now|tomorrow|on|over)\b|[.!]?$))`,
  ),
  none(raw`\b(?:i|we)(?:'d be| would be) ${ADVERBS}(?<word>shipping|skipping)\b`),
  same(
    raw`\b(?:i|we)(?:'m| am|'re| are) ${ADVERBS}(?<word>shipping|skipping)(?= (?:this|it|here|on|because|for now|despite|with|today|until|unless|anyway|based|but|only because|regardless|now)\b|[.,;:!—–]| —|$)`,
  ),
  opposite(raw`\b(?:i|we)(?:'d| would) ${ADVERBS}(?<word>ship)(?: ${THIS})? ${LATER}\b`),
  opposite(
    raw`\b(?:i|we)(?:'d| would) ${ADVERBS}(?<word>ship|skip)(?: ${THIS})?,? (?:were it not|if not for|but for|if it (?:were not|weren't|wasn't) for)\b`,
  ),
  none(
    raw`\b(?:i|we)(?:'d| would|'ll| will) ${ADVERBS}(?<word>ship|skip)(?: ${THIS})? (?:${ON_CONDITION}\b|${FOR_SOME})`,
  ),
  same(
    raw`\b(?:i|we)(?:'d| would|'ll| will) ${ADVERBS}(?:rather |personally )?(?<word>ship|skip)(?! (?:this one|this|it) (?:only\b|back\b|to (?!prod|customers|users)))(?= (?:this|it|here|for now|until|now|today|on|without|with confidence|anyway|regardless|all the same)\b|${END})`,
  ),
  same(
    raw`(?:\bi(?:'ll)? (?:have to|must|will have to|am going to|would have to)|\bno choice but to|\bmy (?:advice|call|verdict) is to|\bi'd tell \w+(?: \w+)? to|(?:${START}|\bis )(?:better|best|safe|feel free|easy) to) (?<word>skip)(?= (?:this|it)\b|${END})`,
  ),
  same(
    raw`\b(?:i|i'd|i would) (?:recommend|suggest|advise) (?<word>shipping|skipping)(?= (?:this|it)\b|${END})`,
  ),
  same(raw`${START}(?:best|better) (?<word>skipped)${END}`),
  same(
    raw`\b(?:i|we|i've|we've|i have|we have) (?:already )?(?<word>shipped|skipped) (?:with )?(?:this one|this|it)(?= to production\b|${END})`,
  ),
  none(raw`\b(?:i|we) (?:wouldn't|would not) ${ADVERBS}(?<word>ship)(?: ${THIS})? without\b`),
  opposite(
    raw`\b(?:i|we) (?:can't|cannot|can not|couldn't|could not) ${upTo(4)}say (?<word>skip)${END}`,
  ),
  none(
    raw`(?:can't|cannot|can not|couldn't|could not) ${upTo(4)}(?<word>skip)\b(?! (?:this|it)\b)`,
  ),
  opposite(
    raw`\b(?:no one|nobody) ${upTo(5)}(?:should|ought to|can|could) (?:be )?(?<word>ship|skip|shipping|skipping)(?= (?:this|it)\b|${END})`,
  ),
  opposite(
    raw`\byou (?:shouldn't|should not|ought not to) ${upTo(2)}(?<word>ship|skip)(?= (?:this|it)\b|${END})`,
  ),
  same(
    raw`\byou (?:should|ought to) ${upTo(1)}(?<word>ship|skip)(?= (?:this one|this|it)(?: \w+)?[.!]?$|[.!]?$)`,
  ),
  same(
    raw`\byou can (?:safely |probably |happily )?(?<word>skip)(?= (?:this one|this|it)[.!]?$|[.!]?$)`,
  ),
  same(raw`\b(?:can't|cannot|can not|couldn't|could not) not (?<word>ship|skip)\b`),
  opposite(
    raw`(?:${START}(?:so )?|, (?:so |but |and )?|\b(?:i|we|so|but|and) (?:still |just |really |simply )?)(?:can't|cannot|can not|couldn't|could not|won't|will not|wouldn't|would not|don't|do not|never) ${upTo(4)}(?<word>ship|skip)(?= (?:this|it|that|on|until|here|yet|with)\b|${END})`,
  ),
  opposite(
    raw`(?:\b(?:not|isn't|is not|nowhere near) (?:${upTo(1)})(?:ready|prepared|willing|comfortable|fit|safe)|\b(?:hesitant|reluctant|unwilling|unready)) (?:to )?(?<word>ship|skip|shipping|skipping)(?= (?:this|it|that)\b|${END})`,
  ),
  opposite(
    raw`(?:can't|cannot|wouldn't|don't|couldn't) (?:recommend|justify|defend|endorse) (?<word>shipping|skipping)\b`,
  ),
  opposite(
    raw`${NOT} (?:something|a thing|one) (?:that )?i(?:'d| would| can| could|'ll) (?<word>ship|skip)\b`,
  ),
  opposite(raw`${NOT} ${ADVERBS}worth (?<word>shipping|skipping)\b`),
  same(
    raw`(?:'s|\bis|${START}) ?${ADVERBS}worth (?<word>shipping|skipping)(?= (?:today|now|this|it|because|on|despite|even)\b|${END})`,
  ),
  same(raw`\bhad me at (?<word>ship|skip)\b`),
  opposite(raw`(?:${NOT}|\bwould-be) ${ADVERBS}(?<word>ship|skip)-worthy\b`),
  same(
    raw`(?:${START}|\bis |'s )${ADVERBS}(?<word>ship|skip)-worthy(?= (?:until|today|now|because)\b|${END})`,
  ),
  opposite(raw`\bwould-be (?<word>ship|skip)\b`),
];
