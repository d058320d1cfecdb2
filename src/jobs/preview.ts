import { join } from 'node:path';
import { categoriesOf } from '../content/categories.js';
import { makeFolder, onDisk, writeDurably } from '../disk.js';
import type { Edition } from '../editions/edition.js';
import { sizeOf } from '../letters/fit.js';
import { Format, type Masthead, type Variant } from '../letters/letter.js';
import { renderLetter, variantId } from '../letters/render.js';
import { compileLetter, fill, type SlotValues } from '../letters/slots.js';

/** A letter of an edition that was written to be looked at. */
export interface Preview {
  variant: string;
  subject: string;
  /** As letters/fit.ts counts it. */
  bytes: number;
  /** Paths of the files. */
  html: string;
  text: string;
}

/** The values of a reader who does not exist; the links lead to "this link does not work". */
export const sampleReader = {
  address: 'reader@example.com',
  unsubscribe: 'sample',
  preferences: 'sample',
  vote: 'sample',
} satisfies SlotValues;

/** Writes every variant of an edition that readers can ask for, one topic at a time, into `folder`. */
export async function writePreviews(
  edition: Edition,
  masthead: Masthead,
  folder: string,
): Promise<Preview[]> {
  onDisk(folder, () => makeFolder(folder));

  const previews: Preview[] = [];
  for (const variant of variantsOf(edition)) {
    const letter = await renderLetter(edition, variant, masthead);
    const compiled = compileLetter(letter);
    const id = variantId(variant);
    const path = join(folder, `${edition.week}-${id}`);
    const [html, text] = [`${path}.html`, `${path}.txt`];
    await writeDurably(html, fill(compiled.html, sampleReader));
    await writeDurably(text, fill(compiled.text, sampleReader));
    previews.push({ variant: id, subject: letter.subject, bytes: sizeOf(letter.html), html, text });
  }
  return previews;
}

function variantsOf(edition: Edition): Variant[] {
  const tools = [...edition.matchups, ...edition.moreOnTheWeb].flatMap((matchup) => matchup.tools);
  const categories = categoriesOf(tools).sort();
  const topics = [null, ...(categories.length > 1 ? categories.map((name) => [name]) : [])];
  return topics.flatMap((names) => Format.options.map((format) => ({ format, topics: names })));
}
