import { parentPort, workerData } from 'node:worker_threads';
import '../editions/edition.js';
import { VerdictsError } from '../errors.js';
import { loadRenderers } from '../letters/markup.js';
import type { LetterRequest, RenderAnswer } from './letter-request.js';

// The templates themselves are loaded with the first letter, no sooner: until then they may change.
if (workerData === 'later') await loadRenderers();

parentPort?.on('message', async (asked: { number: number; request: LetterRequest }) => {
  parentPort?.postMessage({ number: asked.number, ...(await answerTo(asked.request)) });
});

async function answerTo(request: LetterRequest): Promise<RenderAnswer> {
  try {
    const { renderRequested } = await import('./letter-request.js');
    return { letter: await renderRequested(request) };
  } catch (error) {
    if (error instanceof VerdictsError) {
      return { code: error.code, what: error.message, remedy: error.remedy };
    }
    const what = error instanceof Error ? error.message : String(error);
    const remedy = 'Mend the template in emails/; it is loaded again as soon as it is saved.';
    return { code: 'template', what: `The letter cannot be rendered: ${what}.`, remedy };
  }
}
