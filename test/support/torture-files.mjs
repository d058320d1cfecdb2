// Puts itself between a process and what it does to files, and names each boundary.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, relative } from 'node:path';

const real = { ...fs };
const root = process.cwd();
/** The paths that are open, by descriptor. */
const opened = new Map();

/** The file's name in a boundary: the same in every run, or undefined for a file of no interest. */
function nameOf(path) {
  const name = relative(root, String(path));
  if (name.startsWith('..') || name === '') return undefined;
  return name
    .replace(/\d{4}-W\d\d/, 'WEEK')
    .replace(/\.\d+$/, '.new')
    .replace(/\.lock\/\d+$/, '.lock/HOLDER')
    .replace(/\.lock\/waiting-.*/, '.lock/WAITING')
    .replace(/letters\/.*\.json/, 'letters/LETTER.json');
}

const writes = (flags) =>
  typeof flags === 'number'
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0
    : flags !== undefined && flags !== 'r' && flags !== 'rs';

/** What a call with these arguments does to which file; undefined when it changes nothing. */
const operations = {
  open: (path, flags) => writes(flags) && [exists(path) ? 'open' : 'create', path],
  fsync: (fd) => ['sync', opened.get(fd)],
  fdatasync: (fd) => ['sync', opened.get(fd)],
  ftruncate: (fd) => ['truncate', opened.get(fd)],
  truncate: (path) => ['truncate', path],
  rename: (_from, to) => ['rename', to],
  unlink: (path) => exists(path) && ['remove', path],
  rm: (path) => exists(path) && ['remove', path],
  symlink: (_target, path) => ['link', path],
  link: (_from, path) => ['link', path],
  copyFile: (_from, path) => ['copy', path],
  mkdir: (path) => !exists(path) && ['make', topmostMissing(path)],
};

function operationOf(name, given) {
  const [op, path] = operations[name](...given) || [];
  const file = path === undefined ? undefined : nameOf(path);
  return file === undefined ? undefined : { op, file };
}

/** The folder that is made first, when those above it are made as well. */
function topmostMissing(path) {
  const above = dirname(path);
  return exists(above) ? path : topmostMissing(above);
}

function exists(path) {
  return real.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * From now on every operation that changes a file under the working folder, or syncs one, calls `at`
 * before and after, and fails when `refusal` says so. A write can also be cut in half by the death.
 */
export async function watchFiles({ at, isToDie, die, refusal }) {
  for (const name of Object.keys(operations)) {
    patch(fs, `${name}Sync`, (call, given) => {
      const operation = operationOf(name, given);
      if (!operation) return call();
      begin(operation);
      const result = call();
      at(`after ${operation.op} ${operation.file}`);
      return result;
    });
    patch(fs, name, callingBack(name));
    patch(fs.promises, name, (call, given) => promised(operationOf(name, given), call));
  }
  patch(fs, 'openSync', (call, [path]) => keep(call(), path));
  patch(fs, 'open', (call, given) => {
    const [path] = given;
    const done = given.at(-1);
    given[given.length - 1] = (error, fd) => done(error, error ? fd : keep(fd, path));
    return call();
  });
  patch(fs.promises, 'open', async (call, [path]) => {
    const handle = await call();
    keep(handle.fd, path);
    return handle;
  });
  for (const name of ['closeSync', 'close']) {
    patch(fs, name, (call, [fd]) => {
      opened.delete(fd);
      return call();
    });
  }
  patch(fs, 'writeSync', (call, [fd, ...given]) => {
    const write = writeOf(opened.get(fd), given, (bytes) => real.writeSync(fd, ...bytes));
    if (!write) return call();
    const short = beginWrite(write);
    const result = short ?? call();
    at(`after write ${write.file}`);
    return result;
  });
  patch(fs, 'write', (call, given) => {
    const [fd, ...rest] = given;
    const done = rest.pop();
    const write = writeOf(opened.get(fd), rest, (bytes) => real.writeSync(fd, ...bytes));
    if (!write) return call();
    let short;
    try {
      short = beginWrite(write);
    } catch (error) {
      return process.nextTick(done, error);
    }
    if (short !== undefined) return process.nextTick(done, null, short, rest[0]);
    given[given.length - 1] = (error, ...results) => {
      if (!error) at(`after write ${write.file}`);
      done(error, ...results);
    };
    return call();
  });
  patch(fs.promises, 'writeFile', (call, [target, data]) => {
    const path = typeof target === 'string' ? target : opened.get(target.fd);
    const write = writeOf(path, [data], ([bytes]) => {
      const fd = real.openSync(path, 'w');
      real.writeSync(fd, bytes);
      real.closeSync(fd);
    });
    return promisedWrite(write, call);
  });
  await watchHandles();
  syncBuiltinESMExports();

  async function watchHandles() {
    const handle = await real.promises.open(process.execPath);
    const methods = Object.getPrototypeOf(handle);
    await handle.close();
    for (const name of ['write', 'writeFile', 'appendFile']) {
      patch(methods, name, function (call, given) {
        const write = writeOf(opened.get(this.fd), given, (bytes) =>
          real.writeSync(this.fd, ...bytes),
        );
        return promisedWrite(write, call);
      });
    }
    for (const [name, like] of [
      ['sync', 'fsync'],
      ['datasync', 'fdatasync'],
      ['truncate', 'ftruncate'],
    ]) {
      patch(methods, name, function (call) {
        return promised(operationOf(like, [this.fd]), call);
      });
    }
  }

  function begin({ op, file }) {
    at(`before ${op} ${file}`);
    const refused = refusal(op, file);
    if (refused) throw systemError(refused.code, op, file);
  }

  /** Throws when the write is refused; returns how much was written when it was cut short. */
  function beginWrite({ file, half }) {
    at(`before write ${file}`);
    const refused = refusal('write', file);
    if (refused?.partly) return half();
    if (refused) throw systemError(refused.code, 'write', file);
    const boundary = `half of write ${file}`;
    if (isToDie(boundary)) {
      half();
      die(boundary);
    }
    at(boundary);
    return undefined;
  }

  async function promised(operation, call) {
    if (!operation) return call();
    begin(operation);
    const result = await call();
    at(`after ${operation.op} ${operation.file}`);
    return result;
  }

  async function promisedWrite(write, call) {
    if (!write) return call();
    if (beginWrite(write) !== undefined) throw systemError('ENOSPC', 'write', write.file);
    const result = await call();
    at(`after write ${write.file}`);
    return result;
  }

  function callingBack(name) {
    return (call, given) => {
      const operation = operationOf(name, given);
      if (!operation) return call();
      const done = given.at(-1);
      try {
        begin(operation);
      } catch (error) {
        return process.nextTick(done, error);
      }
      given[given.length - 1] = (error, ...results) => {
        if (!error) at(`after ${operation.op} ${operation.file}`);
        done(error, ...results);
      };
      return call();
    };
  }
}

/** Puts `around(call, given)` in the place of a function; `call` does what it did, with what is in `given`. */
function patch(owner, name, around) {
  const original = owner[name];
  if (typeof original !== 'function') return;
  owner[name] = function (...given) {
    return around.call(this, () => original.apply(this, given), given);
  };
  // util.promisify looks for the shape of the results in symbols of the function.
  for (const symbol of Object.getOwnPropertySymbols(original)) {
    Object.defineProperty(owner[name], symbol, Object.getOwnPropertyDescriptor(original, symbol));
  }
}

function keep(fd, path) {
  opened.set(fd, path);
  return fd;
}

/** A write to a file of interest, with a way to do half of it: fs.write's arguments after the first. */
function writeOf(path, [data, start, length, position], writeBytes) {
  const file = path === undefined ? undefined : nameOf(path);
  if (file === undefined) return undefined;
  const isText = typeof data === 'string';
  const bytes = isText
    ? Buffer.from(data)
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength).subarray(
        start ?? 0,
        length === undefined ? undefined : (start ?? 0) + length,
      );
  const half = () => {
    const piece = bytes.subarray(0, Math.floor(bytes.length / 2));
    writeBytes([piece, 0, piece.length, isText ? start : position]);
    return piece.length;
  };
  return { file, half };
}

function systemError(code, op, file) {
  return Object.assign(new Error(`${code}: injected, ${op} '${file}'`), { code, syscall: op });
}
