import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, onDisk, statIfThere, syncFolder, writeDurably } from '../src/disk.js';
import { VerdictsError } from '../src/errors.js';
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

describe('Syncing a folder', () => {
  // What Node says of an fsync that fails names no folder.
  it.skipIf(!existsSync('/proc/self'))('names the one whose file system does not sync it', () => {
    expect(() => syncFolder('/proc/self')).toThrow('/proc/self: its file system cannot do that');
  });
});

describe('A file that is replaced whole', () => {
  it('has its new contents and mode, and nothing is left beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'old', { mode: 0o644 });
    await writeDurably(path, 'new', { mode: 0o600 });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('is as it was when the new one fails halfway, and nothing is left beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    async function* contents() {
      yield 'ne';
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    }
    await expect(writeDurably(path, contents())).rejects.toThrow(`${path}: the disk is full.`);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

describe('What the disk refuses', () => {
  const failing = (error: Error) => () => {
    throw error;
  };

  it('is said in a sentence with a remedy; what is no word of the disk stays as it is', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    const said = { message: '/data/x: the disk is full.', remedy: expect.any(String) };
    expect(() => onDisk('/data/x', failing(full))).toThrow(VerdictsError);
    expect(() => onDisk('/data/x', failing(full))).toThrow(expect.objectContaining(said));
    const other = new Error('other');
    expect(() => onDisk('/data/x', failing(other))).toThrow(other);
    expect(onDisk('/data/x', () => 7)).toBe(7);
  });

  it('is not that a file is missing of which only is asked whether it is there', () => {
    const folder = temporaryFolder();
    expect(statIfThere(folder)?.isDirectory()).toBe(true);
    expect(statIfThere(join(folder, 'missing'))).toBeUndefined();
    symlinkSync('circle', join(folder, 'circle'));
    expect(() => statIfThere(join(folder, 'circle'))).toThrow(VerdictsError);
  });
});
