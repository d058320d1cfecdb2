import { Worker } from 'node:worker_threads';
import type { App } from '../app.js';
import type { Edition } from '../editions/edition.js';
import type { Pick } from '../editions/pick.js';
import type { Week } from '../editions/week.js';
import { errorOf, type Fault } from '../errors.js';
import type { Letter, Masthead, Variant } from '../letters/letter.js';
import { sizeOfStore } from '../subscribers/store-files.js';
import type { Drafted } from './drafting.js';
import type { Preflight } from './preflight.js';

/**
 * Where letters are made and checked. What that takes (React, MJML, what mail clients support) is more than a
 * mailing to a million readers takes of memory, so it is loaded in a thread, and gone with it. One thing is
 * asked at a time.
 */
export interface Press {
  compose(week: Week): Promise<{ pick: Pick; drafted?: Drafted }>;
  /** Of the full letters alone: the readers are not asked what else they want. */
  preflight(edition: Edition): Promise<Preflight>;
  render(edition: Edition, variant: Variant, masthead: Masthead): Promise<Letter>;
  /** Ends the thread: what comes next starts another. */
  clear(): Promise<void>;
}

/** What a press can be asked, by its name, with its arguments. */
export type PressOrder = {
  [Name in Exclude<keyof Press, 'clear'>]: { name: Name; given: Parameters<Press[Name]> };
}[Exclude<keyof Press, 'clear'>];

export type PressAnswer = { answer: unknown } | { fault: Fault } | { broken: unknown };

/** From so many bytes of readers on, some 200,000, their memory is worth the third of a second that a thread takes. */
const largeStore = 64 << 20;

/** The press for a mailing to the readers that there are. */
export function openPress(app: App): Press {
  if (sizeOfStore(app.config.subscribersDir) < largeStore) return pressHere(app);
  return pressInThread(app.config, new URL('./press-thread.js', import.meta.url));
}

/** A press in this thread. */
export function pressHere(app: App): Press {
  return {
    async compose(week) {
      const { composeFor } = await import('./drafting.js');
      return composeFor(app, week);
    },
    async preflight(edition) {
      const { preflightEdition } = await import('./preflight.js');
      // Freezing makes those for some topics anyway, and stops where one cannot be made.
      return preflightEdition(app, edition, { variants: [] });
    },
    async render(edition, variant, masthead) {
      const { renderLetter } = await import('../letters/render.js');
      return renderLetter(edition, variant, masthead);
    },
    clear: async () => {},
  };
}

/** By itself V8 takes 48 MB for what is soon forgotten. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

/** A press in a thread of its own, which runs `file`: press-thread.js as it was built. */
export function pressInThread(config: App['config'], file: URL): Press {
  let thread: Worker | undefined;

  function ask<Answer>(order: PressOrder): Promise<Answer> {
    thread ??= new Worker(file, { workerData: config, resourceLimits });
    const worker = thread;
    return new Promise<Answer>((resolve, reject) => {
      const settle = () => worker.off('message', answered).off('error', failed).off('exit', ended);
      const answered = (said: PressAnswer) => {
        settle();
        // The thread answers an order with what that order's function returns.
        if ('answer' in said) resolve(said.answer as Answer);
        else reject('fault' in said ? errorOf(said.fault) : said.broken);
      };
      const failed = (error: unknown) => {
        settle();
        if (thread === worker) thread = undefined;
        reject(error);
      };
      const ended = () => failed(new Error('The thread that makes the letters has ended.'));
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(order);
    });
  }

  return {
    compose: (...given) => ask({ name: 'compose', given }),
    preflight: (...given) => ask({ name: 'preflight', given }),
    render: (...given) => ask({ name: 'render', given }),
    async clear() {
      const worker = thread;
      thread = undefined;
      await worker?.terminate();
    },
  };
}
