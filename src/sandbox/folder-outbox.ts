import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { codeOf, diskError, makeFolder, readIfThere, statIfThere } from '../disk.js';
import { VerdictsError } from '../errors.js';
import { toEml } from './eml.js';
import { KeptMessage } from './message.js';
import {
  Acceptance,
  addTo,
  isRemembered,
  type Outbox,
  parseMessageId,
  requestName,
} from './outbox.js';

/**
 * An outbox of files, for people to look into and for the next process to go on from:
 *
 *     <folder>/<day, UTC>/<request>/request.json   what was accepted, and the answer
 *                                   <id>.eml       one for each message,
 *                                   <id>.json      as mail and as it was handed over
 *
 * A request's folder is written and synced under incoming/, and moved to its place by one rename:
 * that is the acceptance. The folder's name comes from the idempotency key, so a repeated request is
 * found without an index, and of two processes with one key only one can make the move.
 *
 * Throws a `VerdictsError` when the folder cannot be used.
 */
export async function folderOutbox(folder: string): Promise<Outbox> {
  const incoming = join(folder, 'incoming');
  await onDisk(folder, async () => {
    if (makeFolder(incoming)) {
      await sync(folder);
      await sync(dirname(folder));
    }
    await removeLeftovers(incoming);
  });

  return {
    async find(key, now) {
      const name = requestName(key);
      // Tomorrow too, for a clock that was set back since.
      for (const days of [0, -1, 1]) {
        const day = dayOf(new Date(now.getTime() + days * DAY));
        const found = await readAcceptance(join(folder, day, name));
        if (found?.key === key && isRemembered(found, now)) return found;
      }
      return undefined;
    },

    async keep(acceptance, messages) {
      const place = join(folder, dayOf(new Date(acceptance.at)), acceptance.request);
      return onDisk(place, async () => {
        const draft = join(incoming, `${acceptance.request}-${randomBytes(4).toString('hex')}`);
        try {
          await write(draft, acceptance, messages);
          if (await move(draft, place)) return acceptance;
        } finally {
          await rm(draft, { recursive: true, force: true });
        }
        const first = await readAcceptance(place);
        if (first?.key === acceptance.key) return first;
        throw new VerdictsError('outbox', `${place} stands where a new request is to be kept.`, {
          remedy: 'Move that folder away and run the command again.',
        });
      });
    },

    message: (id) => readKeptMessage(folder, id),

    async *messages() {
      for await (const [place, acceptance] of requests(folder)) {
        for (const { id } of acceptance.messages) {
          const message = await readJson(join(place, `${id}.json`), KeptMessage);
          if (message) yield message;
        }
      }
    },

    async *ids() {
      for await (const [, { messages }] of requests(folder)) {
        for (const { id } of messages) yield id;
      }
    },

    async counts() {
      const counts = new Map<string, number>();
      for await (const [, acceptance] of requests(folder)) addTo(counts, acceptance);
      return counts;
    },
  };
}

/** The message with that id in an outbox's folder; undefined when there is none. */
export async function readKeptMessage(
  folder: string,
  id: string,
): Promise<KeptMessage | undefined> {
  const parts = parseMessageId(id);
  if (!parts) return undefined;
  return readJson(join(folder, dayOf(parts.at), parts.request, `${id}.json`), KeptMessage);
}

async function write(draft: string, acceptance: Acceptance, messages: KeptMessage[]) {
  await mkdir(draft);
  await writeSynced(join(draft, 'request.json'), json(acceptance));
  // A few at a time: a hundred would hold up everything else, and open too many files.
  for (let next = 0; next < messages.length; next += 8) {
    await allOf(
      messages
        .slice(next, next + 8)
        .flatMap((message) => [
          writeSynced(join(draft, `${message.id}.json`), json(message)),
          writeSynced(join(draft, `${message.id}.eml`), toEml(message)),
        ]),
    );
  }
  await sync(draft);
}

/** Like Promise.all, but nothing is under way any more when it fails. */
async function allOf(work: Promise<void>[]): Promise<void> {
  for (const done of await Promise.allSettled(work)) {
    if (done.status === 'rejected') throw done.reason;
  }
}

/** False when something stands at `place` already. */
async function move(draft: string, place: string): Promise<boolean> {
  const day = dirname(place);
  if (makeFolder(day)) await sync(dirname(day));
  try {
    await rename(draft, place);
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  await sync(day);
  return true;
}

/** What a killed process left half-written. Another process may be writing there now: only old ones. */
async function removeLeftovers(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const entry = statIfThere(path);
    // Against the machine's own time, as is the time of a file.
    if (entry && Date.now() - entry.mtimeMs > HOUR)
      await rm(path, { recursive: true, force: true });
  }
}

async function* requests(folder: string): AsyncGenerator<[place: string, Acceptance]> {
  const days = (await readdir(folder)).filter((name) => /^\d{4}-\d\d-\d\d$/.test(name));
  for (const day of days.sort()) {
    for (const name of await readdir(join(folder, day))) {
      const place = join(folder, day, name);
      const acceptance = await readAcceptance(place);
      if (acceptance) yield [place, acceptance];
    }
  }
}

function readAcceptance(place: string): Promise<Acceptance | undefined> {
  return readJson(join(place, 'request.json'), Acceptance);
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const contents = await readIfThere(path);
  return contents === undefined ? undefined : parseKept(contents, path, schema);
}

/** What a file of an outbox says. Throws a `VerdictsError` when the sandbox did not write that. */
export function parseKept<T>(contents: string, path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(contents));
  } catch (cause) {
    throw new VerdictsError('outbox', `${path} is damaged: it is not what the sandbox wrote.`, {
      remedy: 'Move the folder that it lies in out of the outbox.',
      cause,
    });
  }
}

async function writeSynced(path: string, contents: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(contents);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError(error, path);
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
