import type { Clock } from '../clock.js';
import type { Edition } from '../editions/edition.js';
import { VerdictsError } from '../errors.js';
import type { Format } from '../letters/letter.js';
import { renderLetter } from '../letters/render.js';
import { compileLetter } from '../letters/slots.js';
import { redactedText } from '../redaction.js';
import { mailbox, parseAddress } from '../subscribers/address.js';
import { type Answer, sortReply } from './answers.js';
import { BatchBody } from './batch-body.js';
import type { Courier } from './courier.js';
import type { MailingTerms } from './freeze.js';
import { batchSize } from './mailing.js';
import { compileMessage } from './message.js';
import { repeated } from './repeating.js';

/** So many times the letter is posted before it is given up. */
const tries = 5;

/** An edition's letter for a few addresses, and how it is told from the one that readers get. */
export interface TestSend {
  edition: Edition;
  format: Format;
  terms: Omit<MailingTerms, 'door' | 'signingKey'>;
  /** As `mailboxesOf` answers them. */
  mailboxes: readonly string[];
  /** Stands before the subject, in brackets. */
  mark: string;
  /** Within a day, Resend takes the same letter under the same occasion once. */
  occasion: string;
  /** Beside those that every message has. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Sends an edition's letter to these addresses, outside any mailing: its subject begins with a mark,
 * it is tagged as a test, and its personal links belong to nobody. Throws a `VerdictsError` when Resend
 * does not take all of it.
 */
export async function sendTest(
  test: TestSend,
  courier: Courier,
  clock: Clock,
): Promise<{ accepted: number }> {
  const { edition, format, terms, mailboxes, mark, occasion, headers } = test;
  const variant = { format, topics: null };
  const rendered = await renderLetter(edition, variant, terms.masthead);
  const letter = compileLetter({ ...rendered, subject: `[${mark}] ${rendered.subject}` });
  const { from, replyTo, listId, masthead } = terms;
  const sender = { id: `test-${edition.week}`, from, replyTo, listId, masthead };
  const template = compileMessage(letter, sender, headers);

  const body = new BatchBody();
  for (let start = 0; start < mailboxes.length; start += batchSize) {
    const group = mailboxes.slice(start, start + batchSize);
    const { bytes, sha256 } = body.fill(
      group.map((address) => {
        const slots = { address, unsubscribe: 'test', preferences: 'test', vote: 'test' };
        return { template, values: { reader: 'test', to: address, slots } };
      }),
    );
    const key = `test/${edition.week}/${occasion}/${sha256.slice(0, 16)}`;
    const post = async () => sortReply(await courier.post(bytes, key), group.length);
    const answer = await repeated(post, clock, tries);
    if (answer.kind !== 'accepted') throw notTaken(answer);
    if (answer.refused.length > 0) throw refusedSome(start, answer.refused);
  }
  return { accepted: mailboxes.length };
}

/**
 * The mailboxes of these addresses as Resend takes them, each once, however it is spelled. Throws a
 * `VerdictsError` (code `address`, exit 2) with the place of one that is none.
 */
export function mailboxesOf(addresses: readonly string[]): string[] {
  const mailboxes = new Map<string, string>();
  for (const [index, text] of addresses.entries()) {
    const address = parseAddress(text);
    if ('problem' in address) {
      throw new VerdictsError('address', `Address ${index + 1} ${address.problem}.`, {
        remedy: 'Correct it; nothing was sent.',
        exit: 2,
      });
    }
    if (!mailboxes.has(address.normalised)) mailboxes.set(address.normalised, mailbox(address));
  }
  return [...mailboxes.values()];
}

function notTaken(answer: Exclude<Answer, { kind: 'accepted' }>): VerdictsError {
  if (answer.kind === 'unknown') {
    const said = `Resend gave no answer, so that nobody knows whether it took the test (${answer.reason}).`;
    return new VerdictsError('test-send', said, {
      remedy: 'Look into the mailbox before you send it again.',
    });
  }
  return new VerdictsError('test-send', `Resend did not take the test: ${answer.reason}.`, {
    remedy: 'remedy' in answer ? answer.remedy : 'Send the test again a little later.',
  });
}

/** Positions from `start` on, as the operator counts them. */
function refusedSome(
  start: number,
  refused: Extract<Answer, { kind: 'accepted' }>['refused'],
): VerdictsError {
  const each = refused.map(
    ({ index, message }) => `address ${start + index + 1} (${redactedText(message)})`,
  );
  return new VerdictsError('test-send', `Resend refused ${each.join(', ')}.`, {
    remedy: 'The others got the test; correct these, and send it to them.',
  });
}
