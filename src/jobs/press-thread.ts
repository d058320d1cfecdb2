import { parentPort, workerData } from 'node:worker_threads';
import { faultOf, VerdictsError } from '../errors.js';
import type { PressAnswer, PressOrder } from './press.js';

parentPort?.on('message', async (order: PressOrder) => {
  parentPort?.postMessage(await obey(order));
});

async function obey(order: PressOrder): Promise<PressAnswer> {
  try {
    return { answer: await answerTo(order) };
  } catch (error) {
    return error instanceof VerdictsError ? { fault: faultOf(error) } : { broken: error };
  }
}

async function answerTo(order: PressOrder): Promise<unknown> {
  // Most mailings are drafted and checked by now, and a letter takes no app to be made.
  if (order.name === 'render') {
    const { renderLetter } = await import('../letters/render.js');
    return renderLetter(...order.given);
  }
  const [{ createApp }, { systemClock }, { pressHere }] = await Promise.all([
    import('../app.js'),
    import('../clock.js'),
    import('./press.js'),
  ]);
  const press = pressHere(createApp(workerData, systemClock));
  if (order.name === 'compose') return press.compose(...order.given);
  return press.preflight(...order.given);
}
