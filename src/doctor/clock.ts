import { dueTime, nextDue, type Schedule } from '../editions/schedule.js';
import type { Week } from '../editions/week.js';
import { momentInWords } from '../letters/wording.js';
import { type Diagnosis, ok, warning } from './diagnosis.js';

export interface ClockFacts {
  now: Date;
  schedule: Schedule;
  /** As it is set, such as `0 9 * * 2`. */
  cron: string;
  /** When the newest comparison was published. */
  newestPublication: Date | undefined;
  /** When the newest mailing was frozen, by this machine's clock at that time. */
  newestMailing: Date | undefined;
  newestEdition: Week | undefined;
}

/** Whether the clock can be right, going by what happened before, and when the next edition is due. Pure. */
export function checkClock(facts: ClockFacts): Diagnosis[] {
  const { now, schedule, cron, newestPublication, newestMailing, newestEdition } = facts;
  const next = nextDue(now, schedule);
  const time = `It is ${now.toISOString()}`;
  const diagnoses: Diagnosis[] = [];
  if (newestMailing && newestMailing > now) {
    diagnoses.push(
      warning(
        'clock',
        `${time}, but a mailing was frozen ${newestMailing.toISOString()}.`,
        'The clock was or is wrong: set it by a time server before anything is sent.',
      ),
    );
  }
  if (newestPublication && newestPublication > now) {
    diagnoses.push(
      warning(
        'clock',
        `${time}, but a comparison was published ${newestPublication.toISOString()}.`,
        'Set the clock if it is behind; a comparison that is to come is picked once its time has come.',
      ),
    );
  }
  if (newestEdition && dueTime(newestEdition, schedule) > next.dueAt) {
    diagnoses.push(
      warning(
        'clock',
        `${time}, and there is an edition ${newestEdition} although ${next.week} is the next one due.`,
        'Set the clock if it is behind; an edition may also be drafted weeks ahead.',
      ),
    );
  }
  const due = momentInWords(next.dueAt, schedule.timeZone);
  const when = `${next.week}, is due ${due} (${cron}, ${schedule.timeZone})`;
  return [...diagnoses, ok('clock', `${time}. The next edition, ${when}.`)];
}
