import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import type { Pick } from '../editions/pick.js';
import { dueTime } from '../editions/schedule.js';
import { nextWeek, type Week } from '../editions/week.js';
import { improveOnlyHotCode, keepHeapSmall } from '../engine.js';
import { type Finding, hasErrors } from '../letters/preflight/finding.js';
import { addressing } from '../mailings/addressing.js';
import { forgetAddresses } from '../mailings/forgetting.js';
import { freezeMailing } from '../mailings/freeze.js';
import { type Ledger, openLedger } from '../mailings/ledger.js';
import type { Mailing } from '../mailings/mailing.js';
import { createPace } from '../mailings/pace.js';
import { type Receipt, receiptOf } from '../mailings/receipt.js';
import { type Ending, sendMailing } from '../mailings/send.js';
import { isCleared } from './drafting.js';
import { openPress, type Press } from './press.js';
import { checkDoor, serverOf } from './sending-door.js';
import { holdingTheSendingLock } from './sending-lock.js';

/** How a week is sent; by itself the schedule gives the signal alone. */
export interface SendWeekOptions {
  /** Aborted when the operator wants to stop. */
  signal: AbortSignal;
  /** An operator asked for it, who does not wait for a quota to renew. */
  byHand?: boolean;
  /** False: an operator has seen what preflight finds, and sends all the same. */
  preflight?: boolean;
  /** Asked before a mailing is begun, never when one goes on. False: nothing is written or sent. */
  confirm?: (edition: Edition, readers: number) => Promise<boolean>;
  /** Called once the mailing is frozen, and after each batch. */
  onProgress?: (receiptNow: () => Receipt) => void;
  /** Called when a request was not answered, or put off, and is to be repeated. */
  onTrouble?: (reason: string) => void;
}

/** What became of sending a week. */
export type Sent =
  /** `later` comparisons came out after the edition was due, for that of the week `next` or one after it. */
  | { outcome: 'nothing-to-send'; week: Week; pick: Pick; later: number; next: Week }
  /** There is no active reader, and the edition stays to be sent. */
  | { outcome: 'no-readers'; week: Week }
  | { outcome: 'declined'; week: Week }
  /** Editors must approve the edition first; `hash` is that of the draft, if there is one. */
  | { outcome: 'not-approved'; week: Week; hash: string | null }
  /** Preflight found errors, which come first: nothing was written or sent. */
  | { outcome: 'preflight-failed'; week: Week; findings: Finding[] }
  | { outcome: 'sent-before'; week: Week; receipt: Receipt }
  | { outcome: 'sent'; week: Week; resumed: boolean; ending: Ending; receipt: Receipt };

/**
 * Sends the week's edition: drafts it unless it is drafted, freezes the mailing unless it is frozen or
 * preflight finds errors, and sends what the ledger says is still to be sent. Called again it goes on, or says
 * that all is done. Throws a `VerdictsError` when another process is at it (code `sending`), letters go elsewhere
 * by now (`door`), or files are damaged.
 */
export async function sendWeek(app: App, week: Week, options: SendWeekOptions): Promise<Sent> {
  keepHeapSmall();
  improveOnlyHotCode();
  return holdingTheSendingLock(app, async (stillMine) => {
    const frozen = await app.mailings.read(week);
    const mailing = frozen ?? (await freeze(app, week, options));
    if ('outcome' in mailing) return mailing;

    const ledger = await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
    try {
      const receiptNow = () => receiptOf(mailing, ledger);
      const finished = ledger.standing.state === 'finished';
      // One that Resend has to the end needs no key to be called sent.
      if (!finished || app.config.door.to === 'resend') checkDoor(app, mailing);
      if (finished) {
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
  if (!(await isCleared(app, drafted))) {
    return { outcome: 'not-approved', week, hash: drafted?.hash ?? null };
  }
  const press = openPress(app);
  try {
    return await freezeWith(press, app, week, drafted, options);
  } finally {
    await press.clear();
  }
}

async function freezeWith(
  press: Press,
  app: App,
  week: Week,
  drafted: Edition | undefined,
  options: SendWeekOptions,
): Promise<Mailing | Sent> {
  const composed = drafted ? undefined : await press.compose(week);
  const edition = drafted ?? composed?.drafted?.edition;
  if (!edition) {
    const pick = composed?.pick ?? { week, candidates: [] };
    const dueAt = dueTime(week, app.schedule);
    const later = pick.candidates.filter(({ publishedAt }) => new Date(publishedAt) > dueAt).length;
    return { outcome: 'nothing-to-send', week, pick, later, next: nextWeek(week) };
  }
  if (options.preflight !== false) {
    const { findings } = await press.preflight(edition);
    if (hasErrors(findings)) return { outcome: 'preflight-failed', week, findings };
    // The readers come next, who take memory of their own.
    await press.clear();
  }
  const readers = await app.subscribers();
  await readers.refresh();
  if (readers.counts().active === 0) return { outcome: 'no-readers', week };
  if (options.confirm && !(await options.confirm(edition, readers.counts().active))) {
    return { outcome: 'declined', week };
  }
  if (!drafted) await app.editions.write(edition);
  await forgetAddresses(app.mailings, app.clock);
  const { from, replyTo, door } = app.config;
  const { listId, masthead } = app;
  const { current: signingKey } = await app.signer();
  return freezeMailing(
    edition,
    { from, replyTo, listId, masthead, door: door.to, signingKey },
    { readers, shelf: app.mailings, clock: app.clock, render: press.render },
  );
}

async function deliver(
  app: App,
  mailing: Mailing,
  ledger: Ledger,
  stillMine: () => boolean,
  { signal, onProgress, onTrouble }: SendWeekOptions,
): Promise<Ending> {
  const audience = await app.mailings.openAudience(mailing);
  const door = await app.openDoor();
  try {
    return await sendMailing({
      mailing,
      ledger,
      courier: door.courier,
      server: serverOf(app.config),
      readers: await app.subscribers(),
      pace: createPace(app.clock),
      clock: app.clock,
      thresholds: app.config.thresholds,
      trouble: (since) => app.events.trouble(mailing.id, since),
      batch: (number) => audience.batch(number),
      messageFor: await addressing(mailing, app.mailings, await app.signer()),
      stillMine,
      signal,
      ...(onProgress && { onProgress: () => onProgress(() => receiptOf(mailing, ledger)) }),
      ...(onTrouble && { onTrouble }),
    });
  } finally {
    await door.close();
    await audience.close();
  }
}
