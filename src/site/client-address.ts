import { isIP } from 'node:net';

/**
 * Where a request comes from, as the limits know it. `hops` is how many proxies of ours stand before
 * this server: each adds the address it was called from at the end of `X-Forwarded-For`, so the client
 * stands as many places from the end; what is before that anybody can write. With fewer entries than
 * proxies, the request did not come through them: then the other end of the connection counts.
 * Of an IPv6 address the first half counts, which is what one customer gets.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string {
  const entries = (forwardedFor ?? '').split(',').map((entry) => entry.trim());
  const told = hops > 0 ? entries.at(-hops) : undefined;
  const address = told !== undefined && isIP(told) > 0 ? told : (peer ?? '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIP(address) === 6 ? firstHalf(address) : address || 'unknown';
}

function firstHalf(address: string): string {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array(Math.max(0, 8 - first.length - last.length)).fill('0');
  const groups = [...first, ...zeros, ...last].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
