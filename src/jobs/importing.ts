import { join } from 'node:path';
import type { App } from '../app.js';
import { readSkips } from '../content/inference.js';
import { type Intake, takeIn } from '../content/intake.js';
import { writeComparison, writeTool } from '../content/library.js';
import { diskError } from '../disk.js';
import { VerdictsError } from '../errors.js';
import { waitForLock } from '../lock.js';

/** A comparison page to bring in: its text, and what it is called in messages. */
export interface PageFile {
  source: string;
  text: string;
}

export interface ImportPagesOptions {
  /** A day or a time, as an operator typed it; the present moment if left out. */
  published?: string | undefined;
  /** Who skips, as an operator stated it: `founder` or `left:founder`. */
  skips: readonly string[];
}

/**
 * Brings pages in, one after the other: each is written as a whole or refused as a whole, and a refused
 * one keeps no other out. Throws a `VerdictsError` when an option is wrong or the content is broken.
 */
export async function importPages(
  app: App,
  pages: readonly PageFile[],
  options: ImportPagesOptions,
): Promise<Intake[]> {
  const { dataDir } = app.config;
  const publishedAt = readTime(options.published, app.clock.now());
  const lock = await waitForLock(join(dataDir, 'content.lock'), app.clock);
  try {
    let library = await app.library();
    const skips = readSkips(options.skips, library.panel);
    const intakes: Intake[] = [];
    for (const { source, text } of pages) {
      const intake = takeIn(library, text, { source, publishedAt, skips });
      await write(dataDir, intake);
      library = intake.library;
      intakes.push(intake);
    }
    return intakes;
  } finally {
    lock.release();
  }
}

/** The comparison last, so that a crash never leaves one whose tools are not there. */
async function write(dataDir: string, intake: Intake): Promise<void> {
  if (intake.kind === 'refused' || intake.kind === 'unchanged') return;
  try {
    for (const { slug, tool, stored } of [intake.left, intake.right]) {
      if (!stored) await writeTool(dataDir, slug, tool);
    }
    await writeComparison(dataDir, intake.slug, intake.comparison);
  } catch (error) {
    throw diskError(error, dataDir);
  }
}

function readTime(text: string | undefined, now: Date): string {
  if (text === undefined) return now.toISOString();
  const shape = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
  const time = new Date(text);
  const sameDay = !Number.isNaN(time.getTime()) && isRealDay(text.slice(0, 10));
  if (shape.test(text) && sameDay) return time.toISOString();
  throw new VerdictsError('time', `"--published ${text}" is not a time.`, {
    remedy: 'Write a day like 2026-11-16, or a time like 2026-11-16T08:00:00Z.',
    exit: 2,
  });
}

/** The thirtieth of February is read as the second of March. */
function isRealDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === day;
}
