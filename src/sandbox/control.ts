import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Answer, errors, failure, success } from './answers.js';
import type { Api } from './api.js';
import { receive } from './body.js';
import { Fault, send } from './faults.js';
import { parseJson } from './submission.js';

const RateLimitChange = z.strictObject({ perSecond: z.number().positive().nullable() });

/**
 * Endpoints that Resend does not have, for a test or a benchmark that runs the sandbox in a process of
 * its own. Each wants the header `x-sandbox-control: 1`, which a page in a browser cannot send to
 * another origin without being allowed to.
 *
 *     GET    /sandbox/counts      {"reader@example.com": 1}: how many messages each address got
 *     GET    /sandbox/answers     {"200": n, "429": n}: how many requests got which status
 *     POST   /sandbox/faults      [fault, …] after those already waiting, see faults.ts
 *     PUT    /sandbox/rate-limit  {"perSecond": n or null}
 */
export async function control(
  api: Api,
  answers: ReadonlyMap<number, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pieces: Buffer[] = [];
  const arrival = await receive(request, (piece) => void pieces.push(piece));
  if (arrival === 'gone') return;
  send(response, await obey());

  async function obey(): Promise<Answer> {
    if (request.headers['x-sandbox-control'] === undefined) return failure(errors.unknownEndpoint);
    switch (`${request.method} ${request.url}`) {
      case 'GET /sandbox/counts':
        return success(Object.fromEntries(await api.outbox.counts()));
      case 'GET /sandbox/answers':
        return success(Object.fromEntries(answers));
      case 'POST /sandbox/faults':
        return change(z.array(Fault), (faults) => api.faults.add(faults));
      case 'PUT /sandbox/rate-limit':
        return change(RateLimitChange, ({ perSecond }) => {
          api.limit.perSecond = perSecond;
        });
      default:
        return failure(errors.unknownEndpoint);
    }
  }

  function change<T>(schema: z.ZodType<T>, apply: (asked: T) => void): Answer {
    const json = parseJson(Buffer.concat(pieces));
    if (!json.ok) return failure(json.error);
    const asked = schema.safeParse(json.value);
    if (!asked.success) {
      const message = z.prettifyError(asked.error);
      return failure({ statusCode: 422, name: 'validation_error', message });
    }
    apply(asked.data);
    return success({});
  }
}
