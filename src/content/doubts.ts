import { verdictIn } from './cues.js';
import type { Lens } from './panel.js';
import type { Review, Tool } from './tool.js';

/** What an editor had better look at in a tool: at which field, and what is odd there. */
export interface Doubt {
  field: string;
  message: string;
}

/** What is left of the page's markup, or of an encoding that it was not written in. */
const LEFTOVER =
  /&(?:#\d+|#x[\da-f]+|[a-z]{2,8}\d{0,2});|<\/?[a-z][a-z\d]*(?: [^<>]*)?\/?>|\*\*(?=\S)|\]\((?=https?:|\/)|^#{1,6} |â€|Ã[\u0080-\u00bf]/m;
/** How a text may end that was not cut off: no letter, no digit, no comma. */
const FINISHED = /[^\p{L}\p{N},;:—–-]$/u;

/** How each of the site's reviewers opens a review, which tells where a page lists them in another order. */
const OPENINGS: ReadonlyMap<Lens, RegExp> = new Map([
  ['builder', /^the primitive\b/i],
  ['skeptic', /^(?:category:|direct competitors?\b)/i],
  ['futurist', /^the thesis\b/i],
  ['founder', /^the buyer\b/i],
]);

/**
 * The doubts about a tool as a page gave it. None of them keeps it out: a tagline may be about HTML,
 * and a reviewer may praise what the panel's share has skipped.
 */
export function doubtsAbout(tool: Tool): Doubt[] {
  const fields = (['name', 'tagline', 'category', 'entry', 'description'] as const).flatMap(
    (field) => leftover(field, tool[field]),
  );
  const lenses = tool.reviews.map(({ lens }) => lens);
  return [...fields, ...tool.reviews.flatMap((review, at) => reviewDoubts(review, at, lenses))];
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
  lenses: readonly Lens[],
): Doubt[] {
  const place = `reviews[${at}]`;
  const heard = verdictIn(quote);
  const odd = heard !== null && heard !== verdict;
  const other =
    namedLens(
      quote,
      lenses.filter((each) => each !== lens),
    ) ?? otherLens(lens, quote);
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
    ...(FINISHED.test(quote)
      ? []
      : [{ field: `${place}.quote`, message: 'ends in the middle of a sentence' }]),
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
