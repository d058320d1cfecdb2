import { randomFillSync } from 'node:crypto';

const alphabet = Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789', 'latin1');
/** The largest multiple of 36 in a byte: what is above would make some letters likelier. */
const fair = 252;
const letterOf = Uint8Array.from({ length: fair }, (_, byte) => alphabet[byte % 36] ?? 0);
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
  randomFillSync(pool);
  let count = 0;
  for (let at = 0; at < pool.length; at += 1) {
    const letter = letterOf[pool[at] ?? fair];
    if (letter !== undefined) pool[count++] = letter;
  }
  return pool.toString('latin1', 0, count);
}
