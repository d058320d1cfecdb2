import { Status } from './subscriber.js';

/**
 * What is read of a record's JSON without parsing it. That works because the keys stand in a fixed order
 * and neither an id nor a normalised address holds anything that JSON escapes.
 */
const idAt = '{"id":"'.length;
const addressAt = idAt + 16 + '","normalised":"'.length;
const afterAddress = '","status":"'.length;
const quote = 0x22;
const betweenRecords = Buffer.from('},{"id":"');

/** Whether `is` holds for each record in a list of them; it is told where the record begins and ends. */
export function eachRecord(list: Buffer, is: (start: number, end: number) => boolean): boolean {
  for (let start = 1; start < list.length; ) {
    const next = list.indexOf(betweenRecords, start);
    const end = next < 0 ? list.length - 1 : next + 1;
    if (!is(start, end)) return false;
    start = end + 1;
  }
  return true;
}

/** Where the address of the record from `start` to `end` ends, or -1 when that is no record. */
export function addressEnd(bytes: Buffer, start: number, end: number): number {
  const last = bytes.indexOf(quote, start + addressAt);
  const whole =
    last > 0 &&
    last + afterAddress < end &&
    bytes[start + idAt - 1] === quote &&
    bytes[start + idAt + 16] === quote &&
    bytes[start + addressAt - 1] === quote &&
    bytes[last + afterAddress - 1] === quote &&
    statusNumber(bytes, last) > 0;
  return whole ? last : -1;
}

/** The place in `Status.options`, plus one, of the status of the record whose address ends at `last`. */
export function statusNumber(bytes: Buffer, last: number): number {
  return initials.indexOf(bytes[last + afterAddress] ?? 0) + 1;
}

/** Statuses differ in their first letter. */
const initials = Status.options.map((status) => status.charCodeAt(0));

/** The normalised address of the record from `start` on that ends at `last`. */
export function addressIn(bytes: Buffer, start: number, last: number): string {
  return bytes.toString('latin1', start + addressAt, last);
}

/** An id's sixteen characters as numbers: 36 ** 6 is less than 2 ** 32, so they fit exactly. */
export type IdWords = [number, number, number];

/** The id of the record that begins at `start`. */
export function idWords(bytes: Buffer, start: number): IdWords {
  const at = start + idAt;
  return [word(bytes, at, at + 6), word(bytes, at + 6, at + 11), word(bytes, at + 11, at + 16)];
}

/** The same for an id as text. */
export function wordsOfId(id: string): IdWords {
  return [wordIn(id, 0, 6), wordIn(id, 6, 11), wordIn(id, 11, 16)];
}

function word(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 36 + digit(bytes[at] ?? 0);
  return value;
}

function wordIn(id: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 36 + digit(id.charCodeAt(at));
  return value;
}

/** a–z are 0 to 25, 0–9 are 26 to 35. */
function digit(code: number): number {
  return code >= 0x61 ? code - 0x61 : code - 0x30 + 26;
}

/** FNV-1a over the address. */
export function hashOfAddress(bytes: Buffer, start: number, last: number): number {
  let hash = 0x811c9dc5;
  for (let at = start + addressAt; at < last; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return scatter(hash);
}

/** The same for an address as text. */
export function hashOfText(normalised: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < normalised.length; at += 1) {
    hash = Math.imul(hash ^ normalised.charCodeAt(at), 0x01000193);
  }
  return scatter(hash);
}

/** The hash of an id, by its words. */
export function mix(first: number, second: number, third: number): number {
  return scatter(Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ third);
}

/** MurmurHash3's finaliser: every bit decides over the low ones, which pick the slot. */
function scatter(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
