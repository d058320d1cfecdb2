import type { Edition } from '../../src/editions/edition.js';
import type { Masthead, Variant } from '../../src/letters/letter.js';
import { median } from '../cost.js';
import { answerOrders } from './orders.js';

export interface RenderOrder {
  edition: Edition;
  variant: Variant;
  masthead: Masthead;
}

/** In milliseconds. */
export interface RenderAnswer {
  /** Loading what renders, and the first letter. */
  cold: number;
  warm: number;
}

answerOrders(async ({ edition, variant, masthead }: RenderOrder): Promise<RenderAnswer> => {
  const start = performance.now();
  const { renderLetter } = await import('../../src/letters/render.js');
  await renderLetter(edition, variant, masthead);
  const cold = performance.now() - start;
  const times: number[] = [];
  for (let run = 0; run < 50; run += 1) {
    const begun = performance.now();
    await renderLetter(edition, variant, masthead);
    times.push(performance.now() - begun);
  }
  return { cold, warm: median(times.slice(20)) };
});
