import { verdictIn } from './cues.js';
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

/**
 * The doubts about a tool as a page gave it. None of them keeps it out: a tagline may be about HTML,
 * and a reviewer may praise what the panel's share has skipped.
 */
export function doubtsAbout(tool: Tool): Doubt[] {
  const fields = (['name', 'tagline', 'category', 'entry', 'description'] as const).flatMap(
    (field) => leftover(field, tool[field]),
  );
  return [...fields, ...tool.reviews.flatMap((review, at) => reviewDoubts(review, at))];
}

function leftover(field: string, text: string): Doubt[] {
  const found = LEFTOVER.exec(text)?.[0];
  return found === undefined
    ? []
    : [{ field, message: `holds "${found}", which readers would see as it stands` }];
}

function reviewDoubts({ lens, quote, verdict }: Review, at: number): Doubt[] {
  const place = `reviews[${at}]`;
  const heard = verdictIn(quote);
  const odd = heard !== null && heard !== verdict;
  return [
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
