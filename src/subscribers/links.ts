import { createHmac, timingSafeEqual } from 'node:crypto';
import { VerdictsError } from '../errors.js';

/**
 * What a link may do, and nothing else. A purpose is part of what is signed; whatever else a page needs
 * to know, such as which tool is voted on, it asks in the clear.
 */
export type Purpose =
  | 'confirm'
  | 'unsubscribe'
  | 'preferences'
  | 'vote'
  | 'change-address'
  | 'new-address'
  | 'download'
  | 'erase';

/** A secret that signs links, and the name under which links tell of it. */
export interface SigningKey {
  /** Two of a–z0–9, such as `k1`; it stands at the head of each link. */
  id: string;
  secret: string;
}

/** Signs readers' links, and tells whose they are. */
export interface Signer {
  /** Id of the key that signs. */
  readonly current: string;
  /**
   * A link's token: a key's id, the reader's id, the time of expiry if there is one, a signature. Fit
   * for a URL's path, 40 characters long, or 47 with an expiry. `key` asks for an older key by its id;
   * throws a `VerdictsError` when that is gone. `about` is signed too, though it is not in the token.
   */
  sign(purpose: Purpose, reader: string, options?: SignOptions): string;
  /** The tokens of the links that every letter to the reader has, each as `sign` makes it. */
  signLetter(reader: string, options?: Pick<SignOptions, 'key'>): Record<LetterPurpose, string>;
  /**
   * Whom the token was signed for, if it was, for this purpose and about this; `now` decides whether it
   * has expired.
   */
  verify(purpose: Purpose, token: string, now: Date, about?: string): Verification;
}

interface SignOptions {
  key?: string;
  expiresAt?: Date;
  about?: string;
}

/** Whom a token names, true or forged: to look up what it must be about, before it is verified. */
export function readerNamedIn(token: string): string | undefined {
  return shape.exec(token)?.[3];
}

type Verification = { kind: 'valid' | 'expired'; reader: string } | { kind: 'invalid' };

/** A signer with the first key that accepts what any of the keys signed: put a new one in front to rotate. */
export function createSigner(keys: readonly [SigningKey, ...SigningKey[]]): Signer {
  const secrets = new Map(keys.map(({ id, secret }) => [id, Buffer.from(secret)]));
  const [{ id: current }] = keys;
  for (const { id } of keys) {
    if (!/^[a-z0-9]{2}$/.test(id)) throw new Error('A signing key’s id is two of a–z0–9.');
  }
  if (secrets.size < keys.length) {
    throw new VerdictsError('signing-key', 'Two signing secrets have the same id.', {
      remedy: 'Make another one in place of the newer: a few in a thousand collide.',
      exit: 2,
    });
  }

  const secretOf = (key: string): Buffer => {
    const secret = secrets.get(key);
    if (secret) return secret;
    throw new VerdictsError('signing-key', `The signing key ${key} is gone.`, {
      remedy: 'Put the secret back that signed until now; a new one may stand in front of it.',
      exit: 3,
    });
  };

  return {
    current,
    sign(purpose, reader, { key = current, expiresAt, about } = {}) {
      const body = key + reader + (expiresAt ? expiry(expiresAt) : '');
      return body + signature(secretOf(key), purpose, body, about);
    },
    signLetter(reader, { key = current } = {}) {
      const body = key + reader;
      const signatures = letterSignatures(secretOf(key), body);
      return {
        unsubscribe: body + signatures.unsubscribe,
        preferences: body + signatures.preferences,
        vote: body + signatures.vote,
      };
    },
    verify(purpose, token, now, about) {
      const [, body = '', key = '', reader = '', expires, given = ''] = shape.exec(token) ?? [];
      const secret = secrets.get(key);
      if (!secret) return { kind: 'invalid' };
      const expected = signature(secret, purpose, body, about);
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return { kind: 'invalid' };
      const expired = expires !== undefined && expires < expiry(now);
      return { kind: expired ? 'expired' : 'valid', reader };
    },
  };
}

const shape = /^(([a-z0-9]{2})([a-z0-9]{16})([a-z0-9]{7})?)([\w-]{22})$/;

/** What every letter has a link for: their signatures are parts of one HMAC. */
type LetterPurpose = 'unsubscribe' | 'preferences' | 'vote';

/** Characters of base64url; they hold 132 bits. */
const signatureLength = 22;

/** 132 of HMAC-SHA-512's bits, in base64url (RFC 2104, section 5, allows to truncate). */
function signature(secret: Buffer, purpose: Purpose, body: string, about = ''): string {
  if (about === '' && isOfLetter(purpose)) return letterSignatures(secret, body)[purpose];
  // Neither a purpose nor a body holds a colon: what is signed can be read in one way only.
  const signed = `${purpose}:${body}${about === '' ? '' : `:${about}`}`;
  return hmacOf(secret, signed).slice(0, signatureLength);
}

function isOfLetter(purpose: Purpose): purpose is LetterPurpose {
  return purpose === 'unsubscribe' || purpose === 'preferences' || purpose === 'vote';
}

function letterSignatures(secret: Buffer, body: string): Record<LetterPurpose, string> {
  const hmac = hmacOf(secret, `letter:${body}`);
  const part = (at: number) => hmac.slice(at * signatureLength, (at + 1) * signatureLength);
  return { unsubscribe: part(0), preferences: part(1), vote: part(2) };
}

function hmacOf(secret: Buffer, signed: string): string {
  return createHmac('sha512', secret).update(signed).digest('base64url');
}

/** Seconds since 1970 in base 36, seven characters until the year 4453; they compare as the times do. */
function expiry(time: Date): string {
  return Math.floor(time.getTime() / 1000)
    .toString(36)
    .padStart(7, '0');
}
