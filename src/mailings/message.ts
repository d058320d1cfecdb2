import { createHash } from 'node:crypto';
import { paths } from '../letters/links.js';
import {
  type CompiledLetter,
  escapeFor,
  type SlotContext,
  type SlotName,
  type SlotValues,
} from '../letters/slots.js';
import type { Mailing } from './mailing.js';

/** One reader's own values. The links are signed tokens, as they stand in a URL's path. */
export interface MessageValues {
  reader: string;
  /** The mailbox as Resend takes it: its domain in ASCII. */
  to: string;
  slots: SlotValues;
}

/**
 * A variant's message as JSON, ready to be filled: constant bytes, escaped and encoded once, and
 * between them positions in `values`, the distinct values that a reader's message needs.
 */
export interface MessageTemplate {
  parts: (Buffer | number)[];
  values: ReadValue[];
  /** Of the parts, in hex: which bytes are between which values. */
  sha256: string;
}

/** Answers a value as it stands between a JSON string's quotes. */
type ReadValue = (values: MessageValues) => string;

/** Compiles the message that Resend is handed for each reader of a variant. */
export function compileMessage(
  letter: CompiledLetter,
  mailing: Pick<Mailing, 'id' | 'from' | 'replyTo' | 'listId' | 'masthead'>,
): MessageTemplate {
  const builder = new TemplateBuilder();
  builder.text(`{"from":${JSON.stringify(mailing.from)},"to":["`);
  builder.value('to', ({ to }) => inJson(to));
  builder.text('"],');
  if (mailing.replyTo) builder.text(`"reply_to":${JSON.stringify(mailing.replyTo)},`);
  for (const field of ['subject', 'html', 'text'] as const) {
    builder.text(`"${field}":"`);
    for (const part of letter[field]) {
      if (typeof part === 'string') builder.text(inJson(part));
      else builder.slot(part.slot, part.context);
    }
    builder.text('",');
  }
  // One-click unsubscribe: RFC 8058. The list's identifier: RFC 2919.
  const unsubscribe = mailing.masthead.publicUrl + paths.unsubscribe('');
  builder.text(`"headers":{"List-Unsubscribe":"<${inJson(unsubscribe)}`);
  builder.slot('unsubscribe', 'url');
  builder.text('>","List-Unsubscribe-Post":"List-Unsubscribe=One-Click",');
  builder.text(`"List-Id":${JSON.stringify(mailing.listId)}},`);
  builder.text(`"tags":[{"name":"mailing","value":"${mailing.id}"},{"name":"reader","value":"`);
  builder.value('reader', ({ reader }) => inJson(reader));
  builder.text('"}]}');
  return builder.done();
}

/** A template of these parts and values, with its hash. */
export function templateOf(
  parts: MessageTemplate['parts'],
  values: MessageTemplate['values'],
): MessageTemplate {
  const hash = createHash('sha256');
  // So that one hash is of one sequence of parts only.
  for (const part of parts) {
    if (typeof part === 'number') hash.update(`value ${part}\n`);
    else hash.update(`${part.length} bytes\n`).update(part);
  }
  return { parts, values, sha256: hash.digest('hex') };
}

/** A batch's JSON, filled message by message into a buffer that is used again for the next batch. */
export class BatchBody {
  /** More than a batch of digests: what is never written to takes no memory. */
  #bytes = Buffer.allocUnsafe(8 << 20);
  #length = 0;
  /** Of each message the hash of its constant bytes, and the values between them. */
  #pieces: string[] = [];

  /** Lets go of the bytes, which a request that was not answered may be sending still: they never change. */
  letGo(): void {
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
  }

  /** Empties it: the bytes of the last `finish` are no longer valid. */
  start(): void {
    this.#length = 0;
    this.#pieces = [];
  }

  add(template: MessageTemplate, values: MessageValues): void {
    this.#write(this.#length === 0 ? '[' : ',');
    const filled = template.values.map((read) => read(values));
    const starts: number[] = [];
    const ends: number[] = [];
    for (const part of template.parts) {
      if (typeof part !== 'number') this.#copy(part);
      else if (ends[part] !== undefined) this.#repeat(starts[part] ?? 0, ends[part]);
      else {
        starts[part] = this.#length;
        this.#write(filled[part] ?? '');
        ends[part] = this.#length;
      }
    }
    this.#pieces.push(template.sha256, ...filled);
  }

  /**
   * The JSON array of the messages added since `start`, and the sha256 that stands for it in the ledger. It
   * is taken of the pieces: what is the same in every message, megabytes a batch, is hashed once a mailing,
   * and its hash and the readers' values stand for the bytes. The same hash means the same bytes.
   */
  finish(): { bytes: Buffer; sha256: string } {
    this.#write(this.#length === 0 ? '[]' : ']');
    const sha256 = createHash('sha256').update(JSON.stringify(this.#pieces)).digest('hex');
    return { bytes: this.#bytes.subarray(0, this.#length), sha256 };
  }

  #write(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
  }

  #copy(part: Buffer): void {
    this.#reserve(part.length);
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
  }

  /** Writes what stands between the two places once more. */
  #repeat(start: number, end: number): void {
    this.#reserve(end - start);
    this.#bytes.copyWithin(this.#length, start, end);
    this.#length += end - start;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

class TemplateBuilder {
  #parts: (Buffer | number)[] = [];
  #constant = '';
  #values: ReadValue[] = [];
  #positions = new Map<string, number>();

  text(json: string): void {
    this.#constant += json;
  }

  slot(slot: SlotName, context: SlotContext): void {
    this.value(`${slot} ${context}`, ({ slots }) => inJson(escapeFor(context, slots[slot] ?? '')));
  }

  value(name: string, read: ReadValue): void {
    let position = this.#positions.get(name);
    if (position === undefined) {
      position = this.#values.push(read) - 1;
      this.#positions.set(name, position);
    }
    this.#flush();
    this.#parts.push(position);
  }

  done(): MessageTemplate {
    this.#flush();
    return templateOf(this.#parts, this.#values);
  }

  #flush(): void {
    if (this.#constant) this.#parts.push(Buffer.from(this.#constant));
    this.#constant = '';
  }
}

const standsForItself = /^[\w.@-]*$/;

/** The text as it stands between a JSON string's quotes. */
function inJson(text: string): string {
  return standsForItself.test(text) ? text : JSON.stringify(text).slice(1, -1);
}
