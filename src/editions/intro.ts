import { categoriesOf } from '../content/categories.js';
import type { Matchup, MatchupTool } from './edition.js';
import { capitalised, counted, inWords, listed, oneLine } from './wording.js';

/** How many names a sentence lists before it counts. */
const NAMED = 3;

/**
 * The first lines of an edition when the editors wrote none: the publication's own promise, how
 * many comparisons there are and of what, and for which tools no reviewer says skip.
 */
export function introFor(matchups: readonly Matchup[]): string {
  const tools = matchups.flatMap((matchup) => matchup.tools);
  const distinct = [...new Map(tools.map((tool) => [tool.slug, tool])).values()];
  return [
    'New AI tools ship daily. We compare them before you waste an afternoon.',
    `This week: ${contents(matchups, distinct)}.`,
    `${sweep(distinct)}.`,
  ].join(' ');
}

function contents(matchups: readonly Matchup[], tools: readonly MatchupTool[]): string {
  const comparisons = matchups.reduce((sum, { pairs }) => sum + pairs.length, 0);
  const categories = categoriesOf(tools).map(oneLine);
  const count = counted(comparisons, 'comparison');
  if (categories.length > NAMED) return `${count} across ${inWords(categories.length)} categories`;
  return `${count} in ${listed(categories)}`;
}

/** Names tools only where a name stands for one tool of the edition. */
function sweep(tools: readonly MatchupTool[]): string {
  const swept = tools.filter(({ verdicts }) => verdicts.every(({ verdict }) => verdict === 'ship'));
  const names = swept.map(({ name }) => oneLine(name));
  const all = tools.map(({ name }) => oneLine(name));
  const clear = names.every((name) => all.filter((other) => other === name).length === 1);
  const of = `of the ${inWords(tools.length)} tools`;
  if (swept.length === 0) {
    const none = tools.length === 2 ? 'Neither' : 'None';
    return `${none} ${of} gets through the panel without a skip`;
  }
  if (swept.length === tools.length) {
    const every = tools.length === 2 ? 'Both' : `All ${inWords(tools.length)}`;
    return `${every} tools get through the panel without a skip`;
  }
  const verb = swept.length === 1 ? 'gets' : 'get';
  const who =
    clear && swept.length <= NAMED
      ? `${swept.length === 1 ? 'Only ' : ''}${listed(names)}`
      : `${capitalised(inWords(swept.length))} ${of}`;
  return `${who} ${verb} through the panel without a skip`;
}
