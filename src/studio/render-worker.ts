import { parentPort } from 'node:worker_threads';
import { VerdictsError } from '../errors.js';
import { type LetterRequest, type RenderAnswer, renderRequested } from './letter-request.js';

parentPort?.on('message', async (asked: { number: number; request: LetterRequest }) => {
  parentPort?.postMessage({ number: asked.number, ...(await answerTo(asked.request)) });
});

async function answerTo(request: LetterRequest): Promise<RenderAnswer> {
  try {
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
