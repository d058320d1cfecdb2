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

/**
 * The same for the link that confirms a new address: it works for the very address that it was sent to,
 * as long as the reader means to move there.
 */
export async function followToNewAddress(
  { readers, signer, app }: Known,
  token: string,
): Promise<(Followed & { movingTo: NonNullable<Subscriber['movingTo']> }) | undefined> {
  const named = readerNamedIn(token);
  if (named === undefined) return undefined;
  await readers.refresh();
  const reader = await readers.get(named);
  const movingTo = reader?.movingTo;
  if (!reader || !movingTo) return undefined;
  const { kind } = signer.verify('new-address', token, app.clock.now(), movingTo.normalised);
  return kind === 'valid' ? { reader, token, expired: false, movingTo } : undefined;
}
