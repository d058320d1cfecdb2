import type { App } from './app.js';
import { composeEdition } from './editions/compose.js';
import { carriedBy, type Edition } from './editions/edition.js';
import { type Pick, pickWeek } from './editions/pick.js';
import { dueTime, nextDue, weekDue, windowOf } from './editions/schedule.js';
import type { Week } from './editions/week.js';
import { VerdictsError } from './errors.js';
import { fitEdition } from './letters/fit.js';
import type { Format } from './letters/letter.js';
import { type Holder, holderOf, tryLock } from './lock.js';
import { addressing } from './mailings/addressing.js';
import { type Control, type Controlled, control } from './mailings/control.js';
import { freezeMailing } from './mailings/freeze.js';
import { type Ledger, openLedger } from './mailings/ledger.js';
import type { Mailing } from './mailings/mailing.js';
import { createPace } from './mailings/pace.js';
import { type Receipt, receiptOf } from './mailings/receipt.js';
import {
  type OpenBatch,
  openBatches,
  reviewOpenBatches,
  type Settlement,
  settle,
} from './mailings/reconcile.js';
import { type Ending, sendMailing } from './mailings/send.js';

/** The week whose edition is due at this moment, unless one is named. */
export function weekToSend(app: App, named: Week | undefined): Week {
  return named ?? weekDue(app.clock.now(), app.schedule);
}

/** The week that an editor works on: the one due, or, once that is mailed, the next. */
export async function weekToEdit(app: App, named: Week | undefined): Promise<Week> {
  const due = weekToSend(app, named);
  if (named || !(await app.mailings.read(due))) return due;
  return nextDue(app.clock.now(), app.schedule).week;
}

/** What is picked for a week of today's content, and why the rest is left out. */
export async function pickFor(app: App, week: Week): Promise<Pick> {
  return (await contentFor(app, week)).pick;
}

async function contentFor(app: App, week: Week) {
  const [library, plan, editions, mailed] = await Promise.all([
    app.library(),
    app.editions.readPlan(week),
    app.editions.list(),
    app.mailings.list(),
  ]);
  const earlier = editions.filter(
    (edition) => edition.week < week || mailed.includes(edition.week),
  );
  const pick = pickWeek({
    library,
    week,
    window: windowOf(week, app.schedule),
    plan,
    earlier: earlier.map(carriedBy),
    votes: new Map(),
    max: app.config.maxComparisons,
    maxAgeDays: app.config.maxAgeDays,
  });
  return { library, plan, pick };
}

export interface Drafted {
  edition: Edition;
  /** Bytes that each format takes in a mailbox, tracked links and longest values counted. */
  sizes: Record<Format, number>;
}

/** What today's content makes of a week, fitted to its size: nothing is written. `drafted` is absent when nothing is picked. */
export async function composeFor(app: App, week: Week): Promise<{ pick: Pick; drafted?: Drafted }> {
  const { library, plan, pick } = await contentFor(app, week);
  const composed = composeEdition({
    week,
    dueAt: dueTime(week, app.schedule),
    timeZone: app.schedule.timeZone,
    library,
    pick,
    plan,
    community: () => null,
  });
  return composed ? { pick, drafted: await fitEdition(composed, app.masthead) } : { pick };
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
  return holdingTheLock(app, async () => {
    const mailing = await app.mailings.read(week);
    if (mailing) {
      throw new VerdictsError(
        'mailed',
        `The edition ${week} is mailed already; it never changes.`,
        {
          remedy: `\`verdicts status --week ${week}\` shows its receipt.`,
        },
      );
    }
    const composed = await composeFor(app, week);
    if (composed.drafted) await app.editions.write(composed.drafted.edition);
    return composed;
  });
}

export interface SendWeekOptions {
  /** Aborted when the operator wants to stop. */
  signal: AbortSignal;
  /** An operator asked for it, who does not wait for a quota to renew. */
  byHand?: boolean;
  /** Asked before a mailing is begun, never when one goes on. False: nothing is written or sent. */
  confirm?: (edition: Edition, readers: number) => Promise<boolean>;
  /** Called once the mailing is frozen, and after each batch. */
  onProgress?: (receiptNow: () => Receipt) => void;
}

export type Sent =
  | { outcome: 'nothing-to-send'; week: Week; pick: Pick }
  | { outcome: 'declined'; week: Week }
  | { outcome: 'sent-before'; week: Week; receipt: Receipt }
  | { outcome: 'sent'; week: Week; resumed: boolean; ending: Ending; receipt: Receipt };

/**
 * Sends the week's edition: drafts it unless it is drafted, freezes the mailing unless it is frozen, and
 * sends what the ledger says is still to be sent. Called again it goes on, or says that all is done.
 */
export async function sendWeek(app: App, week: Week, options: SendWeekOptions): Promise<Sent> {
  return holdingTheLock(app, async (stillMine) => {
    const frozen = await app.mailings.read(week);
    const mailing = frozen ?? (await freeze(app, week, options));
    if ('outcome' in mailing) return mailing;

    const ledger = await openLedger(app.mailings.ledgerPath(week), app.clock);
    try {
      const receiptNow = () => receiptOf(mailing, ledger);
      if (ledger.standing.state === 'finished') {
        return { outcome: 'sent-before', week, receipt: receiptNow() };
      }
      await resumeAfterQuota(app, ledger, options);
      options.onProgress?.(receiptNow);
      const ending = await deliver(app, mailing, ledger, stillMine, options);
      return {
        outcome: 'sent',
        week,
        resumed: frozen !== undefined,
        ending,
        receipt: receiptNow(),
      };
    } finally {
      await ledger.close();
    }
  });
}

/** A quota's pause ends by itself when it has renewed, or when an operator tries anyway. */
async function resumeAfterQuota(
  app: App,
  ledger: Ledger,
  { byHand }: SendWeekOptions,
): Promise<void> {
  const { standing } = ledger;
  if (standing.state !== 'paused' || standing.by !== 'quota') return;
  const now = app.clock.now();
  const renewed = standing.until !== undefined && Date.parse(standing.until) <= now.getTime();
  if (renewed || byHand) await ledger.append({ type: 'resumed', at: now.toISOString() });
}

async function freeze(app: App, week: Week, options: SendWeekOptions): Promise<Mailing | Sent> {
  const drafted = await app.editions.read(week);
  const composed = drafted ? undefined : await composeFor(app, week);
  const edition = drafted ?? composed?.drafted?.edition;
  if (!edition) {
    return { outcome: 'nothing-to-send', week, pick: composed?.pick ?? { week, candidates: [] } };
  }
  const readers = await app.subscribers();
  if (options.confirm && !(await options.confirm(edition, readers.counts().active))) {
    return { outcome: 'declined', week };
  }
  if (!drafted) await app.editions.write(edition);
  const { from, replyTo } = app.config;
  const signer = await app.signer();
  return freezeMailing(
    edition,
    { from, replyTo, listId: app.listId, masthead: app.masthead, signingKey: signer.current },
    { readers, shelf: app.mailings, clock: app.clock },
  );
}

async function deliver(
  app: App,
  mailing: Mailing,
  ledger: Ledger,
  stillMine: () => boolean,
  { signal, onProgress }: SendWeekOptions,
): Promise<Ending> {
  const audience = await app.mailings.openAudience(mailing);
  const door = await app.openDoor();
  try {
    return await sendMailing({
      mailing,
      ledger,
      courier: door.courier,
      readers: await app.subscribers(),
      pace: createPace(app.clock),
      clock: app.clock,
      thresholds: app.config.thresholds,
      trouble: () => ({ bounced: 0, complained: 0 }),
      batch: (number) => audience.batch(number),
      addMessage: await addressing(mailing, app.mailings, await app.signer()),
      stillMine,
      signal,
      ...(onProgress && { onProgress: () => onProgress(() => receiptOf(mailing, ledger)) }),
    });
  } finally {
    await door.close();
    await audience.close();
  }
}

/** One process at a time drafts or sends, whatever the week: the rate limit is one as well. */
async function holdingTheLock<T>(
  app: App,
  work: (stillMine: () => boolean) => Promise<T>,
): Promise<T> {
  const attempt = tryLock(app.mailings.lockFolder, app.clock);
  if (!attempt.taken) {
    throw new VerdictsError(
      'sending',
      `Process ${attempt.holder.pid} is drafting or sending already.`,
      {
        remedy: 'Wait for it to end; `verdicts status` shows how far it is.',
      },
    );
  }
  try {
    return await work(() => attempt.lock.stillHeld());
  } finally {
    attempt.lock.release();
  }
}

/** The receipt of a week's mailing as its ledger has it now; undefined when there is no mailing. */
export async function receiptFor(app: App, week: Week): Promise<Receipt | undefined> {
  const mailing = await app.mailings.read(week);
  if (!mailing) return undefined;
  const ledger = await openLedger(app.mailings.ledgerPath(week), app.clock);
  try {
    return receiptOf(mailing, ledger);
  } finally {
    await ledger.close();
  }
}

/** Puts an operator's word into the ledger of a week's mailing; undefined when there is no mailing. */
export async function controlWeek(
  app: App,
  week: Week,
  verb: Control,
): Promise<{ controlled: Controlled; receipt: Receipt; sender: Holder | undefined } | undefined> {
  const mailing = await app.mailings.read(week);
  if (!mailing) return undefined;
  const ledger = await openLedger(app.mailings.ledgerPath(week), app.clock);
  try {
    const controlled = await control(ledger, verb, app.clock);
    const sender = holderOf(app.mailings.lockFolder, app.clock);
    return { controlled, receipt: receiptOf(mailing, ledger), sender };
  } finally {
    await ledger.close();
  }
}

/**
 * The batches of a week's mailing that nobody knows the answer to, with what Resend lists; settled first
 * as the operator says. Undefined when there is no mailing. Nothing is sent.
 */
export async function reconcileWeek(
  app: App,
  week: Week,
  decision?: { batches: readonly number[] | 'all'; as: Settlement },
): Promise<{ open: OpenBatch[]; settled: number[]; receipt: Receipt } | undefined> {
  return holdingTheLock(app, async () => {
    const mailing = await app.mailings.read(week);
    if (!mailing) return undefined;
    const ledger = await openLedger(app.mailings.ledgerPath(week), app.clock);
    try {
      const uncertain = openBatches(mailing, ledger).filter(({ state }) => state === 'uncertain');
      const all = uncertain.map(({ batch }) => batch);
      const settled = decision ? (decision.batches === 'all' ? all : [...decision.batches]) : [];
      if (decision) await settle(mailing, ledger, settled, decision.as, app.clock);
      const open = await askResend(app, mailing, openBatches(mailing, ledger));
      return { open, settled, receipt: receiptOf(mailing, ledger) };
    } finally {
      await ledger.close();
    }
  });
}

async function askResend(app: App, mailing: Mailing, open: OpenBatch[]): Promise<OpenBatch[]> {
  if (open.length === 0) return open;
  const since = new Date(Math.min(...open.map(({ firstAttemptAt }) => Date.parse(firstAttemptAt))));
  const door = await app.openDoor();
  const audience = await app.mailings.openAudience(mailing);
  try {
    const subjects = new Set<string>();
    for (const { id } of mailing.variants) {
      subjects.add((await app.mailings.readLetter(mailing.week, id)).subject);
    }
    const messages = await door.courier.listSince(since);
    const ours = messages?.filter(({ subject }) => subjects.has(subject));
    const listed = ours && new Set(ours.flatMap(({ to }) => to.map((each) => each.toLowerCase())));
    return await reviewOpenBatches(open, listed, (batch) => audience.batch(batch));
  } finally {
    await audience.close();
    await door.close();
  }
}
