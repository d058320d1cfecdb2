import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../src/disk.js';
import { temporaryFolder } from './support/folder.js';

describe('Making a folder', () => {
  it('makes those above it, and says whether it was not there', () => {
    const folder = join(temporaryFolder(), 'a/b/c');
    expect(makeFolder(folder)).toBe(true);
    expect(makeFolder(folder)).toBe(false);
    expect(existsSync(folder)).toBe(true);
  });

  it('fails where a file stands in its place, or above it', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(file)).toThrow(/EEXIST/);
    expect(() => makeFolder(join(file, 'b'))).toThrow(/ENOTDIR/);
  });

  it.skipIf(!existsSync('/proc/self'))('fails where nothing can be made', () => {
    expect(() => makeFolder('/proc/nope')).toThrow(/ENOENT/);
    expect(() => makeFolder('/proc/nope/deeper')).toThrow(/ENOENT/);
  });

  it('fails, and does not try for ever, when the working folder itself is gone', () => {
    const disk = resolve('dist/src/disk.js');
    const script = `
      import { rmdirSync } from 'node:fs';
      import { makeFolder } from ${JSON.stringify(disk)};
      rmdirSync(process.cwd());
      try { makeFolder('data/mailings'); } catch (error) { console.log(error.code); }`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: temporaryFolder(),
      timeout: 20_000,
      encoding: 'utf8',
    });
    expect(said.trim()).toBe('ENOENT');
  });
});
