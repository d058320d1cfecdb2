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
 * A variant's message as JSON, ready to be filled: constant parts, escaped and encoded once, and
 * between them positions in `values`, the distinct values that a reader's message needs.
 */
export interface MessageTemplate {
  parts: (Constant | number)[];
  values: ReadValue[];
  /** Of the parts, in hex: which bytes are where between which values. */
  sha256: string;
}

/** What is the same in every message of a variant. */
export interface Constant {
  bytes: Buffer;
  /**
   * So many bytes it is from the message's beginning, where the values before it leave room for blanks. It
   * stands in the same place then in every message, and a batch's body has it from the batch before.
   */
  from: number;
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
  builder.value('to', ({ to }) => inJson(to), usualLength.address);
  builder.text('"],');
  builder.gap();
  if (mailing.replyTo) builder.text(`"reply_to":${JSON.stringify(mailing.replyTo)},`);
  for (const field of ['subject', 'html', 'text'] as const) {
    builder.text(`"${field}":"`);
    for (const part of letter[field]) {
      if (typeof part === 'string') builder.text(inJson(part));
      else builder.slot(part.slot, part.context);
    }
    builder.text('",');
    builder.gap();
  }
  // One-click unsubscribe: RFC 8058. The list's identifier: RFC 2919.
  const unsubscribe = mailing.masthead.publicUrl + paths.unsubscribe('');
  builder.text(`"headers":{"List-Unsubscribe":"<${inJson(unsubscribe)}`);
  builder.slot('unsubscribe', 'url');
  builder.text('>","List-Unsubscribe-Post":"List-Unsubscribe=One-Click",');
  builder.text(`"List-Id":${JSON.stringify(mailing.listId)}},`);
  builder.text(`"tags":[{"name":"mailing","value":"${mailing.id}"},{"name":"reader","value":"`);
  builder.value('reader', ({ reader }) => inJson(reader), usualLength.reader);
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
    else hash.update(`${part.bytes.length} bytes from ${part.from}\n`).update(part.bytes);
  }
  return { parts, values, sha256: hash.digest('hex') };
}

/** Bytes that a value takes at the most, but for few readers: a letter's addresses differ, its links do not. */
const usualLength = { address: 48, link: 40, reader: 16 };

class TemplateBuilder {
  #parts: (Constant | number)[] = [];
  #constant = '';
  #from = 0;
  #values: ReadValue[] = [];
  #positions = new Map<string, number>();
  /** Of the message so far, with values of the usual length. */
  #length = 0;

  text(json: string): void {
    this.#constant += json;
  }

  slot(slot: SlotName, context: SlotContext): void {
    const read: ReadValue = ({ slots }) => inJson(escapeFor(context, slots[slot] ?? ''));
    this.value(`${slot} ${context}`, read, usualLength[slot === 'address' ? slot : 'link']);
  }

  value(name: string, read: ReadValue, length: number): void {
    let position = this.#positions.get(name);
    if (position === undefined) {
      position = this.#values.push(read) - 1;
      this.#positions.set(name, position);
    }
    this.#flush();
    this.#parts.push(position);
    this.#length += length;
  }

  /** Between two fields, where blanks change nothing: what follows has a place of its own. */
  gap(): void {
    this.#flush();
    this.#from = this.#length;
  }

  done(): MessageTemplate {
    this.#flush();
    return templateOf(this.#parts, this.#values);
  }

  #flush(): void {
    if (!this.#constant) return;
    const bytes = Buffer.from(this.#constant);
    this.#parts.push({ bytes, from: this.#from });
    this.#length += bytes.length;
    this.#constant = '';
    this.#from = 0;
  }
}

const standsForItself = /^[\w.@-]*$/;

/** The text as it stands between a JSON string's quotes. */
function inJson(text: string): string {
  return standsForItself.test(text) ? text : JSON.stringify(text).slice(1, -1);
}
