import type { Address } from '../subscribers/address.js';
import { type Purpose, readerNamedIn } from '../subscribers/links.js';
import type { Subscriber } from '../subscribers/subscriber.js';
import type { SiteParts } from './parts.js';

/** A link that was followed, and the reader whom it belongs to. */
export interface Followed {
  reader: Subscriber;
  token: string;
  expired: boolean;
}

type Known = Pick<SiteParts, 'readers' | 'signer' | 'app'>;

/**
 * Who followed a link for this purpose. Undefined for every link that does not work, whatever the
 * reason: another purpose's, forged, or of a reader who is gone.
 */
export async function follow(
  { readers, signer, app }: Known,
  purpose: Purpose,
  token: string,
): Promise<Followed | undefined> {
  const verified = signer.verify(purpose, token, app.clock.now());
  if (verified.kind === 'invalid') return undefined;
  await readers.refresh();
  const reader = await readers.get(verified.reader);
  return reader && { reader, token, expired: verified.kind === 'expired' };
}

/** Whether a link for this purpose is one of ours that still works, of a reader who was erased. */
export async function isOfNobody(
  { readers, signer, app }: Known,
  purpose: Purpose,
  token: string,
): Promise<boolean> {
  const verified = signer.verify(purpose, token, app.clock.now());
  if (verified.kind !== 'valid') return false;
  await readers.refresh();
  return (await readers.get(verified.reader)) === undefined;
}

/** A link that confirms a new address. */
interface FollowedThere extends Followed {
  /** The address that the link was sent to. */
  address: Address;
  /** Whether the reader has moved there already. */
  isThere: boolean;
}

/**
 * Who followed a link that confirms a new address: it works for the very address that it was sent to,
 * as long as the reader means to move there, or has.
 */
export async function followToNewAddress(
  { readers, signer, app }: Known,
  token: string,
): Promise<FollowedThere | undefined> {
  const named = readerNamedIn(token);
  if (named === undefined) return undefined;
  await readers.refresh();
  const reader = await readers.get(named);
  if (!reader) return undefined;
  const sentTo = ({ normalised }: Address) =>
    signer.verify('new-address', token, app.clock.now(), normalised).kind === 'valid';
  const { movingTo } = reader;
  if (movingTo && sentTo(movingTo)) {
    return { reader, token, expired: false, address: movingTo, isThere: false };
  }
  if (!sentTo(reader)) return undefined;
  return { reader, token, expired: false, address: reader, isThere: true };
}
