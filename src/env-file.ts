import { lstatSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { VerdictsError } from './errors.js';

/**
 * The settings in the file at `path`, by their names; none where there is no file. Throws a `VerdictsError`
 * when there is something that cannot be read: without its settings, real readers would not be mailed.
 */
export function readEnvFile(path: string): Record<string, string | undefined> {
  refuseLostFolder();
  if (!lstatSync(path, { throwIfNoEntry: false })) return {};
  const text = textOf(bytesOf(path));
  if (text === undefined) {
    throw refusal(`${path} is not UTF-8 text.`, 'Save it as UTF-8.');
  }
  return parseEnv(text);
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EISDIR') {
      throw refusal(
        `${path} is a folder.`,
        'Move it away, or put a file of settings in its place.',
      );
    }
    if (code === 'ENOENT' || code === 'ELOOP') {
      throw refusal(`${path} is a link that leads to no file.`, 'Correct the link, or remove it.');
    }
    const why = error instanceof Error ? error.message : String(error);
    throw refusal(`${path} cannot be read: ${why}.`, 'Give this user access to the file.');
  }
}

/** Without the byte order mark that some editors put before it; undefined when it is not UTF-8. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // UTF-16 of plain letters is UTF-8 as well, with a zero beside each.
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined; // TypeError: the one that says that it is not.
  }
}

/** In a folder that was removed no file is found, and the modules that ask where they are fail. */
function refuseLostFolder(): void {
  try {
    process.cwd();
  } catch {
    throw refusal('The folder in which this was started is gone.', 'Change to one that is there.');
  }
}

function refusal(message: string, remedy: string): VerdictsError {
  return new VerdictsError('settings', message, { remedy, exit: 2 });
}
