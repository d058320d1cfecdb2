import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Turns } from '../src/turns.js';

describe('turns', () => {
  it('are taken one after the other, whatever became of those before', async () => {
    const turns = new Turns();
    const said: string[] = [];
    const work = (name: string) => async () => {
      said.push(`${name} begins`);
      await setImmediate();
      said.push(`${name} ends`);
      if (name === 'first') throw new Error(name);
      return name;
    };
    const answers = ['first', 'second', 'third'].map((name) => turns.take(work(name)));
    const [failed, ...others] = await Promise.allSettled(answers);
    expect(failed).toMatchObject({ status: 'rejected' });
    expect(others).toMatchObject([{ value: 'second' }, { value: 'third' }]);
    const order = ['first', 'second', 'third'].flatMap((name) => [
      `${name} begins`,
      `${name} ends`,
    ]);
    expect(said).toEqual(order);
  });

  it('tell how many wait beside the one under way', async () => {
    const turns = new Turns();
    expect(turns.waiting).toBe(0);
    const seen = Array.from({ length: 3 }, () => turns.take(async () => turns.waiting));
    expect(turns.waiting).toBe(2);
    expect(await Promise.all(seen)).toEqual([2, 1, 0]);
    expect(turns.waiting).toBe(0);
  });
});
