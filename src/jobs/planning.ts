import { z } from 'zod';
import type { App } from '../app.js';
import type { Slug } from '../content/slug.js';
import type { Edition } from '../editions/edition.js';
import { introFor } from '../editions/intro.js';
import { type Pick, pickedSlugs } from '../editions/pick.js';
import { checkPlan, Plan } from '../editions/plan.js';
import { type Move, replanned } from '../editions/replan.js';
import { dueTime } from '../editions/schedule.js';
import { subjectFor } from '../editions/subject.js';
import type { Week } from '../editions/week.js';
import { capitalised } from '../editions/wording.js';
import { VerdictsError } from '../errors.js';
import { holderOf, waitForLock } from '../lock.js';
import type { Holder } from '../lock-links.js';
import {
  alreadyMailed,
  composeBy,
  contentFor,
  type Drafted,
  isCleared,
  type WeekContent,
} from './drafting.js';
import { holdingTheSendingLock } from './sending-lock.js';

/** What editors write themselves. */
export const planWords = ['subject', 'intro', 'closing'] as const;
export type PlanWord = (typeof planWords)[number];

/** A week that can still be changed, as its plan and today's content make it. */
export interface PlannedWeek {
  week: Week;
  dueAt: Date;
  plan: Plan;
  /** Comparisons that the plan names and that are not there; it is picked as if they were not named. */
  missing: Slug[];
  pick: Pick;
  /** What a pin would bring in: all that no earlier edition carried. */
  pinnable: ReadonlySet<Slug>;
  letter:
    | { kind: 'composed'; drafted: Drafted; usual: { subject: string; intro: string } }
    | { kind: 'nothing-picked' }
    | { kind: 'impossible'; what: string; remedy: string };
  draft: Edition | undefined;
  /** Whether the draft may be sent, as far as the editors are concerned. */
  cleared: boolean;
}

/** The week as an editor may steer it. Throws a `VerdictsError` when content, a plan or a draft is broken. */
export async function plannedWeek(app: App, week: Week): Promise<PlannedWeek> {
  const [content, plan, draft] = await Promise.all([
    contentFor(app, week),
    app.editions.readPlan(week),
    app.editions.read(week),
  ]);
  const { comparisons } = content.library;
  const missing = [...plan.pin, ...plan.exclude].filter((slug) => !comparisons.has(slug));
  const everything = { ...plan, pin: [...comparisons.keys()], exclude: [] };
  return {
    week,
    dueAt: dueTime(week, app.schedule),
    plan,
    missing,
    pick: content.pickBy(naming(plan, comparisons)),
    pinnable: new Set(pickedSlugs(content.pickBy(everything))),
    letter: await letterOf(app, week, content, plan),
    draft,
    cleared: draft !== undefined && (await isCleared(app, draft)),
  };
}

async function letterOf(
  app: App,
  week: Week,
  content: WeekContent,
  plan: Plan,
): Promise<PlannedWeek['letter']> {
  try {
    const { drafted } = await composeBy(app, week, content, plan);
    if (!drafted) return { kind: 'nothing-picked' };
    const matchups = [...drafted.edition.matchups, ...drafted.edition.moreOnTheWeb];
    const usual = { subject: subjectFor(matchups), intro: introFor(matchups) };
    return { kind: 'composed', drafted, usual };
  } catch (error) {
    if (!(error instanceof VerdictsError)) throw error;
    return { kind: 'impossible', what: error.message, remedy: error.remedy };
  }
}

/** The plan without what it names and is not there. */
function naming(plan: Plan, comparisons: ReadonlyMap<Slug, unknown>): Plan {
  const known = (slugs: readonly Slug[]) => slugs.filter((slug) => comparisons.has(slug));
  return { ...plan, pin: known(plan.pin), exclude: known(plan.exclude) };
}

/** What an editor changes about a week. */
export type PlanChange =
  | Move
  /** Takes out of the plan what it names and is not there. */
  | { move: 'drop-missing' }
  /** What each text was when the editor began, and what it shall be; empty: none. */
  | { move: 'words'; words: Record<PlanWord, { was: string; now: string }> };

export type PlanProblem = { field?: PlanWord; what: string };

export type PlanChanged =
  | { kind: 'unchanged' }
  /** `redrafted` is the draft as it was made anew; `busy` is who may be sending this week without the change. */
  | { kind: 'changed'; redrafted?: Edition; busy?: Holder }
  | { kind: 'refused'; problems: PlanProblem[] };

/**
 * Changes the plan of a week, one change at a time over all processes, and makes its draft anew where
 * there is one. Nothing is written when it is refused. Throws a `VerdictsError` when the week is mailed, a
 * draft cannot be made anew because somebody is sending, or a file is damaged.
 */
export async function changePlan(app: App, week: Week, change: PlanChange): Promise<PlanChanged> {
  const lock = await waitForLock(app.editions.planLockFolder, app.clock, patienceMs);
  try {
    if (await app.mailings.read(week)) throw alreadyMailed(week);
    // Without a draft nobody else's work depends on the plan, so that next week's can be made while this one's goes out.
    if (await app.editions.read(week)) {
      return await holdingTheSendingLock(app, async () => {
        if (await app.mailings.read(week)) throw alreadyMailed(week);
        return applied(app, week, change, await app.editions.read(week));
      });
    }
    const changed = await applied(app, week, change, undefined);
    const busy = holderOf(app.mailings.lockFolder, app.clock);
    return changed.kind === 'changed' && busy ? { ...changed, busy } : changed;
  } finally {
    lock.release();
  }
}

const patienceMs = 10_000;

async function applied(
  app: App,
  week: Week,
  change: PlanChange,
  draft: Edition | undefined,
): Promise<PlanChanged> {
  const [content, before] = await Promise.all([contentFor(app, week), app.editions.readPlan(week)]);
  const next = planAfter(before, change, content);
  if ('problems' in next) return { kind: 'refused', ...next };
  const { plan } = next;
  if (sameText(plan, before)) return { kind: 'unchanged' };
  checkPlan(plan, week, content.library);

  const long = change.move === 'words' ? longestChanged(change.words) : undefined;
  if (!draft && !long) {
    await app.editions.writePlan(week, plan);
    return { kind: 'changed' };
  }
  try {
    const { drafted } = await composeBy(app, week, content, plan);
    if (draft && !drafted) return { kind: 'refused', problems: [{ what: nothingLeft(week) }] };
    await app.editions.writePlan(week, plan);
    const edition = drafted?.edition;
    if (!draft || !edition || edition.hash === draft.hash) return { kind: 'changed' };
    await app.editions.write(edition);
    return { kind: 'changed', redrafted: edition };
  } catch (error) {
    if (!(error instanceof VerdictsError) || error.code !== 'letter-too-large') throw error;
    const what = `${error.message} ${error.remedy}`;
    return { kind: 'refused', problems: [{ ...(long && { field: long }), what }] };
  }
}

function nothingLeft(week: Week): string {
  return `Nothing would be left for ${week}, of which there is a draft. Pin or bring back another comparison first.`;
}

/** The plan that a change comes to, or why it cannot be. */
type NextPlan = { plan: Plan } | { problems: PlanProblem[] };

function planAfter(plan: Plan, change: PlanChange, { library, pickBy }: WeekContent): NextPlan {
  if (change.move === 'words') return planWithWords(plan, change.words);
  if (change.move === 'drop-missing') return { plan: naming(plan, library.comparisons) };
  const moved = replanned(plan, change, (other) => pickedSlugs(pickBy(other)));
  return moved.ok ? { plan: moved.plan } : { problems: [{ what: moved.why }] };
}

/** Only what the editor changed is changed: what somebody else wrote meanwhile stays, or is shown. */
function planWithWords(
  plan: Plan,
  words: Record<PlanWord, { was: string; now: string }>,
): NextPlan {
  const problems: PlanProblem[] = [];
  const { subject: _, intro: __, closing: ___, ...moves } = plan;
  const texts: Partial<Record<PlanWord, string>> = {};
  for (const field of planWords) {
    const [was, now] = [typed(words[field].was), typed(words[field].now)];
    const current = plan[field] ?? '';
    const changed = now !== was && now !== current;
    if (changed && current !== was) {
      const what = `Meanwhile somebody saved ${current ? `“${current}”` : 'it empty'}. Save again to put yours in its place.`;
      problems.push({ field, what });
    }
    const text = changed ? now : current;
    if (text) texts[field] = text;
  }
  const parsed = Plan.safeParse({ ...moves, ...texts });
  if (parsed.success) return problems.length > 0 ? { problems } : { plan: parsed.data };
  return { problems: [...problems, ...parsed.error.issues.map(problemOf)] };
}

/** As browsers send it, lines end in CR LF. */
function typed(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function problemOf({ path, message }: z.core.$ZodIssue): PlanProblem {
  const field = planWords.find((each) => each === path[0]);
  const what = `${capitalised(message)}.`;
  return field ? { field, what } : { what: `${z.core.toDotPath(path)}: ${what}` };
}

/** The text that is to blame when the letter becomes too large. */
function longestChanged(words: Record<PlanWord, { was: string; now: string }>) {
  const changed = planWords.filter((field) => typed(words[field].now) !== typed(words[field].was));
  return changed.toSorted((a, b) => words[b].now.length - words[a].now.length)[0];
}

function sameText(a: Plan, b: Plan): boolean {
  const inOrder = ({ pin, exclude, subject, intro, closing }: Plan) =>
    JSON.stringify([pin, exclude, subject, intro, closing]);
  return inOrder(a) === inOrder(b);
}
