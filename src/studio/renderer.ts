import { setTimeout } from 'node:timers/promises';
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

/** Loading what templates are made with takes a processor for about a third of a second. */
const spareAfterMs = 1500;

interface ThreadRendererOptions {
  /** render-worker.js as it was built. */
  workerFile: URL;
  /** Brings the templates up to date: before the first letter, and after each reload. */
  prepare: () => Promise<void>;
}

/**
 * Renders in a thread of its own, because a module that was loaded is never loaded again: templates that have
 * changed need a new thread. One with the packages, and without templates, is kept ready for that.
 */
export function threadRenderer({ workerFile, prepare }: ThreadRendererOptions): Renderer {
  let preparing: Promise<void> | undefined;
  let thread: RenderThread | undefined;
  let spare: RenderThread | undefined;
  let keepingSpare = false;
  let lastAsked: LetterRequest | undefined;
  let closed = false;

  async function keepSpare(): Promise<void> {
    if (keepingSpare) return;
    keepingSpare = true;
    // Whoever looks at the letter comes first.
    await setTimeout(spareAfterMs, undefined, { ref: false });
    if (!closed) spare = new RenderThread(workerFile, 'later');
  }

  function nextThread(): RenderThread {
    const ready = spare;
    spare = undefined;
    keepingSpare = false;
    return ready?.running ? ready : new RenderThread(workerFile, 'now');
  }

  /** Waits until nothing is prepared any more: a reload may have come in the meantime. */
  async function prepared(): Promise<void> {
    preparing ??= prepare();
    for (let last: Promise<void> | undefined; last !== preparing; ) {
      last = preparing;
      await last;
    }
  }

  async function render(request: LetterRequest): Promise<Letter> {
    lastAsked = request;
    for (;;) {
      await prepared();
      if (closed) throw new Error('The renderer is closed.');
      if (!thread?.running) thread = nextThread();
      const letter = await thread.render(request);
      if (!letter) continue;
      // Without one the next change takes longer to show, and that is all.
      keepSpare().catch(() => undefined);
      return letter;
    }
  }

  return {
    render,
    reload() {
      const [old, before] = [thread, preparing];
      thread = undefined;
      preparing = Promise.resolve(before?.catch(() => undefined)).then(prepare);
      void old?.close();
      // The letter that is looked at is asked for again at once: its templates are loaded ahead of that. Whoever
      // asks is told what is wrong; until then nobody waits for it.
      (lastAsked ? render(lastAsked) : preparing).catch(() => undefined);
    },
    settled: () => Promise.resolve(preparing).catch(() => undefined),
    async close() {
      closed = true;
      await Promise.all([thread?.close(), spare?.close()]);
    },
  };
}

interface Waiting {
  resolve(letter: Letter | undefined): void;
  reject(error: VerdictsError): void;
}

/** Has the templates as they were when it was first asked. */
class RenderThread {
  running = true;
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #asked = 0;
  #closing = false;

  /** Of a thread that is asked later, what templates are made with is loaded until then. */
  constructor(workerFile: URL, asked: 'now' | 'later') {
    this.#worker = new Worker(workerFile, { workerData: asked });
    this.#worker.on('message', ({ number, ...answer }: RenderAnswer & { number: number }) => {
      const asker = this.#waiting.get(number);
      this.#waiting.delete(number);
      if ('letter' in answer) asker?.resolve(answer.letter);
      else asker?.reject(new VerdictsError(answer.code, answer.what, { remedy: answer.remedy }));
    });
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', (code) => this.#end(new Error(`its thread ended with ${code}`)));
    this.#worker.unref();
  }

  /** Undefined when the thread was closed meanwhile: another is to be asked. */
  render(request: LetterRequest): Promise<Letter | undefined> {
    this.#asked += 1;
    const number = this.#asked;
    const answered = new Promise<Letter | undefined>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
    });
    this.#worker.postMessage({ number, request });
    return answered;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  #end(error: unknown): void {
    this.running = false;
    for (const { resolve, reject } of this.#waiting.values()) {
      if (this.#closing) resolve(undefined);
      else reject(broken(error));
    }
    this.#waiting.clear();
  }
}

function broken(error: unknown): VerdictsError {
  const what = error instanceof Error ? error.message : String(error);
  return new VerdictsError('template', `A template in emails/ does not load: ${what}.`, {
    remedy: 'Mend it; it is loaded again as soon as it is saved.',
  });
}
