import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { KeptMessage } from './message.js';

/** A request that was accepted, and the answer that it got and gets again under its key. */
export const Acceptance = z.object({
  /** Its part of the ids of its messages: see messageId. */
  request: z.string(),
  /** The idempotency key, or null for a request that can never be repeated. */
  key: z.string().nullable(),
  /** Of the request's body, as it came. */
  sha256: z.string(),
  at: z.iso.datetime(),
  /** The body of the answer, as it went. */
  answer: z.string(),
  /** Each accepted message and the addresses it went to. */
  messages: z.array(z.object({ id: z.string(), recipients: z.array(z.string()) })),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** Where accepted messages are kept. */
export interface Outbox {
  /** The acceptance under this key, unless it is 24 hours old or older. */
  find(key: string, now: Date): Promise<Acceptance | undefined>;
  /**
   * Keeps the request and its messages. Once this resolves they are there to stay; before that, they
   * are either all there or not at all. Gives back the acceptance that counts: another process that
   * shares this outbox may have been first with the same key.
   */
  keep(acceptance: Acceptance, messages: KeptMessage[]): Promise<Acceptance>;
  message(id: string): Promise<KeptMessage | undefined>;
  /** Every message, in no particular order of requests. */
  messages(): AsyncIterable<KeptMessage>;
  /** The id of every message, in no particular order; as strings they are in the order of time. */
  ids(): AsyncIterable<string>;
  /** How many messages each address got. */
  counts(): Promise<Map<string, number>>;
}

/** How long Resend remembers an idempotency key, in milliseconds. (Resend, "Idempotency Keys") */
const KEPT_FOR = 24 * 60 * 60 * 1000;

/** Whether the answer is still given again under its key. */
export function isRemembered(acceptance: Acceptance, now: Date): boolean {
  return now.getTime() - Date.parse(acceptance.at) < KEPT_FOR;
}

/** A name for a request: always the same for a key, so that it is found by it; else random. */
export function requestName(key: string | null): string {
  if (key === null) return randomBytes(8).toString('hex');
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

/**
 * A UUID (version 7, RFC 9562) made of the time, the request's name and the message's index in it, so
 * that an id alone tells where its message is kept.
 */
export function messageId(at: Date, request: string, index: number): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const place = index.toString(16).padStart(2, '0');
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${request.slice(0, 3)}`,
    `8${request.slice(3, 6)}`,
    request.slice(6) + place,
  ].join('-');
}

/** Takes an id apart again; undefined for one that no sandbox has given. */
export function parseMessageId(id: string): { at: Date; request: string } | undefined {
  const parts =
    /^([\da-f]{8})-([\da-f]{4})-7([\da-f]{3})-8([\da-f]{3})-([\da-f]{10})[\da-f]{2}$/.exec(id);
  if (!parts) return undefined;
  const at = new Date(Number.parseInt(`${parts[1]}${parts[2]}`, 16));
  return { at, request: `${parts[3]}${parts[4]}${parts[5]}` };
}

/** Adds an accepted request to a count of messages per address. */
export function addTo(counts: Map<string, number>, acceptance: Acceptance): void {
  for (const { recipients } of acceptance.messages) {
    for (const address of recipients) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
}
