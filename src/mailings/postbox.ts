import { createHash } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Letter } from '../letters/letter.js';
import type { Log } from '../log.js';
import { mailbox } from '../subscribers/address.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import { type Answer, sortReply } from './answers.js';
import type { Courier } from './courier.js';
import { batchSize } from './mailing.js';
import { repeated } from './repeating.js';

/** A letter to one reader that no mailing sends, such as the one that asks to confirm. */
interface SingleLetter {
  reader: Pick<Subscriber, 'id' | 'email' | 'normalised'>;
  /** What the message is tagged with: ASCII letters, digits, `_` and `-`. */
  kind: string;
  /** Rendered when its turn comes. */
  letter: () => Promise<Letter>;
  headers?: Record<string, string>;
}

/** Where single letters wait for their turn. They are in memory only: whoever asked asks again. */
export interface Postbox {
  /** False when it is full: then the letter is not taken. */
  post(letter: SingleLetter): boolean;
  /** Resolves when every letter taken so far is accepted or given up. */
  emptied(): Promise<void>;
}

export interface PostboxOptions {
  courier: Pick<Courier, 'post'>;
  from: string;
  replyTo: string | undefined;
  clock: Clock;
  log: Log;
  /** Letters that may wait at one time. */
  capacity?: number;
  /** Called once for each letter that was taken, with what became of it. */
  onPosted?: (kind: string, outcome: 'accepted' | 'refused' | 'given-up') => void;
}

/** So many times a request is repeated under its key before its letters are given up. */
const tries = 5;

/**
 * Posts single letters, as many as wait in one request. The idempotency key is a hash of all that is
 * said, and a repeated request has the same bytes: no letter goes out twice.
 */
export function openPostbox(options: PostboxOptions): Postbox {
  const { capacity = 5000 } = options;
  const waiting: SingleLetter[] = [];
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    while (waiting.length > 0) await postAll(waiting.splice(0, batchSize), options);
  }

  return {
    post(letter) {
      if (waiting.length >= capacity) return false;
      waiting.push(letter);
      working ??= work().finally(() => {
        working = undefined;
      });
      return true;
    },
    async emptied() {
      while (working) await working;
    },
  };
}

/** Never throws: what keeps letters from going out is logged. */
async function postAll(letters: SingleLetter[], options: PostboxOptions): Promise<void> {
  const { courier, clock, log, onPosted } = options;
  const told = (outcome: 'accepted' | 'refused' | 'given-up', those: SingleLetter[]) => {
    for (const { kind } of those) onPosted?.(kind, outcome);
  };
  try {
    const body = await bodyOf(letters, options);
    const key = `letters/${createHash('sha256').update(body).digest('hex')}`;
    const post = async () => sortReply(await courier.post(body, key), letters.length);
    const answer = await repeated(post, clock, tries);
    if (answer.kind !== 'accepted') {
      told('given-up', letters);
      log.error({ letters: letters.length, state: answer.kind }, givenUp(answer));
      return;
    }
    const refused = new Set(answer.refused.map(({ index }) => index));
    told(
      'refused',
      letters.filter((_, index) => refused.has(index)),
    );
    told(
      'accepted',
      letters.filter((_, index) => !refused.has(index)),
    );
    if (refused.size > 0)
      log.warn({ letters: refused.size }, 'Resend refused a letter to a reader.');
  } catch (error) {
    told('given-up', letters);
    const reason = error instanceof Error ? error.message : String(error);
    log.error({ letters: letters.length }, `Letters to readers could not be written: ${reason}`);
  }
}

function givenUp(answer: Exclude<Answer, { kind: 'accepted' }>): string {
  const remedy = 'remedy' in answer ? ` ${answer.remedy}` : '';
  return `Letters to readers were given up: ${answer.reason}.${remedy}`;
}

async function bodyOf(letters: SingleLetter[], { from, replyTo }: PostboxOptions): Promise<Buffer> {
  const messages = await Promise.all(
    letters.map(async ({ reader, kind, letter, headers }) => ({
      from,
      to: [mailbox(reader)],
      ...(replyTo !== undefined && { reply_to: replyTo }),
      ...(await letter()),
      ...(headers && { headers }),
      tags: [
        { name: 'letter', value: kind },
        { name: 'reader', value: reader.id },
      ],
    })),
  );
  return Buffer.from(JSON.stringify(messages));
}
