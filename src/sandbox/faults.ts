import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { type Answer, failure } from './answers.js';

/** Whether the messages are accepted although their sender does not learn it. */
const accepted = z.boolean().default(false);
/** How many requests in a row it happens to. */
const times = z.int().min(1).default(1);

/** Something that goes wrong with a request to send. */
export const Fault = z.discriminatedUnion('kind', [
  /** Nothing: lets requests through before the next fault. */
  z.strictObject({ kind: z.literal('none'), times }),
  /** An error answer. Any name will do, such as `daily_quota_exceeded` with status 429. */
  z.strictObject({
    kind: z.literal('fail'),
    status: z.int().min(400).max(599).default(500),
    name: z.string().default('internal_server_error'),
    message: z.string().default('An unexpected error occurred.'),
    headers: z.record(z.string(), z.string()).default({}),
    accepted,
    times,
  }),
  /** A 429 with `retry-after` in seconds, or without it (null). */
  z.strictObject({
    kind: z.literal('rate-limit'),
    retryAfter: z.number().min(0).nullable().default(1),
    times,
  }),
  /** No answer at all for as long as the client waits. */
  z.strictObject({ kind: z.literal('hang'), accepted, times }),
  /** The connection is cut instead of an answer. */
  z.strictObject({ kind: z.literal('cut'), accepted, times }),
  /** The true answer, a byte each so many milliseconds. */
  z.strictObject({ kind: z.literal('drip'), pause: z.number().min(0).default(50), times }),
  /** The error page of a proxy instead of JSON. */
  z.strictObject({
    kind: z.literal('html'),
    status: z.int().min(200).max(599).default(502),
    accepted,
    times,
  }),
  /** The first half of the true answer, as if it were the whole: JSON that breaks off. */
  z.strictObject({ kind: z.literal('half'), times }),
]);
export type Fault = z.infer<typeof Fault>;
/** A fault as it is asked for: what has a default may be left out. */
export type FaultInput = z.input<typeof Fault>;

/** Decides about each request to send: `number` counts them from 1. */
export type FaultChoice = (request: {
  number: number;
  path: string;
  key: string | null;
}) => FaultInput | undefined;

/** The faults still to come, in order, and before them whatever the choice says. */
export class Faults {
  private readonly queue: Fault[] = [];
  private number = 0;
  private readonly choose: FaultChoice | undefined;

  constructor(asked: FaultInput[] | FaultChoice) {
    if (typeof asked === 'function') this.choose = asked;
    else this.add(asked);
  }

  /** Throws a ZodError for a fault that is none. */
  add(faults: FaultInput[]): void {
    this.queue.push(...z.array(Fault).parse(faults));
  }

  next(path: string, key: string | null): Fault {
    this.number += 1;
    const chosen = this.choose?.({ number: this.number, path, key });
    if (chosen) return Fault.parse(chosen);
    const [fault] = this.queue;
    if (!fault) return { kind: 'none', times: 1 };
    if (fault.times > 1) this.queue[0] = { ...fault, times: fault.times - 1 };
    else this.queue.shift();
    return fault;
  }
}

/** Whether a request with this fault is worked on at all. */
export function isAccepted(fault: Fault): boolean {
  if (fault.kind === 'rate-limit') return false;
  return 'accepted' in fault ? fault.accepted : true;
}

/** Sends the answer, or does instead what the fault says. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  fault: Fault,
  clock: Clock,
): Promise<void> {
  switch (fault.kind) {
    case 'none':
      return send(response, answer);
    case 'fail': {
      const { status, name, message, headers } = fault;
      return send(response, failure({ statusCode: status, name, message }, headers));
    }
    case 'rate-limit': {
      const headers: Record<string, string> =
        fault.retryAfter === null ? {} : { 'retry-after': String(fault.retryAfter) };
      const message = 'Too many requests. Please limit the number of requests per second.';
      return send(
        response,
        failure({ statusCode: 429, name: 'rate_limit_exceeded', message }, headers),
      );
    }
    case 'hang':
      if (!response.closed) await once(response, 'close');
      return;
    case 'cut':
      response.destroy();
      return;
    case 'drip':
      return drip(response, answer, fault.pause, clock);
    case 'html': {
      const page = `<html><head><title>${fault.status}</title></head><body><h1>${fault.status}</h1><hr>proxy</body></html>`;
      const headers = { 'content-type': 'text/html' };
      return send(response, { status: fault.status, headers, body: page });
    }
    case 'half':
      return send(response, { ...answer, body: answer.body.slice(0, answer.body.length / 2) });
  }
}

/** Sends the answer as it is. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...framing(body), ...headers });
  response.end(body);
}

async function drip(
  response: ServerResponse,
  { status, headers, body }: Answer,
  pause: number,
  clock: Clock,
): Promise<void> {
  response.writeHead(status, { ...framing(body), ...headers });
  for (const byte of Buffer.from(body)) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await clock.sleep(pause);
  }
  response.end();
}

function framing(body: string): Record<string, string> {
  return { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
}
