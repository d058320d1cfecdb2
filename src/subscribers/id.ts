import { randomFillSync } from 'node:crypto';

const alphabet = Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789', 'latin1');
/** The largest multiple of 36 in a byte: what is above would make some letters likelier. */
const fair = 252;
const pool = Buffer.alloc(4096);
const id = Buffer.alloc(16);
let used = pool.length;

/** A new subscriber's id: 16 of a–z0–9 at random, 82 bits. */
export function newSubscriberId(): string {
  for (let filled = 0; filled < id.length; used += 1) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const byte = pool[used] ?? fair;
    if (byte < fair) id[filled++] = alphabet[byte % 36] ?? 0;
  }
  return id.toString('latin1');
}
