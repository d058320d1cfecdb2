import { type Answer, type ApiError, errors, failure, success } from './answers.js';
import { fateOf, type KeptMessage } from './message.js';
import type { Outbox } from './outbox.js';

/** Which part of the list is wanted; at most one of `after` and `before` is there. */
interface Paging {
  limit: number;
  after: string | undefined;
  before: string | undefined;
}

const usualLimit = 20;
const mostAtOnce = 100;

/**
 * The messages, newest first, a page at a time, as `GET /emails` lists them.
 * (https://resend.com/docs/api-reference/emails/list-emails, https://resend.com/docs/api-reference/pagination)
 */
export async function listEmails(query: URLSearchParams, outbox: Outbox): Promise<Answer> {
  const paging = readPaging(query);
  if ('error' in paging) return failure(paging.error);
  const ids: string[] = [];
  for await (const id of outbox.ids()) ids.push(id);
  const { page, hasMore } = pageOf(ids, paging);
  const messages = await Promise.all(page.map((id) => outbox.message(id)));
  return success({
    object: 'list',
    has_more: hasMore,
    data: messages.flatMap((message) => (message ? [listed(message)] : [])),
  });
}

function readPaging(query: URLSearchParams): Paging | { error: ApiError } {
  const limit = query.get('limit') ?? String(usualLimit);
  const after = query.get('after')?.toLowerCase();
  const before = query.get('before')?.toLowerCase();
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostAtOnce) {
    return { error: errors.invalidLimit };
  }
  if (after !== undefined && before !== undefined) return { error: errors.bothCursors };
  const cursor = after ?? before;
  if (cursor !== undefined && !isUuid(cursor)) return { error: errors.invalidId };
  return { limit: Number(limit), after, before };
}

/** Ids begin with the time, so that their order is that of the messages. A cursor is not in its own page. */
function pageOf(
  ids: string[],
  { limit, after, before }: Paging,
): { page: string[]; hasMore: boolean } {
  const newestFirst = ids.sort().reverse();
  if (before !== undefined) {
    const newer = newestFirst.filter((id) => id > before);
    return { page: newer.slice(-limit), hasMore: newer.length > limit };
  }
  const older = newestFirst.filter((id) => after === undefined || id < after);
  return { page: older.slice(0, limit), hasMore: older.length > limit };
}

/** Without what is long: whoever wants that asks for the one email. */
function listed(message: KeptMessage) {
  const { id, to, from, created_at, subject, bcc, cc, reply_to } = message;
  const orNull = (mailboxes: string[]) => (mailboxes.length > 0 ? mailboxes : null);
  return {
    id,
    to,
    from,
    created_at,
    subject,
    bcc: orNull(bcc),
    cc: orNull(cc),
    reply_to: orNull(reply_to),
    last_event: fateOf(message),
    scheduled_at: null,
  };
}

/** Whether it has the form of a UUID, of any version. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
