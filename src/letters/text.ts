import type { LetterLinks } from '../../emails/letter-props.js';
import {
  dateline,
  disagreementLine,
  disagreementsTitle,
  labelOf,
  moreOnTheWeb,
  opponentIn,
  pairsOf,
  paragraphsOf,
  readsRightToLeft,
  senderLine,
  share,
  sidesOf,
  splitAtNames,
  titleOf,
  toolOf,
  unlistedLine,
} from '../../emails/wording.js';
import type { Edition, Matchup, MatchupTool, PulledQuote } from '../editions/edition.js';
import type { Format, Masthead } from './letter.js';
import { letterLinks } from './links.js';
import { slot } from './slots.js';
import { columns, widthOf, wrapped } from './wrapping.js';

/** A line across the text. */
const rule = '-'.repeat(columns);

/**
 * The edition as the plain text of a letter, with slot markers in it: the facts and links of its
 * HTML, in lines of at most 76 columns.
 */
export function textOf(edition: Edition, format: Format, masthead: Masthead): string {
  const links = letterLinks(masthead, edition.week);
  const blocks = [
    ...openingOf(edition, masthead),
    ...(format === 'digest' ? digestOf(edition, links) : briefOf(edition, links)),
    ...moreOf(edition, links),
    ...(format === 'digest' ? disagreementsOf(edition, links) : []),
    ...(edition.closing === undefined ? [] : [rule, prose(edition.closing)]),
    rule,
    ...footerOf(masthead, links),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function openingOf(edition: Edition, { publication }: Masthead): string[] {
  const title = wrapped(edition.subject);
  return [
    `${wrapped(publication)}\n${wrapped(dateline(edition))}`,
    `${title}\n${'='.repeat(Math.min(columns, widthOf(edition.subject)))}`,
    prose(edition.intro),
  ];
}

function digestOf(edition: Edition, links: LetterLinks): string[] {
  const scoreboard = pairsOf(edition.matchups).map(({ left, right }) =>
    // No-break blanks keep the score on one line.
    wrapped(
      `${isolated(left.name)} vs ${isolated(right.name)}: ${share(left.panelShip)}\u00a0–\u00a0${share(right.panelShip)}`,
    ),
  );
  return [
    ['PANEL SHIP', ...scoreboard].join('\n'),
    ...edition.matchups.flatMap((matchup, index) => cardOf(edition, matchup, index + 1, links)),
  ];
}

function cardOf(edition: Edition, matchup: Matchup, rank: number, links: LetterLinks): string[] {
  return [
    rule,
    `${wrapped(`${rank}. ${titleOf(matchup)}`)}\n${wrapped(matchup.category)}`,
    ...(matchup.headline === undefined ? [] : [wrapped(matchup.headline)]),
    ...matchup.pairs.map(({ outcome }) => wrapped(sentence(outcome.sentence, matchup.tools))),
    ...matchup.tools.map((tool) => toolText(edition, tool, links)),
    ...quoteText(edition, matchup, 'For', matchup.quotes.for),
    ...quoteText(edition, matchup, 'Against', matchup.quotes.against),
    ...pairsOf([matchup]).map(
      ({ pair, left, right }) =>
        `${wrapped(`Compare ${left.name} and ${right.name}:`)}\n${links.comparison(pair.slug)}`,
    ),
  ];
}

function toolText(edition: Edition, tool: MatchupTool, links: LetterLinks): string {
  const figures = [
    `Panel ship ${share(tool.panelShip)}`,
    `Community ${share(tool.community)}`,
    `Entry ${tool.entry}`,
  ];
  const verdicts = edition.panel.flatMap(({ lens }) => {
    const verdict = tool.verdicts.find((candidate) => candidate.lens === lens)?.verdict;
    return verdict === undefined ? [] : [`${labelOf(edition, lens)} ${verdict.toUpperCase()}`];
  });
  return [
    wrapped(tool.name),
    wrapped(tool.tagline, '  '),
    wrapped(figures.join(' · '), '  '),
    ...(verdicts.length === 0 ? [] : [wrapped(verdicts.join(' · '), '  ')]),
    '  Would you ship it?',
    `  Ship: ${links.vote(tool.slug, 'ship')}`,
    `  Skip: ${links.vote(tool.slug, 'skip')}`,
  ].join('\n');
}

function quoteText(
  edition: Edition,
  matchup: Matchup,
  stance: string,
  quote: PulledQuote | undefined,
): string[] {
  if (quote === undefined) return [];
  const source = `${labelOf(edition, quote.lens)} on ${toolOf(matchup, quote.tool).name}`;
  return [`${wrapped(`${stance}: “${quote.text}”`)}\n${wrapped(source, '  ')}`];
}

function briefOf(edition: Edition, links: LetterLinks): string[] {
  return edition.matchups.map((matchup, index) => {
    const { first } = sidesOf(matchup);
    const opponents = matchup.pairs.map((pair) => ({ pair, tool: opponentIn(matchup, pair) }));
    const named = ({ name, panelShip }: MatchupTool) => `${isolated(name)} ${share(panelShip)}`;
    const sentences = matchup.pairs.map(({ outcome }) => outcome.sentence).join(' ');
    return [
      wrapped(
        `${index + 1}. ${named(first)} vs ${opponents.map(({ tool }) => named(tool)).join(', ')}`,
      ),
      wrapped(sentence(sentences, matchup.tools), '   '),
      ...opponents.map(({ pair }) => `   ${links.comparison(pair.slug)}`),
    ].join('\n');
  });
}

function moreOf(edition: Edition, links: LetterLinks): string[] {
  const { listed, unlisted } = moreOnTheWeb(edition);
  if (listed.length === 0) return [];
  return [
    rule,
    'MORE ON THE WEB',
    ...listed.map(({ pair, left, right }) =>
      [
        wrapped(`${left.name} vs ${right.name}`),
        wrapped(sentence(pair.outcome.sentence, [left, right]), '  '),
        `  ${links.comparison(pair.slug)}`,
      ].join('\n'),
    ),
    ...(unlisted > 0 ? [`${unlistedLine(unlisted)}\n${links.web}`] : []),
  ];
}

function disagreementsOf({ disagreements = [] }: Edition, links: LetterLinks): string[] {
  if (disagreements.length === 0) return [];
  return [
    rule,
    disagreementsTitle.toUpperCase(),
    ...disagreements.map((disagreement) =>
      [
        wrapped(disagreement.name),
        wrapped(disagreementLine(disagreement), '  '),
        `  ${links.comparison(disagreement.comparison)}`,
      ].join('\n'),
    ),
  ];
}

function footerOf(masthead: Masthead, links: LetterLinks): string[] {
  return [
    // The address stands on a line of its own: no one knows its length yet.
    `You get this letter because\n${slot('address')}\n${wrapped(`is subscribed to ${masthead.publication}.`)}`,
    `Change your preferences:\n${links.preferences}`,
    `Unsubscribe:\n${links.unsubscribe}`,
    `Read on the web:\n${links.web}`,
    wrapped(senderLine(masthead)),
  ];
}

/** A name beside a figure, which stays where it is though the name reads from right to left. */
function isolated(name: string): string {
  return readsRightToLeft(name) ? `\u2068${name}\u2069` : name;
}

/** A sentence on these tools with figures in it: each stays behind the name that it follows. */
function sentence(text: string, tools: readonly MatchupTool[]): string {
  return splitAtNames(text, tools)
    .map((part, index) => (index % 2 === 0 ? part : isolated(part)))
    .join('');
}

/** What an editor wrote, its paragraphs apart. */
function prose(text: string): string {
  return paragraphsOf(text)
    .map((paragraph) => wrapped(paragraph))
    .join('\n\n');
}
