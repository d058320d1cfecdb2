import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { addressOf, everyone, filesOf, openedStore } from '../support/subscribers.js';

interface Work {
  folder: string;
  addresses: string[];
  compactEvery?: number;
}

/** Another process that adds these readers; `added` and `known` hold what it was told is on disk. */
function startAdding(work: Work) {
  const child = fork(fileURLToPath(new URL('../support/subscribers-child.mjs', import.meta.url)));
  const answers = { added: [] as string[], known: [] as string[], done: false };
  child.on('message', (message: { kind?: string; address?: string; done?: boolean }) => {
    if (message.done) answers.done = true;
    if (message.address && message.kind === 'added') answers.added.push(message.address);
    if (message.address && message.kind === 'unchanged') answers.known.push(message.address);
  });
  const exited = once(child, 'exit');
  child.send(work);
  return { answers, exited, kill: () => child.kill('SIGKILL') };
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}@example.com`);

describe('two processes at one store', () => {
  it('add the same and different readers at once, compacting: each is there, once', async () => {
    const folder = temporaryFolder();
    const [ours, theirs, common] = [numbered('a', 150), numbered('b', 150), numbered('c', 150)];
    const one = startAdding({ folder, addresses: [...ours, ...common], compactEvery: 40 });
    const other = startAdding({
      folder,
      addresses: [...common.toReversed(), ...theirs],
      compactEvery: 70,
    });
    await Promise.all([one.exited, other.exited]);
    expect([one.answers.done, other.answers.done]).toEqual([true, true]);

    const everybody = [...ours, ...theirs, ...common].sort();
    expect([...one.answers.added, ...other.answers.added].sort()).toEqual(everybody);
    expect([...one.answers.known, ...other.answers.known].sort()).toEqual([...common].sort());
    const store = await openedStore(folder);
    expect((await everyone(store)).map(({ email }) => email).sort()).toEqual(everybody);
  });

  it('lose nothing that was said to be on disk when one is killed at any moment', async () => {
    const folder = temporaryFolder();
    const store = await openedStore(folder);
    let killed = 0;
    for (let round = 0; round < 12; round += 1) {
      const addresses = numbered(`r${round}-`, 400);
      const child = startAdding({ folder, addresses, compactEvery: 5 });
      const ended = await Promise.race([child.exited, setTimeout(60 + round * 25, undefined)]);
      if (!ended) {
        child.kill();
        killed += 1;
      }
      await child.exited;
      await store.refresh();
      for (const address of child.answers.added) {
        expect(await store.find(addressOf(address)), address).toBeDefined();
      }
    }
    expect(killed).toBeGreaterThan(0);
    const readers = await everyone(await openedStore(folder));
    expect(await everyone(store)).toEqual(readers);
    expect(new Set(readers.map(({ normalised }) => normalised)).size).toBe(readers.length);
    await store.compact();
    expect(JSON.parse(filesOf(folder).snapshot).subscribers).toEqual(readers);
  });
});
