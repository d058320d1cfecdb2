import type { ConfirmProps } from '../../emails/confirm.js';
import { senderLine } from '../../emails/wording.js';
import type { Letter, Masthead } from './letter.js';
import { finished } from './markup.js';
import { type CompiledLetter, compileLetter, fill, slot } from './slots.js';
import { wrapped } from './wrapping.js';

/** What a letter with one link is about. `known` goes to a reader whose address is entered again. */
export type LinkLetterKind =
  | 'confirm'
  | 'known'
  | 'change-address'
  | 'new-address'
  | 'download'
  | 'erase';

export interface LinkLetter {
  kind: LinkLetterKind;
  /** Where it goes: the one thing in it that came from outside. */
  address: string;
  /** Where its button leads: a URL whose path ends in a token. */
  link: string;
}

/**
 * The letter with one link, as Resend is handed it. Same input, same bytes. Rendered once for all readers:
 * each one's address and link are filled in.
 */
export async function renderLinkLetter(
  { kind, address, link }: LinkLetter,
  masthead: Masthead,
): Promise<Letter> {
  const end = link.lastIndexOf('/') + 1;
  const { subject, html, text } = await compiledOnce(kind, link.slice(0, end), masthead);
  const values = { address, link: link.slice(end) };
  return { subject: fill(subject, values), html: fill(html, values), text: fill(text, values) };
}

/** By everything that they say. */
const compiled = new Map<string, Promise<CompiledLetter>>();

function compiledOnce(
  kind: LinkLetterKind,
  folder: string,
  masthead: Masthead,
): Promise<CompiledLetter> {
  const key = JSON.stringify([kind, folder, masthead]);
  const known = compiled.get(key);
  if (known) return known;
  const compiling = compile(kind, folder, masthead);
  compiled.set(key, compiling);
  compiling.catch(() => compiled.delete(key));
  return compiling;
}

async function compile(
  kind: LinkLetterKind,
  folder: string,
  masthead: Masthead,
): Promise<CompiledLetter> {
  const { publication, publicUrl } = masthead;
  const { subject, preheader, heading, words, label, note } = copy[kind](publication);
  const site = new URL(publicUrl).host;
  const props: ConfirmProps = {
    publication,
    subject,
    preheader,
    heading,
    words,
    button: { label, href: folder + slot('link') },
    note,
    footer: [
      `This letter went to ${slot('address')} because ${reasons[kind](site)}.`,
      senderLine(masthead),
    ],
  };
  const [{ createElement }, { render }, { default: Template }] = await Promise.all([
    import('react'),
    import('../../emails/parts/render.js'),
    import('../../emails/confirm.js'),
  ]);
  return compileLetter({
    subject,
    html: finished(await render(createElement(Template, props))),
    text: textOf(props),
  });
}

function textOf({ publication, heading, words, button, note, footer }: ConfirmProps): string {
  const blocks = [publication, heading, ...words.map(withoutButton)].map((text) => wrapped(text));
  const link = `${wrapped(`${button.label}:`)}\n${button.href}`;
  return `${[...blocks, link, wrapped(note), ...footer.map(aroundAddress)].join('\n\n')}\n`;
}

/** The address stands on a line of its own: no one knows its length yet. */
function aroundAddress(text: string): string {
  const around = text.split(slot('address')).map((part) => wrapped(part.trim()));
  return around.join(`\n${slot('address')}\n`);
}

const entered = (site: string) => `that address was entered at ${site}`;
const asked = (site: string) =>
  `somebody asked for it on the preferences page of its subscription at ${site}`;

/** Why a letter came: one was asked for by who typed the address, another by who held its reader's link. */
const reasons: Record<LinkLetterKind, (site: string) => string> = {
  confirm: entered,
  known: entered,
  'change-address': asked,
  'new-address': entered,
  download: asked,
  erase: asked,
};

/** Plain text has no buttons. */
function withoutButton(words: string): string {
  return words
    .replace('Press the button', 'Open the link below')
    .replace('The button', 'The link below');
}

interface Copy {
  subject: string;
  preheader: string;
  heading: string;
  words: string[];
  label: string;
  note: string;
}

const oneHour =
  'The link works for an hour. If you did not ask for this, do nothing: nothing has changed.';

const copy: Record<LinkLetterKind, (publication: string) => Copy> = {
  confirm: (publication) => ({
    subject: `Confirm your subscription to ${publication}`,
    preheader: 'Confirm, and the next edition comes to this mailbox.',
    heading: 'Confirm your subscription',
    words: [
      'Once a week: AI tools, two at a time, and what a panel of four would ship or skip. Press the button, confirm on the page that opens, and the next edition comes to this mailbox.',
    ],
    label: 'Confirm my subscription',
    note: 'The link works for 7 days. If you did not ask for this, do nothing: you will not hear from us.',
  }),
  known: (publication) => ({
    subject: `You are subscribed to ${publication}`,
    preheader: 'There is nothing left to confirm. Here are your preferences.',
    heading: 'You are subscribed already',
    words: [
      'Somebody entered this address, to sign up or to move another subscription here. It gets the newsletter already, so there is nothing left to confirm; what you get, and when, is yours to choose.',
    ],
    label: 'Change my preferences',
    note: 'If you did not ask for this, do nothing: nothing has changed.',
  }),
  'change-address': (publication) => ({
    subject: `Change your address at ${publication}`,
    preheader: 'Name the new address; it is confirmed there.',
    heading: 'Move to another address',
    words: [
      'You asked to get the newsletter at another address. Press the button to name it; a letter there confirms it. Until then everything stays as it is.',
    ],
    label: 'Name the new address',
    note: oneHour,
  }),
  'new-address': (publication) => ({
    subject: `Confirm your new address at ${publication}`,
    preheader: 'Confirm, and the newsletter comes to this mailbox instead.',
    heading: 'Confirm your new address',
    words: [
      'A reader asked to get the newsletter at this address from now on. Press the button, confirm on the page that opens, and the next edition comes here instead.',
    ],
    label: 'Use this address',
    note: 'The link works for a day. If you did not ask for this, do nothing: you will not hear from us.',
  }),
  download: (publication) => ({
    subject: `Your data at ${publication}`,
    preheader: 'Everything that is kept about you, as one file.',
    heading: 'Download your data',
    words: [
      'You asked for everything that is kept about you: your subscription and preferences, your votes, every mailing you were in, and what came back of your letters, such as deliveries, openings and clicks. It comes as one JSON file.',
    ],
    label: 'Download my data',
    note: oneHour,
  }),
  erase: (publication) => ({
    subject: `Delete your data at ${publication}`,
    preheader: 'One more press, and you are forgotten.',
    heading: 'Delete your data',
    words: [
      'You asked to be deleted. The button leads to a page that asks once more; after that your subscription, your preferences and your votes are gone, for good.',
    ],
    label: 'Delete my data',
    note: oneHour,
  }),
};
