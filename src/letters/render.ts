import { createHash } from 'node:crypto';
import { categoriesOf, isSameCategory } from '../content/categories.js';
import { type Edition, type Matchup, sealed } from '../editions/edition.js';
import { introFor } from '../editions/intro.js';
import { preheaderFor } from '../editions/preheader.js';
import { subjectFor } from '../editions/subject.js';
import { VerdictsError } from '../errors.js';
import { fitted } from './fit.js';
import type { Letter, Masthead, Variant } from './letter.js';
import { hasMarker } from './slots.js';
import { textOf } from './text.js';

/**
 * The letter of an edition for one set of preferences, its HTML within the size budget. Same
 * edition, same bytes. Throws `VerdictsError` when the edition has nothing of the variant's topics,
 * does not fit (fit.ts), or holds slot markers that no template wrote.
 */
export async function renderLetter(
  edition: Edition,
  variant: Variant,
  masthead: Masthead,
): Promise<Letter> {
  if (hasMarker(JSON.stringify([edition, masthead]))) throw forged(edition);
  const wanted = editionFor(edition, variant.topics);
  if (wanted === undefined) throw nothingFor(edition, variant);
  const { edition: shown, html } = await fitted(wanted, variant.format, masthead);
  return { subject: shown.subject, html, text: textOf(shown, variant.format, masthead) };
}

/**
 * The edition for a reader who wants these topics: the matchups with a tool of one of them, those
 * too that had moved to the web for want of room. Undefined when there is none. Null topics
 * stand for all.
 */
export function editionFor(
  edition: Edition,
  topics: readonly string[] | null,
): Edition | undefined {
  if (topics === null) return edition;
  const all = allOf(edition);
  const matchups = all.filter((matchup) => isOfTopics(matchup, topics));
  const [lead] = matchups;
  if (lead === undefined) return undefined;
  if (matchups.length === all.length) return edition;
  const { hash: _, disagreements = [], ...content } = edition;
  // What an editor wrote stays; what was composed from the matchups is composed from these.
  const subject = lead === all[0] ? edition.subject : subjectFor(matchups);
  const intro = edition.intro === introFor(all) ? introFor(matchups) : edition.intro;
  const preheader = preheaderFor(matchups, subject);
  const ofTopics = disagreements.filter(({ category }) => includesTopic(topics, category));
  return sealed({
    ...content,
    subject,
    preheader,
    intro,
    matchups,
    moreOnTheWeb: [],
    ...(ofTopics.length > 0 && { disagreements: ofTopics }),
  });
}

/**
 * The variant of an edition that these preferences ask for, undefined when nothing in it is of the
 * reader's topics. No topics, and topics that cover everything, both stand for all of it. Upper and
 * lower case are the same.
 */
export function variantOf(
  { format, topics }: { format: Variant['format']; topics: readonly string[] },
  edition: Edition,
): Variant | undefined {
  if (topics.length === 0) return { format, topics: null };
  const all = allOf(edition);
  const wanted = categoriesOf(toolsOf(all)).filter((name) => includesTopic(topics, name));
  if (wanted.length === 0) return undefined;
  const covered = all.every((matchup) => isOfTopics(matchup, wanted));
  return { format, topics: covered ? null : wanted.sort() };
}

/**
 * The variant's name, fit for a file and a URL: `digest`, `brief`, `digest-developer-tools`. Topics
 * that such a name cannot tell apart from others (`C++` and `C`) add a checksum.
 */
export function variantId({ format, topics }: Variant): string {
  if (topics === null) return format;
  const words = topics.map((topic) =>
    topic
      .trim()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
  );
  const name = [format, ...words].join('-');
  const plain = topics.length === 1 && /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/.test(topics.join());
  if (plain && name.length <= 80) return name;
  const checksum = createHash('sha256').update(JSON.stringify(topics)).digest('hex').slice(0, 8);
  return `${name.slice(0, 80)}-${checksum}`;
}

function allOf({ matchups, moreOnTheWeb }: Edition): Matchup[] {
  return [...matchups, ...moreOnTheWeb];
}

function toolsOf(matchups: readonly Matchup[]): Matchup['tools'] {
  return matchups.flatMap(({ tools }) => tools);
}

function isOfTopics({ tools }: Matchup, topics: readonly string[]): boolean {
  return tools.some(({ category }) => includesTopic(topics, category));
}

function includesTopic(topics: readonly string[], category: string): boolean {
  return topics.some((topic) => isSameCategory(topic, category));
}

function forged({ week }: Edition): VerdictsError {
  return new VerdictsError(
    'slot-forged',
    `The edition ${week} or the masthead holds the characters that mark a letter's slots.`,
    { remedy: 'Take U+E000 and U+E001 out of the content, the plan and the settings.' },
  );
}

function nothingFor({ week }: Edition, { topics }: Variant): VerdictsError {
  return new VerdictsError(
    'variant-empty',
    `The edition ${week} has no matchup in ${topics?.join(', ')}.`,
    { remedy: 'Ask variantOf which variants the edition has.' },
  );
}
