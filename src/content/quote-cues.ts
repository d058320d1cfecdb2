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
  [2, /\bprimitive (?:here )?is cle(?:an|ar)\b|\bsolves? a real\b|\bflywheel\b|\bcompounds\b/i],
  [1, /\bsecond-order effect\b/i],
];

const NOT = String.raw`(?:\b(?:no|not|never|without|hardly|lacks?)|n['’]t)`;

export const CRITICISM: readonly Cue[] = [
  [9, /\bwhat kills (?:this|it)\b|\bthe kill scenario\b|\bwhat['’]s going to kill\b/i],
  [
    8,
    /\bscenario where (?:\S+ ){1,3}(?:breaks|fails)\b|\bwhere (?:this|it) (?:breaks|falls apart)\b/i,
  ],
  [
    7,
    /\bthe (?:\S+ ){0,3}(?:problem|risk|gap|weakness|flaw|catch) (?:here )?is\b|\bis the (?:real |existential )?(?:risk|problem)\b/i,
  ],
  [7, /\bwhat (?:would )?(?:concerns?|worries|worry) me\b|\bthe moat question is\b/i],
  [7, /\bmoat is (?:thin|weak|shallow|missing|gone)\b|\bno (?:\w+ )?moat\b/i],
  [
    6,
    /\bdoesn['’]t (?:create|generate|have|justify)\b|\b(?:not|isn['’]t) (?:building )?a business\b/i,
  ],
  [
    5,
    new RegExp(
      `${NOT} (?:an? |the |yet )?(?:real|genuine|legitimate|durable|credible|right) `,
      'i',
    ),
  ],
  [5, /\bmy (?:one |only |main )?(?:gripe|concern|worry|complaint)\b|\b(?:yellow|red) flag\b/i],
  [4, /\bblack box\b|\bno standalone business\b|\bstop paying\b|\bevaporates\b/i],
  [4, /\b(?:becomes|flip this (?:in)?to|turn this into) a skip\b/i],
  [
    3,
    /\bis marketing until\b|\bneeds? scrutiny\b|\bterrible for\b|\bcommoditizes\b|\bsqueezed\b|\bnotoriously\b|\bdependency th(?:at|is)\b/i,
  ],
];
