import { text } from 'node:stream/consumers';
import type { ReactNode } from 'react';
import { renderToReadableStream } from 'react-dom/server.edge';

/**
 * A template as HTML, when all that its components wait for is there. Throws what a component throws.
 *
 * React's renderer for Node follows its work by an `AsyncLocalStorage`. From the first letter on Node would
 * watch every promise of the process, and a mailing would cost a tenth more; the one for the edge does without.
 */
export async function render(template: ReactNode): Promise<string> {
  const errors: unknown[] = [];
  const onError = (error: unknown) => {
    errors.push(error);
  };
  const stream = await renderToReadableStream(template, { onError });
  await stream.allReady;
  // What fails behind a `Suspense` leaves its place empty, and rejects nothing.
  if (errors.length > 0) throw errors[0];
  return text(stream);
}
