import type { App } from '../app.js';
import type { Library } from '../content/library.js';
import { isApproved } from '../editions/approval.js';
import { composeEdition } from '../editions/compose.js';
import { type Carried, carriedBy, type Edition } from '../editions/edition.js';
import { type Pick, pickWeek } from '../editions/pick.js';
import type { Plan } from '../editions/plan.js';
import { dueTime, nextDue, weekDue, windowOf } from '../editions/schedule.js';
import type { Week } from '../editions/week.js';
import { VerdictsError } from '../errors.js';
import { community } from '../feedback/community.js';
import { disagreementsOf } from '../feedback/disagreement.js';
import type { VoteStore } from '../feedback/votes.js';
import { fitEdition } from '../letters/fit.js';
import type { Format } from '../letters/letter.js';
import { holdingTheSendingLock } from './sending-lock.js';

/** The week whose edition is due at this moment, unless one is named. */
export function weekToSend(app: App, named: Week | undefined): Week {
  return named ?? weekDue(app.clock.now(), app.schedule);
}

/** Whether a week's edition was due so long ago that the schedule does not send it unasked (`GRACE_HOURS`). */
export function isTooLate({ clock, config, schedule }: App, week: Week): boolean {
  return clock.now().getTime() - dueTime(week, schedule).getTime() > config.graceHours * 3_600_000;
}

/** The week that an editor works on: the one due, or, once that is mailed, the next. */
export async function weekToEdit(app: App, named: Week | undefined): Promise<Week> {
  const due = weekToSend(app, named);
  if (named || !(await app.mailings.read(due))) return due;
  return nextDue(app.clock.now(), app.schedule).week;
}

/** What is picked for a week of today's content, and why the rest is left out. */
export async function pickFor(app: App, week: Week): Promise<Pick> {
  const [content, plan] = await Promise.all([contentFor(app, week), app.editions.readPlan(week)]);
  return content.pickBy(plan);
}

/** What a week's edition can be made of today. */
export interface WeekContent {
  library: Library;
  earlier: readonly Edition[];
  votes: VoteStore;
  /** What is picked as a plan wants it. Throws a `VerdictsError` when it names a comparison that there is not. */
  pickBy(plan: Plan): Pick;
}

/** Reads what a week's edition can be made of today. Throws a `VerdictsError` when some of it is broken. */
export async function contentFor(app: App, week: Week): Promise<WeekContent> {
  const [library, earlier, votes] = await Promise.all([
    app.library(),
    earlierEditions(app, week),
    votesNow(app),
  ]);
  const pickBy = (plan: Plan) =>
    pickWeek({
      library,
      week,
      window: windowOf(week, app.schedule),
      plan,
      earlier: earlier.map(carriedBy),
      votes: votes.tallies(),
      max: app.config.maxComparisons,
      maxAgeDays: app.config.maxAgeDays,
    });
  return { library, earlier, votes, pickBy };
}

/** What may not come again in a week: the editions of earlier weeks, and later ones already mailed. */
export async function carriedSoFar(app: App, week: Week): Promise<Carried[]> {
  return (await earlierEditions(app, week)).map(carriedBy);
}

async function earlierEditions(app: App, week: Week): Promise<Edition[]> {
  const [editions, mailed] = await Promise.all([app.editions.list(), app.mailings.list()]);
  return editions.filter((edition) => edition.week < week || mailed.includes(edition.week));
}

/** The votes, those that other processes took included. */
export async function votesNow(app: App): Promise<VoteStore> {
  const votes = await app.votes();
  await votes.refresh();
  return votes;
}

/** An edition that fits its letters. */
export interface Drafted {
  edition: Edition;
  /** Bytes that each format takes in a mailbox, tracked links and longest values counted. */
  sizes: Record<Format, number>;
}

/** What today's content makes of a week, fitted to its size: nothing is written. `drafted` is absent when nothing is picked. */
export async function composeFor(app: App, week: Week): Promise<{ pick: Pick; drafted?: Drafted }> {
  const [content, plan] = await Promise.all([contentFor(app, week), app.editions.readPlan(week)]);
  return composeBy(app, week, content, plan);
}

/** The same of content that was read already, as a plan wants it. */
export async function composeBy(
  app: App,
  week: Week,
  { library, earlier, votes, pickBy }: WeekContent,
  plan: Plan,
): Promise<{ pick: Pick; drafted?: Drafted }> {
  const pick = pickBy(plan);
  const quorum = app.config.communityQuorum;
  const dueAt = dueTime(week, app.schedule);
  const composed = composeEdition({
    week,
    dueAt,
    timeZone: app.schedule.timeZone,
    library,
    pick,
    plan,
    community: (tool) => community(votes.tally(tool), quorum),
    disagreements: disagreementsOf({
      library,
      tallies: votes.tallies(),
      quorum,
      dueAt,
      told: toldBefore(earlier, week),
    }),
  });
  return composed ? { pick, drafted: await fitEdition(composed, app.masthead) } : { pick };
}

/** The tools of which an edition said already that readers see them otherwise. */
function toldBefore(editions: readonly Edition[], week: Week): Set<string> {
  const others = editions.filter((edition) => edition.week !== week);
  return new Set(others.flatMap(({ disagreements = [] }) => disagreements.map(({ tool }) => tool)));
}

/**
 * The edition to look at: of the named week, or of the one that editors work on, or, where that holds
 * nothing yet, the one that is due. As drafted or, before that, as today's content would make it.
 */
export async function editionToShow(
  app: App,
  named: Week | undefined,
): Promise<{ week: Week; edition: Edition | undefined }> {
  const weeks = named ? [named] : [await weekToEdit(app, undefined), weekToSend(app, undefined)];
  for (const week of weeks) {
    const drafted = await app.editions.read(week);
    const edition = drafted ?? (await composeFor(app, week)).drafted?.edition;
    if (edition) return { week, edition };
  }
  return { week: weeks[0] ?? weekToSend(app, undefined), edition: undefined };
}

/** Makes the week's edition, or makes it anew, until it is mailed: from then on a `VerdictsError` says so. */
export async function draftWeek(app: App, week: Week): Promise<{ pick: Pick; drafted?: Drafted }> {
  return holdingTheSendingLock(app, async () => {
    if (await app.mailings.read(week)) throw alreadyMailed(week);
    const composed = await composeFor(app, week);
    if (composed.drafted) await app.editions.write(composed.drafted.edition);
    return composed;
  });
}

/**
 * Approves the week's draft, for its content as it is now; `hash` or its beginning makes sure of which.
 * Throws a `VerdictsError` when there is no draft, another content, or a mailing already.
 */
export async function approveWeek(
  app: App,
  week: Week,
  hash: string | undefined,
): Promise<Edition> {
  return holdingTheSendingLock(app, async () => {
    const edition = await app.editions.read(week);
    if (!edition) {
      throw new VerdictsError('approval', `There is no draft of ${week} to approve.`, {
        remedy: `\`verdicts draft --week ${week}\` makes it.`,
      });
    }
    if (await app.mailings.read(week)) throw alreadyMailed(week);
    if (hash !== undefined && !edition.hash.startsWith(hash.toLowerCase())) {
      throw new VerdictsError('approval', `The draft of ${week} has another content by now.`, {
        remedy: `Look at it again: its hash is ${edition.hash}.`,
      });
    }
    const at = app.clock.now().toISOString();
    await app.editions.writeApproval(week, { hash: edition.hash, at });
    return edition;
  });
}

/** Whether the draft may be sent, as far as the editors are concerned. */
export async function isCleared(app: App, draft: Edition | undefined): Promise<boolean> {
  if (app.config.approval === 'automatic') return true;
  return draft !== undefined && isApproved(draft, await app.editions.readApproval(draft.week));
}

/** What whoever wants to change a mailed week is told. */
export function alreadyMailed(week: Week): VerdictsError {
  return new VerdictsError('mailed', `The edition ${week} is mailed already; it never changes.`, {
    remedy: `\`verdicts status --week ${week}\` shows its receipt.`,
  });
}
