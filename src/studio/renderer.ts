import { Worker } from 'node:worker_threads';
import { VerdictsError } from '../errors.js';
import type { Letter } from '../letters/letter.js';
import type { LetterRequest, RenderAnswer } from './letter-request.js';

/** Renders letters from the templates as they are on disk by now. */
export interface Renderer {
  /** Throws a `VerdictsError` when the letter cannot be rendered, or a template is broken. */
  render(request: LetterRequest): Promise<Letter>;
  /** Forgets the templates: `prepare`, which may build them anew, runs before the next letter. */
  reload(): void;
  /** Resolves when the last `reload` is done. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(letter: Letter): void;
  reject(error: unknown): void;
}

/**
 * Renders in a thread of its own, because a module that was loaded is never loaded again: templates that have
 * changed need a new thread. `workerFile` is render-worker.js as it was built.
 */
export function threadRenderer(workerFile: URL, prepare: () => Promise<void>): Renderer {
  let thread: Worker | undefined;
  let waiting = new Map<number, Waiting>();
  let asked = 0;
  let preparing: Promise<void> = Promise.resolve();

  function start(): Worker {
    const worker = new Worker(workerFile);
    const mine = new Map<number, Waiting>();
    waiting = mine;
    worker.on('message', ({ number, ...answer }: RenderAnswer & { number: number }) => {
      const asker = mine.get(number);
      mine.delete(number);
      if ('letter' in answer) asker?.resolve(answer.letter);
      else asker?.reject(new VerdictsError(answer.code, answer.what, { remedy: answer.remedy }));
    });
    const fail = (error: unknown) => {
      for (const { reject } of mine.values()) reject(broken(error));
      if (thread === worker) thread = undefined;
    };
    worker.on('error', fail).on('exit', () => fail('the renderer ended'));
    worker.unref();
    return worker;
  }

  return {
    async render(request) {
      await preparing;
      thread ??= start();
      asked += 1;
      const number = asked;
      const answered = new Promise<Letter>((resolve, reject) => {
        waiting.set(number, { resolve, reject });
      });
      thread.postMessage({ number, request });
      return answered;
    },
    reload() {
      const old = thread;
      thread = undefined;
      preparing = prepare();
      // Whoever renders next is told; until then nobody waits for it.
      preparing.catch(() => undefined);
      void old?.terminate();
    },
    settled: () => preparing.catch(() => undefined),
    async close() {
      await thread?.terminate();
    },
  };
}

function broken(error: unknown): VerdictsError {
  const what = error instanceof Error ? error.message : String(error);
  return new VerdictsError('template', `A template in emails/ does not load: ${what}.`, {
    remedy: 'Mend it; it is loaded again as soon as it is saved.',
  });
}
