import {
  ADVERBS,
  CLOSE,
  NOUN,
  none,
  opposite,
  type Phrasing,
  PLAIN,
  PLAIN_DEED,
  raw,
  SHIP_NOUN,
  SKIP_NOUN,
  START,
  same,
  THIS,
  WORD,
} from './wording.js';

/** What only the makers can do, so that it is not done: "add SSO and". */
const IMPROVE = raw`(?:add|fix|change the (?:licen[sc]e|price|pricing|terms)|publish|release|document|lower|halve|cut|offer|build|solve|sort out|finish|prove|show (?:me|us)|give (?:me|us)|get (?:me|us|the (?:price|pricing|costs?|latency))|bring|drop the (?:price|pricing)|open(?:[- ]source)? (?:up )?the (?:weights|source|model|code|license))`;
const WORSEN = raw`(?:raise|double|triple|quadruple|hike|increase|close the|relicense|paywall)`;
const CLAUSE_WITHOUT_VERB = raw`(?!(?:i|we|it|this|that|these|those|they|you|he|she|there|the|which|who|what|so|still|yes)\b)(?:(?!\b(?:is|are|was|were|has|have|had|does|do|did|can|will|would|i'm|it's|\w+n't)\b)[^.,;:!?()—–])`;
/** Where something holds: all but the places that are simply here and now. */
const UNDER = raw`(?:(?:in|within|inside|outside) (?!the end\b|short\b|sum\b|fact\b|truth\b|reality\b|practice\b|other words\b|any case\b|(?:its|this|the) (?:current|present)\b|this\b|my (?:book|view|opinion)\b|spite\b)|on (?!balance\b|the (?:whole|merits?|strength)\b|that\b|merit\b|reflection\b|[^.,;:]{1,40} alone\b)|at (?!this\b|launch\b|the (?:end|moment)\b|that\b|today's\b|its\b|least\b|(?:double|twice|triple) [^.,;:]{1,20} still\b)|under (?!the circumstances\b|pressure\b)|for (?!me\b|us\b|now\b|today\b|this\b|what\b|its\b|the moment\b|all\b|that\b|once\b|my\b|those reasons\b|the first time\b)|with (?!that\b|this\b|all\b|no\b|nothing\b|such\b|so\b)|without (?!hesitation\b|reservation\b|question\b|a doubt\b|doubt\b|thinking\b|a second\b)|as an? (?:demo|toy|prototype|experiment|proof|research|hobby|weekend|feature|concept|vision|technical|thought)\b|to (?:an?|the|most|some)\b|(?:technically|theoretically|hypothetically|nominally|emotionally|some days|on a good day)\b)`;
const FUTURE = raw`(?:in (?:an?|\w+|a few) (?:more )?(?:weeks?|months?|quarters?|years?|releases?|versions?)|next (?:week|month|quarter|year|time|release)|one day|some ?day|eventually|\w+ (?:weeks?|months?|quarters?|years?|releases?|versions?) from now|later this year)`;
const STIPULATION = raw`(?<!\beven )\b(?:if|once|when|assuming|provided|suppose|were)`;

/** Verdicts on a condition, for some only, or in one light. */
export const CONDITIONS: readonly Phrasing[] = [
  // What holds all the same.
  same(
    raw`(?<!\b(?:if|when|why|whether|would|could|might) [^.;:—–]{0,60})\b${THIS}(?:'s| is) still ${ADVERBS}${NOUN}`,
  ),

  // What it would take.
  opposite(
    raw`\bfor ${SHIP_NOUN},? (?:i|we)(?:'d| would) (?:still |first |also )?(?:want|need|like|expect|have to)\b`,
  ),

  // Do that, and it is.
  opposite(
    raw`${START}${IMPROVE}[^.;:—–]{0,120}?(?:,| and)(?: then)? (?:${THIS}(?:'s| is| becomes| turns into| would be)|i'd call ${THIS}|i'm) ${ADVERBS}${SHIP_NOUN}`,
  ),
  opposite(
    raw`${START}${IMPROVE}[^.;:—–]{0,120}?(?:,| and)(?: then)? (?:i|we)(?:'ll|'d|'m| will| would) (?:be )?${ADVERBS}(?<word>shipping|ship)\b`,
  ),
  opposite(
    raw`${START}${WORSEN}[^.;:—–]{0,120}?(?:,| and)(?: then)? (?:${THIS}(?:'s| is| becomes| would be)) ${ADVERBS}${SKIP_NOUN}`,
  ),
  opposite(
    raw`${START}${WORSEN}[^.;:—–]{0,120}?(?:,| and)(?: then)? (?:i|we)(?:'ll|'d|'m| will| would) (?:be )?${ADVERBS}(?<word>skipping|skip)\b`,
  ),
  none(raw`${START}(?:but |so )?${CLAUSE_WITHOUT_VERB}{1,120} and (?:then )?${PLAIN}`),
  none(raw`${START}(?:but |so )?${CLAUSE_WITHOUT_VERB}{1,120} and (?:then )?${PLAIN_DEED}`),
  none(raw`${START}\w+ (?:it|them)\b[^.;:—–]{0,80} and (?:then )?${PLAIN}`),

  // If that, it is.
  none(raw`${STIPULATION} (?:(?!\b(?:but|still|until|unless)\b)[^.;—–]){0,200}?${PLAIN_DEED}`),
  none(
    raw`(?:${START}|\b(?:but|and|so|yet) )${UNDER} ?(?:(?!\bbut\b|, (?:and|so) )[^.;:—–]){0,120}?${PLAIN}`,
  ),
  none(
    raw`(?:${START}|\b(?:but|and|so|yet) )${UNDER} ?(?:(?!\bbut\b|, (?:and|so) )[^.;:—–]){0,120}?${PLAIN_DEED}`,
  ),

  // Later.
  opposite(raw`${SHIP_NOUN}(?= ${FUTURE}(?:,|;| maybe|${CLOSE}))`),
  none(raw`${START}${WORD}(?: ${THIS})?(?= ${FUTURE}\b)`),
];
