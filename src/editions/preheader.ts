import type { Slug } from '../content/slug.js';
import { type Matchup, PREHEADER_MAX, PREHEADER_MIN } from './edition.js';
import { titlesOf } from './subject.js';
import { capitalised, characters, counted, ended, listed, oneLine } from './wording.js';

/**
 * What a mailbox shows after the subject, 40 to 110 characters in whole sentences: who leads the
 * first matchup, then what else there is. It differs from the subject and does not hold it, unless
 * the subject is so short that every line would.
 */
export function preheaderFor(matchups: readonly Matchup[], subject: string): string {
  const [lead, ...others] = matchups;
  const verdicts = [...(lead ? verdictsOf(lead) : []), ''];
  const rest = [...alsosOf(others), ''];
  const specific = verdicts
    .flatMap((verdict) =>
      rest.flatMap((also) => [`${verdict} ${also}`, `${verdict} ${also} ${filler}`]),
    )
    .map(oneLine);
  const general = [
    `${capitalised(counted(matchups.length, 'matchup'))}: what the panel ships, what it skips, and why.`,
    'What the panel ships and what it skips this week, tool by tool.',
  ];
  const fitting = [...specific, ...general].filter(fits);
  return (
    fitting.find((text) => !text.toLowerCase().includes(subject.toLowerCase())) ??
    fitting.find((text) => text !== subject) ??
    filler
  );
}

const filler = 'See what the panel ships and what it skips.';

function fits(text: string): boolean {
  return characters(text) >= PREHEADER_MIN && characters(text) <= PREHEADER_MAX;
}

/** Who leads a card, in one sentence; the wording that says most first. */
function verdictsOf(matchup: Matchup): string[] {
  const { tools, shared, pairs } = matchup;
  const names = new Set(tools.map(({ name }) => oneLine(name)));
  if (shared !== undefined && names.size < tools.length) return [];
  const first = pairs.slice(0, 1).map(({ outcome }) => oneLine(outcome.sentence));
  return [...panelVerdictsOf(matchup), ...first];
}

/** Which opponents of a shared tool the panel puts ahead of it, and which behind. */
function panelVerdictsOf({ tools, shared, pairs }: Matchup): string[] {
  const names = new Map(tools.map(({ slug, name }) => [slug, oneLine(name)]));
  const name = shared && names.get(shared);
  if (!name) return [];
  const leaders = pairs.flatMap(({ left, right, outcome }) => {
    if (outcome.by !== 'panel' || !outcome.leader) return [];
    const [leader, other] = outcome.leader === 'left' ? [left, right] : [right, left];
    return [{ leader, other }];
  });
  const namesOf = (slugs: Slug[]) => [...new Set(slugs)].map((slug) => names.get(slug) ?? slug);
  const ahead = namesOf(leaders.filter((pair) => pair.other === shared).map((pair) => pair.leader));
  const behind = namesOf(
    leaders.filter((pair) => pair.leader === shared).map((pair) => pair.other),
  );
  const won = ahead.length > 0 ? [`${listed(ahead)} ahead of ${name}`] : [];
  const lost = behind.length > 0 ? [`${name} ahead of ${listed(behind)}`] : [];
  const both = won.length + lost.length > 1 ? [[...won, ...lost].join(', and ')] : [];
  return [...both, ...won, ...lost].map((order) => ended(`The panel puts ${order}`));
}

/** What else the letter holds: as many of the other matchups as possible first, at last a count. */
function alsosOf(others: readonly Matchup[]): string[] {
  const named = others.flatMap((_, index) => {
    const titles = others.slice(0, others.length - index).map(titlesOf);
    const full = titles.map(([first = '']) => first);
    const short = titles.map(([first = '', second = first]) => second);
    return [full, short].map((wordings) => ended(`Also: ${wordings.join('; ')}`));
  });
  const count = others.reduce((sum, { pairs }) => sum + pairs.length, 0);
  return count > 0 ? [...named, `Plus ${counted(count, 'more comparison')}.`] : [];
}
