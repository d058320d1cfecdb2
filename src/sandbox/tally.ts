/**
 * Finds out who a batch goes to while it comes in, without parsing it: parsing its 4 MB takes longer
 * than everything else about it.
 *
 * It reads JSON as JSON.stringify writes it, without white space between the tokens. There `,"to":`
 * and `{"to":` can only be a key, since a quote within a string has a backslash before it. A key of
 * that name in an inner object, such as a header called "to", would be counted as well.
 */
export class Tally {
  /** The recipients of each message, in order, as they were given. */
  readonly messages: string[][] = [];
  /** The end of the last piece, where a key or its value was cut off. */
  private rest: Buffer = Buffer.alloc(0);

  /** Takes the next piece of the body. Throws a SyntaxError for recipients that are no strings. */
  push(piece: Buffer): void {
    const window = this.rest.length > 0 ? Buffer.concat([this.rest, piece]) : piece;
    for (const key of keysIn(window)) {
      const start = key + KEY_LENGTH;
      const end = endOfValue(window, start);
      if (end < 0) {
        this.rest = Buffer.from(window.subarray(key));
        return;
      }
      const to: unknown = JSON.parse(window.toString('utf8', start, end));
      this.messages.push(Array.isArray(to) ? to.map(String) : [String(to)]);
    }
    this.rest = Buffer.from(window.subarray(window.length - lengthOfCutKey(window)));
  }
}

const KEYS = [Buffer.from(',"to":'), Buffer.from('{"to":')];
const KEY_LENGTH = 6;
const [QUOTE, BACKSLASH, COMMA, OPEN, CLOSE] = Buffer.from('"\\,[]');

function keysIn(window: Buffer): number[] {
  const found: number[] = [];
  for (const key of KEYS) {
    for (let at = window.indexOf(key); at >= 0; at = window.indexOf(key, at + KEY_LENGTH)) {
      found.push(at);
    }
  }
  return found.sort((a, b) => a - b);
}

/** Behind a string or a list of strings; -1 when it is cut off. */
function endOfValue(window: Buffer, start: number): number {
  if (start >= window.length) return -1;
  if (window[start] !== OPEN) return endOfString(window, start);
  let at = start + 1;
  while (at < window.length) {
    if (window[at] === CLOSE) return at + 1;
    at = window[at] === COMMA ? at + 1 : endOfString(window, at);
    if (at < 0) return -1;
  }
  return -1;
}

function endOfString(window: Buffer, start: number): number {
  if (window[start] !== QUOTE) throw new SyntaxError('Recipients must be strings.');
  for (let at = start + 1; at < window.length; at += 1) {
    if (window[at] === BACKSLASH) at += 1;
    else if (window[at] === QUOTE) return at + 1;
  }
  return -1;
}

/** How many bytes at the window's end may be the beginning of a key. */
function lengthOfCutKey(window: Buffer): number {
  const end = window.toString('latin1', Math.max(0, window.length - KEY_LENGTH + 1));
  return /[,{](?:"(?:t(?:o"?)?)?)?$/.exec(end)?.[0].length ?? 0;
}
