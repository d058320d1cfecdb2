import { type ApiError, errors } from './answers.js';
import { type Message, recipientsOf } from './message.js';
import { readBatch, validateMessage } from './validation.js';

/** What one request hands over, as far as it can be accepted. */
export interface Submission {
  /** The addresses that each message goes to. */
  recipients: string[][];
  /** The messages themselves, in the same order; none when they are only counted. */
  messages: Message[];
  /** The body of the answer, given an id for each message. */
  answer(ids: string[]): unknown;
}

export type Submitted = { ok: true; submission: Submission } | { ok: false; error: ApiError };

/** The body of `POST /emails`. (https://resend.com/docs/api-reference/emails/send-email) */
export function readEmail(body: Buffer): Submitted {
  const email = parseJson(body);
  if (!email.ok) return email;
  const validated = validateMessage(email.value);
  if (!validated.ok) return validated;
  return submission([validated.message], ([id]) => ({ id }));
}

/**
 * The body of `POST /emails/batch`. Strict, one bad message refuses the batch; permissive, the others
 * are accepted and the answer names the bad ones.
 * (https://resend.com/docs/api-reference/emails/send-batch-emails)
 */
export function readEmails(body: Buffer, { permissive }: { permissive: boolean }): Submitted {
  const emails = parseJson(body);
  if (!emails.ok) return emails;
  const batch = readBatch(emails.value);
  if (!batch.ok) return batch;

  const messages: Message[] = [];
  const bad: { index: number; message: string }[] = [];
  for (const [index, email] of batch.messages.entries()) {
    const validated = validateMessage(email);
    if (validated.ok) messages.push(validated.message);
    else if (permissive) bad.push({ index, message: validated.error.message });
    else return validated;
  }
  const listed = (ids: string[]) => ids.map((id) => ({ id }));
  return submission(messages, (ids) =>
    permissive ? { data: listed(ids), errors: bad } : { data: listed(ids) },
  );
}

/** A batch of which nothing is known but who it goes to. */
export function readTally(to: string[][], { permissive }: { permissive: boolean }): Submitted {
  const batch = readBatch(to);
  if (!batch.ok) return batch;
  const recipients = to.map((mailboxes) => recipientsOf({ to: mailboxes, cc: [], bcc: [] }));
  const answer = (ids: string[]) => ({
    data: ids.map((id) => ({ id })),
    ...(permissive ? { errors: [] } : {}),
  });
  return { ok: true, submission: { recipients, messages: [], answer } };
}

function submission(messages: Message[], answer: Submission['answer']): Submitted {
  return { ok: true, submission: { recipients: messages.map(recipientsOf), messages, answer } };
}

/** The value of a body that is JSON, or the error that it gets. */
export function parseJson(
  body: Buffer,
): { ok: true; value: unknown } | { ok: false; error: ApiError } {
  try {
    return { ok: true, value: JSON.parse(body.toString('utf8')) };
  } catch {
    return { ok: false, error: errors.invalidJson };
  }
}
