import { previewProps } from '../../emails/preview-props.js';
import {
  type Disagreement,
  type Edition,
  type Matchup,
  type MatchupTool,
  sealed,
} from '../../src/editions/edition.js';
import { renderLinkLetter } from '../../src/letters/confirm.js';
import type { Format, Letter, Masthead } from '../../src/letters/letter.js';
import { renderNotice } from '../../src/letters/notice.js';
import { renderLetter } from '../../src/letters/render.js';
import { compileLetter, fill, type SlotValues } from '../../src/letters/slots.js';
import { renderWelcome } from '../../src/letters/welcome.js';

export const masthead: Masthead = {
  publication: 'Weekly AI Tool Verdicts',
  publicUrl: 'https://verdicts.example',
  postalAddress: '1 Sample Street, 10115 Berlin, Germany',
};

/** One reader's values, tokens of the usual length. */
export const readerValues: SlotValues = {
  address: 'ada@example.com',
  unsubscribe: `k1${'u'.repeat(38)}`,
  preferences: `k1${'p'.repeat(38)}`,
  vote: `k1${'v'.repeat(38)}`,
};

/** The five comparisons of the first week, in three cards; `changes` replace what they name. */
export function editionOf(changes: Partial<Omit<Edition, 'hash'>> = {}): Edition {
  const { hash: _, ...content } = previewProps.edition;
  return sealed({ ...content, ...changes });
}

/** The letter as one reader gets it. */
export async function filledLetter(edition: Edition, format: Format) {
  const letter = compileLetter(await renderLetter(edition, { format, topics: null }, masthead));
  return {
    subject: fill(letter.subject, readerValues),
    html: fill(letter.html, readerValues),
    text: fill(letter.text, readerValues),
  };
}

interface MatchupShape {
  /** Tells this matchup's slugs and names from others'. */
  id: string;
  tools?: number;
  category?: string;
  /** Replaces what it names in every tool. */
  tool?: Partial<MatchupTool>;
  /** Length of a quote in characters. */
  quoteLength?: number;
}

/** A matchup with as many tools as wanted, the first of them shared when there are over two. */
export function matchupOf({
  id,
  tools: count = 2,
  category = 'Developer Tools',
  tool = {},
  quoteLength = 200,
}: MatchupShape): Matchup {
  const tools = Array.from({ length: count }, (_, index): MatchupTool => {
    const skips = index % 5;
    return {
      slug: `${id}-${index}`,
      name: `Tool ${id} number ${index}`,
      tagline: 'One line that says what this tool claims to be and for whom',
      category,
      entry: index % 2 === 0 ? 'Free' : 'From $20 a month',
      panelShip: 100 - 25 * skips,
      community: index % 2 === 0 ? 62 : null,
      verdicts: ['builder', 'skeptic', 'futurist', 'founder'].map((lens, position) => ({
        lens,
        verdict: position < 4 - skips ? 'ship' : 'skip',
      })),
      ...tool,
    };
  });
  const [first, ...opponents] = tools;
  if (first === undefined) throw new RangeError('a matchup has at least two tools');
  const quote = (lens: string, of: MatchupTool) => ({
    lens,
    tool: of.slug,
    text: 'A sentence that carries a judgement. '.repeat(20).slice(0, quoteLength).trim(),
  });
  return {
    category,
    tools,
    ...(count > 2 && { shared: first.slug }),
    pairs: opponents.map((opponent) => ({
      slug: `${first.slug}-vs-${opponent.slug}`,
      left: first.slug,
      right: opponent.slug,
      outcome: {
        by: 'panel',
        leader: 'left',
        sentence: `The panel prefers ${first.name.slice(0, 60)} to ${opponent.name.slice(0, 60)}.`,
      },
    })),
    quotes: { for: quote('builder', first), against: quote('skeptic', first) },
  };
}

/** A tool that readers see otherwise than the panel. */
export function disagreementOf(changes: Partial<Disagreement> = {}): Disagreement {
  return {
    tool: 'six-1',
    name: 'Some Tool',
    category: 'Developer Tools',
    comparison: 'six-0-vs-six-1',
    panelShip: 75,
    community: 20,
    votes: 5,
    ...changes,
  };
}

/** Weeks that try a layout: the usual one, and those with the longest and the fewest things. */
export const weeks: Record<string, Edition> = {
  'the first week': editionOf(),
  'many tools, long names': editionOf({
    matchups: [
      matchupOf({ id: 'six', tools: 6, quoteLength: 20 }),
      matchupOf({
        id: 'long',
        tools: 3,
        tool: {
          name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft 72B',
          entry: 'From $1,499.99 per seat and month, billed by the year',
          community: 100,
        },
      }),
    ],
    moreOnTheWeb: Array.from({ length: 14 }, (_, index) => matchupOf({ id: `more${index}` })),
    disagreements: [
      disagreementOf({ name: 'Tool six number 1', community: 12, votes: 1840 }),
      disagreementOf({
        tool: 'long',
        name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft 72B',
        panelShip: 0,
        community: 100,
      }),
    ],
    closing: 'That is all for this week.',
  }),
  'no reviews, no quotes': editionOf({
    matchups: [
      { ...matchupOf({ id: 'bare', tool: { verdicts: [], panelShip: 0 } }), quotes: {} },
      matchupOf({ id: 'none', tool: { verdicts: [{ lens: 'founder', verdict: 'skip' }] } }),
    ],
  }),
};

const longAddress = `${'a'.repeat(60)}@${'long.'.repeat(20)}example.com`;

/** A letter of each template that no mailing sends, with the longest things in it. */
export const singleLetters: Record<string, () => Promise<Letter>> = {
  confirm: () =>
    renderLinkLetter(
      { kind: 'confirm', address: longAddress, link: `${masthead.publicUrl}/confirm/token` },
      masthead,
    ),
  welcome: () =>
    renderWelcome(
      {
        address: longAddress,
        format: 'digest',
        topics: [],
        nextOn: '2026-11-24',
        latest: { subject: 'x'.repeat(60), date: '2026-11-17', href: masthead.publicUrl },
        links: { preferences: masthead.publicUrl, unsubscribe: masthead.publicUrl },
      },
      masthead,
    ),
  notice: () =>
    renderNotice(
      {
        week: '2026-W47',
        kind: 'to-approve',
        what: `${'x'.repeat(200)}\n\`verdicts status ${'y'.repeat(90)}\``,
        link: {
          label: 'Look at the draft',
          href: `${masthead.publicUrl}/drafts/${'0'.repeat(64)}`,
        },
        remedy: 'Run `verdicts approve 2026-W47`.',
      },
      masthead,
    ),
};
