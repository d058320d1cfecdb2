import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { errors } from './answers.js';
import { readEmail, readEmails, readTally, type Submitted } from './submission.js';
import { Tally } from './tally.js';

/** The body of a request to send while it comes in, and what it turns out to be. */
export interface Body {
  push(piece: Buffer): void;
  /** Of the bytes, for telling a repeated payload from another; '' where that is not looked at. */
  sha256(): string;
  read(): Submitted;
}

/** The body of `POST /emails`. */
export function emailBody(): Body {
  return wholeBody(readEmail);
}

/** The body of `POST /emails/batch`. */
export function batchBody(options: { permissive: boolean }): Body {
  return wholeBody((bytes) => readEmails(bytes, options));
}

/** A batch that is only counted: neither its messages nor its payload are looked at. */
export function talliedBody(options: { permissive: boolean }): Body {
  const tally = new Tally();
  let broken = false;
  return {
    push(piece) {
      if (broken) return;
      try {
        tally.push(piece);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        broken = true;
      }
    },
    sha256: () => '',
    read: () =>
      broken ? { ok: false, error: errors.invalidJson } : readTally(tally.messages, options),
  };
}

function wholeBody(read: (bytes: Buffer) => Submitted): Body {
  const pieces: Buffer[] = [];
  let bytes: Buffer | undefined;
  const whole = () => {
    bytes ??= Buffer.concat(pieces);
    return bytes;
  };
  return {
    push: (piece) => void pieces.push(piece),
    sha256: () => createHash('sha256').update(whole()).digest('hex'),
    read: () => read(whole()),
  };
}

/** Resend takes emails of up to 40 MB; a batch of a hundred digests has 5. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Reads to the end whatever comes, so that an early refusal does not break the connection. */
export function receive(
  request: IncomingMessage,
  push: (piece: Buffer) => void,
): Promise<'received' | 'too large' | 'gone'> {
  return new Promise((resolve, reject) => {
    let size = 0;
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > MAX_BYTES) return;
      try {
        push(piece);
      } catch (error) {
        reject(error);
      }
    });
    request.on('end', () => resolve(size > MAX_BYTES ? 'too large' : 'received'));
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
}
