import { randomFillSync } from 'node:crypto';

const alphabet = Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789', 'latin1');
/** The largest multiple of 36 in a byte: what is above would make some letters likelier. */
const fair = 252;
const idLength = 16;
const pool = Buffer.alloc(4096);
let letters = '';
let used = 0;

/** A new subscriber's id: 16 of a–z0–9 at random, 82 bits. */
export function newSubscriberId(): string {
  if (used + idLength > letters.length) {
    letters = randomLetters();
    used = 0;
  }
  used += idLength;
  return letters.slice(used - idLength, used);
}

function randomLetters(): string {
  let count = 0;
  for (const byte of randomFillSync(pool)) {
    if (byte < fair) pool[count++] = alphabet[byte % alphabet.length] ?? 0;
  }
  return pool.toString('latin1', 0, count);
}
