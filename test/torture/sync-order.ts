import { dirname } from 'node:path';

/**
 * What a loss of power could still undo when the first request goes out, by the trace of a sending that
 * began with nothing: a file that was written and not synced, a name whose folder was not, and a file that
 * was put in its place before it was synced; and whether the attempt is on record. Locks need not outlive
 * the machine.
 */
export function notSyncedBeforeRequest(trace: string[]): string[] {
  const disk = new Unsynced();
  for (const boundary of trace) {
    if (boundary === 'before the request') return disk.all(ledger);
    const [, op = '', file = ''] = /^after (\S+) (.*)$/.exec(boundary) ?? [];
    if (!file.includes('.lock')) disk.apply(op, file);
  }
  return ['no request was made'];
}

const ledger = 'data/mailings/WEEK/ledger.jsonl';

class Unsynced {
  #synced = new Set<string>();
  #written = new Set<string>();
  #named = new Set<string>();
  #renamedTooEarly = new Set<string>();

  apply(op: string, file: string): void {
    switch (op) {
      case 'write':
      case 'truncate':
        this.#written.add(file);
        return;
      case 'create':
      case 'make':
        this.#named.add(file);
        return;
      case 'rename':
        if (this.#written.has(`${file}.new`)) this.#renamedTooEarly.add(file);
        this.#named.delete(`${file}.new`);
        this.#named.add(file);
        return;
      case 'sync':
        if (this.#written.delete(file)) this.#synced.add(file);
        for (const name of this.#named) if (dirname(name) === file) this.#named.delete(name);
    }
  }

  /** Where nothing was written at all, that is said as well. */
  all(needed: string): string[] {
    return [
      ...(this.#synced.has(needed) ? [] : [`not written: ${needed}`]),
      ...[...this.#written].map((file) => `written: ${file}`),
      ...[...this.#named].map((file) => `named: ${file}`),
      ...[...this.#renamedTooEarly].map((file) => `renamed too early: ${file}`),
    ];
  }
}
