import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A fresh folder that is removed when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The same for all tests of a `describe`, in whose body it is called. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How many files in `folder` this process has open; 0 where the system does not tell. */
export function openFiles(folder: string): number {
  const own = '/proc/self/fd';
  if (!existsSync(own)) return 0;
  // The one that the names are read from is there no more.
  const there = readdirSync(own).filter((fd) => existsSync(`${own}/${fd}`));
  return there.filter((fd) => readlinkSync(`${own}/${fd}`).startsWith(folder)).length;
}
