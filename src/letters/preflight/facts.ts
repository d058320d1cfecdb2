import type { Library } from '../../content/library.js';
import type { Slug } from '../../content/slug.js';
import { panelShip } from '../../content/tool.js';
import type { Edition, Matchup, MatchupTool, Pair } from '../../editions/edition.js';
import type { CommunityOf } from '../../editions/matchups.js';
import { listed } from '../../editions/wording.js';
import { share } from '../wording.js';
import { type Fault, quoted } from './finding.js';
import { without } from './words.js';

/** What is true today. */
export interface Content {
  library: Library;
  /** As an edition drafted now would show it. */
  community: CommunityOf;
}

/** A fault of the edition's content, and the words that stand where it shows. */
export type FactFault = Omit<Fault, 'part' | 'selector'> & { about: string };

/** A write-up is old when its newest comparison came out more than so many days before the letter. */
const writeUpDays = 365;

/** Where the frozen edition and the content of today disagree, and what it says twice. */
export function factFaults(edition: Edition, content: Content): FactFault[] {
  const matchups = [...edition.matchups, ...edition.moreOnTheWeb];
  const tools = new Map(
    matchups.flatMap((matchup) => matchup.tools).map((tool) => [tool.slug, tool]),
  );
  return [
    ...[...tools.values()].flatMap((tool) => toolFaults(tool, edition, content)),
    ...matchups.flatMap((matchup) =>
      matchup.pairs.flatMap((pair) => pairFaults(pair, matchup, content)),
    ),
    ...disagreementFaults(edition, content),
    ...twiceFaults(matchups),
  ];
}

const draftAnew = 'Draft the edition anew, and have it approved again.';

function toolFaults(
  tool: MatchupTool,
  edition: Edition,
  { library, community }: Content,
): FactFault[] {
  const { slug, name } = tool;
  const today = library.tools.get(slug);
  if (!today) return [missingTool(name, slug)];
  const faults: FactFault[] = [];
  const add = (severity: Fault['severity'], rule: string, what: string, remedy = draftAnew) =>
    faults.push({ severity, rule, about: name, what, remedy });

  const ship = panelShip(today.reviews);
  if (ship !== tool.panelShip) {
    const told = `the letter says ${share(tool.panelShip)}, its reviews ${share(ship)}`;
    add('error', 'panel-figure', `The panel’s figure for ${quoted(name)} is out of date: ${told}.`);
  }
  for (const { lens, verdict } of tool.verdicts) {
    const review = today.reviews.find((each) => each.lens === lens);
    if (review?.verdict === verdict) continue;
    const told = `the letter says ${verdict}, the review ${review?.verdict ?? 'is gone'}`;
    add(
      'error',
      'panel-figure',
      `The ${lens}’s verdict on ${quoted(name)} is out of date: ${told}.`,
    );
  }
  const readers = community(slug);
  if (readers !== tool.community) {
    const told = `${share(tool.community)} when it was drafted, ${share(readers)} now`;
    add(
      'warning',
      'community-figure',
      `The community’s figure for ${quoted(name)} has changed: ${told}.`,
      'Send it as it is, or draft it anew for today’s figure.',
    );
  }
  for (const field of ['name', 'tagline', 'category', 'entry'] as const) {
    if (today[field] === tool[field]) continue;
    add(
      'warning',
      'content-changed',
      `The ${field} of ${quoted(name)} was ${quoted(tool[field])} when it was drafted, and is ${quoted(today[field])} now.`,
    );
  }
  return [...faults, ...ageFaults(tool, edition, library)];
}

function missingTool(name: string, slug: Slug): FactFault {
  return {
    severity: 'error',
    rule: 'content-missing',
    about: name,
    what: `${quoted(name)} is in the edition, and there is no tool “${slug}” in the content any more.`,
    remedy: 'Bring it back with `verdicts import`, or draft the edition anew.',
  };
}

function ageFaults(
  { slug, name }: MatchupTool,
  { dueAt }: Edition,
  { comparisons }: Library,
): FactFault[] {
  const times = [...comparisons.values()]
    .filter(({ left, right }) => left === slug || right === slug)
    .map(({ publishedAt }) => Date.parse(publishedAt));
  const newest = times.reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
  const days = Math.floor((Date.parse(dueAt) - newest) / 86_400_000);
  if (times.length === 0 || days <= writeUpDays) return [];
  return [
    {
      severity: 'warning',
      rule: 'write-up-age',
      about: name,
      what: `What is written of ${quoted(name)} is ${days} days old.`,
      remedy: 'Check that it still holds, or exclude the comparison in the week’s plan.',
    },
  ];
}

/** Who leads, and by which figures, must follow from the figures beside it. */
function pairFaults(
  { slug, left, right, outcome }: Pair,
  { tools }: Matchup,
  { library }: Content,
): FactFault[] {
  const faults: FactFault[] = [];
  const sides = [left, right].map((side) => tools.find((tool) => tool.slug === side));
  const [one, other] = sides;
  if (!one || !other) return faults;
  const about = one.name;
  const pair = quoted(`${one.name} vs ${other.name}`);
  if (!library.comparisons.has(slug)) {
    faults.push({
      severity: 'error',
      rule: 'content-missing',
      about,
      what: `${pair} is in the edition, and there is no comparison “${slug}” in the content any more.`,
      remedy: 'Bring it back with `verdicts import`, or draft the edition anew.',
    });
  }
  const why = whyNot(outcome, one, other);
  if (why !== undefined) {
    faults.push({
      severity: 'error',
      rule: 'outcome',
      about: outcome.sentence,
      what: `The letter says ${quoted(outcome.sentence)} of ${pair}, and ${why}.`,
      remedy: draftAnew,
    });
  }
  return faults;
}

/** Why the outcome does not follow from the figures of the two, as the end of a sentence. */
function whyNot(
  { by, leader, sentence }: Pair['outcome'],
  left: MatchupTool,
  right: MatchupTool,
): string | undefined {
  const [first, second] = leader === 'right' ? [right, left] : [left, right];
  const figure = by === 'community' ? 'community' : 'panelShip';
  const leads = (first[figure] ?? 0) > (second[figure] ?? 0);
  if ((by === 'panel' || by === 'community') && !leads) {
    return `its figures are ${share(left[figure])} to ${share(right[figure])}`;
  }
  const figures = [left, right].flatMap(({ panelShip, community }) => [panelShip, community]);
  const strange = without(
    sentence,
    [left.name, right.name].toSorted((a, b) => b.length - a.length),
  )
    .match(/\d+(?=%)/g)
    ?.find((told) => !figures.includes(Number(told)));
  return strange === undefined ? undefined : `neither of them has the figure ${strange}%`;
}

function disagreementFaults(
  { disagreements = [] }: Edition,
  { library, community }: Content,
): FactFault[] {
  return disagreements.flatMap((told) => {
    const tool = library.tools.get(told.tool);
    const readers = community(told.tool);
    if (!tool) return [missingTool(told.name, told.tool)];
    const words = `“Where you and the panel disagree” gives ${quoted(told.name)}`;
    const faults: FactFault[] = [];
    const ship = panelShip(tool.reviews);
    if (ship !== told.panelShip) {
      faults.push({
        severity: 'error',
        rule: 'panel-figure',
        about: told.name,
        what: `${words} ${share(told.panelShip)} of the panel, and its reviews say ${share(ship)}.`,
        remedy: draftAnew,
      });
    }
    if (readers !== told.community) {
      faults.push({
        severity: 'warning',
        rule: 'community-figure',
        about: told.name,
        what: `${words} ${share(told.community)} of the readers, and by now it is ${share(readers)}.`,
        remedy: 'Send it as it is, or draft it anew for today’s figure.',
      });
    }
    return faults;
  });
}

/** A comparison that comes twice; a tool, or its name, that stands on several cards. */
function twiceFaults(matchups: readonly Matchup[]): FactFault[] {
  const slugs = matchups.flatMap(({ pairs }) => pairs.map(({ slug }) => slug));
  const repeated = new Set(slugs.filter((slug, index) => slugs.indexOf(slug) !== index));
  const comparisons = [...repeated].map(
    (slug): FactFault => ({
      severity: 'error',
      rule: 'twice',
      about: '',
      what: `The comparison “${slug}” is in the edition twice.`,
      remedy: draftAnew,
    }),
  );
  const cards = new Map<string, Set<number>>();
  const writeUps = new Map<string, Set<Slug>>();
  for (const [index, { tools }] of matchups.entries()) {
    for (const { name, slug } of tools) {
      cards.set(name, (cards.get(name) ?? new Set()).add(index + 1));
      writeUps.set(name, (writeUps.get(name) ?? new Set()).add(slug));
    }
  }
  const tools = [...cards].flatMap(([name, places]): FactFault[] => {
    const count = writeUps.get(name)?.size ?? 1;
    if (places.size < 2 && count < 2) return [];
    const where =
      places.size < 2 ? 'twice on one card' : `in the matchups ${listed([...places].map(String))}`;
    const why = count > 1 ? `, from ${count} write-ups whose figures may differ` : '';
    return [
      {
        severity: 'warning',
        rule: 'twice',
        about: name,
        what: `${quoted(name)} stands ${where}${why}.`,
        remedy:
          'Leave it if readers will understand; else exclude a comparison in the week’s plan.',
      },
    ];
  });
  return [...comparisons, ...tools];
}
