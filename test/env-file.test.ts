import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSettings } from '../src/config.js';
import { readEnvFile } from '../src/env-file.js';
import { VerdictsError } from '../src/errors.js';
import { temporaryFolder } from './support/folder.js';

function refusalOf(path: string): VerdictsError {
  try {
    readEnvFile(path);
  } catch (error) {
    if (error instanceof VerdictsError) return error;
  }
  throw new Error('expected the file to be refused');
}

describe('the file of settings', () => {
  it('holds nothing where there is none', () => {
    expect(readEnvFile(join(temporaryFolder(), '.env'))).toEqual({});
  });

  it('may begin with a byte order mark', () => {
    const path = join(temporaryFolder(), '.env');
    writeFileSync(path, '\ufeffGRACE_HOURS=3\n');
    expect(readEnvFile(path)).toEqual({ GRACE_HOURS: '3' });
  });

  it.each([
    ['with a byte order mark', Buffer.from('\ufeffGRACE_HOURS=3\n', 'utf16le')],
    ['without one', Buffer.from('GRACE_HOURS=3\n', 'utf16le')],
  ])('is refused in UTF-16 %s, because nothing would be found in it', (_, bytes) => {
    const path = join(temporaryFolder(), '.env');
    writeFileSync(path, bytes);
    expect(refusalOf(path)).toMatchObject({ exit: 2, message: `${path} is not UTF-8 text.` });
  });

  it.each([
    ['FROM_ADDRESS=a@example.com\nof the old server\nRESEND_API_KEY=re_1\n', 2],
    ['// secrets\r\n\r\nRESEND_API_KEY=re_1\r\n', 1],
    ['PORT=1\n\n  GRACE_HOURS: 3', 3],
    ['GRACE HOURS=3\n', 1],
    ['PORT=1\nPOSTAL_ADDRESS="1 Street\nRESEND_API_KEY="re_1"\n', 2],
  ])('is refused where %j would lose a setting, without showing it', (text, line) => {
    const path = join(temporaryFolder(), '.env');
    writeFileSync(path, text);
    expect(refusalOf(path)).toMatchObject({
      exit: 2,
      message: `${path}, line ${line} is no setting by itself.`,
    });
  });

  it('may hold comments, blank lines, white space around names, and values of several lines', () => {
    const path = join(temporaryFolder(), '.env');
    writeFileSync(
      path,
      '# one="\n\n\tGRACE_HOURS = 3 # hours\r\nexport PORT=1\nREPLY_TO=\nPOSTAL_ADDRESS="1 St # 2\n\nTown"\n',
    );
    expect(readEnvFile(path)).toEqual({
      GRACE_HOURS: '3',
      PORT: '1',
      REPLY_TO: '',
      POSTAL_ADDRESS: '1 St # 2\n\nTown',
    });
  });

  it('is refused when it is a folder, or a link that leads nowhere', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    symlinkSync('nowhere', join(folder, 'link'));
    expect(refusalOf(join(folder, 'folder'))).toMatchObject({ exit: 2 });
    expect(refusalOf(join(folder, 'folder')).message).toContain('is a folder');
    expect(refusalOf(join(folder, 'link')).message).toContain('leads to no file');
  });

  it('is one of the problems of the settings when it cannot be read', () => {
    const unreadable = new VerdictsError('settings', '.env is a folder.', { remedy: 'Move it.' });
    const { problems } = describeSettings({ environment: {}, file: {}, unreadable });
    expect(problems).toEqual(['.env is a folder. Move it']);
  });
});
