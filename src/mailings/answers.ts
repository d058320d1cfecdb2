import { z } from 'zod';
import { redactedText } from '../redaction.js';
import type { Reply } from './courier.js';

/** What a reply from Resend means for the batch that was posted. */
export type Answer =
  /** Taken. `ids` belong, in order, to the messages whose position is not among the refused. */
  | { kind: 'accepted'; ids: string[]; refused: { index: number; message: string }[] }
  /** Not taken, but it will be: repeat the request, after `waitMs` if Resend said how long. */
  | { kind: 'again'; reason: string; waitMs?: number }
  /** Taken or not, nobody knows: repeat it under the same key, which makes that safe. */
  | { kind: 'unknown'; reason: string }
  /** Not taken: the quota is used up until the next UTC day or month, or for `waitMs`. */
  | { kind: 'quota'; reason: string; renews: 'day' | 'month'; waitMs?: number }
  /** Something else was taken under the same key, and nobody knows what: a person must act. */
  | { kind: 'conflict'; reason: string; remedy: string }
  /** Not taken, and repeating will not help: a person must act. */
  | { kind: 'stop'; reason: string; remedy: string };

/**
 * Sorts a reply to a batch of `size` messages. Error names are an open set, so what is not named here
 * is sorted by its status (Resend docs, "Errors"). A reason is part of a sentence, and without addresses
 * and keys, which Resend may quote.
 */
export function sortReply(reply: Reply, size: number): Answer {
  if (reply.error === null) return sortSuccess(reply.data, size);
  const { name, statusCode, message } = readError(reply.error);
  const row = table.find((candidate) => candidate.matches(statusCode, name));
  const said = redactedText(message)
    .trim()
    .replace(/[.\s]+$/, '');
  const reason = `${name}${statusCode ? ` (${statusCode})` : ''}: ${said.slice(0, 300)}`;
  switch (row?.kind) {
    case 'again':
      return { kind: 'again', reason, ...waitIn(reply.headers) };
    case 'quota':
      return { kind: 'quota', reason, renews: row.renews, ...waitIn(reply.headers) };
    case 'conflict':
    case 'stop':
      return { kind: row.kind, reason, remedy: row.remedy };
    default:
      return { kind: 'unknown', reason };
  }
}

type Row = { matches: (status: number | null, name: string) => boolean } & (
  | { kind: 'again' | 'unknown' }
  | { kind: 'quota'; renews: 'day' | 'month' }
  | { kind: 'conflict' | 'stop'; remedy: string }
);

const named =
  (...names: string[]) =>
  (_status: number | null, name: string) =>
    names.includes(name);

/** The first row that matches decides. */
const table: Row[] = [
  { matches: named('rate_limit_exceeded'), kind: 'again' },
  { matches: named('daily_quota_exceeded'), kind: 'quota', renews: 'day' },
  { matches: named('monthly_quota_exceeded'), kind: 'quota', renews: 'month' },
  { matches: named('concurrent_idempotent_requests'), kind: 'unknown' },
  {
    matches: named('invalid_idempotent_request'),
    kind: 'conflict',
    remedy:
      'Resend holds another payload under this batch’s key: check that SIGNING_SECRET and the mailing’s files are those of the first attempt; `verdicts reconcile` settles the batch.',
  },
  {
    matches: named('missing_api_key', 'invalid_api_key', 'restricted_api_key'),
    kind: 'stop',
    remedy: 'Check RESEND_API_KEY: it must be valid and allowed to send.',
  },
  {
    matches: named('invalid_from_address', 'not_verified'),
    kind: 'stop',
    remedy: 'Check FROM_ADDRESS: its domain must be verified with Resend.',
  },
  { matches: (status) => status === 429, kind: 'again' },
  // 409 without a name that is known: a request under this key is or was there.
  { matches: (status) => status === 408 || status === 409 || status === 425, kind: 'unknown' },
  {
    matches: (status) => status === 401 || status === 403,
    kind: 'stop',
    remedy: 'Check RESEND_API_KEY and that the domain of FROM_ADDRESS is verified with Resend.',
  },
  {
    matches: (status) => status !== null && status >= 400 && status < 500,
    kind: 'stop',
    remedy: 'See what Resend says is wrong with the request, mend it, and send again.',
  },
];

const Success = z.object({
  data: z.array(z.object({ id: z.string().optional() }).nullable()),
  errors: z
    .array(z.object({ index: z.int().min(0), message: z.string() }))
    .nullish()
    .transform((errors) => errors ?? []),
});

/** Permissive validation answers the ids of the messages it took, and an error for each of the rest. */
function sortSuccess(body: unknown, size: number): Answer {
  const parsed = Success.safeParse(body);
  if (!parsed.success) return { kind: 'unknown', reason: 'the answer is not one of Resend’s' };
  const { data, errors } = parsed.data;
  const refused = new Map(errors.map((error) => [error.index, error]));
  const taken = data.length === size ? data.filter((_, index) => !refused.has(index)) : data;
  const ids = taken.flatMap((entry) => (entry?.id ? [entry.id] : []));
  const fits = ids.length + refused.size === size && errors.every(({ index }) => index < size);
  if (!fits) {
    return {
      kind: 'unknown',
      reason: `the answer has ${ids.length} ids and ${refused.size} errors for ${size} messages`,
    };
  }
  return { kind: 'accepted', ids, refused: [...refused.values()] };
}

const ErrorBody = z.object({
  name: z.string().catch('error'),
  message: z.string().catch('no message'),
  statusCode: z.int().nullable().catch(null),
});

function readError(error: unknown): z.infer<typeof ErrorBody> {
  const parsed = ErrorBody.safeParse(error);
  if (parsed.success) return parsed.data;
  return { name: 'error', message: 'the answer is not one of Resend’s', statusCode: null };
}

/** `retry-after`, in seconds; at most a month of it is believed. */
function waitIn(headers: Reply['headers']): { waitMs?: number } {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const month = 31 * 86_400;
  return Number.isFinite(seconds) && seconds >= 0
    ? { waitMs: Math.min(seconds, month) * 1000 }
    : {};
}
