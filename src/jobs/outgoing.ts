import type { App } from '../app.js';
import { type Approval, isApproved } from '../editions/approval.js';
import type { Edition } from '../editions/edition.js';
import { dueTime, nextDue } from '../editions/schedule.js';
import type { Week } from '../editions/week.js';
import { fitEdition } from '../letters/fit.js';
import { holdersOf } from '../lock.js';
import { type Ledger, openLedger } from '../mailings/ledger.js';
import type { Mailing } from '../mailings/mailing.js';
import { rateOf } from '../mailings/rate.js';
import { type Receipt, receiptOf } from '../mailings/receipt.js';
import { type OpenBatch, openBatches } from '../mailings/reconcile.js';
import { composeFor, type Drafted, weekToSend } from './drafting.js';
import { weekToOpen } from './viewing.js';

/** How far a week's edition is on its way to its readers, as the disk has it at this moment. */
export type Outgoing = Unmailed | Mailed;

/** A week of which no mailing is frozen yet. */
export interface Unmailed {
  state: 'unmailed';
  week: Week;
  dueAt: Date;
  /** The draft that a sending would freeze. */
  draft: Drafted | undefined;
  /** What the content of now would make of the week; undefined when nothing is picked. */
  today: Drafted | undefined;
  /** What editors approved last, be it this draft or an earlier one. */
  approval: Approval | undefined;
  /** Whether editors need do no more. */
  cleared: boolean;
  /** Active readers: whoever paused their letters, or wants none of its topics, is left out yet. */
  readers: number;
}

/** A week whose mailing is frozen, be it over or not. */
export interface Mailed extends UnderWay {
  state: 'mailed';
  week: Week;
  dueAt: Date;
  edition: Edition | undefined;
  /** What editors approved, if they did. */
  approval: Approval | undefined;
}

/** A frozen mailing as its ledger has it, whichever process sends it. */
export interface UnderWay {
  mailing: Mailing;
  receipt: Receipt;
  /** The batches without a known answer, those under way included. */
  open: OpenBatch[];
  /** Messages a second, lately. */
  rate: number | undefined;
  /** The process that is drafting or sending. */
  holder: Sender | undefined;
}

/** A process that drafts or sends, and whether its pid is one of this machine. */
export interface Sender {
  pid: number;
  sameMachine: boolean;
}

/** The week that an operator would act on: one whose mailing is not over, or else the one to open on. */
export async function weekToWatch(app: App): Promise<Week> {
  const due = weekToSend(app, undefined);
  const { week: next } = nextDue(app.clock.now(), app.schedule);
  for (const week of [next, due]) {
    const underWay = await lookAt(app, week);
    if (underWay && !isOver(underWay)) return week;
  }
  return (await app.mailings.read(next)) ? next : weekToOpen(app);
}

/** Nothing is left to be sent, and nothing to be decided. */
export function isOver({ receipt, open, holder }: UnderWay): boolean {
  const { state } = receipt;
  const ended = state === 'cancelled' || (state === 'finished' && open.length === 0);
  return ended && !holder;
}

/** Where a week's edition stands. Throws a `VerdictsError` when content or files are broken. */
export async function outgoing(app: App, week: Week): Promise<Outgoing> {
  const dueAt = dueTime(week, app.schedule);
  const underWay = await lookAt(app, week);
  if (underWay) {
    const [edition, approval] = await Promise.all([
      app.editions.read(week),
      app.editions.readApproval(week),
    ]);
    return { state: 'mailed', week, dueAt, edition, approval, ...underWay };
  }
  const [written, composed, approval, readers] = await Promise.all([
    app.editions.read(week),
    composeFor(app, week),
    app.editions.readApproval(week),
    readersNow(app),
  ]);
  const today = composed.drafted;
  const same = written !== undefined && written.hash === today?.edition.hash;
  const draft = same ? today : written && (await fitEdition(written, app.masthead));
  return {
    state: 'unmailed',
    week,
    dueAt,
    draft: draft && written && { ...draft, edition: written },
    today,
    approval,
    cleared:
      app.config.approval === 'automatic' ||
      (written !== undefined && isApproved(written, approval)),
    readers,
  };
}

/** How many readers are active, those that other processes added included. */
export async function readersNow(app: App): Promise<number> {
  const readers = await app.subscribers();
  await readers.refresh();
  return readers.counts().active;
}

async function lookAt(app: App, week: Week): Promise<UnderWay | undefined> {
  const watch = watchMailing(app, week);
  try {
    return await watch.now();
  } finally {
    await watch.close();
  }
}

/** Follows a week's mailing: each look reads only what the ledger was given since the last. */
interface MailingWatch {
  /** Undefined while there is no mailing. */
  now(): Promise<UnderWay | undefined>;
  close(): Promise<void>;
}

/** Watches a week's mailing until it is closed; one that is not there yet is taken up once it is. */
export function watchMailing(app: App, week: Week): MailingWatch {
  let mailing: Mailing | undefined;
  let ledger: Ledger | undefined;
  return {
    async now() {
      mailing ??= await app.mailings.read(week);
      if (!mailing) return undefined;
      ledger ??= await openLedger(app.mailings.ledgerPath(week), mailing, app.clock);
      await ledger.refresh();
      const { latestAnswers } = ledger;
      const holder = holdersOf(app.mailings.lockFolder, app.clock).find(({ alive }) => alive);
      return {
        mailing,
        receipt: receiptOf(mailing, ledger),
        open: openBatches(mailing, ledger),
        rate: rateOf(latestAnswers, app.clock.now().getTime()),
        holder: holder && { pid: holder.holder.pid, sameMachine: holder.sameMachine },
      };
    },
    close: async () => ledger?.close(),
  };
}
