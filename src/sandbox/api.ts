import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import { type Answer, type ApiError, errors, failure, internalError, success } from './answers.js';
import { type Body, batchBody, emailBody, receive, talliedBody } from './body.js';
import { deliver, type Fault, type Faults, isAccepted, send } from './faults.js';
import type { Attempt, IdempotencyKeys, Outcome } from './idempotency.js';
import { isUuid, listEmails } from './list.js';
import { bareAddress, fateOf, type KeptMessage, type Message } from './message.js';
import { messageId, type Outbox, parseMessageId, requestName } from './outbox.js';
import type { RequestLimit } from './request-limit.js';
import type { Submission } from './submission.js';
import type { Webhooks } from './webhooks.js';

/** The state that the endpoints work on. */
export interface Api {
  outbox: Outbox;
  keys: IdempotencyKeys;
  limit: RequestLimit;
  faults: Faults;
  clock: Clock;
  /** How long it takes to accept a request at least, in milliseconds. */
  latency: number;
  /** Batches are only counted, see tally.ts. */
  onlyTallied: boolean;
  isValidKey(apiKey: string): boolean;
  /** Is told of each message that was accepted. */
  webhooks: Pick<Webhooks, 'accepted'> | undefined;
}

/** Answers one request as Resend's API does, as far as this product touches it. */
export async function answerRequest(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, refusal } = api.limit.admit();
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const route = routeOf(request, api);
  const arrival = await receive(request, (piece) => {
    if (route.name === 'send') route.body.push(piece);
  });
  if (arrival === 'gone') return;

  const stranger = checkApiKey(request.headers.authorization, api);
  if (stranger) return send(response, failure(stranger));
  if (refusal) return send(response, refusal);
  if (arrival === 'too large') return send(response, failure(errors.bodyTooLarge));
  switch (route.name) {
    case 'none':
      return send(response, failure(route.error));
    case 'get':
      return send(response, await getEmail(route.id, api));
    case 'list':
      return send(response, await listEmails(route.query, api.outbox));
    case 'domains':
      return send(response, success(domains));
    case 'send':
      return postEmails(route, api, request, response);
  }
}

type Route =
  | { name: 'none'; error: ApiError }
  | { name: 'domains' }
  | { name: 'get'; id: string }
  | { name: 'list'; query: URLSearchParams }
  | { name: 'send'; path: string; body: Body };

function routeOf({ method, url = '', headers }: IncomingMessage, api: Api): Route {
  const [path = '', query] = url.split('?');
  const permissive = headers['x-batch-validation'] === 'permissive';
  if (path === '/emails' && method === 'GET') {
    return { name: 'list', query: new URLSearchParams(query) };
  }
  if (path === '/emails' || path === '/emails/batch') {
    if (method !== 'POST') return { name: 'none', error: errors.methodNotAllowed };
    if (path === '/emails') return { name: 'send', path, body: emailBody() };
    const body = api.onlyTallied ? talliedBody({ permissive }) : batchBody({ permissive });
    return { name: 'send', path, body };
  }
  const id = /^\/emails\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined && path !== '/domains') {
    return { name: 'none', error: errors.unknownEndpoint };
  }
  if (method !== 'GET') return { name: 'none', error: errors.methodNotAllowed };
  return id === undefined ? { name: 'domains' } : { name: 'get', id };
}

function checkApiKey(authorization: string | undefined, api: Api): ApiError | undefined {
  const key = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (key === undefined) return errors.missingApiKey;
  return api.isValidKey(key) ? undefined : errors.invalidApiKey;
}

/**
 * What a key that may do everything is told of its domains: the sandbox takes any sender, and names the
 * one of the sample readers. (https://resend.com/docs/api-reference/domains/list-domains)
 */
const domains = {
  object: 'list',
  has_more: false,
  data: [
    {
      id: 'd91cd9bd-1176-453e-8fc1-35364d380206',
      name: 'example.com',
      status: 'verified',
      created_at: '2026-01-01T00:00:00.000Z',
      region: 'us-east-1',
      capabilities: { sending: 'enabled', receiving: 'disabled' },
    },
  ],
};

/** https://resend.com/docs/api-reference/emails/retrieve-email */
async function getEmail(id: string, { outbox }: Api): Promise<Answer> {
  if (!isUuid(id)) return failure(errors.invalidId);
  const message = parseMessageId(id) && (await outbox.message(id));
  if (!message) return failure(errors.unknownEmail);
  const { headers, ...shown } = message;
  return success({
    object: 'email',
    ...shown,
    scheduled_at: null,
    topic_id: null,
    last_event: fateOf(message),
  });
}

async function postEmails(
  { path, body }: { path: string; body: Body },
  api: Api,
  { headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const key = headers['idempotency-key']?.toString() ?? null;
  const attempt = { key, sha256: body.sha256() };
  const fault = api.faults.next(path, key);
  const answer = await api.keys.once(attempt, async () => {
    if (api.latency > 0) await api.clock.sleep(api.latency);
    if (!isAccepted(fault)) return withheld(response, fault);
    const submitted = body.read();
    if (!submitted.ok) return { accepted: false, answer: failure(submitted.error) };
    return accept(submitted.submission, attempt, api);
  });
  return deliver(response, answer, fault, api.clock);
}

/** Nothing is accepted, but a request that hangs occupies its key until the client gives up. */
async function withheld(response: ServerResponse, fault: Fault): Promise<Outcome> {
  if (fault.kind === 'hang' && !response.closed) await once(response, 'close');
  return { accepted: false, answer: failure(internalError('An unexpected error occurred.')) };
}

async function accept(
  submission: Submission,
  { key, sha256 }: Attempt,
  { outbox, clock, webhooks }: Api,
): Promise<Outcome> {
  const now = clock.now();
  const request = requestName(key);
  const sent = submission.recipients.map((recipients, index) => ({
    id: messageId(now, request, index),
    recipients,
  }));
  const answer = submission.answer(sent.map(({ id }) => id));
  if (sent.length === 0) return { accepted: false, answer: success(answer) };

  const at = now.toISOString();
  const messages = submission.messages.map((message, index) =>
    kept(message, messageId(now, request, index), at),
  );
  const own = { request, key, sha256, at, answer: JSON.stringify(answer), messages: sent };
  const acceptance = await outbox.keep(own, messages);
  // Another process may have been first with the key: then it tells of the messages.
  if (acceptance === own) webhooks?.accepted(messages);
  return { accepted: true, acceptance };
}

function kept(message: Message, id: string, at: string): KeptMessage {
  const domain = bareAddress(message.from).split('@').at(-1);
  return { id, message_id: `<${id}@${domain}>`, created_at: at, ...message };
}
