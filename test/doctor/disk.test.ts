import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inBytes } from '../../src/doctor/diagnosis.js';
import { checkDisk, checkSpace } from '../../src/doctor/disk.js';
import { said, withoutRemedy } from '../support/doctor.js';
import { temporaryFolder } from '../support/folder.js';

test.each([
  [1e9, 0, 'ok'],
  [999_999_999, 0, 'warning'],
  [3e9, 300e6, 'ok'],
  [2.9e9, 300e6, 'warning'],
])('%d free bytes beside a store of %d are %s', (free, store, level) => {
  const finding = checkSpace('data', free, store);
  expect(finding.level).toBe(level);
  expect(withoutRemedy([finding])).toEqual([]);
});

test('a folder that is yet to be made has the space of where it will be, and is not made', async () => {
  const root = temporaryFolder();
  const folders = { dataDir: join(root, 'data'), subscribersDir: join(root, 'a', 'b') };
  const lines = said(await checkDisk(folders, 0));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain(`are free for ${folders.dataDir}`);
  expect(readdirSync(root)).toEqual([]);
});

test('everything that is there is looked at', async () => {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'editions'));
  const lines = said(await checkDisk({ dataDir, subscribersDir: dataDir }, 0));
  expect(lines).toEqual([
    expect.stringContaining('are free'),
    'ok: Everything that is written to can be written to.',
  ]);
});

// /proc/1 may be opened by nobody for writing, not even by root.
test.runIf(process.platform === 'linux')('a folder that is shut is an error', async () => {
  const dataDir = temporaryFolder();
  const findings = await checkDisk({ dataDir, subscribersDir: '/proc/1' }, 0);
  expect(withoutRemedy(findings)).toEqual([]);
  expect(said(findings)).toContain('error: /proc/1 cannot be written to.');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [43_120, '43.1 kB'],
  [1.25e9, '1.3 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(inBytes(bytes)).toBe(text);
});
