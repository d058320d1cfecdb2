import { lstatSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { codeOf } from './disk.js';
import { VerdictsError } from './errors.js';

/**
 * The settings in the file at `path`, by their names; none where there is no file. Throws a `VerdictsError`
 * when there is something that cannot be read, or a line that is no setting, which would take the next one
 * with it: without its settings, real readers would not be mailed.
 */
export function readEnvFile(path: string): Record<string, string | undefined> {
  refuseLostFolder();
  if (!lstatSync(path, { throwIfNoEntry: false })) return {};
  const text = textOf(bytesOf(path));
  if (text === undefined) {
    throw refusal(`${path} is not UTF-8 text.`, 'Save it as UTF-8.');
  }
  refuseStrayLines(path, text);
  // The parser takes a tab before a name for a part of it.
  const settings = Object.entries(parseEnv(text));
  return Object.fromEntries(settings.map(([name, value]) => [name.trim(), value]));
}

/** A setting as the parser takes it, over several lines where a quotation mark is closed on another. */
const SETTING =
  /^[^\S\n]*(?:export\s+)?[\w.-]+[^\S\n]*=[^\S\n]*(?:"[^"]*"|'[^']*'|`[^`]*`)?[^\n]*$/gm;

/** The parser skips a line that is no setting, or takes it and the next one for one. None is shown: it may hold a key. */
function refuseStrayLines(path: string, text: string): void {
  const rest = text
    .replace(/\r\n?/g, '\n')
    .replace(SETTING, (setting) =>
      /\n[^\S\n]*[A-Z_]+=/.test(setting) ? setting : setting.replace(/[^\n]/g, ''),
    );
  const line = rest.split('\n').findIndex((each) => /^\s*[^\s#]/.test(each)) + 1;
  if (line === 0) return;
  throw refusal(
    `${path}, line ${line} is no setting by itself.`,
    'Write NAME=value on a line of its own, close its quotation marks, and put remarks behind a #.',
  );
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
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
