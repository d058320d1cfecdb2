import { mkdtempSync, rmSync } from 'node:fs';
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
