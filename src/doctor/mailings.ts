import { statSync } from 'node:fs';
import type { App } from '../app.js';
import { nextDue, weekDue } from '../editions/schedule.js';
import type { Week } from '../editions/week.js';
import { beginLedger, openLedger } from '../mailings/ledger.js';
import type { Mailing } from '../mailings/mailing.js';
import { addsUp, type Receipt, receiptOf } from '../mailings/receipt.js';
import { counted, type Diagnosis, error, found, inBytes, ok, warning } from './diagnosis.js';

type Shelves = Pick<App, 'clock' | 'schedule' | 'editions' | 'mailings'>;

/** The editions, and each mailing whose receipt needs somebody or whose files are damaged. */
export async function checkMailings(app: Shelves): Promise<Diagnosis[]> {
  return [
    ...(await found('mailings', () => editionDiagnoses(app))),
    ...(await found('mailings', () => mailingDiagnoses(app))),
  ];
}

async function editionDiagnoses({ clock, schedule, editions }: Shelves): Promise<Diagnosis[]> {
  const all = await editions.list();
  const now = clock.now();
  for (const week of [weekDue(now, schedule), nextDue(now, schedule).week]) {
    await editions.readPlan(week);
  }
  const newest = all.at(-1);
  const which = newest ? `, the newest ${newest.week}` : '';
  return [ok('mailings', `${counted(all.length, 'edition')}${which}.`)];
}

async function mailingDiagnoses(app: Shelves): Promise<Diagnosis[]> {
  const weeks = await app.mailings.list();
  const looked: Diagnosis[] = [];
  let bytes = 0;
  for (const week of weeks) {
    bytes += statSync(app.mailings.ledgerPath(week), { throwIfNoEntry: false })?.size ?? 0;
    looked.push(...(await found('mailings', () => oneMailing(app, week))));
  }
  // Where these cannot be read, that is said of the editions.
  const editions = await app.editions.list().catch(() => []);
  for (const { week } of editions.filter((edition) => !weeks.includes(edition.week))) {
    looked.push(...(await found('mailings', () => notMailed(app, week))));
  }
  if (weeks.length === 0) {
    return looked.length > 0 ? looked : [ok('mailings', 'Nothing is mailed yet.')];
  }
  const ledgers = `${counted(weeks.length, 'mailing')}, their ledgers ${inBytes(bytes)}`;
  const settled = looked.length === 0 ? '; every receipt adds up and is settled' : '';
  return [...looked, ...overdue(app, weeks), ok('mailings', `${ledgers}${settled}.`)];
}

/** Nothing for a mailing that is over; otherwise its state, and whether its files are as they were frozen. */
async function oneMailing({ mailings, clock }: Shelves, week: Week): Promise<Diagnosis[]> {
  const mailing = await mailings.read(week);
  if (!mailing) return [];
  const ledger = await openLedger(mailings.ledgerPath(week), mailing, clock);
  const receipt = receiptOf(mailing, ledger);
  await ledger.close();
  const over = receipt.state === 'finished' || receipt.state === 'cancelled';
  if (!over) await readFrozen(mailings, mailing);
  return receiptDiagnoses(receipt);
}

/** Throws a `VerdictsError` where readers were mailed and only the mailing's own file is gone. */
async function notMailed({ mailings, clock }: Shelves, week: Week): Promise<Diagnosis[]> {
  const ledger = await beginLedger(mailings.ledgerPath(week), clock);
  await ledger.close();
  return [];
}

/** Throws a `VerdictsError` where the files that the rest is to be sent from are damaged. */
async function readFrozen(shelf: Shelves['mailings'], mailing: Mailing): Promise<void> {
  for (const variant of mailing.variants) await shelf.readLetter(mailing.week, variant);
  const audience = await shelf.openAudience(mailing);
  await audience.close();
}

/** What a receipt asks of an operator. Pure. */
export function receiptDiagnoses(receipt: Receipt): Diagnosis[] {
  const { week, audience, uncertain, pending } = receipt;
  if (!addsUp(receipt)) {
    return [
      error(
        'mailings',
        `The receipt of ${week} does not add up to its ${counted(audience, 'reader')}.`,
        'Send nothing; put the ledger back from a backup and look at `verdicts status` again.',
      ),
    ];
  }
  const diagnoses: Diagnosis[] = [];
  if (uncertain > 0) {
    const what = `${week}: nobody can tell whether ${counted(uncertain, 'message')} were taken.`;
    diagnoses.push(
      warning('mailings', what, `\`verdicts reconcile ${week}\` lists them and settles them.`),
    );
  }
  const state = stateDiagnosis(receipt, `${pending} of ${counted(audience, 'reader')} pending`);
  return state ? [...diagnoses, state] : diagnoses;
}

function stateDiagnosis(
  { week, state, reason, until }: Receipt,
  left: string,
): Diagnosis | undefined {
  const goOn = `\`verdicts send --week ${week}\` goes on; nobody is mailed twice.`;
  const why = reason === null ? '' : `: ${reason}`;
  switch (state) {
    case 'finished':
    case 'cancelled':
      return undefined;
    case 'unfinished':
      return warning(
        'mailings',
        `${week} is not yet sent to all (${left}).`,
        `Unless a process is sending it now (see the locks), ${goOn}`,
      );
    case 'stopped':
      return warning('mailings', `${week} is stopped${why} (${left}).`, `Mend that; ${goOn}`);
    case 'paused':
      return warning(
        'mailings',
        `${week} is paused${why} (${left}).`,
        until === null
          ? `\`verdicts resume ${week}\` or \`verdicts cancel ${week}\` decides.`
          : `Under \`verdicts schedule\` it goes on by itself at ${until}.`,
      );
  }
}

/** Where editions were mailed before, the one that is due now should be too. */
function overdue({ clock, schedule }: Shelves, mailed: readonly Week[]): Diagnosis[] {
  const due = weekDue(clock.now(), schedule);
  if (mailed.length === 0 || mailed.includes(due)) return [];
  return [
    warning(
      'mailings',
      `${due} is due and not mailed.`,
      `Look whether \`verdicts schedule\` runs; \`verdicts send --week ${due}\` mails it now.`,
    ),
  ];
}
