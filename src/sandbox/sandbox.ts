import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type Clock, systemClock } from '../clock.js';
import { VerdictsError } from '../errors.js';
import { errors, failure, internalError } from './answers.js';
import { type Api, answerRequest } from './api.js';
import { control } from './control.js';
import { type FaultChoice, type FaultInput, Faults, send } from './faults.js';
import { folderOutbox } from './folder-outbox.js';
import { IdempotencyKeys } from './idempotency.js';
import { memoryOutbox } from './memory-outbox.js';
import type { KeptMessage } from './message.js';
import type { Outbox } from './outbox.js';
import { RequestLimit } from './request-limit.js';
import { createWebhooks, type WebhookOptions } from './webhooks.js';

/**
 * What becomes of accepted messages:
 * - a folder: kept there for people to look at, and for the next sandbox to go on from;
 * - `memory`: kept as long as the sandbox runs;
 * - `counts`: checked like the others, but only counted per address;
 * - `tally`: counted without being checked or parsed, to measure how fast a sender is (see tally.ts).
 *   A repeated idempotency key gets the first answer, whatever its payload.
 */
type Keep = { folder: string } | 'memory' | 'counts' | 'tally';

export interface SandboxOptions {
  keep?: Keep;
  /** 0, the default, stands for any free port. */
  port?: number;
  /** The API keys that are let in. Any that begins with `re_`, if left out. */
  apiKeys?: string[];
  /** Requests per second, by default the 10 of Resend; null for no limit. */
  rateLimit?: number | null;
  /** What goes wrong, in order, or a function that decides for each request to send. */
  faults?: FaultInput[] | FaultChoice;
  /** How long it takes to accept a request at least, in milliseconds. */
  latency?: number;
  /** Speak https with this key and certificate (PEM), which must be one for 127.0.0.1. */
  tls?: { key: string; cert: string };
  /** Where to tell what becomes of accepted messages, see webhooks.ts. Nobody is told, if left out. */
  webhooks?: WebhookOptions;
  clock?: Clock;
}

export interface Sandbox {
  /** What the SDK takes as its `baseUrl`. */
  url: string;
  port: number;
  /** Every message that was accepted, also by earlier sandboxes over the same folder. */
  messages(): AsyncIterable<KeptMessage>;
  message(id: string): Promise<KeptMessage | undefined>;
  /** How many messages each address got; addresses are bare and in lower case. */
  counts(): Promise<Map<string, number>>;
  /** How many requests got which status. A request without an answer is not in it. */
  answers(): Map<number, number>;
  /** Adds faults after those that wait. */
  fail(...faults: FaultInput[]): void;
  limit(perSecond: number | null): void;
  /**
   * Stops at once. What is under way gets no answer, but is accepted or not when this resolves. Webhooks
   * that still wait are posted as long as somebody takes them, for half a minute at most.
   */
  close(): Promise<void>;
}

/**
 * Starts a Resend of our own on loopback: the official SDK talks to it as to the real one.
 * Throws a `VerdictsError` when the folder or the port cannot be used.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? systemClock;
  const outbox = await openOutbox(options.keep ?? 'memory');
  const limit = new RequestLimit(options.rateLimit === undefined ? 10 : options.rateLimit, clock);
  const faults = new Faults(options.faults ?? []);
  const answers = new Map<number, number>();
  const webhooks = options.webhooks && createWebhooks(options.webhooks, clock);
  const api: Api = {
    outbox,
    keys: new IdempotencyKeys(outbox, clock),
    limit,
    faults,
    clock,
    latency: options.latency ?? 0,
    onlyTallied: options.keep === 'tally',
    webhooks,
    isValidKey: (key) => options.apiKeys?.includes(key) ?? key.startsWith('re_'),
  };

  const underWay = new Set<Promise<void>>();
  const { tls } = options;
  const server = tls ? createTlsServer(tls, onRequest) : createServer(onRequest);
  // Longer than a client keeps an idle connection, so that none is closed while it is used again.
  server.keepAliveTimeout = 65_000;
  const port = await listen(options.port ?? 0);

  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    messages: () => outbox.messages(),
    message: (id) => outbox.message(id),
    counts: () => outbox.counts(),
    answers: () => new Map(answers),
    fail: (...more) => faults.add(more),
    limit: (perSecond) => {
      limit.perSecond = perSecond;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([once(server, 'close'), ...underWay]);
      await webhooks?.close(lastWordsMs);
    },
  };

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    const work = handle(request, response)
      .catch((error: unknown) => giveUp(response, error))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopback(request.headers.host)) return send(response, failure(errors.unknownEndpoint));
    if (request.url?.startsWith('/sandbox/')) return control(api, answers, request, response);
    response.on('finish', () => {
      answers.set(response.statusCode, (answers.get(response.statusCode) ?? 0) + 1);
    });
    return answerRequest(api, request, response);
  }

  async function listen(wanted: number): Promise<number> {
    try {
      server.listen(wanted, '127.0.0.1');
      await once(server, 'listening');
    } catch (cause) {
      throw new VerdictsError('sandbox', `The sandbox cannot listen on port ${wanted}.`, {
        remedy: 'Choose a port that is free.',
        cause,
      });
    }
    const address = server.address();
    return typeof address === 'object' && address ? address.port : wanted;
  }
}

/** How long webhooks may still be posted when the sandbox closes: while none is taken, and in all. */
const lastWordsMs = { patience: 2000, most: 30_000 };

async function openOutbox(keep: Keep): Promise<Outbox> {
  if (typeof keep === 'object') return folderOutbox(keep.folder);
  return memoryOutbox({ onlyCounts: keep !== 'memory' });
}

/** A page on the web may name this machine by a host name of its own; it would be told nothing. */
function isLoopback(host = ''): boolean {
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host);
}

function giveUp(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  send(response, failure(internalError(`The sandbox failed: ${reason}`)));
}
