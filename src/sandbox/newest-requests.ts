import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { codeOf, diskError } from '../disk.js';
import { parseKept } from './folder-outbox.js';
import { Acceptance, messageId, parseMessageId } from './outbox.js';

/** A request that was accepted, and the folder that it lies in. */
export interface KeptRequest {
  place: string;
  name: string;
  /** The lowest id that a message of it can have. */
  lowestId: string;
}

/** So many files are read before others have their turn. */
const filesATurn = 250;

/**
 * The requests in an outbox's folder (folder-outbox.ts), newest first. What was read of a request once is
 * remembered, because it never changes: looking again costs a list of names a day.
 */
export class NewestRequests {
  #days = new Map<string, { known: Map<string, KeptRequest>; newestFirst: KeptRequest[] }>();

  constructor(readonly folder: string) {}

  /** Those that may hold a message with a lower id; all, without one. */
  async *before(id?: string): AsyncGenerator<KeptRequest> {
    const days = (await namesIn(this.folder)).filter((name) => /^\d{4}-\d\d-\d\d$/.test(name));
    const last = id === undefined ? undefined : parseMessageId(id)?.at.toISOString().slice(0, 10);
    for (const day of days.sort().reverse()) {
      if (last !== undefined && day > last) continue;
      for (const request of await this.#requestsOf(day)) {
        if (id === undefined || request.lowestId < id) yield request;
      }
    }
  }

  async #requestsOf(day: string): Promise<KeptRequest[]> {
    const names = await namesIn(join(this.folder, day));
    const before = this.#days.get(day);
    if (
      before &&
      before.known.size === names.length &&
      names.every((each) => before.known.has(each))
    )
      return before.newestFirst;
    const known = new Map<string, KeptRequest>();
    let read = 0;
    for (const name of names) {
      const request = before?.known.get(name) ?? requestIn(join(this.folder, day, name), name);
      if (request) known.set(name, request);
      read += before?.known.has(name) ? 0 : 1;
      if (read % filesATurn === filesATurn - 1) await setImmediate();
    }
    const newestFirst = [...known.values()].sort((a, b) => (a.lowestId < b.lowestId ? 1 : -1));
    this.#days.set(day, { known, newestFirst });
    return newestFirst;
  }
}

const Head = Acceptance.pick({ request: true, at: true });

function requestIn(place: string, name: string): KeptRequest | undefined {
  const head = readUpTo(join(place, 'request.json'), 'answer', Head);
  return head && { place, name, lowestId: messageId(new Date(head.at), head.request, 0) };
}

/** What a file's beginning is read for; the rest, which is long, only where that is not enough. */
const headBytes = 4096;

/**
 * The fields of a file of the outbox up to the one with that name, or all where they cannot be told from its
 * beginning. Undefined where there is no such file.
 */
export function readUpTo<T>(path: string, field: string, schema: z.ZodType<T>): T | undefined {
  const head = readBeginning(path, headBytes);
  if (head === undefined) return undefined;
  // As JSON.stringify indents: a line break within a text is escaped, so that only a field begins a line.
  const end = head.indexOf(`,\n  "${field}":`);
  const fields = end < 0 ? undefined : schema.safeParse(jsonIn(`${head.slice(0, end)}}`));
  return fields?.success ? fields.data : parseKept(readWhole(path), path, schema);
}

/** Undefined for what is none: reading the whole file tells what is wrong with it. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Read at once: some microseconds, where asking the thread pool for each takes ten times as long. */
function readBeginning(path: string, length: number): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.allocUnsafe(length);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, length, 0));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw diskError(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Throws a `VerdictsError` when the file cannot be read. */
export function readWhole(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw diskError(error, path);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskError(error, folder);
  }
}

/** ENOTDIR: a file that somebody put beside the requests. */
function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
