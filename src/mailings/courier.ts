import { Resend, type Response } from 'resend';
import type { Door } from '../config.js';

/** What came back: the SDK's `data` or `error` as it stands, and the response's headers, lower case. */
export interface Reply {
  data: unknown;
  error: unknown;
  headers: Record<string, string>;
}

/** The one door to Resend. */
export interface Courier {
  /**
   * Posts a batch: `body` is the JSON of at most 100 messages, `key` its idempotency key (1 to 256
   * characters). Never throws: a lost connection or a time-out is an error of status null.
   */
  post(body: Uint8Array, key: string): Promise<Reply>;
}

/** A courier that can also be asked what Resend has, and whether it would be let in. */
export interface ResendCourier extends Courier {
  /**
   * Asks for the account's domains: a key that may only send is told so (`restricted_api_key`), which
   * shows as well that it is accepted. Never throws, as `post`.
   */
  ping(): Promise<Reply>;
  /** A hundred messages of Resend's list, newest first, from the one after `after` on. Never throws, as `post`. */
  list(after?: string): Promise<Reply>;
}

/**
 * A courier through the official SDK, whose own `post` carries the ready bytes: `batch.send` would
 * stringify every message again. The SDK has no time-out of its own, so a signal ends each request.
 */
export function resendCourier(
  door: Extract<Door, { to: 'resend' }>,
  timeoutSeconds: number,
): ResendCourier {
  const resend = new Resend(door.apiKey, { baseUrl: door.baseUrl });
  return {
    async post(body, key) {
      const options = {
        ...inPlace(body),
        idempotencyKey: key,
        headers: { 'x-batch-validation': 'permissive', 'content-length': String(body.length) },
      };
      return within(timeoutSeconds, (signal) =>
        resend.post('/emails/batch', undefined, { ...options, signal }),
      );
    },

    async ping() {
      return within(timeoutSeconds, (signal) => resend.get('/domains', { signal }));
    },

    async list(after) {
      const paging = { limit: 100, ...(after !== undefined && { after }) };
      return within(timeoutSeconds, (signal) => resend.emails.list(paging, { signal }));
    },
  };
}

/** A webhook as it came: the raw body and the Svix headers. */
export interface WebhookDelivery {
  payload: string;
  headers: { id: string; timestamp: string; signature: string };
}

export type VerifiedWebhook =
  | { kind: 'genuine'; payload: unknown }
  /** Not signed with the secret, or more than five minutes ago or ahead. */
  | { kind: 'forged' }
  /** Signed, but no JSON. */
  | { kind: 'unreadable' };

/**
 * What tells Resend's webhooks from others', by the SDK. The secret is as Resend shows it, `whsec_` and
 * base64. (https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests)
 */
export function webhookVerifier(
  webhookSecret: string,
): (delivery: WebhookDelivery) => VerifiedWebhook {
  const { webhooks } = new Resend('re_verifying_needs_none');
  return ({ payload, headers }) => {
    try {
      const verified: unknown = webhooks.verify({ payload, headers, webhookSecret });
      return { kind: verified === undefined ? 'unreadable' : 'genuine', payload: verified };
    } catch (error) {
      return { kind: error instanceof SyntaxError ? 'unreadable' : 'forged' };
    }
  };
}

/**
 * The reply, or after so long an error of status null. Not left to the signal alone: fetch holds it weakly,
 * and once the garbage is collected an answer that stalls is waited for without end.
 */
async function within(
  seconds: number,
  ask: (signal: AbortSignal) => Promise<Response<unknown>>,
): Promise<Reply> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Reply>((resolve) => {
    timer = setTimeout(() => {
      resolve({ data: null, error: timedOut(seconds), headers: {} });
      abort.abort();
    }, seconds * 1000);
  });
  try {
    return await Promise.race([ask(abort.signal).then(replyOf), late]);
  } finally {
    clearTimeout(timer);
  }
}

function timedOut(seconds: number) {
  const message = `no answer within ${seconds} seconds (REQUEST_TIMEOUT_SECONDS)`;
  return { name: 'time_out', statusCode: null, message };
}

/** An error body of `null` comes through the SDK as no error and no data. */
function replyOf({ data, error, headers }: Response<unknown>): Reply {
  return { data, error: data === null ? (error ?? {}) : null, headers: headers ?? {} };
}

/**
 * Fetch options that send the bytes from where they are: given them directly, fetch copies them twice, and
 * a batch has megabytes. No redirect is followed: another address than Resend's gets no reader's data.
 */
function inPlace(bytes: Uint8Array) {
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  // Without a window and redirects to answer for, fetch keeps no copy of the request.
  return { body, duplex: 'half', window: null, redirect: 'error' };
}
