import type { Library } from '../../src/content/library.js';
import type { Edition } from '../../src/editions/edition.js';
import type { Format, Letter, Masthead } from '../../src/letters/letter.js';
import { checkLetter } from '../../src/letters/preflight/check.js';
import type { Finding } from '../../src/letters/preflight/finding.js';
import type { OwnPages } from '../../src/letters/preflight/own-pages.js';
import { type Proof, proofOf } from '../../src/letters/preflight/proof.js';
import { renderLetter } from '../../src/letters/render.js';
import { editionOf, readerValues, masthead as usual } from './letters.js';

export interface Planted {
  format?: Format;
  edition?: Edition;
  masthead?: Masthead;
  /** Changes the rendered letter. */
  plant?: (letter: Letter) => Letter;
}

/** The proof of a letter, with what was planted in it. */
export async function proofWith({
  format = 'digest',
  edition = editionOf(),
  masthead = usual,
  plant = (letter) => letter,
}: Planted = {}): Promise<Proof> {
  const letter = plant(await renderLetter(edition, { format, topics: null }, masthead));
  return proofOf(letter, { edition, format, masthead, values: readerValues });
}

/** All pages that the edition itself leads to. */
function pagesFor({ week, matchups, moreOnTheWeb, disagreements = [] }: Edition): OwnPages {
  const all = [...matchups, ...moreOnTheWeb];
  const pairs = all.flatMap((matchup) => matchup.pairs);
  return {
    comparisons: new Set([
      ...pairs.map(({ slug }) => slug),
      ...disagreements.map(({ comparison }) => comparison),
    ]),
    tools: new Set(all.flatMap(({ tools }) => tools.map(({ slug }) => slug))),
    editions: new Set([week]),
  };
}

/** What the rules find in a letter, notes left out. */
export async function foundIn(planted: Planted = {}): Promise<Finding[]> {
  const proof = await proofWith(planted);
  return checkLetter(proof, pagesFor(proof.edition)).filter(({ severity }) => severity !== 'note');
}

/** The library with one tool changed. */
export function withTool(
  library: Library,
  slug: string,
  changes: Partial<NonNullable<ReturnType<Library['tools']['get']>>>,
): Library {
  const tool = library.tools.get(slug);
  if (!tool) throw new Error(`there is no ${slug}`);
  return { ...library, tools: new Map([...library.tools, [slug, { ...tool, ...changes }]]) };
}
