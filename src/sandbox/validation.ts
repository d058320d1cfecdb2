import type { ApiError } from './answers.js';
import { bareAddress, type Message, type Tag } from './message.js';

export type Validated = { ok: true; message: Message } | { ok: false; error: ApiError };

/** More recipients than this in one field are refused. (Resend, "Send Email") */
const MAX_RECIPIENTS = 50;
/** Resend, "Send Batch Emails". */
const MAX_BATCH = 100;
/** Resend, "Tags": 75 an email, names and values of up to 256 characters. */
const MAX_TAGS = 75;
const MAX_TAG_LENGTH = 256;

/**
 * Checks one message as `POST /emails` takes it, and in a batch.
 *
 * Unlike Resend it takes addresses at example.com, where the sample readers live, and any sender:
 * there are no domains to verify. What the sandbox cannot do (templates, scheduling, topics,
 * attachments, which Resend refuses in a batch anyway) it refuses rather than pretends to do.
 */
export function validateMessage(body: unknown): Validated {
  if (!isObject(body)) return refuse('The `request.body` field must be an `object`.');
  try {
    return { ok: true, message: readMessage(body) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
}

/** The messages of a batch, unchecked, or why the batch as a whole is refused. */
export function readBatch(
  body: unknown,
): { ok: true; messages: unknown[] } | { ok: false; error: ApiError } {
  if (!Array.isArray(body)) return refuse('The `request.body` field must be an `array`.');
  if (body.length === 0 || body.length > MAX_BATCH) {
    return refuse(`The batch must contain between 1 and ${MAX_BATCH} emails.`);
  }
  return { ok: true, messages: body };
}

function readMessage(body: Record<string, unknown>): Message {
  for (const field of ['attachments', 'scheduled_at', 'template', 'topic_id']) {
    if (isGiven(body[field])) throw invalid(`The \`${field}\` field is not supported.`);
  }
  for (const field of ['from', 'to', 'subject']) {
    if (!isGiven(body[field])) throw missing(`Missing \`${field}\` field.`);
  }
  const html = readText(body, 'html');
  const text = readText(body, 'text');
  if (!html && !text) throw missing('Missing `html` or `text` field.');

  const to = readMailboxes(body, 'to');
  if (to.length === 0) throw missing('Missing `to` field.');
  return {
    from: readSender(body),
    to,
    cc: readMailboxes(body, 'cc'),
    bcc: readMailboxes(body, 'bcc'),
    reply_to: readMailboxes(body, 'reply_to'),
    subject: readSubject(body),
    headers: readHeaders(body),
    tags: readTags(body),
    // Last, because they are long: a list needs but the beginning of what is kept.
    text,
    html,
  };
}

function readSender({ from }: Record<string, unknown>): string {
  if (typeof from === 'string' && isMailbox(from)) return from;
  throw new Refusal('invalid_from_address', `Invalid \`from\` field. ${expectedMailbox}`);
}

function readMailboxes(body: Record<string, unknown>, field: string): string[] {
  const given = body[field];
  if (!isGiven(given)) return [];
  const mailboxes: unknown[] = Array.isArray(given) ? given : [given];
  if (mailboxes.length > MAX_RECIPIENTS) {
    throw invalid(`The \`${field}\` field must contain at most ${MAX_RECIPIENTS} addresses.`);
  }
  return mailboxes.map((mailbox) => {
    if (typeof mailbox === 'string' && isMailbox(mailbox)) return mailbox;
    throw invalid(`Invalid \`${field}\` field. ${expectedMailbox}`);
  });
}

function readSubject({ subject }: Record<string, unknown>): string {
  if (typeof subject !== 'string') throw invalid('The `subject` field must be a `string`.');
  if (subject === '') throw missing('Missing `subject` field.');
  if (controls.test(subject)) throw invalid('The `subject` field must be one line.');
  return subject;
}

function readText(body: Record<string, unknown>, field: 'html' | 'text'): string | null {
  const given = body[field];
  if (!isGiven(given)) return null;
  if (typeof given !== 'string') throw invalid(`The \`${field}\` field must be a \`string\`.`);
  return given;
}

function readHeaders({ headers }: Record<string, unknown>): Record<string, string> {
  if (!isGiven(headers)) return {};
  if (!isObject(headers)) throw invalid('The `headers` field must be an `object`.');
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    // RFC 5322, 3.6.8: a field name is printable ASCII without a colon.
    if (!/^[!-9;-~]+$/.test(name)) throw invalid('The `headers` field has an invalid name.');
    if (typeof value !== 'string' || controls.test(value)) {
      throw invalid(`The value of the \`${name}\` header must be one line of text.`);
    }
    read[name] = value;
  }
  return read;
}

function readTags({ tags }: Record<string, unknown>): Tag[] {
  if (!isGiven(tags)) return [];
  if (!Array.isArray(tags)) throw invalid('The `tags` field must be an `array`.');
  if (tags.length > MAX_TAGS) throw invalid(`Only ${MAX_TAGS} tags are allowed.`);
  return tags.map((tag: unknown) => {
    if (!isObject(tag) || typeof tag.name !== 'string' || typeof tag.value !== 'string') {
      throw invalid('Each tag must have a `name` and a `value`.');
    }
    const { name, value } = tag;
    if (!/^[\w-]+$/.test(name) || !/^[\w-]+$/.test(value)) {
      throw invalid('Tags should only contain ASCII letters, numbers, underscores, or dashes.');
    }
    if (name.length > MAX_TAG_LENGTH || value.length > MAX_TAG_LENGTH) {
      throw invalid(`Tags should contain no more than ${MAX_TAG_LENGTH} characters.`);
    }
    return { name, value };
  });
}

const expectedMailbox =
  'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.';

function isMailbox(mailbox: string): boolean {
  if (controls.test(mailbox)) return false;
  const address = bareAddress(mailbox);
  if (address.length > 254 || !addressForm.test(address)) return false;
  return mailbox.trim() === address || /^[^<>]*<[^<>]+>\s*$/.test(mailbox);
}

/**
 * An unquoted address of RFC 5321 with a domain of two labels or more. ASCII only, as with the
 * service that Resend sends through: an international domain comes as Punycode.
 */
const addressForm =
  /^(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d](?:[a-z\d-]{0,61}[a-z\d])$/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const controls = /[\x00-\x1f\x7f]/;

class Refusal extends Error {
  readonly error: ApiError;

  constructor(name: string, message: string) {
    super(message);
    this.error = { statusCode: 422, name, message };
  }
}

function invalid(message: string): Refusal {
  return new Refusal('validation_error', message);
}

function missing(message: string): Refusal {
  return new Refusal('missing_required_field', message);
}

function refuse(message: string): { ok: false; error: ApiError } {
  return { ok: false, error: invalid(message).error };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
