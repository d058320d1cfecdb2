import { folded } from './lines.js';

/** What an entry says of the start: without paying, only against payment, or neither for certain. */
export type EntryKind = 'free' | 'paid' | 'unknown';

const AMOUNT = String.raw`\d{1,3}(?:[\s'’]\d{3})+|\d[\d.,]*|\.\d+`;
const CURRENCY = String.raw`\p{Sc}|zł|kč|\b(?:usd|eur|gbp|chf|jpy|cny|rmb|inr|rs|krw|ils|cad|aud|nzd|sgd|hkd|brl|mxn|zar|sek|nok|dkk|pln|czk|huf|kr)\b`;
const PRICED = String.raw`(?:${CURRENCY})\s?(${AMOUNT})|(${AMOUNT})\s?(?:${CURRENCY})`;
const PRICE = new RegExp(PRICED, 'gu');
const NOTHING = String.raw`(?:\bfree|(?:${CURRENCY})\s?0(?:[.,]00?)?(?![\d.,]))`;
const SPAN = '(?:days?|weeks?|months?|quarters?|years?)';
const DATE = String.raw`(?:(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|q[1-4]|20[2-4]\d|launch|the end)`;

/** What is used up: so many of them are free once only, if no span of time is named. */
const USES =
  '(?:searches|queries|questions|answers|generations|images|videos|songs|messages|requests|runs|uses|tokens|minutes|hours|pages|documents|tasks|calls|characters|words|exports|completions|conversations)';

/** What makes so many free ones come again: "10 free images daily". */
const RECURRING = String.raw` ?(?:/|(?:an?|per|each|every|daily|weekly|monthly)\b)`;

const LICENCE = String.raw`(?:apache|mit|bsd|mpl|[al]?gpl)(?:v?\d)?`;
const PLAN = '(?:tiers?|plans?|versions?|editions?|accounts?|options?|packages?|levels?)';

/** What may stand behind "free" where it is the start that is free: a plan, or a word that names nothing. */
const START = String.raw`(?<=^free )apps?\b|software\b|open\b|of charge\b|(?:[\w-]+ ){0,2}${PLAN}\b|no\b(?! (?:longer|more)\b)|(?:forever|always|available|and|or|but|up|below|under|on|for|with|while|if|to|in|as|at|until|till|then)\b`;

/** What may stand right before "free" where it is the start that is free: any other word says who or what is. */
const LEADING =
  '(?:or|and|plus|then|with|has|have|includes?|an?|always|still|now|currently|also|completely|totally|entirely|fully)';

/** Free for some time, or not at all: what is left to pay for is the start. */
const NOT_FREE = [
  /\bfree(?:[ -]\w+){0,2}[ -]trial\b|\btrial\b(?: free)?/g,
  new RegExp(
    String.raw`(?:\bfree(?: of charge)?|(?:${CURRENCY})\s?0(?:[.,]00?)?) (?:(?:for|for up to|up to|during|until|till) (?:(?:\d+|one|two|three)[ -](?:\w+ )?${SPAN}|an?|the first|your first|limited|(?:the )?(?:\w+ )?beta|early)|(?:until|till) ${DATE})\b.*?(?=[,;+/)]|$)`,
    'gu',
  ),
  /\bfirst (?:\w+ )?(?:days?|weeks?|months?|year) (?:is |are )?free\b/g,
  new RegExp(
    String.raw`(?<!\b${USES} )\b(?:\d+|an?|one|two|three|four|six)[ -]${SPAN} (?:\w+ )?free\b`,
    'g',
  ),
  new RegExp(String.raw`${NOTHING} \(?(?:(?:first|\d+|one|two|three)[ -])?${SPAN}\b`, 'gu'),
  /\bfree (?:\w+ )?(?:demos?|updates?|upgrades?|onboarding|migration|support|set-?up|shipping|consultation|training)\b/g,
  new RegExp(
    String.raw`\b(?:was|formerly|previously|originally|used to (?:be|cost)) (?:from )?(?:free(?:mium)?\b|${PRICED})`,
    'gu',
  ),
  new RegExp(String.raw`${NOTHING}(?:/\w+)? ?(?:→|->|=>)`, 'gu'),
  /\bfree(?:mium| (?:tier|plan|version|quota|access)s?) (?:\w+ )?(?:end(?:s|ed)|paused|planned|coming|soon|discontinued|removed|retired|sunset|close[sd]|withdrawn|gone|no more)\b/g,
  new RegExp(
    String.raw`(?:${CURRENCY})\s?0(?:[.,]00?)? (?:\w+ )?(?:set-?up|base|down|upfront|today|minimum|deposit|commitment|fees?)\b`,
    'gu',
  ),
  /\b(?:no|not|never|without) (?:an? )?(?:\w+ )?free(?:mium)?\b(?: (?:tier|plan|version))?/g,
  /(?<=[\w-])-free\b/g,
];

/** Free on a condition that a reader need not meet: no claim either way. */
const CONDITIONAL = [
  new RegExp(
    String.raw`${NOTHING}(?: (?:with|in|at)|(?: ${PLAN})? (?:for|while|if|to|as))\b(?! (?:start|use|everyone|all|anyone|up to \d+ (?:users?|seats?|people|members?|projects?|devices?))\b| \p{Sc})`,
    'u',
  ),
  new RegExp(String.raw`${NOTHING}(?: ${PLAN})? (?:until|till) (?!\d)`, 'u'),
  // "Free (students)": what stands in brackets is a condition, but for what says how much or by which licence.
  new RegExp(
    String.raw`(?:${NOTHING}|\bfreemium)(?: ${PLAN})? \((?!(?:beta|limited|watermarked)\)|forever|always|no\b|up to|open|${LICENCE}|\d)`,
    'u',
  ),
  /\bpay what\b|\bname your\b|(?<!\b(?:no|without) )\bads or\b|\bor (?:\w+ )?ads\b|\bad-supported\b/,
  /\bbring your own\b|\bbyok?\b|\bon request\b|\bcoming soon:? (?:an? )?free\b/,
  /(?<!\bno )\b(?:wait-?list|invit(?:e|ation)s?[ -]only)\b/,
  /(?<!\bno (?:[\w-]+ ){0,3})\brequired\b/,
  /\btry (?:it )?(?:for )?free\b/,
  /\bcredits?\b(?! cards?\b)/,
  new RegExp(String.raw`\b\d[\d.,]*[km]? (?:${USES} free|free ${USES})\b(?!${RECURRING})`),
  // "Students free", "unlimited free viewers", "free API key": what is free need not be the start.
  new RegExp(
    String.raw`(?<!\b${USES} (?:an? \w+ )?)(?<=(?<![\p{L}\d])(?!${LEADING} )\p{L}+ )free\b`,
    'u',
  ),
  new RegExp(
    String.raw`\bfree(?! (?:${START}|${USES}${RECURRING})|${RECURRING}) \p{L}|\bfree(?:-?ish|[?*†‡])`,
    'u',
  ),
  /\b(?:students|teachers|educators|researchers|non-?profits|charities|schools|startups): free\b/,
];

/** A price that a reader need not pay at the start: there is the source under its licence, or so much without it. */
const OPTIONAL = [
  /\bopen[- ]?(?:source|weights?)\b|\bsource[- ]available\b|\bself[- ]?host/,
  /\bsuggested\b|\bdonation/,
  // Free in another language is free on conditions that nobody reads here.
  /\bgr[aá]tis|\bgratuit|\bkostenlos|免费|免費|無料|무료|бесплатн/,
  new RegExp(String.raw`\b${LICENCE}\b`),
  /\bafter (?:the )?(?:first )?\d[\d,.]*k?\b(?![ -]?(?:days?|weeks?|months?|years?)\b)/,
];

/**
 * What the entry text of a tool says for certain. Conservative: a free trial is not free to start,
 * and what is free for some only ("Free for students") is unknown.
 */
export function entryKind(entry: string): EntryKind {
  const text = NOT_FREE.reduce((rest, phrase) => rest.replace(phrase, ' '), folded(entry));
  if (CONDITIONAL.some((phrase) => phrase.test(text))) return 'unknown';
  const prices = [...text.matchAll(PRICE)].map(([, after, before]) => after ?? before ?? '');
  const nothing = prices.some((price) => !/[1-9]/.test(price));
  if (nothing || /\bfree(?:mium)?\b/.test(text)) return 'free';
  if (OPTIONAL.some((phrase) => phrase.test(text))) return 'unknown';
  const paid = prices.length > 0 || /\bpaid\b|\bpay[ -](?:as|per)\b|\bsubscription\b/.test(text);
  return paid ? 'paid' : 'unknown';
}
