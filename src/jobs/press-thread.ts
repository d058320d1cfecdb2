import { parentPort, workerData } from 'node:worker_threads';
import { createApp } from '../app.js';
import { systemClock } from '../clock.js';
import { VerdictsError } from '../errors.js';
import { type PressAnswer, type PressOrder, pressHere } from './press.js';

const press = pressHere(createApp(workerData, systemClock));

parentPort?.on('message', async (order: PressOrder) => {
  parentPort?.postMessage(await obey(order));
});

async function obey(order: PressOrder): Promise<PressAnswer> {
  try {
    return { answer: await answerTo(order) };
  } catch (error) {
    if (!(error instanceof VerdictsError)) return { broken: error };
    const { code, message: what, remedy, exit } = error;
    return { fault: { code, what, remedy, exit } };
  }
}

function answerTo(order: PressOrder): Promise<unknown> {
  switch (order.name) {
    case 'compose':
      return press.compose(...order.given);
    case 'preflight':
      return press.preflight(...order.given);
    case 'render':
      return press.render(...order.given);
  }
}
