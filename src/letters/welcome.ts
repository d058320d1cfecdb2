import type { WelcomeProps } from '../../emails/welcome.js';
import { dateInWords, senderLine } from '../../emails/wording.js';
import type { Edition } from '../editions/edition.js';
import { listed } from '../editions/wording.js';
import type { Format, Letter, Masthead } from './letter.js';
import { paths } from './links.js';
import { finished } from './markup.js';
import { wrapped } from './wrapping.js';

export interface Welcome {
  address: string;
  format: Format;
  /** The categories that the reader asked for; none means all. */
  topics: readonly string[];
  /** The day of the next edition, `2026-11-24`. */
  nextOn: string;
  /** The latest edition, absent before the first; `date` is a day. */
  latest?: { subject: string; date: string; href: string } | undefined;
  links: WelcomeProps['links'];
}

/** An edition as the latest, with where it stands on the web. */
export function latestOf(
  { subject, date, week }: Pick<Edition, 'subject' | 'date' | 'week'>,
  { publicUrl }: Pick<Masthead, 'publicUrl'>,
): Welcome['latest'] {
  return { subject, date, href: publicUrl + paths.edition(week) };
}

const formats: Record<Format, string> = {
  digest: 'the digest: a card for each matchup, with the verdicts of all reviewers',
  brief: 'the brief: one line for each matchup',
};

/** The letter to a reader who has just confirmed, as Resend is handed it: no slots. */
export async function renderWelcome(welcome: Welcome, masthead: Masthead): Promise<Letter> {
  const { address, format, topics, nextOn, latest, links } = welcome;
  const nextDay = dateInWords(nextOn);
  const about = topics.length === 0 ? '' : `, about ${listed(topics)} only`;
  const props: WelcomeProps = {
    masthead,
    subject: `Welcome to ${masthead.publication}`,
    preheader: `You are in. The next edition is due on ${nextDay}.`,
    heading: 'You are in',
    words: [`The next edition is due on ${nextDay}. You get ${formats[format]}${about}.`],
    ...(latest && { latest: { ...latest, date: dateInWords(latest.date) } }),
    links,
    address,
  };
  const [{ createElement }, { render }, { default: Template }] = await Promise.all([
    import('react'),
    import('../../emails/parts/render.js'),
    import('../../emails/welcome.js'),
  ]);
  return {
    subject: props.subject,
    html: finished(await render(createElement(Template, props))),
    text: textOf(props),
  };
}

function textOf({ masthead, heading, words, latest, links, address }: WelcomeProps): string {
  const { publication } = masthead;
  const blocks = [
    wrapped(publication),
    wrapped(heading),
    ...words.map((text) => wrapped(text)),
    `Choose format, topics and pauses:\n${links.preferences}`,
    ...(latest
      ? [
          `${wrapped(`The latest edition, of ${latest.date}:`)}\n${wrapped(latest.subject)}\n${latest.href}`,
        ]
      : []),
    `You get this letter because\n${address}\n${wrapped(`is subscribed to ${publication}.`)}`,
    `Unsubscribe:\n${links.unsubscribe}`,
    wrapped(senderLine(masthead)),
  ];
  return `${blocks.join('\n\n')}\n`;
}
