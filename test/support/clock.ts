import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock } from '../../src/clock.js';

/**
 * A clock that stands still but for its sleeps, which take no time. The shortest do: they are of those who wait
 * for a lock, and whoever holds it works in real time.
 */
export class TestClock implements Clock {
  #time: number;
  /** Every sleep that was asked for, in milliseconds. */
  slept: number[] = [];

  constructor(start = '2026-11-17T09:00:00.000Z') {
    this.#time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#time);
  }

  async sleep(milliseconds: number, _signal?: AbortSignal): Promise<void> {
    this.slept.push(milliseconds);
    this.#time += milliseconds;
    await (milliseconds <= 5 ? setTimeout(milliseconds) : setImmediate());
  }

  jump(milliseconds: number): void {
    this.#time += milliseconds;
  }
}

export const hour = 3_600_000;
