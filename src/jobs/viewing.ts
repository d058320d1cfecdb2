import { z } from 'zod';
import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import { localDate, nextDue, weekDue } from '../editions/schedule.js';
import type { Week } from '../editions/week.js';
import type { LinkLetter, LinkLetterKind } from '../letters/confirm.js';
import type { Letter, Masthead, Variant } from '../letters/letter.js';
import { paths } from '../letters/links.js';
import type { Notice } from '../letters/notice.js';
import { variantId, variantOf } from '../letters/render.js';
import type { SlotValues } from '../letters/slots.js';
import { latestOf, type Welcome } from '../letters/welcome.js';
import { dateInWords } from '../letters/wording.js';
import type { Mailing } from '../mailings/mailing.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { composeFor, isTooLate } from './drafting.js';

/** The letters that can be looked at before anybody gets them. */
export const ViewedLetter = z.enum([
  'digest',
  'brief',
  'confirm',
  'welcome',
  'known',
  'change-address',
  'new-address',
  'download',
  'erase',
  'notice',
]);
export type ViewedLetter = z.infer<typeof ViewedLetter>;

/** Whether it is one of the two letters of an edition; the others go out on any day. */
export function isOfEdition(kind: ViewedLetter): kind is 'digest' | 'brief' {
  return kind === 'digest' || kind === 'brief';
}

/** Whom a letter is shown for. A sample reader without a format takes whichever letter is asked for. */
export type Viewer = Pick<Subscriber, 'email' | 'topics'> &
  Partial<Pick<Subscriber, 'format' | 'status' | 'pausedUntil' | 'createdAt'>>;

/** What there is of a week. */
export type WeekView =
  | { state: 'mailed'; week: Week; edition: Edition; mailing: Mailing }
  /** `drafted` is on disk; `composed` is what today's content makes of the week. */
  | { state: 'drafted' | 'composed'; week: Week; edition: Edition }
  | { state: 'empty'; week: Week };

/** The week's edition as it was mailed or, before that, as it would be. Throws a `VerdictsError` where files are damaged. */
export async function viewWeek(app: App, week: Week): Promise<WeekView> {
  const [mailing, drafted] = await Promise.all([app.mailings.read(week), app.editions.read(week)]);
  if (drafted) {
    return mailing
      ? { state: 'mailed', week, edition: drafted, mailing }
      : { state: 'drafted', week, edition: drafted };
  }
  const edition = (await composeFor(app, week)).drafted?.edition;
  return edition ? { state: 'composed', week, edition } : { state: 'empty', week };
}

/**
 * The week that the studio opens on: the one due, while the schedule may still send it unasked, or else the
 * next. One that was missed stays to be sent by hand.
 */
export async function weekToOpen(app: App): Promise<Week> {
  const now = app.clock.now();
  const due = weekDue(now, app.schedule);
  const open = !isTooLate(app, due) && !(await app.mailings.read(due));
  return open ? due : nextDue(now, app.schedule).week;
}

/** A letter, or what it is to be rendered of. */
export type ViewSource =
  | { kind: 'frozen'; letter: Letter }
  | { kind: 'edition'; edition: Edition; variant: Variant; masthead: Masthead }
  | { kind: 'link'; letter: LinkLetter; masthead: Masthead }
  | { kind: 'welcome'; welcome: Welcome; masthead: Masthead }
  | { kind: 'notice'; notice: Notice; masthead: Masthead };

/**
 * Where the letter comes from that this viewer would get of this kind, its links leading nowhere. Undefined when
 * the week has no edition to make it of.
 */
export async function viewSource(
  app: App,
  view: WeekView,
  kind: ViewedLetter,
  viewer: Viewer,
): Promise<ViewSource | undefined> {
  const { masthead } = app;
  if (kind === 'welcome') return { kind, welcome: await welcomeFor(app, viewer), masthead };
  if (kind === 'notice') return { kind, notice: sampleNotice(view.week), masthead };
  if (!isOfEdition(kind)) {
    const link = masthead.publicUrl + linkOf[kind](deadToken);
    return { kind: 'link', letter: { kind, address: viewer.email, link }, masthead };
  }
  if (view.state === 'empty') return undefined;

  const { edition } = view;
  const variant = variantOf({ format: kind, topics: viewer.topics }, edition) ?? {
    format: kind,
    topics: null,
  };
  if (view.state !== 'mailed') return { kind: 'edition', edition, variant, masthead };
  const { mailing } = view;
  const frozen = mailing.variants.find(({ id }) => id === variantId(variant));
  if (!frozen) return { kind: 'edition', edition, variant, masthead: mailing.masthead };
  return { kind: 'frozen', letter: await app.mailings.readLetter(view.week, frozen) };
}

/** Where the one link of a letter leads. */
const linkOf: Record<LinkLetterKind, (token: string) => string> = {
  confirm: paths.confirm,
  known: paths.preferences,
  'change-address': paths.changeAddress,
  'new-address': paths.newAddress,
  download: paths.download,
  erase: paths.erase,
};

/** What ops are told when a mailing pauses by itself, with numbers that are made up. */
function sampleNotice(week: Week): Notice {
  return {
    week,
    kind: 'paused',
    what: '36 of 500 readers refused, which is over 5 %.\n1200 readers: 464 accepted, 36 refused, 0 withdrawn, 0 uncertain, 700 pending.',
    remedy: '`verdicts resume` goes on, `verdicts cancel` ends it for good.',
  };
}

async function welcomeFor(app: App, { email, format, topics }: Viewer): Promise<Welcome> {
  const { masthead, schedule } = app;
  const link = (path: string) => masthead.publicUrl + path;
  const last = (await app.mailings.list()).at(-1);
  const edition = last && (await app.editions.read(last));
  const { dueAt } = nextDue(app.clock.now(), schedule);
  return {
    address: email,
    format: format ?? 'digest',
    topics,
    nextOn: localDate(dueAt, schedule.timeZone),
    latest: edition ? latestOf(edition, masthead) : undefined,
    links: {
      preferences: link(paths.preferences(deadToken)),
      unsubscribe: link(paths.unsubscribe(deadToken)),
    },
  };
}

/** Stands for a signed token in a letter that is only looked at; its pages say that the link does not work. */
export const deadToken = 'sample';

/** What fills the slots of a letter that is only looked at. */
export function viewValues({ email }: Viewer): SlotValues {
  return { address: email, unsubscribe: deadToken, preferences: deadToken, vote: deadToken };
}

/** Why this viewer does not get the letter that is shown, or gets another: a sentence each. */
export function remarksOn(kind: ViewedLetter, viewer: Viewer, view: WeekView, now: Date): string[] {
  const { status, format, topics, pausedUntil, createdAt } = viewer;
  if (kind === 'notice') return [];
  if (kind === 'confirm') {
    return status === 'active'
      ? ['This reader has confirmed already, and gets no such letter.']
      : [];
  }
  if (!isOfEdition(kind)) {
    return status === undefined || status === 'active' ? [] : [standing[status]];
  }
  const remarks: string[] = [];
  if (status !== undefined && status !== 'active') remarks.push(standing[status]);
  if (pausedUntil !== undefined && Date.parse(pausedUntil) > now.getTime()) {
    remarks.push(`This reader paused all letters until ${dateInWords(pausedUntil.slice(0, 10))}.`);
  }
  if (format !== undefined && format !== kind) {
    remarks.push(`This reader gets the ${format}, not the ${kind}.`);
  }
  if (view.state !== 'empty' && !variantOf({ format: kind, topics }, view.edition)) {
    remarks.push(
      `This reader gets no letter this week: nothing in it is about ${topics.join(', ')}. All of it is shown.`,
    );
  }
  if (view.state === 'mailed' && createdAt !== undefined && createdAt > view.mailing.frozenAt) {
    remarks.push('This reader came after the edition was mailed.');
  }
  return remarks;
}

const standing: Record<Exclude<Subscriber['status'], 'active'>, string> = {
  pending: 'This reader has not confirmed yet, and gets nothing until then.',
  unsubscribed: 'This reader has unsubscribed, and gets no letters.',
  suppressed: 'This reader must not be mailed, and gets no letters.',
};
