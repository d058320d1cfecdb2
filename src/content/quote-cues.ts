/** What makes a sentence speak for a tool or against it, beside a verdict said outright, in points. */
type Cue = readonly [points: number, pattern: RegExp];

export const PRAISE: readonly Cue[] = [
  [
    4,
    /\bthe moat (?:here )?(?:is|isn['’]t)\b|(?<!\b(?:problem|question|risk)) is the (?:actual |real )?moat\b/i,
  ],
  [
    4,
    /\b(?:real|genuine|legitimate|durable|credible) (?:\w+ )?(?:win|moat|advantage|differentiator|wedge|value|acquisition funnel)\b/i,
  ],
  [
    3,
    /\bthe right (?:call|bet|architecture|feature|decision|trade-?off)\b|\bbet is correct\b|\bbet pays off\b/i,
  ],
  [
    3,
    /\bjust works\b|\bworks exactly as advertised\b|\bzero friction\b|\bgenuinely (?:rare|high-leverage|useful)\b/i,
  ],
  [2, /\bprimitive (?:here )?is cle(?:an|ar)\b|\bsolves? a real\b|\bflywheel\b/i],
  [2, /(?<!\b(?:costs?|prices?|debts?|bills?|errors?|mistakes?|latency) (?:\w+ )?)\bcompounds\b/i],
  [1, /\bsecond-order effect\b/i],
];

const NOT = String.raw`(?:\b(?:no|not|never|without|hardly|lacks?)|n['’]t)`;

/** What says that something is not so, or not there; not a contrast: "in git, not in a database". */
export const DENIED = new RegExp(String.raw`(?<!, )${NOT}\b`, 'i');

/** What it is good not to have. */
const UNWANTED =
  '(?:downside|drawback|risk|problem|catch|concern|threat|weakness|flaw|complaint|competitor|competition|rival|alternative|substitute|equal)s?';

/** Praise of what is missing, wished for, claimed by others or over: it speaks for no tool. */
export const HOLLOW =
  /\bwould (?:be|have)\b|\bsupposed\b|\b(?:claims?|claimed|needs?|needed|requires?|lacks?|lacked|until|unless|if)\b|\b(?:nobody|no one) (?:pays|wants|needs)\b|\bflywheel never\b|\btoo late\b|\b(?:there|it) (?:is|are) none\b|\bfound none\b/i;

/** Criticism that comes to nothing: a catch that is not there, a gripe that it is not older. */
export const HARMLESS = new RegExp(
  [
    String.raw`(?<!\bthere )\bis (?:that there (?:is|are) none|none|nothing(?! (?:but|new|more|short)\b))\b`,
    String.raw`\bflags?\b[^.;:]{0,40}\bfound none\b`,
    String.raw`\b(?:i|we) (?:could not|couldn['’]t|cannot|can['’]t|failed to|have yet to) (?:construct|find|imagine|think of|picture|reproduce|name)(?=[.,;:!]|$)`,
    String.raw`\b(?:gripe|complaint|regret) is that (?:\w+ ){1,3}not\b[^.;]*\b(?:sooner|earlier|years ago)\b`,
    String.raw`\bi (?:do not|don['’]t) (?:care|mind)(?=[.,;:!]|$)`,
  ].join('|'),
  'i',
);

export const CRITICISM: readonly Cue[] = [
  [9, /\bwhat kills (?:this|it)\b|\bthe kill scenario\b|\bwhat['’]s going to kill\b/i],
  [
    8,
    /\bscenario where (?:\S+ ){1,3}(?:breaks|fails)\b|\bwhere (?:this|it) (?:breaks|falls apart)\b/i,
  ],
  [
    7,
    /\bthe (?:\S+ ){0,3}(?:problem|risk|gap|weakness|flaw|catch) (?:here )?is\b(?! (?:now |already |well |largely |all )?(?:solved|fixed|closed|covered|handled|small|minor|low|tiny|negligible|manageable|acceptable|priced in)\b)|\bis the (?:real |existential )?(?:risk|problem)\b/i,
  ],
  [7, /\bwhat (?:would )?(?:concerns?|worries|worry) me\b|\bthe moat question is\b/i],
  [7, /\bmoat is (?:thin|weak|shallow|missing|gone)\b|\bno (?:\w+ )?moat\b/i],
  [
    6,
    /\bdoesn['’]t (?:create|generate|have|justify)\b(?! (?:an? |any )?(?:\w+ )?(?:lock-in|sales|wait-?lists?|minimums?|competitors?|competition|rivals?|alternatives?|downsides?|drawbacks?|weakness(?:es)?)\b)|\b(?:not|isn['’]t) (?:building )?a business\b/i,
  ],
  [
    5,
    new RegExp(
      `${NOT} (?:an? |the |yet )?(?:real|genuine|legitimate|durable|credible|right) (?!${UNWANTED}\\b)`,
      'i',
    ),
  ],
  [
    5,
    /\bmy (?:one |only |main )?(?:gripe|concern|worry|complaint)\b|(?<!\bno (?:\w+ )?)\b(?:yellow|red) flags?\b/i,
  ],
  [
    4,
    /(?<!\b(?:no|not an?|isn['’]t an?) )\bblack box\b|\bno standalone business\b|\bstop paying\b|\bevaporates\b/i,
  ],
  [4, /(?<!\b(?:never|not) )\b(?:becomes|flip this (?:in)?to|turn this into) a skip\b/i],
  [
    3,
    /\bis marketing until\b|\bneeds? scrutiny\b|\bterrible for\b(?! (?:its |the |their |all )?(?:competitors|competition|rivals|incumbents)\b)|\bcommoditizes\b|\bsqueezed\b|\bnotoriously\b|\bdependency th(?:at|is)\b/i,
  ],
];

/** Openings that lean on a sentence before them. */
export const DANGLING =
  /^["'“‘(]*(?:(?:yes|no|nope)(?=[.,;:!])|that said|still|but|and|or|so|yet|however|until|also|then|instead|otherwise|meanwhile|it|its|it['’]s|this|that|that['’]s|these|those|they|they['’]re|their|he|she|(?:is|are|was|does|do|did|has|can|will|would) (?:it|this|that|they|he|she)|there|here|which|such|both|neither|either|right now|for this|on top|the same|the latter|the former)\b/i;

/** An ending that stands for something said before: "I spent a week looking for one." */
export const ECHO = /\b(?:one|ones|them)[.!?]$/i;

/** "Ship it, with caveats: …": what follows is what it forgives. */
export const CAVEAT =
  /\bship\b[^.;:]{0,20}\bwith (?:an? |one |two |some |a few |several )?(?:caveats?|reservations?|conditions?|asterisk)\b/i;

/** An item of a list, whose neighbours are no reasons for it. */
export const LISTED = /^(?:[-*•]|\d+[.)]) /;
