import { PassThrough } from 'node:stream';
import cliProgress from 'cli-progress';
import { expect, it } from 'vitest';
import { timeLeft } from '../../src/commands/terminal.js';

it('a bar says how long it still takes in two units at most', () => {
  expect([0, 59, 60, 61, 3540, 3541, 360_000].map(timeLeft)).toEqual([
    '0s',
    '59s',
    '1m',
    '2m',
    '59m',
    '1h00m',
    '100h00m',
  ]);
});

it('a bar that does not know yet how long it takes says no half of a word', () => {
  const drawn: string[] = [];
  const bar = new cliProgress.SingleBar({
    format: '{eta_formatted} left',
    formatTime: (seconds) => {
      drawn.push(timeLeft(seconds));
      return '';
    },
    noTTYOutput: true,
    stream: new PassThrough(),
  });
  bar.start(100, 0);
  bar.update(0);
  bar.stop();
  expect(drawn).toContain('…');
});
