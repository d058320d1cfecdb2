/** What goes back over HTTP: a body that is JSON already, so that a repeated answer is the same bytes. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The shape of every error of Resend's API (https://resend.com/docs/api-reference/errors). */
export interface ApiError {
  statusCode: number;
  name: string;
  message: string;
}

/** A 200 with this as its JSON. */
export function success(body: unknown): Answer {
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

/** An error in the shape of Resend's. */
export function failure(error: ApiError, headers: Record<string, string> = {}): Answer {
  return { status: error.statusCode, headers, body: JSON.stringify(error) };
}

/**
 * Names, statuses and messages as Resend documents them; the ones of validation are in
 * validation.ts. (https://resend.com/docs/api-reference/errors)
 */
export const errors = {
  missingApiKey: error(401, 'missing_api_key', 'Missing API key in the authorization header.'),
  invalidApiKey: error(401, 'invalid_api_key', 'API key is invalid.'),
  unknownEndpoint: error(404, 'not_found', 'The requested endpoint does not exist.'),
  unknownEmail: error(404, 'not_found', 'Email not found.'),
  methodNotAllowed: error(
    405,
    'method_not_allowed',
    'Method is not allowed for the requested path.',
  ),
  invalidId: error(422, 'invalid_parameter', 'The parameter must be a valid UUID.'),
  invalidLimit: error(422, 'validation_error', 'The `limit` must be a number between 1 and 100.'),
  bothCursors: error(422, 'validation_error', 'Use either `after` or `before`, not both.'),
  invalidIdempotencyKey: error(
    400,
    'invalid_idempotency_key',
    'The key must be between 1-256 chars.',
  ),
  differentPayload: error(
    409,
    'invalid_idempotent_request',
    'Same idempotency key used with a different request payload.',
  ),
  stillRunning: error(
    409,
    'concurrent_idempotent_requests',
    'Same idempotency key used while original request is still in progress.',
  ),
  invalidJson: error(400, 'validation_error', 'The request body must be valid JSON.'),
  bodyTooLarge: error(413, 'validation_error', 'The request body is too large.'),
} as const;

/** The 429 of a team that makes more requests a second than that. */
export function tooManyRequests(perSecond: number): ApiError {
  return error(
    429,
    'rate_limit_exceeded',
    `Too many requests. You can only make ${perSecond} requests per second. See rate limit response headers for more information. Or contact support to increase rate limit.`,
  );
}

/** The 500 of a server that failed by itself. */
export function internalError(message: string): ApiError {
  return error(500, 'internal_server_error', message);
}

function error(statusCode: number, name: string, message: string): ApiError {
  return { statusCode, name, message };
}
