import { Resend } from 'resend';
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

/**
 * A courier through the official SDK, whose own `post` carries the ready bytes: `batch.send` would
 * stringify every message again. The SDK has no time-out of its own, so a signal ends each request.
 */
export function resendCourier(
  door: Extract<Door, { to: 'resend' }>,
  timeoutSeconds: number,
): Courier {
  const resend = new Resend(door.apiKey, { baseUrl: door.baseUrl });
  return {
    async post(body, key) {
      const options = {
        body,
        idempotencyKey: key,
        headers: { 'x-batch-validation': 'permissive' },
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
      };
      const { data, error, headers } = await resend.post('/emails/batch', undefined, options);
      // An error body of `null` comes through the SDK as no error and no data.
      return { data, error: data === null ? (error ?? {}) : null, headers: headers ?? {} };
    },
  };
}
