import { verdictIn } from './cues.js';
import { folded } from './lines.js';
import { mentionsBeside, withoutVerdictsOn } from './mentions.js';
import type { Lens, Panel } from './panel.js';
import type { Review, Tool } from './tool.js';

/** What an editor had better look at in a tool: at which field, and what is odd there. */
export interface Doubt {
  field: string;
  message: string;
}

/** What a page says of the tool beside the one in doubt. */
type Beside = { name: string; reviews: readonly Pick<Review, 'lens' | 'quote'>[] };

/** What is left of the page's markup, or of an encoding that it was not written in. */
const LEFTOVER =
  /&(?:#\d+|#x[\da-f]+|[a-z]{2,8}\d{0,2});|<\/?[a-z][a-z\d]*(?: [^<>]*)?\/?>|\*\*(?=\S)|\]\((?=https?:|\/)|^#{1,6} |â€|Ã[\u0080-\u00bf]|^(?:undefined|null|NaN|TODO|xxx+)$|\{\{|lorem ipsum/m;
/** How a text ends that was cut off: in a letter, a digit, a comma, an ellipsis; but for a verdict by itself. */
const CUT = /(?:[\p{L}\p{N},;:—–…-]|\.\.\.|\bread more[.»›>]*)$/iu;
const VERDICT_ALONE = /(?:^|[^\p{L}\p{N}\s,;—–-]\s*)(?:ship|skip)(?: it)?$/iu;
/** Shorter ones, such as "Ship it.", two reviewers may well both write. */
const SAME_BY_CHANCE = 60;

/** How each of the site's reviewers opens a review, which tells where a page lists them in another order. */
const OPENINGS: ReadonlyMap<Lens, RegExp> = new Map([
  ['builder', /^the primitive\b/i],
  ['skeptic', /^(?:category:|direct competitors?\b)/i],
  ['futurist', /^the thesis\b/i],
  ['founder', /^the buyer\b/i],
]);

/**
 * The doubts about a tool as a page gave it, beside another. None of them keeps it out: a tagline may be
 * about HTML, and a reviewer may praise what the panel's share has skipped.
 */
export function doubtsAbout(tool: Tool, other: Beside, panel: Panel): Doubt[] {
  const fields = (['name', 'tagline', 'category', 'entry', 'description'] as const).flatMap(
    (field) => leftover(field, tool[field]),
  );
  return [
    ...fields,
    ...descriptionDoubts(tool, other),
    ...missingLenses(tool, panel),
    ...tool.reviews.flatMap((review, at) => [
      ...reviewDoubts(review, at, tool, other),
      ...doubled(review, at, tool, other),
    ]),
  ];
}

function descriptionDoubts({ name, description }: Tool, other: Beside): Doubt[] {
  const field = 'description';
  const lines = description.split('\n').filter((line) => line !== '');
  const last = lines.at(-1) ?? '';
  const again = lines.find((line, at) =>
    lines.slice(0, at).some((before) => folded(before) === folded(line)),
  );
  const names = mentionsBeside({ slug: 'own', name }, [{ slug: 'other', name: other.name }]);
  return [
    ...(CUT.test(last)
      ? [{ field, message: `ends with "${last.slice(-60)}", which is no whole sentence` }]
      : []),
    ...(again === undefined ? [] : [{ field, message: `holds "${again.slice(0, 60)}" twice` }]),
    ...(names(description) === 'others'
      ? [{ field, message: `names ${other.name}, and not ${name}` }]
      : []),
  ];
}

function missingLenses({ reviews }: Tool, panel: Panel): Doubt[] {
  const lenses = reviews.map(({ lens }) => lens);
  const missing = panel.map(({ lens }) => lens).filter((lens) => !lenses.includes(lens));
  if (missing.length === 0) return [];
  const message = `are by ${lenses.join(', ')}, and none by ${missing.join(', ')}`;
  return [{ field: 'reviews', message }];
}

/** The doubt about a review that stands on the page once more. */
function doubled({ quote }: Review, at: number, tool: Tool, other: Beside): Doubt[] {
  if (quote.length < SAME_BY_CHANCE) return [];
  const isSame = (review: { quote: string }) => folded(review.quote) === folded(quote);
  const before = tool.reviews.slice(0, at).find(isSame);
  const elsewhere = other.reviews.find(isSame);
  const whose = before
    ? `the review by ${before.lens}`
    : elsewhere && `what ${elsewhere.lens} says of ${other.name}`;
  return whose ? [{ field: `reviews[${at}].quote`, message: `is word for word ${whose}` }] : [];
}

function leftover(field: string, text: string): Doubt[] {
  const found = LEFTOVER.exec(text)?.[0];
  return found === undefined
    ? []
    : [{ field, message: `holds "${found}", which readers would see as it stands` }];
}

function reviewDoubts(
  { lens, quote, verdict }: Review,
  at: number,
  { name, reviews }: Tool,
  beside: Beside,
): Doubt[] {
  const place = `reviews[${at}]`;
  const heard = verdictIn(withoutVerdictsOn(beside.name, name, quote));
  const odd = heard !== null && heard !== verdict;
  const others = reviews.map((review) => review.lens).filter((each) => each !== lens);
  const other = namedLens(quote, others) ?? otherLens(lens, quote);
  return [
    ...(other
      ? [
          {
            field: `${place}.lens`,
            message: `is ${lens} by its place on the page, but it opens as ${other} does`,
          },
        ]
      : []),
    ...leftover(`${place}.quote`, quote),
    ...(CUT.test(quote) && !VERDICT_ALONE.test(quote)
      ? [{ field: `${place}.quote`, message: 'ends in the middle of a sentence' }]
      : []),
    ...(odd
      ? [
          {
            field: `${place}.verdict`,
            message: `is ${verdict}, but the words of ${lens} read as ${heard}`,
          },
        ]
      : []),
  ];
}

/** Which of the lenses a review names as its own at its start: "Founder: …", "As the skeptic on this panel, …". */
function namedLens(quote: string, lenses: readonly Lens[]): Lens | undefined {
  return lenses.find((lens) =>
    new RegExp(
      String.raw`^\P{L}*(?:(?:(?:speaking |writing )?as (?:an?|the|your|our) )${lens}\b|(?:the )?${lens}(?:['’]s \w+)?(?: ?:| (?:here|take|view|verdict|speaking)\b))`,
      'iu',
    ).test(quote),
  );
}

/** Whose opening a review has, where that is another's than the lens's own. */
function otherLens(lens: Lens, quote: string): Lens | undefined {
  if (!OPENINGS.has(lens)) return undefined;
  const [opens] = [...OPENINGS].find(([, opening]) => opening.test(quote)) ?? [lens];
  return opens === lens ? undefined : opens;
}
