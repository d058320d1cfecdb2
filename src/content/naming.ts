import { createHash } from 'node:crypto';
import slugify from '@sindresorhus/slugify';
import { Slug } from './slug.js';

const LONGEST = 100;
/** So that "<tool>-vs-<tool>" still fits with a number behind it. */
const LONGEST_TOOL = 46;

/** A free slug for a tool: its name's, or where another tool has that one, with `-2`, `-3` … */
export function toolSlug(name: string, isTaken: (slug: Slug) => boolean): Slug {
  const slug = shortened(slugify(name, { decamelize: false }), LONGEST);
  const usable = Slug.safeParse(slug).success;
  return free(usable ? slug : `tool-${digest(name)}`, LONGEST_TOOL, isTaken);
}

/** A free slug for the comparison of two tools: `<left>-vs-<right>`, numbered as `toolSlug` does. */
export function comparisonSlug(left: Slug, right: Slug, isTaken: (slug: Slug) => boolean): Slug {
  return free(`${left}-vs-${right}`, LONGEST, isTaken);
}

function free(wanted: string, longest: number, isTaken: (slug: Slug) => boolean): Slug {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${number}`;
    const slug = `${shortened(wanted, longest - ending.length)}${ending}`;
    if (!isTaken(slug)) return slug;
  }
}

function shortened(slug: string, longest: number): string {
  return slug.slice(0, longest).replace(/-+$/, '');
}

/** For names without a letter that ASCII could stand for, such as Chinese ones. */
function digest(name: string): string {
  return createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, 8);
}
