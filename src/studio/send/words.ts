import type { Schedule } from '../../editions/schedule.js';
import { capitalised } from '../../editions/wording.js';
import { isOver, type Sender, type UnderWay } from '../../jobs/outgoing.js';
import type { Tone } from '../views/pieces.js';

/** Where a mailing stands, as an operator is told. */
export interface Situation {
  /** `sending` and `waiting`: a process is at it; `halted`: it can go on; `over`: it never will. */
  is: 'sending' | 'waiting' | 'halted' | 'over';
  tone: Tone;
  word: string;
  /** What that means, why, and what to do. */
  sentence: string;
}

/** How a mailing stands, for whoever operates it. */
export function situationOf(underWay: UnderWay): Situation {
  const { receipt, holder } = underWay;
  const { state, until, pending } = receipt;
  const why = receipt.reason ? `${capitalised(receipt.reason)}. ` : '';
  if (state === 'finished' || state === 'cancelled') return ending(underWay);
  if (state === 'paused') {
    const goesOn = until
      ? `It goes on by itself under \`verdicts schedule\` after ${until}, or when you press Resume.`
      : 'Resume goes on where it stopped; cancelling ends it for good.';
    return {
      is: holder ? 'waiting' : 'halted',
      tone: 'warn',
      word: 'Paused',
      sentence: `${why}${holder ? 'What had begun comes to its end, and no other batch begins. ' : ''}${goesOn}`,
    };
  }
  if (holder) {
    const sentence = `${capitalised(nameOf(holder))} is sending.`;
    return { is: 'sending', tone: 'good', word: 'Sending', sentence };
  }
  if (state === 'stopped') {
    return {
      is: 'halted',
      tone: 'bad',
      word: 'Stopped',
      sentence: `${why}Mend that, then go on: it repeats what is unanswered, and nobody is mailed twice.`,
    };
  }
  return {
    is: 'halted',
    tone: 'warn',
    word: 'Interrupted',
    sentence: `Nobody is sending it, and ${count(pending, 'reader')} ${pending === 1 ? 'is' : 'are'} still to be mailed. Go on: nobody is mailed twice.`,
  };
}

function ending(underWay: UnderWay): Situation {
  const { state, pending } = underWay.receipt;
  const uncertain = underWay.open.reduce((sum, { readers }) => sum + readers, 0);
  const question = `Nobody can tell whether ${count(uncertain, 'message')} ${uncertain === 1 ? 'was' : 'were'} taken: decide below.`;
  if (state === 'cancelled') {
    const rest = `${capitalised(count(pending, 'reader'))} ${pending === 1 ? 'is' : 'are'} not mailed, and never will be.`;
    return {
      is: 'over',
      tone: 'bad',
      word: 'Cancelled',
      sentence: !isOver(underWay)
        ? 'What is under way comes to its end; no other batch is begun.'
        : uncertain > 0
          ? `${rest} ${question}`
          : rest,
    };
  }
  return uncertain > 0
    ? {
        is: 'over',
        tone: 'warn',
        word: 'Sent, with a question open',
        sentence: question,
      }
    : { is: 'over', tone: 'good', word: 'Finished', sentence: 'Everybody is accounted for.' };
}

/** `this studio`, or `process 4711`. */
export function nameOf({ pid, sameMachine }: Sender): string {
  return sameMachine && pid === process.pid ? 'this studio' : `process ${pid}`;
}

/** `process 4711 on this machine`. */
export function whereabouts({ pid, sameMachine }: Sender): string {
  return `process ${pid} on ${sameMachine ? 'this' : 'another'} machine`;
}

/** `1 reader`, `1,200 readers`. */
export function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${figure(number)} ${number === 1 ? noun : nouns}`;
}

/** `1,200`. */
export function figure(number: number): string {
  return number.toLocaleString('en');
}

/** How long something takes yet, in words that do not promise more than is known. */
export function about(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 10) return 'a few seconds';
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `about ${count(minutes, 'minute')}`;
  const hours = Math.floor(minutes / 60);
  return `about ${hours} h ${minutes % 60} min`;
}

/** A moment as the publication's readers read clocks: `Tue, 17 Nov 2026, 09:00 UTC`. */
export function moment(at: Date, { timeZone }: Pick<Schedule, 'timeZone'>): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}
